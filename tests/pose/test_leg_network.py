"""What the leg network reads moves the pose model's leg as far as it is believed, and no farther."""

from dataclasses import replace

import numpy as np
import pytest

from kneeline.core.recording import Floats
from kneeline.core.skeleton import JOINT_COUNT, joint, pair
from kneeline.pixels.warp import Pixels
from kneeline.pose.leg_crop import LegCrop, leg_crop
from kneeline.pose.leg_network import (
    AGREES,
    ALONG_THIGH,
    BELIEVED,
    DISAGREES,
    FAR_LESS_SURE,
    LESS_SURE,
    READ,
    LegReading,
    believed,
    leg_crops,
    read_on_photo,
    skin_gaps,
    with_legs,
    without_lost_knees,
)

LEG_PX = 200.0
LEFT = np.array([[120, 100], [122, 200], [120, 300], [118, 320], [np.nan, np.nan], [130, 325]], dtype=np.float64)
SURE = 1.0
TO_SKIN = [[20.0, 0.0], [12.0, 0.0]]
"""From knee and ankle to the skin on the side of the other leg, px."""


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
    return LegReading(places, places[0] - np.array([60.0, 0.0]), places[1:3] - np.array(TO_SKIN), sigma_deg)


def right_leg() -> LegReading:
    """The right leg where the pose model has it."""
    xy = reading(0.0).xy - np.array([60.0, 0.0])
    return LegReading(xy, LEFT[0], xy[1:3] + np.array(TO_SKIN), SURE)


def test_a_reading_that_agrees_is_taken() -> None:
    moved = with_legs(body(), (reading(4.0), right_leg()))
    np.testing.assert_allclose(moved[pair("knee")][0], LEFT[1] + np.array([BELIEVED[1] * 4.0, 0.0]))
    np.testing.assert_allclose(moved[pair("knee")][1], LEFT[1] - np.array([60.0, 0.0]))


def test_the_mean_of_three_looks_is_believed_more() -> None:
    moved = with_legs(body(), (replace(reading(4.0), looks=3), right_leg()))
    np.testing.assert_allclose(moved[pair("knee")][0], LEFT[1] + np.array([BELIEVED[3] * 4.0, 0.0]))


def test_the_forefoot_comes_from_the_network_alone() -> None:
    moved = with_legs(body(), (reading(0.0), right_leg()))
    np.testing.assert_allclose(moved[joint("left_forefoot")], (124.0, 322.5))


def test_the_skin_of_both_legs_is_as_far_apart_as_their_medial_sides() -> None:
    np.testing.assert_allclose(skin_gaps(body(), (reading(0.0), right_leg())), [60 - 2 * 20, 60 - 2 * 12])


def test_from_behind_the_gaps_are_the_same() -> None:
    turned = [replace(each, xy=-each.xy, skin=-each.skin) for each in (reading(0.0), right_leg())]
    np.testing.assert_allclose(skin_gaps(-body(), turned), [20, 36])


def test_skin_that_covers_skin_is_a_gap_below_0() -> None:
    near = replace(right_leg(), skin=right_leg().skin + np.array([30.0, 0.0]))
    np.testing.assert_allclose(skin_gaps(body(), (reading(0.0), near)), [-10, 6])


def test_no_gap_is_told_by_a_leg_that_is_not_believed() -> None:
    assert np.isnan(skin_gaps(body(), (reading(0.0), replace(right_leg(), sigma_deg=9.0)))).all()


@pytest.mark.parametrize("strange", [reading(0.2 * LEG_PX), reading(0.0, sigma_deg=9.0)])
def test_a_reading_somewhere_else_or_unsure_is_left_out(strange: LegReading) -> None:
    moved = with_legs(body(), (strange, right_leg()))
    np.testing.assert_allclose(moved[pair("knee")][0], LEFT[1])
    assert np.isnan(moved[joint("left_forefoot")]).all()


@pytest.mark.parametrize(
    ("sigma_deg", "moved_by"),
    [(LESS_SURE * SURE, 4.0), ((LESS_SURE + FAR_LESS_SURE) / 2 * SURE, 7.0), (FAR_LESS_SURE * SURE, 10.0), (9.0, 10.0)],
)
def test_the_hip_of_a_leg_far_less_sure_is_where_the_other_leg_shows_it(sigma_deg: float, moved_by: float) -> None:
    """A lifted leg draws its own hip along; the stance leg's picture has that hip, too."""
    stance = replace(right_leg(), other_hip=LEFT[0] + np.array([10.0, 0.0]))
    moved = with_legs(body(), (reading(4.0, sigma_deg), stance))
    np.testing.assert_allclose(moved[joint("left_hip")], LEFT[0] + np.array([BELIEVED[1] * moved_by, 0.0]), atol=0.05)
    np.testing.assert_allclose(moved[joint("right_hip")], LEFT[0] - np.array([60.0, 0.0]), atol=0.05)


