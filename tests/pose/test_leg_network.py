"""What the leg network reads moves the pose model's leg as far as it is believed, and no farther."""

import numpy as np
import pytest

from kneeline.core.recording import Floats
from kneeline.core.skeleton import JOINT_COUNT, joint, pair
from kneeline.pose.leg_crop import leg_crop
from kneeline.pose.leg_network import AGREES, BELIEVED, DISAGREES, READ, LegReading, believed, leg_crops, with_legs

LEG_PX = 200.0
LEFT = np.array([[120, 100], [122, 200], [120, 300], [118, 320], [np.nan, np.nan], [130, 325]], dtype=np.float64)
SURE = 1.0


def body() -> Floats:
    """(J, 2) px: the left leg as ``LEFT``, the right one 60 px beside it."""
    joints = np.full((JOINT_COUNT, 2), np.nan)
    for side, shift in (("left", 0.0), ("right", -60.0)):
        for name, place in zip(READ, LEFT, strict=True):
            joints[joint(f"{side}_{name}")] = place + np.array([shift, 0.0])
    return joints


def reading(shift: float, sigma_deg: float = SURE) -> LegReading:
    """The left leg read this far, px, to the right of the pose model's; the forefoot between heel and toe."""
    places = LEFT + np.array([shift, 0.0])
    places[4] = (places[3] + places[5]) / 2
    return LegReading(places, sigma_deg)


def right_leg() -> LegReading:
    """The right leg where the pose model has it."""
    return LegReading(reading(0.0).xy - np.array([60.0, 0.0]), SURE)


def test_a_reading_that_agrees_is_taken() -> None:
    moved = with_legs(body(), (reading(4.0), right_leg()))
    np.testing.assert_allclose(moved[pair("knee")][0], LEFT[1] + np.array([BELIEVED * 4.0, 0.0]))
    np.testing.assert_allclose(moved[pair("knee")][1], LEFT[1] - np.array([60.0, 0.0]))


def test_the_forefoot_comes_from_the_network_alone() -> None:
    moved = with_legs(body(), (reading(0.0), right_leg()))
    np.testing.assert_allclose(moved[joint("left_forefoot")], (124.0, 322.5))


@pytest.mark.parametrize("strange", [reading(0.2 * LEG_PX), reading(0.0, sigma_deg=9.0)])
def test_a_reading_somewhere_else_or_unsure_is_left_out(strange: LegReading) -> None:
    moved = with_legs(body(), (strange, right_leg()))
    np.testing.assert_allclose(moved[pair("knee")][0], LEFT[1])
    assert np.isnan(moved[joint("left_forefoot")]).all()


def test_belief_fades_between_agreeing_and_not() -> None:
    shares = np.linspace(AGREES, DISAGREES, 7)
    beliefs = [believed(LEFT, reading(share * LEG_PX)) for share in shares]
    assert beliefs[0] > 0.99 * believed(LEFT, reading(0.0))
    assert beliefs[-1] == pytest.approx(0.0, abs=1e-3)
    assert np.all(np.diff(beliefs) < 0)


def test_each_leg_is_cut_out_as_a_leg_on_the_left_of_the_picture() -> None:
    landmarks = np.zeros((33, 2))
    landmarks[23:29] = [[120, 100], [60, 100], [122, 200], [62, 200], [120, 300], [60, 300]]
    left, right = leg_crops(landmarks)
    assert (left.mirrored, right.mirrored) == (True, False)
    assert right == leg_crop(landmarks[24], landmarks[26], landmarks[28], landmarks[23], mirrored=False)
