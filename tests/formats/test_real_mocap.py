"""Motion capture of real people, against knee flexion worked out from the same markers by other means."""

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from kneeline.core.recording import Floats
from kneeline.core.skeleton import pair
from kneeline.formats import read_landmarks

DATA = os.environ.get("KNEELINE_DATA")
FOLDER = Path(DATA or "") / "real"
FILES = sorted(FOLDER.glob("*/*.trc")) if DATA else []
needs_data = pytest.mark.skipif(not FILES, reason="KNEELINE_DATA names no folder with real/*/*.trc")


def flexion(positions: Floats) -> Floats:
    """(T, 2) 180 degrees minus the angle at the knee."""
    hip, knee, ankle = (positions[:, pair(name)] for name in ("hip", "knee", "ankle"))
    thigh, shank = hip - knee, ankle - knee
    cosine = (thigh * shank).sum(axis=2) / (np.linalg.norm(thigh, axis=2) * np.linalg.norm(shank, axis=2))
    return np.asarray(180 - np.degrees(np.arccos(np.clip(cosine, -1, 1))))


def reference(file: Path) -> Floats:
    """(T, 2) knee flexion of the left and the right leg."""
    beside = file.with_name(file.stem.replace("_openpose_triangulated_filt", "") + "_ref.csv")
    table = np.genfromtxt(beside, delimiter=",", names=True)
    return np.stack([table["knee_flex_l"], table["knee_flex_r"]], axis=1)


@needs_data
@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_legs_are_found_and_bend_as_the_reference_says(
    file: Path, record_property: Callable[[str, object], None]
) -> None:
    recording = read_landmarks(file)
    assert recording.xyz is not None
    for name in ("hip", "knee", "ankle", "heel", "forefoot"):
        assert np.isfinite(recording.xyz[:, pair(name)]).all(axis=2).any(axis=0).all(), name
    error = flexion(recording.xyz) - reference(file)
    left, right = np.sqrt(np.nanmean(error**2, axis=0))
    record_property("rmse_left", round(float(left), 2))
    record_property("rmse_right", round(float(right), 2))
    assert max(left, right) <= 5.0
    hips = np.nanmedian(recording.xyz[:, pair("hip")], axis=0)
    assert hips[0, 0] - hips[1, 0] > 0.1  # left at +x