def test_of_two_sure_legs_each_has_a_say_in_how_far_up_the_others_hip_is() -> None:
    """Along the thigh, which leaves the angle at the knee as it is."""
    other = replace(right_leg(), other_hip=LEFT[0] + np.array([7.0, -10.0]))
    before, after = (with_legs(body(), (reading(0.0), right)) for right in (right_leg(), other))
    thigh = (LEFT[0] - LEFT[1]) / np.linalg.norm(LEFT[0] - LEFT[1])
    up = ALONG_THIGH * BELIEVED[1] * (np.array([7.0, -10.0]) @ thigh) * thigh
    np.testing.assert_allclose(after[joint("left_hip")] - before[joint("left_hip")], up)
    np.testing.assert_array_equal(after[joint("right_hip")], before[joint("right_hip")])


def test_where_neither_leg_is_believed_the_pose_model_stays() -> None:
    strange = replace(reading(0.0, 9.0), other_hip=np.zeros(2))
    np.testing.assert_array_equal(with_legs(body(), (strange, strange)), body())


@pytest.mark.parametrize(
    ("shift", "sigma_deg", "seen"), [(0.3 * LEG_PX, 30.0, 0.0), (0.3 * LEG_PX, SURE, 1.0), (4.0, 30.0, 1.0)]
)
def test_the_knee_of_a_leg_found_neither_here_nor_there_is_not_seen(
    shift: float, sigma_deg: float, seen: float
) -> None:
    readings = (reading(shift, sigma_deg), right_leg())
    visibility = without_lost_knees(np.ones(JOINT_COUNT), body(), readings)
    assert visibility[joint("left_knee")] == seen
    assert visibility[joint("right_knee")] == 1.0
    assert visibility[joint("left_ankle")] == 1.0


def test_belief_fades_between_agreeing_and_not() -> None:
    shares = np.linspace(AGREES, DISAGREES, 7)
    beliefs = [believed(LEFT, reading(share * LEG_PX)) for share in shares]
    assert beliefs[0] > 0.99 * believed(LEFT, reading(0.0))
    assert beliefs[-1] == pytest.approx(0.0, abs=1e-3)
    assert np.all(np.diff(beliefs) < 0)


class Askew:
    """Reads the left leg 4 px to the right of where it is on the first look, 1 and 4 px to the left on the next two;
    less sure on the last."""

    def __init__(self) -> None:
        self.crops: list[LegCrop] = []

    def read(self, picture: Pixels, crop: LegCrop) -> LegReading:
        assert picture.shape == (192, 96, 3)
        self.crops.append(crop)
        return (reading(4.0), reading(-1.0), reading(-4.0, sigma_deg=7.0))[len(self.crops) - 1]


def test_further_looks_at_a_photo_are_around_what_was_read_and_all_count_alike() -> None:
    reader, photo = Askew(), np.zeros((400, 300, 3), np.uint8)
    hip, knee, ankle = LEFT[:3]
    first = leg_crop(hip, knee, ankle, LEFT[0] - np.array([60.0, 0.0]), mirrored=True)
    mean = read_on_photo(reader, photo, first, LEFT)
    np.testing.assert_allclose(mean.xy, reading(-1 / 3).xy)
    np.testing.assert_allclose(mean.other_hip, reading(-1 / 3).other_hip)
    assert mean.sigma_deg == pytest.approx(np.sqrt((1 + 1 + 49) / 3))
    assert mean.looks == 3
    smaller, larger = reader.crops[1:]
    assert (smaller.height + larger.height) / 2 == pytest.approx(first.height)
    assert (smaller.x + larger.x) / 2 == pytest.approx(first.x + 4.0)


def test_each_leg_is_cut_out_as_a_leg_on_the_left_of_the_picture() -> None:
    landmarks = np.zeros((33, 2))
    landmarks[23:29] = [[120, 100], [60, 100], [122, 200], [62, 200], [120, 300], [60, 300]]
    left, right = leg_crops(landmarks)
    assert (left.mirrored, right.mirrored) == (True, False)
    assert right == leg_crop(landmarks[24], landmarks[26], landmarks[28], landmarks[23], mirrored=False)
