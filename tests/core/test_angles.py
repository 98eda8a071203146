"""Angles whose right answer is seen by eye, and what must not change them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneeline.core import angles
from kneeline.core.recording import Floats
from kneeline.core.skeleton import pair
from tests.skeletons import person

DEG = np.radians(1.0)


def legs_with_knees_at(left_deg: float, right_deg: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Image points (2, 2) px of hips, knees and ankles, seen from the front: upright shanks, thighs tilted so that
    each knee lies inside the hip-ankle line by the given angle (valgus +). The person's left is at the right."""
    knee = np.array([[450.0, 700.0], [350.0, 700.0]])
    ankle = knee + np.array([0.0, 300.0])
    tilt = np.radians([left_deg, -right_deg])
    hip = knee + 300 * np.stack([np.sin(tilt), -np.cos(tilt)], axis=1)
    return hip, knee, ankle


def fppa_in_front(hip: Floats, knee: Floats, ankle: Floats) -> Floats:
    return angles.fppa(hip, knee, ankle, facing=1)


def test_a_knee_ten_degrees_in_is_plus_ten_on_either_side() -> None:
    np.testing.assert_allclose(fppa_in_front(*legs_with_knees_at(10, 10)), [10, 10], atol=1e-9)


def test_a_knee_that_bows_out_is_minus() -> None:
    np.testing.assert_allclose(fppa_in_front(*legs_with_knees_at(-7, 0)), [-7, 0], atol=1e-9)


def test_from_behind_the_same_legs_read_the_same() -> None:
    hip, knee, ankle = (points * [-1, 1] + [800, 0] for points in legs_with_knees_at(12, 3))
    np.testing.assert_allclose(angles.fppa(hip, knee, ankle, facing=-1), [12, 3], atol=1e-9)


@given(st.floats(-40, 40), st.floats(-40, 40), st.floats(0.1, 20), st.floats(-3000, 3000))
def test_scale_and_place_do_not_matter(left: float, right: float, scale: float, shift: float) -> None:
    moved = [points * scale + shift for points in legs_with_knees_at(left, right)]
    np.testing.assert_allclose(fppa_in_front(*moved), [left, right], atol=1e-6)


@given(st.floats(-40, 40), st.floats(-40, 40), st.floats(-180, 180))
def test_a_tilted_camera_does_not_matter(left: float, right: float, roll: float) -> None:
    cosine, sine = np.cos(roll * DEG), np.sin(roll * DEG)
    turn = np.array([[cosine, -sine], [sine, cosine]])
    turned = [points @ turn.T for points in legs_with_knees_at(left, right)]
    np.testing.assert_allclose(fppa_in_front(*turned), [left, right], atol=1e-6)


@given(st.floats(-40, 40), st.floats(-40, 40))
def test_a_mirror_image_swaps_the_sides(left: float, right: float) -> None:
    mirrored = [(points * [-1, 1] + [800, 0])[::-1] for points in legs_with_knees_at(left, right)]
    np.testing.assert_allclose(fppa_in_front(*mirrored), [right, left], atol=1e-6)


@pytest.mark.parametrize("bend", [0.0, 10.0, 45.0, 90.0, 120.0])
def test_bend_of_a_leg_in_space(bend: float) -> None:
    joints = person((bend, 0.0))
    found = angles.bend(joints[pair("hip")], joints[pair("knee")], joints[pair("ankle")])
    np.testing.assert_allclose(found, [bend, 0.0], atol=1e-6)


@given(st.floats(21, 120), st.floats(-25, 25), st.floats(-10, 30), st.floats(-180, 180))
def test_knee_against_foot_whatever_way_the_body_faces(
    bend: float, knee_in: float, toe_out: float, facing: float
) -> None:
    joints = person((bend, bend), (knee_in, 0.0), (toe_out, toe_out))
    cosine, sine = np.cos(facing * DEG), np.sin(facing * DEG)
    joints = joints @ np.array([[cosine, 0, sine], [0, 1, 0], [-sine, 0, cosine]]).T
    left = np.array([cosine, 0.0, -sine])
    forward = np.array([sine, 0.0, cosine])
    foot = angles.foot_heading(joints[pair("heel")], joints[pair("forefoot")], left, forward)
    knee = angles.knee_heading(joints[pair("hip")], joints[pair("knee")], joints[pair("ankle")], left, forward)
    np.testing.assert_allclose(foot, [toe_out, toe_out], atol=1e-6)
    np.testing.assert_allclose(foot - knee, [knee_in, 0.0], atol=1e-6)


def test_the_bodys_axes_are_level_and_square() -> None:
    left, forward = angles.frontal_axes(np.array([0.3, 1.1, 0.4]), np.array([0.0, 0.9, 0.0]))
    np.testing.assert_allclose(left, [0.6, 0.0, 0.8], atol=1e-12)
    np.testing.assert_allclose(forward, [-0.8, 0.0, 0.6], atol=1e-12)


def test_tilt_and_lean_are_plus_to_the_left() -> None:
    assert angles.tilt_from_level(np.array([1.0, 1.0]), np.array([0.0, 0.0])) == pytest.approx(45)
    assert angles.lean_from_vertical(np.array([0.0, 0.0]), np.array([1.0, 1.0])) == pytest.approx(45)


def test_thighs_that_close_are_adducted() -> None:
    hip = np.array([[0.1, 1.0], [-0.1, 1.0]])
    knee = np.array([[0.1 - 0.4 * np.tan(10 * DEG), 0.6], [-0.1, 0.6]])
    np.testing.assert_allclose(angles.hip_adduction(hip, knee), [10, 0], atol=1e-9)


def test_knees_half_as_far_apart_as_ankles() -> None:
    knee, ankle = np.array([[0.05, 0.5], [-0.05, 0.5]]), np.array([[0.1, 0.0], [-0.1, 0.0]])
    assert angles.separation_ratio(knee, ankle) == pytest.approx(0.5)
