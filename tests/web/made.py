"""A squat made by hand, measured once for all tests."""

from functools import cache
from typing import Any

import numpy as np

import kneeline
from kneeline.core.measurement import Measurement
from kneeline.core.recording import Recording
from kneeline.core.series_wire import series_to_dict
from kneeline.core.still import Still
from kneeline.core.wire import measurement_to_dict
from kneeline.web.measure.joints import packed
from kneeline.web.measure.pose_wire import poses_to_dict
from tests.skeletons import bends_of_squats, recording_of, seen_by_camera, squatting


@cache
def squat_recording() -> Recording:
    """Two squats, the left knee 20° inside its foot at the bottom."""
    time_s, bends = bends_of_squats(2, 95.0)
    inward = 20.0 * np.clip((bends - 45) / 50, 0, 1)
    return recording_of(seen_by_camera(squatting(bends, inward)), time_s)


@cache
def squat() -> Measurement:
    """What they measure."""
    return kneeline.measure(squat_recording())


def squat_document() -> dict[str, Any]:
    return measurement_to_dict(squat())


def series_document() -> dict[str, Any]:
    series = squat().series
    assert series is not None
    return series_to_dict(series)


@cache
def squat_landmarks() -> bytes:
    """What a check keeps of the recording."""
    return packed(squat_recording())


def squat_poses() -> dict[str, Any]:
    """One picture's pose, of the left leg at its peak: cut out 100 px from the left and 300 px from the top, at half
    its size; the nose is not known."""
    value = squat().value("fppa", "left", "peak")
    assert value is not None
    assert value.time_s is not None
    frame = int(np.argmin(np.abs(squat_recording().time_s - value.time_s)))
    xy = (squat_recording().xy[frame] - [100.0, 300.0]) / 2
    xy[-1] = np.nan
    return poses_to_dict([Still(b"", 260, 460, value.time_s, xy, ("left",), "peak")])
