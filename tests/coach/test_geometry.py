"""The plain-number formulas are those of core.angles and measure.lift."""

import numpy as np
import pytest

from kneeline.coach import geometry
from kneeline.coach.geometry import Leg, Lens, Point, Space
from kneeline.core import angles
from kneeline.core.recording import Floats
from kneeline.measure import lift
from tests.skeletons import person, seen_by_camera

SIZE = (720, 1280)
BENDS = [(5.0, 12.0), (30.0, 45.0), (60.0, 70.0), (95.0, 100.0)]


def image(
    bend: tuple[float, float], knee_in: tuple[float, float] = (8.0, -3.0), facing: int = 1, height: float = 0.9
) -> dict[str, Floats]:
    """Image points (1, 2, 2) px of a person, seen by a camera at a height, m."""
    from kneeline.core.skeleton import pair

    yaw_deg = 0.0 if facing > 0 else 180.0
    xy = seen_by_camera(person(bend, knee_in, (7.0, 7.0), 0.14), SIZE, yaw_deg=yaw_deg, height=height)
    return {name: xy[None, pair(name)] for name in ("hip", "knee", "ankle")}


def point(values: Floats) -> Point:
    return float(values[0]), float(values[1])


def three(seen: dict[str, Floats], side: int) -> tuple[Point, Point, Point]:
    hip, knee, ankle = (point(seen[name][0, side]) for name in ("hip", "knee", "ankle"))
    return hip, knee, ankle


def lifted(bend: tuple[float, float], facing: int = 1, height: float = 0.9) -> tuple[list[Leg], list[Floats]]:
    """Both legs by the coach's formula, and hips, knees and ankles (2 sides, 3) by measure's."""
    seen = image(bend, facing=facing, height=height)
    lengths = lift.SegmentLengths(330.0, 310.0)
    theirs = lift.lift_legs(seen["hip"], seen["knee"], seen["ankle"], lengths, SIZE, facing, np.array([1.01, 0.99]))
    focal = lift.FOCAL_SHARE * max(SIZE)
    lens = Lens(focal, SIZE[0] / 2, SIZE[1] / 2)
    ours = [
        geometry.lift_leg(
            *three(seen, side),
            lens,
            focal / 640 * (1.01, 0.99)[side],
            330 / 640,
            310 / 640,
            facing,
        )
        for side in (0, 1)
    ]
    return ours, [each[0] for each in theirs]


@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize("height", [0.1, 0.9])
@pytest.mark.parametrize("bend", BENDS)
def test_a_lifted_leg_is_measures(bend: tuple[float, float], height: float, facing: int) -> None:
    ours, theirs = lifted(bend, facing, height)
    for side in (0, 1):
        np.testing.assert_allclose(ours[side], [each[side] for each in theirs], atol=1e-12)


@pytest.mark.parametrize("bend", BENDS)
def test_bend_and_heading_are_core_angles(bend: tuple[float, float]) -> None:
    ours, (hip, knee, ankle) = lifted(bend)
    left, forward = np.array([1.0, 0.0, 0.0]), np.array([0.0, 0.0, 1.0])
    for side in (0, 1):
        assert geometry.bend(ours[side]) == pytest.approx(float(angles.bend(hip, knee, ankle)[side]))
        headings = angles.knee_heading(hip, knee, ankle, left, forward)
        assert geometry.knee_heading(side, ours[side], 0.0) == pytest.approx(float(headings[side]))


@pytest.mark.parametrize("facing", [1, -1])
def test_fppa_is_core_angles(facing: int) -> None:
    seen = image((20.0, 10.0))
    theirs = angles.fppa(seen["hip"], seen["knee"], seen["ankle"], facing)[0]
    for side in (0, 1):
        assert geometry.frontal_projection_angle(side, *three(seen, side), facing) == pytest.approx(float(theirs[side]))


def test_turned_is_lift_turn() -> None:
    leg = Leg((0.1, 0.9, 0.0), (0.12, 0.5, 0.2), (0.1, 0.0, 0.05))
    theirs = lift.turn(np.array(leg), 15.0)
    angle = np.radians(15.0)
    np.testing.assert_allclose(geometry.turned(leg, np.cos(angle), np.sin(angle)), theirs)


def test_a_measured_leg_stands_on_the_bodys_axes() -> None:
    hips: tuple[Space, Space] = ((0.0, 1.0, -0.1), (0.0, 1.0, 0.1))  # the left hip is at −z: the person faces +x
    leg = geometry.measured_leg(hips, (0.3, 0.5, -0.1), (0.0, 0.0, -0.1), 0)
    assert leg.knee == pytest.approx((0.1, 0.5, 0.3))
