"""Motion capture and clips of people who squat, land and walk: what they did is told, counted and timed right."""

import csv
import json
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


CLIPS = (
    "squat_lnewco/IMG_7029_front.mov",
    "squat_mukundan/no_depth_vid.gif",
    "squat_mukundan/olympic_squat_vid.gif",
    "squat_tfjs/pose_squats.mp4",
)
"""Each shows the whole person: 30, 12.5 and 5 frames a second, one to three repetitions."""


@needs_data
@pytest.mark.parametrize("file", CLIPS)
def test_repetitions_in_a_clip_are_where_people_marked_them(file: str) -> None:
    assert DATA is not None
    folder = Path(DATA) / "real"
    with (folder / "MANIFEST.tsv").open(encoding="utf-8", newline="") as manifest:
        rows = {row["file"]: row for row in csv.DictReader(manifest, delimiter="\t")}
    marked = json.loads(rows[file]["reps_start_bottom_end_s"])
    found = kneeline.measure(kneeline.read(folder / file, model="lite")).repetitions
    assert len(found) == len(marked)
    for repetition, mark in zip(found, marked, strict=True):
        assert repetition.start_s == pytest.approx(mark["start"], abs=0.2)
        assert repetition.bottom_s == pytest.approx(mark["bottom"], abs=0.2)
        assert repetition.end_s == pytest.approx(mark["end"], abs=0.2)


@needs_data
def test_a_drop_jump_lands_with_the_knees_in_as_the_reference_says() -> None:
    """The reference reads FPPA R +10..+15 on the first landing and differs from others by up to 5.5 degrees."""
    assert DATA is not None
    found = kneeline.measure(kneeline.read(Path(DATA) / "real" / "mocap_subject4" / "DJ1.trc"))
    peak = found.repetitions[0].peak_fppa["right"]
    assert peak is not None
    assert 10 - 5.5 <= peak <= 15 + 5.5
