"""The body of scripts/oracle: runs in the environment that has mediapipe, knows nothing of kneeline."""

import json
import sys
import tempfile
import types
from importlib.metadata import version
from pathlib import Path
from typing import Any

import cv2
import mediapipe  # type: ignore[import-not-found]
import numpy as np
from mediapipe.tasks.python import BaseOptions  # type: ignore[import-not-found]
from mediapipe.tasks.python.vision import (  # type: ignore[import-not-found]
    PoseLandmarker,
    PoseLandmarkerOptions,
)

from tests.pose.variants import VARIANTS, Picture

ROOT = Path(__file__).resolve().parent.parent
MODELS = ROOT / "src" / "kneeline" / "pose" / "models"
PHOTOS = ROOT / "src" / "kneeline" / "sample"
GOLDEN = ROOT / "tests" / "golden" / "mediapipe_landmarks.json"
WANTED = {"heavy": list(VARIANTS), "full": ["as is"], "lite": ["as is"]}


def mend_metadata_writer() -> None:
    """Stand in for the one compiled module that the published package forgets and its metadata writer asks."""
    package = "mediapipe.tasks.cc.metadata.python"
    missing = types.ModuleType(f"{package}._pywrap_metadata_version")
    missing.GetMinimumMetadataParserVersion = lambda _metadata: "1.0.0"  # type: ignore[attr-defined]
    parent = types.ModuleType(package)
    parent._pywrap_metadata_version = missing  # type: ignore[attr-defined]
    for name in ("mediapipe.tasks.cc", "mediapipe.tasks.cc.metadata"):
        sys.modules[name] = types.ModuleType(name)
    sys.modules[package] = parent
    sys.modules[missing.__name__] = missing


def described(path: Path, mean: float, deviation: float) -> bytes:
    """The model with the note on how its input is normalised that mediapipe asks for."""
    from mediapipe.tasks.python.metadata.metadata_writers.metadata_writer import (  # type: ignore[import-not-found]
        MetadataWriter,
    )

    writer = MetadataWriter.create(bytearray(path.read_bytes()))
    writer.add_general_info(path.stem).add_image_input([mean], [deviation])
    for _ in range(2 if path.stem == "pose_detection" else 5):
        writer.add_feature_output()
    return bytes(writer.populate()[0])


def landmarker(model: str, folder: Path) -> PoseLandmarker:
    """mediapipe's own pipeline for single pictures on our models."""
    from mediapipe.tasks.python.metadata.metadata_writers.model_asset_bundle_utils import (  # type: ignore[import-not-found]
        create_model_asset_bundle,
    )

    bundle = folder / f"{model}.task"
    parts = {
        "pose_detector.tflite": described(MODELS / "pose_detection.tflite", 127.5, 127.5),
        "pose_landmarks_detector.tflite": described(MODELS / f"pose_landmark_{model}.tflite", 0.0, 255.0),
    }
    create_model_asset_bundle(parts, str(bundle))
    return PoseLandmarker.create_from_options(PoseLandmarkerOptions(BaseOptions(model_asset_path=str(bundle))))


def found(pipeline: PoseLandmarker, picture: Picture) -> dict[str, Any] | None:
    """Landmarks of the first person: xy px, visibility, world metres; None where there is nobody."""
    height, width = picture.shape[:2]
    answer = pipeline.detect(mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=picture))
    if not answer.pose_landmarks:
        return None
    points, world = answer.pose_landmarks[0], answer.pose_world_landmarks[0]
    return {
        "size": [width, height],
        "xy": [[round(point.x * width, 3), round(point.y * height, 3)] for point in points],
        "visibility": [round(point.visibility, 4) for point in points],
        "world": [[round(point.x, 4), round(point.y, 4), round(point.z, 4)] for point in world],
    }


def read(photo: Path) -> Picture:
    encoded = np.frombuffer(photo.read_bytes(), dtype=np.uint8)
    return np.asarray(cv2.imdecode(encoded, cv2.IMREAD_COLOR_RGB), dtype=np.uint8)


def main() -> None:
    mend_metadata_writer()
    golden: dict[str, Any] = {"mediapipe": version("mediapipe"), "poses": []}
    with tempfile.TemporaryDirectory() as folder:
        for model, variants in WANTED.items():
            with landmarker(model, Path(folder)) as pipeline:
                for photo in sorted(PHOTOS.glob("*.jpg")):
                    picture = read(photo)
                    for variant in variants:
                        pose = found(pipeline, VARIANTS[variant](picture))
                        golden["poses"].append({"model": model, "photo": photo.name, "variant": variant, "pose": pose})
    GOLDEN.parent.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(json.dumps(pose) for pose in golden["poses"])
    GOLDEN.write_text(f'{{"mediapipe": "{golden["mediapipe"]}", "poses": [\n{lines}\n]}}\n')
    print(f"{len(golden['poses'])} poses are in {GOLDEN.relative_to(ROOT)}.", file=sys.stderr)


if __name__ == "__main__":
    main()
