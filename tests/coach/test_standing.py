"""Who stands there, on which foot, from joints placed by hand."""

from types import SimpleNamespace
from typing import Any

import pytest

from kneeline.coach.calm import NAMES, Joints
from kneeline.coach.feet import Feet
from kneeline.coach.geometry import Point
from kneeline.coach.presence import Presence

LEG = 280.0
SHANK = 140.0


def standing(right_ankle: Point = (340.0, 780.0)) -> Joints:
    """Joints (left, right), px; thighs and shanks of 140 px; only the right foot is elsewhere."""
    heights = {"shoulder": 320.0, "hip": 500.0, "knee": 640.0, "ankle": 780.0, "heel": 790.0}
    joints: Joints = {name: ((380.0, heights.get(name, 800.0)), (340.0, heights.get(name, 800.0))) for name in NAMES}
    return joints | {"ankle": ((380.0, 780.0), right_ankle)}


def sight(at: Joints) -> Any:
    return SimpleNamespace(at=at, leg=LEG, shank=SHANK)


def test_the_free_leg_of_somebody_on_one_leg_may_show_its_length_later() -> None:
    pointing_back, hanging = standing((340.0, 700.0)), standing((340.0, 775.0))
    assert not Presence().strange(hanging, 1.0, sight(pointing_back), (0, 1))


def test_whose_shanks_are_twice_as_long_is_somebody_else() -> None:
    taller = standing() | {"ankle": ((380.0, 640.0 + 2 * SHANK), (340.0, 640.0 + 2 * SHANK))}
    assert not Presence().strange(standing(), 1.0, sight(standing()), (0, 1))
    assert Presence().strange(taller, 1.0, sight(standing()), (0, 1))


@pytest.mark.parametrize(("lower_px", "steps"), [(0.03 * LEG, False), (0.11 * LEG, True)])
def test_both_knees_bent_is_a_step_where_one_foot_is_clearly_lower(lower_px: float, steps: bool) -> None:
    feet = Feet()
    feet.begin(standing())
    feet.both_bent = True
    for frame in range(30):
        feet.step(frame / 30, standing((340.0, 780.0 + lower_px)), sight(standing()))
    assert feet.stayed(0, one_leg=True) == steps
