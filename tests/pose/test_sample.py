"""The shipped sample clip through the smallest real model: the legs are where they were drawn."""

import json
from pathlib import Path

import numpy as np

from kneeline.pose.look import Looker

ROOT = Path(__file__).parent.parent.parent


def test_the_legs_of_the_sample_clip() -> None:
    truth = json.loads((ROOT / "tests" / "fixtures" / "sample" / "squat_left_knee_in.json").read_text())["frames"]
    with Looker(ROOT / "src" / "kneeline" / "sample" / "squat_left_knee_in.mp4", model="lite") as looker:
        recording = looker.recording()
    assert np.array_equal(recording.seen, recording.looked)
    assert (recording.people[recording.looked] == 1).all()
    for side, name in enumerate("LR"):
        places = np.array([truth[frame]["joints2d_px"][f"knee.{name}"] for frame in np.flatnonzero(recording.looked)])
        distance = np.linalg.norm(recording.sides("knee")[recording.looked, side] - places, axis=1)
        assert np.median(distance) < 0.02 * recording.size[1]
