"""Where a browser finds what sees: the workers' scripts, their runtimes, the bundles of the pose model and the leg
network."""

from django.templatetags.static import static

from kneeline.pose.model_files import MODEL_NAMES
from kneeline.web.shell.static import asset

_FOLDER = "live/pose"


def places() -> dict[str, object]:
    """Addresses for the camera's script."""
    return {
        "worker": asset("report/islands/pose.js"),
        "runtime": static(_FOLDER),
        "models": {name: asset(f"{_FOLDER}/pose_{name}.task") for name in MODEL_NAMES},
        "legs": {
            "worker": asset("report/islands/legs.js"),
            "runtime": static(_FOLDER),
            "model": asset(f"{_FOLDER}/leg_network.onnx"),
        },
    }
