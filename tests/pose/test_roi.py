import math

import numpy as np
import pytest

from kneeline.pixels.warp import square
from kneeline.pose.roi import Roi, around, between, corners


def test_an_upright_person_has_an_upright_square() -> None:
    roi = around(np.array([100.0, 200.0]), np.array([100.0, 120.0]))
    assert roi == Roi(100.0, 200.0, 200.0, 0.0)  # 2 x 1.25 x 80 px


def test_a_person_lying_to_the_right_has_a_square_turned_by_a_quarter() -> None:
    roi = around(np.array([100.0, 200.0]), np.array([180.0, 200.0]))
    assert roi.angle == pytest.approx(math.pi / 2)


def test_corners_of_an_upright_square() -> None:
    assert corners(Roi(10, 20, 8)).tolist() == [[6, 16], [14, 16], [6, 24]]


def test_halfway_between_two_squares_turns_the_shorter_way() -> None:
    half = between(Roi(0, 0, 10, math.radians(170)), Roi(10, 20, 20, math.radians(-170)), 0.5)
    assert (half.x, half.y, half.size) == (5, 10, 15)
    assert math.degrees(half.angle) == pytest.approx(180)


def test_the_square_around_a_whole_picture_is_the_picture() -> None:
    picture = np.arange(8 * 8 * 3, dtype=np.uint8).reshape(8, 8, 3)
    assert np.array_equal(square(picture, corners(Roi(4, 4, 8)), 8, "black"), picture)


def test_beyond_the_picture_it_is_black_or_stretched() -> None:
    white = np.full((8, 8, 3), 255, dtype=np.uint8)
    beyond = corners(Roi(-20, 4, 8))
    assert square(white, beyond, 8, "black").max() == 0
    assert square(white, beyond, 8, "stretched").min() == 255
