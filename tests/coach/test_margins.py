"""How sure the coach is of what it reads, and whom it believes to keep still."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from kneeline.coach import Frame
from kneeline.coach.margins import AS_IT_COMES, KNEES_APART, STRONG, error_of, error_of_change
from kneeline.coach.watching import _keeps_still
from kneeline.core.skeleton import JOINT_COUNT, pair
from kneeline.measure.errors import ErrorModel
from kneeline.measure.yaw import Yaw

SIZE = (720, 1280)
SHANK_PX = 140.0


@pytest.mark.parametrize("kind", ["picture", "landmarks"])
def test_the_ratio_of_knees_to_ankles_is_no_surer_than_of_somebody_who_stands(kind: Any) -> None:
    errors = ErrorModel(kind, 1.0, 1.0, 1.0, unproven=False)
    sight: Any = SimpleNamespace(frontal=True, errors=errors)
    standing, deep = errors.half_width(KNEES_APART, "standing"), errors.half_width(KNEES_APART, "frame", 100.0)
    assert error_of(KNEES_APART, sight, 15.0) == standing
    assert error_of(KNEES_APART, sight, 100.0) == max(standing, deep)


def test_hips_that_come_forward_are_no_shift_to_a_camera_that_stands_aside() -> None:
    ahead: Any = SimpleNamespace(
        frontal=True, errors=ErrorModel("picture", 1.0, 1.0, 1.0, unproven=False), yaw=Yaw(0.0, 0.0)
    )
    aside: Any = SimpleNamespace(frontal=True, errors=ahead.errors, yaw=Yaw(-14.0, -14.0))
    assert error_of("pelvis_shift_change", ahead, 90.0) == 7.0
    assert error_of("pelvis_shift_change", aside, 90.0) == pytest.approx(7.0 + 70.0 * 0.242, abs=0.1)


def test_a_larger_change_of_the_knee_is_less_sure() -> None:
    errors = ErrorModel("picture", 1.0, 1.0, 1.0, unproven=False)
    small, strong, large = (error_of_change(errors, 80.0, change) for change in (0.0, STRONG, 30.0))
    assert small < strong < large
    assert strong == error_of_change(errors, 80.0)
    assert small == pytest.approx(AS_IT_COMES * errors.half_width("knee_in_change", "repetition", 80.0))


def swaying(share: float, thigh_px: float) -> list[Frame]:
    """One second of somebody whose hips sink and rise by this share of the leg; ``thigh_px``: as long as it looks."""
    frames = []
    for time_s in np.arange(0.0, 1.0, 1 / 30):
        xy = np.zeros((JOINT_COUNT, 2))
        hip = 600.0 + share * SHANK_PX * np.sin(2 * np.pi * time_s)  # of a leg of two shanks
        for name, height in (("hip", hip), ("knee", 600.0 + thigh_px), ("ankle", 600.0 + thigh_px + SHANK_PX)):
            xy[pair(name)] = [[380.0, height], [340.0, height]]
        frames.append(Frame(float(time_s), xy, np.ones(JOINT_COUNT), SIZE))
    return frames


@pytest.mark.parametrize("thigh_px", [SHANK_PX, 30.0], ids=["stands", "sits"])
def test_who_sits_keeps_as_still_as_who_stands(thigh_px: float) -> None:
    assert _keeps_still(swaying(0.028, thigh_px), 0.3)
    assert not _keeps_still(swaying(0.06, thigh_px), 0.3)
