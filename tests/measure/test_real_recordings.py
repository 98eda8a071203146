"""Motion capture of people who squat, land and walk: what they did is told, and counted right."""

import os
from pathlib import Path

import pytest

import kneeline

DATA = os.environ.get("KNEELINE_DATA")
needs_data = pytest.mark.skipif(DATA is None, reason="KNEELINE_DATA is not set: no motion capture to read")


@needs_data
@pytest.mark.parametrize(
    ("file", "task", "repetitions"),
    [
        ("mocap_dls01/DLS01.trc", "squat", 5),
        ("mocap_subject5/squats1.trc", "squat", 6),
        ("mocap_squat2_stair/markers_Squat2.trc", "squat", 1),
        ("mocap_subject4/DJ1.trc", "landing", 1),
        ("mocap_subject4/DJAsym1.trc", "landing", 1),
        ("mocap_subject5/DJ1.trc", "landing", 1),
        ("mocap_subject5/DJ2.trc", "landing", 1),
        ("mocap_subject4/static1.trc", "stand", 0),
        ("mocap_subject4/walking1.trc", None, 0),
    ],
)
def test_motion_capture_is_told_apart_and_counted(file: str, task: str | None, repetitions: int) -> None:
    assert DATA is not None
    found = kneeline.measure(kneeline.read(Path(DATA) / "real" / file))
    assert found.task == task
    assert len(found.repetitions) == repetitions


@needs_data
def test_a_drop_jump_lands_with_the_knees_in_as_the_reference_says() -> None:
    """The reference reads FPPA R +10..+15 on the first landing and differs from others by up to 5.5 degrees."""
    assert DATA is not None
    found = kneeline.measure(kneeline.read(Path(DATA) / "real" / "mocap_subject4" / "DJ1.trc"))
    peak = found.repetitions[0].peak_fppa["right"]
    assert peak is not None
    assert 10 - 5.5 <= peak <= 15 + 5.5
