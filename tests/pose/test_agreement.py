"""Our BlazePose against mediapipe's own on the same stills (tests/golden, written by scripts/oracle)."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kneeline.core.recording import Floats
from kneeline.pixels.photo import read_photo
from kneeline.pose.blazepose import BlazePose, Pose
from kneeline.pose.model_files import ModelName
from tests.pose.variants import VARIANTS

ROOT = Path(__file__).parent.parent.parent
GOLDEN = json.loads((ROOT / "tests" / "golden" / "mediapipe_landmarks.json").read_text())["poses"]


@cache
def estimator(model: ModelName) -> BlazePose:
    return BlazePose(model)


def ours(golden: dict[str, Any]) -> Pose | None:
    picture = VARIANTS[golden["variant"]](read_photo(ROOT / "src" / "kneeline" / "sample" / golden["photo"]).rgb)
    eyes = estimator(golden["model"])
    detections = eyes.detect(picture)
    if not detections:
        return None
    roi = eyes.roi_of_detection(detections[0])
    return eyes.landmarks(eyes.crop(picture, roi), roi)


@cache
def both(model: ModelName) -> list[tuple[dict[str, Any] | None, Pose | None]]:
    return [(golden["pose"], ours(golden)) for golden in GOLDEN if golden["model"] == model]


def distances(model: ModelName) -> Floats:
    """px at 1280 px of picture height or width, whichever is larger."""
    pairs = [(theirs, pose) for theirs, pose in both(model) if theirs is not None and pose is not None]
    return np.concatenate(
        [np.linalg.norm(pose.xy - theirs["xy"], axis=1) * 1280 / max(theirs["size"]) for theirs, pose in pairs]
    )


@pytest.mark.parametrize("model", ["heavy", "full", "lite"])
def test_the_same_people_are_found(model: ModelName) -> None:
    assert [theirs is None for theirs, _ in both(model)] == [pose is None for _, pose in both(model)]


@pytest.mark.parametrize("model", ["heavy", "full", "lite"])
def test_landmarks_agree(model: ModelName) -> None:
    assert np.median(distances(model)) <= 0.4
    assert np.quantile(distances(model), 0.95) <= 2.0


def test_world_and_visibility_agree() -> None:
    for theirs, pose in both("heavy"):
        if theirs is not None and pose is not None:
            assert np.median(np.abs(pose.world - theirs["world"])) < 0.005
            assert np.median(np.abs(pose.visibility - theirs["visibility"])) < 0.01
