"""Peak and bottom of one repetition: the literature's moments, steady where a bottom is held."""

import numpy as np
import pytest

from kneeline.core.repetitions import Span
from kneeline.measure.moments import at_bottom, at_peak, bottom_time

TIME_S = np.arange(0, 4, 1 / 30)
HELD = np.interp(TIME_S, [0, 1, 2, 3, 4], [5, 80, 80, 5, 5])
SPAN = Span(0.1, 1.0, 1.5, 2.0, 2.9)
REASONS = np.full(len(TIME_S), "", dtype=object)


@pytest.mark.parametrize("deepest_s", [1.1, 1.5, 1.9])
def test_the_moment_of_a_held_bottom_is_its_middle_wherever_it_reads_deepest(deepest_s: float) -> None:
    noise = np.exp(-(((TIME_S - deepest_s) / 0.05) ** 2))
    assert bottom_time(TIME_S, HELD + noise, SPAN) == pytest.approx(1.5, abs=0.05)


def test_the_moment_of_a_bottom_that_is_not_held_is_where_it_is_deepest() -> None:
    bend = np.interp(TIME_S, [0, 1.2, 3, 4], [5, 95, 5, 5])
    assert bottom_time(TIME_S, bend, SPAN) == pytest.approx(1.2, abs=0.05)


def test_the_bottom_is_the_median_within_a_tenth_of_a_second() -> None:
    values = np.where(np.abs(TIME_S - 1.5) <= 0.11, 12.0, -30.0)
    assert at_bottom(TIME_S, values, HELD, REASONS, SPAN).value == 12.0


def test_the_peak_is_sought_where_the_leg_bends_at_least_half_its_most() -> None:
    values = np.where(HELD < 39, 99.0, HELD / 10)
    assert at_peak(TIME_S, values, HELD, REASONS, SPAN).value == pytest.approx(8.0)


@pytest.mark.parametrize("every", [2, 3, 5])
def test_few_looks_do_not_move_the_bottom(every: int) -> None:
    few = np.full_like(HELD, np.nan)
    few[::every] = HELD[::every]
    assert bottom_time(TIME_S, few, SPAN) == pytest.approx(bottom_time(TIME_S, HELD, SPAN), abs=0.02)
