"""A squat made by hand, measured once for all tests."""

from functools import cache
from typing import Any

import numpy as np

import kneeline
from kneeline.core.measurement import Measurement
from kneeline.core.series_wire import series_to_dict
from kneeline.core.skeleton import JOINT_COUNT
from kneeline.core.still import Still
from kneeline.core.wire import measurement_to_dict
from kneeline.web.measure.pose_wire import poses_to_dict
from tests.skeletons import bends_of_squats, recording_of, seen_by_camera, squatting


@cache
def squat() -> Measurement:
    """Two squats, the left knee 20° inside its foot at the bottom."""
    time_s, bends = bends_of_squats(2, 95.0)
    inward = 20.0 * np.clip((bends - 45) / 50, 0, 1)
    return kneeline.measure(recording_of(seen_by_camera(squatting(bends, inward)), time_s))


def squat_document() -> dict[str, Any]:
    return measurement_to_dict(squat())


def series_document() -> dict[str, Any]:
    series = squat().series
    assert series is not None
    return series_to_dict(series)


def squat_poses() -> dict[str, Any]:
    """One picture's pose: every joint on a diagonal, one not known."""
    xy = np.linspace([10.0, 20.0], [200.0, 380.0], JOINT_COUNT)
    xy[-1] = np.nan
    return poses_to_dict([Still(b"", 220, 400, 2.0, xy, ("left",), "peak")])
