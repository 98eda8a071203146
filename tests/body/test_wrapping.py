"""The way round a cylinder: lengths that can be worked out by hand."""

import numpy as np
import pytest

from kneeline.body.wrapping import way_round
from kneeline.core.recording import Floats

ABOVE, BELOW = np.array([[0.0, 2.0, 0.0]]), np.array([[0.0, -2.0, 0.0]])


def moved(point: Floats, x: float = 0.0, z: float = 0.0) -> Floats:
    return np.asarray(point + np.array([x, 0.0, z]))


def test_a_line_beside_the_cylinder_is_straight() -> None:
    way = way_round(moved(ABOVE, -1.5), moved(BELOW, -1.5), 1.0)
    assert way.length == pytest.approx(4.0)
    assert way.points[0, :, 0] == pytest.approx(-1.5)


def test_a_line_through_the_middle_goes_round() -> None:
    # two tangents of sqrt(3) from 2 away, and the arc between them: pi - 2 * 60 degrees
    way = way_round(ABOVE, BELOW, 1.0)
    assert way.length[0] == pytest.approx(2 * np.sqrt(3) + np.pi / 3)
    assert np.hypot(way.points[0, :, 0], way.points[0, :, 1]) == pytest.approx(1.0)
    assert (way.points[0, :, 0] < 0).all()  # counter-clockwise from above to below: by the left


def test_a_line_on_the_wrong_side_goes_round_too() -> None:
    straight = way_round(moved(ABOVE, 0.5), moved(BELOW, 0.5), 1.0)
    assert straight.length[0] > way_round(ABOVE, BELOW, 1.0).length[0]
    assert (straight.points[0, :, 0] < 0).sum() > 3


def test_along_the_axis_it_climbs_as_a_screw() -> None:
    flat, screw = way_round(ABOVE, BELOW, 1.0), way_round(ABOVE, moved(BELOW, z=3.0), 1.0)
    assert screw.length[0] == pytest.approx(np.hypot(flat.length[0], 3.0))


def test_length_is_that_of_its_points_nearly() -> None:
    way = way_round(ABOVE, moved(BELOW, z=1.0), 1.0)
    through = np.concatenate([ABOVE[:, None], way.points, moved(BELOW, z=1.0)[:, None]], axis=1)
    assert np.linalg.norm(np.diff(through, axis=1), axis=-1).sum() == pytest.approx(way.length[0], rel=2e-3)


def test_it_lets_go_without_a_jump() -> None:
    beside = np.linspace(-1.4, -0.6, 801)
    start = np.stack([beside, np.full_like(beside, 2.0), 0 * beside], axis=-1)
    length = way_round(start, start * [1, -1, 1], 1.0).length
    assert np.abs(np.diff(length)).max() < 0.002
