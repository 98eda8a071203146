"""The two-piece line: level first, then rising."""

import numpy as np
import pytest

from kneeline.measure.onset import fit_two_pieces


@pytest.mark.parametrize("onset", [30.0, 45.0, 70.0])
def test_the_break_is_found(onset: float) -> None:
    bend = np.linspace(20, 95, 40)
    fit = fit_two_pieces(bend, 3 + 0.4 * np.maximum(bend - onset, 0))
    assert fit is not None
    assert fit.at == pytest.approx(onset, abs=1)
    assert fit.level == pytest.approx(3, abs=0.2)
    assert fit.rise == pytest.approx(0.4 * (95 - onset), abs=0.5)


def test_the_change_is_counted_from_twenty_five_degrees() -> None:
    bend = np.linspace(20, 85, 40)
    fit = fit_two_pieces(bend, 0.2 * (bend - 20))
    assert fit is not None
    assert fit.change == pytest.approx(12.0, abs=0.3)


def test_a_level_knee_does_not_rise() -> None:
    bend = np.linspace(20, 95, 40)
    fit = fit_two_pieces(bend, np.full(40, -4.0))
    assert fit is not None
    assert fit.rise == pytest.approx(0, abs=1e-6)


def test_too_few_samples_give_no_line() -> None:
    assert fit_two_pieces(np.array([30.0, 60.0, np.nan]), np.array([0.0, 5.0, 1.0])) is None


def test_samples_all_bent_alike_tell_no_slope() -> None:
    """A bend that is held, as on a still."""
    fit = fit_two_pieces(np.full(10, 90.0), np.full(10, 14.0))
    assert fit is not None
    assert fit.level == pytest.approx(14.0)
    assert fit.slope == 0.0
    assert fit.change == 0.0
