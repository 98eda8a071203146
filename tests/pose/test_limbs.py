"""Widths across the shanks, on outlines drawn by hand."""

import numpy as np

from kneeline.pose.limbs import shank_widths

KNEES, ANKLES = np.array([[60.0, 0.0], [20.0, 0.0]]), np.array([[60.0, 50.0], [20.0, 50.0]])


def outline(*columns: tuple[int, int]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """A picture of 60 x 80 cells in which the person fills these columns."""
    picture = np.full((60, 80), -1.0, dtype=np.float32)
    for start, stop in columns:
        picture[:, start:stop] = 1.0
    return picture


def test_each_leg_has_its_own_width() -> None:
    np.testing.assert_array_equal(shank_widths(outline((55, 67), (16, 24)), KNEES, ANKLES), [12, 8])


def test_legs_that_touch_share_their_width() -> None:
    np.testing.assert_array_equal(shank_widths(outline((10, 70)), KNEES, ANKLES), [30, 30])


def test_a_leg_at_the_edge_ends_there() -> None:
    np.testing.assert_array_equal(shank_widths(outline((55, 80), (0, 24)), KNEES, ANKLES), [25, 24])


def test_a_shank_off_the_outline_is_unknown() -> None:
    assert np.isnan(shank_widths(outline((0, 5)), KNEES, ANKLES)).all()
