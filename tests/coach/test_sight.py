"""What the coach reads of a leg stays the same wherever around a person the camera stands, in front or behind."""

from dataclasses import replace

import numpy as np
import pytest

from kneeline.coach import Frame
from kneeline.coach.calm import BELIEVED_FROM, joints_of
from kneeline.coach.sight import Sight, sight_of
from kneeline.coach.signals import FRONT, Posture, knee_in_angle
from kneeline.core.recording import Floats
from tests.skeletons import guessed_depth, person, seen_by_camera

SIZE = (720, 1280)
FEET_OUT = (9.0, 9.0)
BENT = person((50.0, 50.0), (14.0, 14.0), FEET_OUT, 0.14)


def seen(joints: Floats, yaw: float, time_s: float) -> Frame:
    xy = seen_by_camera(joints, SIZE, yaw_deg=yaw)
    visibility = np.asarray(np.isfinite(xy).all(axis=1), dtype=np.float64)
    return Frame(time_s, xy, visibility, SIZE)


def sight(yaw: float) -> Sight:
    standing = person(toe_out_deg=FEET_OUT, half_stance=0.14)
    found = sight_of([seen(standing, yaw, 0.1 * index) for index in range(4)], "picture", False, both_stand=True)
    assert found is not None
    return found


def posture(yaw: float) -> Posture:
    """Both knees bent and in, seen by a camera that stands ``yaw`` deg to the person's left."""
    return Posture(1.0, joints_of(seen(BENT, yaw, 1.0), BELIEVED_FROM), sight(yaw))


@pytest.mark.parametrize("behind", [0.0, 180.0])
@pytest.mark.parametrize("aside", [-8.0, 8.0])
@pytest.mark.parametrize(("signal", "within"), [("knee_over_toe_offset", 2.0), ("foot_progression_angle", 1.0)])
def test_a_camera_a_little_aside_reads_what_one_straight_ahead_does(
    signal: str, within: float, aside: float, behind: float
) -> None:
    assert FRONT[signal](posture(behind + aside)) == pytest.approx(FRONT[signal](posture(behind)), abs=within)


@pytest.mark.parametrize(
    ("estimator", "mirrored", "turned"),
    [
        ("blazepose-full", False, 3.7),
        ("blazepose-full", True, -3.7),
        ("blazepose-lite", False, -0.5),
        ("blazepose-lite", True, 0.5),
    ],
)
def test_what_the_model_turns_people_by_is_taken_off_live(estimator: str, mirrored: bool, turned: float) -> None:
    """Everybody by so much to their right, the other way in a mirror."""
    depth = guessed_depth(turned)
    frames = [
        replace(seen(BENT, 0.0, 0.1 * index), model_xyz=depth, estimator=estimator, mirrored=mirrored)
        for index in range(4)
    ]
    found = sight_of(frames, "picture", False, both_stand=False)
    assert found is not None
    assert found.yaw.told == pytest.approx(0.0, abs=0.05)


@pytest.mark.parametrize("behind", [0.0, 180.0])
@pytest.mark.parametrize("aside", [-8.0, 8.0])
def test_how_far_a_knee_points_in_stays_the_same_from_a_little_aside(aside: float, behind: float) -> None:
    for side in (0, 1):
        straight = knee_in_angle(posture(behind), side)
        assert straight == pytest.approx(14.0, abs=4.0)
        assert knee_in_angle(posture(behind + aside), side) == pytest.approx(straight, abs=2.5)
