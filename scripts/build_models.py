"""Put the pose models into the package, out of the npm packages ``npm ci`` installed: for Python, and for the browser.

    python scripts/build_models.py [FOLDER]

FOLDER holds the npm packages (default: frontend/node_modules). Every model is checked by its
sha256 before it takes its place in src/kneeline/pose/models/; the same models, bundled as the browser's runtime wants
them (`task_bundle`), the leg network, and their runtimes go to src/kneeline/web/live/static/live/pose/. Nothing is
fetched.
"""

import hashlib
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.task_bundle import bundle

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "frontend" / "node_modules"
MODELS = ROOT / "src" / "kneeline" / "pose" / "models"
LEG_NETWORK = ROOT / "src" / "kneeline" / "pose" / "leg_network.onnx"
BROWSER = ROOT / "src" / "kneeline" / "web" / "live" / "static" / "live" / "pose"
RUNTIMES = (
    "@mediapipe/tasks-vision/wasm/vision_wasm_module_internal.js",
    "@mediapipe/tasks-vision/wasm/vision_wasm_module_internal.wasm",
    "onnxruntime-web/dist/ort-wasm-simd-threaded.mjs",
    "onnxruntime-web/dist/ort-wasm-simd-threaded.wasm",
)
BUNDLED = ("lite", "full", "heavy")


@dataclass(frozen=True)
class Model:
    """One model: its file name here, the file of the npm package whose first ``size`` bytes it is, and its sha256."""

    name: str
    source: str
    size: int
    sha256: str


WANTED = (
    Model(
        "pose_detection.tflite",
        "pose_solution_packed_assets.data",
        2962288,
        "a63c614bef30d35947f13be361820b1e4e3bec9cfeebf4d11216a18373108e85",
    ),
    Model(
        "pose_landmark_heavy.tflite",
        "pose_landmark_heavy.tflite",
        27709200,
        "59e42d71bcd44cbdbabc419f0ff76686595fd265419566bd4009ef703ea8e1fe",
    ),
    Model(
        "pose_landmark_full.tflite",
        "pose_landmark_full.tflite",
        6440512,
        "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
    ),
    Model(
        "pose_landmark_lite.tflite",
        "pose_landmark_lite.tflite",
        2819824,
        "f17bfbecadb61c3be1baa8b8d851cc6619c870a87167b32848ad20db306b9d61",
    ),
)


def read_model(model: Model, package: Path) -> bytes:
    """The bytes of one model out of the npm package. Raises SystemExit with one sentence where they are not these."""
    source = package / model.source
    try:
        with source.open("rb") as handle:
            content = handle.read(model.size)
    except OSError as error:
        raise SystemExit(
            f"The pose model {source} could not be read ({error.strerror}): run `npm ci` in frontend/ first."
        ) from error
    if hashlib.sha256(content).hexdigest() != model.sha256:
        raise SystemExit(
            f"{source} is not the model this version expects (its sha256 differs): "
            "delete frontend/node_modules and run `npm ci` in frontend/ again."
        )
    return content


def put_models(package: Path, models: Path) -> None:
    """Copy every wanted model from ``package`` to ``models``; a file is there whole or not at all."""
    models.mkdir(parents=True, exist_ok=True)
    for model in WANTED:
        target = models / model.name
        if target.exists() and hashlib.sha256(target.read_bytes()).hexdigest() == model.sha256:
            continue
        temporary = target.with_suffix(".part")
        temporary.write_bytes(read_model(model, package))
        os.replace(temporary, target)


def put_browser_files(models: Path, packages: Path, browser: Path) -> None:
    """Bundle the models and copy leg network and runtimes for the browser; a file is there whole or not at all, and
    left alone where it is newer than what it is made of."""
    browser.mkdir(parents=True, exist_ok=True)
    for name in BUNDLED:
        parts = (models / "pose_detection.tflite", models / f"pose_landmark_{name}.tflite")
        target = browser / f"pose_{name}.task"
        if not _is_newer(target, *parts, Path(__file__), Path(__file__).with_name("task_bundle.py")):
            temporary = target.with_suffix(".part")
            temporary.write_bytes(bundle(*(part.read_bytes() for part in parts)))
            os.replace(temporary, target)
    for source in (*(packages / name for name in RUNTIMES), LEG_NETWORK):
        target = browser / source.name
        if not _is_newer(target, source):
            temporary = target.with_suffix(".part")
            shutil.copyfile(source, temporary)
            os.replace(temporary, target)


def _is_newer(target: Path, *sources: Path) -> bool:
    return target.exists() and all(target.stat().st_mtime >= source.stat().st_mtime for source in sources)


if __name__ == "__main__":
    packages = Path(sys.argv[1]) if len(sys.argv) > 1 else PACKAGES
    put_models(packages / "@mediapipe" / "pose", MODELS)
    put_browser_files(MODELS, packages, BROWSER)
    print(f"{len(WANTED)} pose models are in {MODELS.relative_to(ROOT)}, {len(BUNDLED)} bundles for the browser.")
