"""Repetitions in a bend signal: all that are there, none that aren't."""

import numpy as np
import pytest

from kneeline.core.repetitions import Span, _peaks, edged_by_height, find_spans
from tests.skeletons import bends_of_squats


def test_each_squat_is_found_with_its_bottom() -> None:
    time_s, bend = bends_of_squats(count=3, deepest=95, hold_s=0.4)
    spans = find_spans(time_s, bend, 18)
    assert len(spans) == 3
    for index, span in enumerate(spans):
        down = 1.0 + index * 3.4
        assert down - 0.05 <= span.start_s <= down + 0.35
        assert down + 1.0 - 0.15 <= span.bottom_s <= down + 1.4 + 0.15
        assert down + 2.4 - 0.35 <= span.end_s <= down + 2.4 + 0.05


def test_a_pause_on_the_way_down_is_not_a_repetition_of_its_own() -> None:
    time_s = np.arange(0, 6, 1 / 30)
    bend = np.interp(time_s, [0, 1, 1.5, 2.3, 2.8, 3.3, 4.5, 6], [5, 5, 45, 41, 90, 90, 5, 5])
    assert len(find_spans(time_s, bend, 18)) == 1


def test_a_wobble_at_the_bottom_is_not_a_second_repetition() -> None:
    time_s = np.arange(0, 6, 1 / 30)
    bend = np.interp(time_s, [0, 1, 2, 2.4, 2.8, 4, 6], [5, 5, 90, 70, 88, 5, 5])
    assert len(find_spans(time_s, bend, 18)) == 1


def test_a_shift_of_weight_before_the_squats_is_not_counted() -> None:
    time_s, bend = bends_of_squats(count=2, deepest=90)
    ghost = 22 * np.exp(-(((time_s - 0.5) / 0.2) ** 2))
    assert len(find_spans(time_s, bend + ghost, 18)) == 2


def test_standing_still_has_no_repetition() -> None:
    time_s = np.arange(0, 5, 1 / 30)
    assert find_spans(time_s, 5 + np.random.default_rng(4).normal(0, 3, len(time_s)), 18) == ()


def test_a_recording_that_ends_on_the_way_up_keeps_its_last_repetition() -> None:
    time_s, bend = bends_of_squats(count=2, deepest=90, hold_s=0.3)
    until = time_s < 1.0 + 3.3 + 1.0 + 0.3 + 0.45
    assert len(find_spans(time_s[until], bend[until], 18)) == 2


@pytest.mark.parametrize("every", [2, 3, 6])
def test_few_looks_find_the_same_repetitions(every: int) -> None:
    time_s, bend = bends_of_squats(count=2)
    thin = np.full_like(bend, np.nan)
    thin[::every] = bend[::every]
    assert len(find_spans(time_s, thin, 18)) == 2


def test_a_repetition_starts_where_the_trunk_comes_down_not_where_a_knee_sways() -> None:
    """The trunk stands at 100, is at 40 from 3 to 4 s, goes down and up along straight lines, and knees sway before."""
    time_s = np.arange(0, 8, 1 / 30)
    height = np.interp(time_s, [0, 2, 3, 4, 5, 8], [100, 100, 40, 40, 100, 100])
    (found,) = edged_by_height([Span(0.8, 3.0, 3.5, 4.0, 6.5)], time_s, height)
    assert found.start_s == pytest.approx(2 + 0.05, abs=0.1)
    assert found.end_s == pytest.approx(5 - 0.05, abs=0.1)
    assert (found.bottom_start_s, found.bottom_s, found.bottom_end_s) == (3.0, 3.5, 4.0)


def test_repetitions_stay_where_the_trunk_is_out_of_sight() -> None:
    span = Span(0.8, 3.0, 3.5, 4.0, 6.5)
    assert edged_by_height([span], np.arange(0, 8, 0.1), np.full(80, np.nan)) == (span,)


def test_peaks_and_their_bases_are_scipys() -> None:
    from scipy.signal import find_peaks

    for seed in range(20):
        steps = np.random.default_rng(seed).normal(size=300)
        signal = np.round(np.convolve(steps, np.ones(15) / 15), 1)  # rounded: with plateaus and equal valleys
        expected, facts = find_peaks(signal, prominence=0.4, plateau_size=1)
        for ours, theirs in zip(
            _peaks(signal, 0.4), (expected, facts["left_bases"], facts["right_bases"]), strict=True
        ):
            np.testing.assert_array_equal(ours, theirs)
