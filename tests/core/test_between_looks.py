"""Frames nobody looked at: what the looked-at frames around them say of them, and of what they say nothing."""

import numpy as np
import pytest

from kneeline.core.between_looks import bridged, bridged_errors

NAN = np.nan


def test_a_frame_between_two_looks_lies_between_their_values_by_time() -> None:
    looked = np.array([True, False, True])
    values = bridged(np.array([0, 0.15, 0.2]), looked, np.array([0.0, NAN, 4.0]))
    np.testing.assert_allclose(values, [0, 3, 4])


def test_frames_lie_on_the_curve_of_a_movement_seen_now_and_then() -> None:
    time_s = np.arange(61) / 30
    looked = np.arange(61) % 6 == 0
    bend = 80 * np.sin(np.pi * np.clip(time_s - 0.5, 0, 1)) ** 2
    off = np.abs(bridged(time_s, looked, np.where(looked, bend, NAN)) - bend)
    off_lines = np.abs(np.interp(time_s, time_s[looked], bend[looked]) - bend)
    assert off.mean() < 0.75 * off_lines.mean()


def test_what_stands_in_frames_not_looked_at_is_not_believed() -> None:
    looked = np.array([True, False, True])
    time_s = np.array([0, 0.1, 0.2])
    assert bridged(time_s, looked, np.array([1.0, 99, 3])).tolist() == [1, 2, 3]
    assert bridged_errors(time_s, looked, np.array([1.0, 99, 2])).tolist() == [1, 2, 2]


@pytest.mark.parametrize(
    ("looked", "values"),
    [
        ([0, 3], [1.0, 2.0]),  # 0.3 s apart
        ([0, 1, 2], [1.0, NAN, 3.0]),  # looked at, and not found
        ([1], [1.0]),
        ([], []),
    ],
)
def test_nothing_is_laid_where_the_looks_around_do_not_say(looked: list[int], values: list[float]) -> None:
    time_s, seen, given = np.arange(4) / 10, np.zeros(4, dtype=bool), np.full(4, NAN)
    seen[looked], given[looked] = True, values
    np.testing.assert_array_equal(bridged(time_s, seen, given), given)
    np.testing.assert_array_equal(bridged_errors(time_s, seen, given), given)


def test_each_column_goes_on_its_own() -> None:
    looked = np.array([True, False, True])
    values = np.array([[[0.0, NAN], [5.0, 1.0]], np.full((2, 2), NAN), [[2.0, 1.0], [5.0, 3.0]]])
    between = bridged(np.array([0, 0.1, 0.2]), looked, values)[1]
    np.testing.assert_allclose(between, np.array([[1, NAN], [5, 2]]))
    between = bridged_errors(np.array([0, 0.1, 0.2]), looked, values)[1]
    np.testing.assert_allclose(between, np.array([[2, NAN], [5, 3]]))
