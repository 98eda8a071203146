"""Where the pose models lie: in the package, put there by scripts/build_models.py."""

from pathlib import Path
from typing import Literal, get_args

from kneeline.core.errors import BadArgument, KneelineError

ModelName = Literal["heavy", "full", "lite"]

MODEL_NAMES: tuple[ModelName, ...] = get_args(ModelName)

_FOLDER = Path(__file__).parent / "models"


def detection_model() -> Path:
    """The model that finds people on a whole picture. Raises KneelineError where it was not built in."""
    return _present(_FOLDER / "pose_detection.tflite")


def landmark_model(name: ModelName) -> Path:
    """The model that finds the landmarks of one person on a crop.

    Raises BadArgument for a name that is no model, KneelineError where the model was not built in.
    """
    if name not in MODEL_NAMES:
        raise BadArgument(f"{name!r} is no pose model: choose one of {', '.join(MODEL_NAMES)}.")
    return _present(_FOLDER / f"pose_landmark_{name}.tflite")


def leg_model() -> Path:
    """The network that reads one leg. Raises KneelineError where it is missing."""
    return _present(Path(__file__).parent / "leg_network.onnx")


def _present(path: Path) -> Path:
    if not path.is_file():
        raise KneelineError(f"The pose model {path.name} is missing from this installation: run `scripts/setup` once.")
    return path
