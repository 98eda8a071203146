"""Smoothing on irregular time, the curve through what is known, and the live filter."""

import numpy as np
import pytest

from kneeline.core.filtering import OneEuro, curve_through, low_pass, windows
from kneeline.core.recording import Floats

NAN = np.nan


@pytest.fixture
def walk() -> tuple[Floats, Floats]:
    """Times of 12 uneven looks, s, and what was seen."""
    random = np.random.default_rng(4)
    return np.sort(random.uniform(0, 2, 12)), random.normal(0, 5, 12)


def test_the_curve_goes_through_what_is_known_and_nowhere_beyond_its_neighbours(walk: tuple[Floats, Floats]) -> None:
    known_s, values = walk
    np.testing.assert_allclose(curve_through(known_s, values, known_s), values, atol=1e-12)
    at_s = np.linspace(known_s[0], known_s[-1], 500)
    part = np.clip(np.searchsorted(known_s, at_s, side="right") - 1, 0, len(values) - 2)
    on_curve = curve_through(known_s, values, at_s)
    assert (on_curve >= np.minimum(values[part], values[part + 1]) - 1e-12).all()
    assert (on_curve <= np.maximum(values[part], values[part + 1]) + 1e-12).all()


def test_the_curve_is_the_textbooks(walk: tuple[Floats, Floats]) -> None:
    from scipy.interpolate import PchipInterpolator

    known_s, values = walk
    at_s = np.linspace(known_s[1], known_s[-2], 200)  # at the ends textbooks differ
    np.testing.assert_allclose(curve_through(known_s, values, at_s), PchipInterpolator(known_s, values)(at_s))


def test_the_curve_follows_a_bend_better_than_straight_lines_do() -> None:
    known_s, at_s = np.arange(0, 2.01, 0.2), np.arange(0.2, 1.8, 0.01)
    bend = 100 * np.sin(np.pi * known_s / 2) ** 2
    off, off_lines = (
        np.abs(way - 100 * np.sin(np.pi * at_s / 2) ** 2).max()
        for way in (curve_through(known_s, bend, at_s), np.interp(at_s, known_s, bend))
    )
    assert off < off_lines / 2


def test_two_looks_make_a_straight_line() -> None:
    on_curve = curve_through(np.array([0.0, 0.2]), np.array([0.0, 4.0]), np.array([0.0, 0.15, 0.2]))
    np.testing.assert_allclose(on_curve, [0, 3, 4])


def test_windows_break_where_nothing_was_known_for_long() -> None:
    time_s = np.array([0.0, 0.1, 0.2, 1.5, 1.6])
    assert windows(time_s, np.ones(5, dtype=bool), 0.5) == [slice(0, 3), slice(3, 5)]


def test_a_slow_movement_passes_without_lag() -> None:
    time_s = np.arange(0, 4, 1 / 30)
    slow = np.sin(2 * np.pi * 0.5 * time_s)
    np.testing.assert_allclose(low_pass(time_s, slow, 6.0)[15:-15], slow[15:-15], atol=0.01)


def test_fast_noise_is_calmed() -> None:
    time_s = np.arange(0, 4, 1 / 30)
    noise = np.random.default_rng(1).normal(0, 1, len(time_s))
    assert low_pass(time_s, noise, 3.0).std() < 0.6 * noise.std()


def test_uneven_looks_give_the_same_movement() -> None:
    even = np.arange(0, 4, 1 / 30)
    uneven = np.sort(np.random.default_rng(2).choice(even, 70, replace=False))
    calm = low_pass(uneven, np.sin(2 * np.pi * 0.4 * uneven), 6.0)
    np.testing.assert_allclose(calm[5:-5], np.sin(2 * np.pi * 0.4 * uneven)[5:-5], atol=0.05)


def test_a_constant_stays_exactly_constant_and_unknown_stays_unknown() -> None:
    time_s = np.arange(0, 1, 1 / 30)
    values = np.full(30, 7.25)
    values[10] = NAN
    calm = low_pass(time_s, values, 6.0)
    assert np.isnan(calm[10])
    np.testing.assert_allclose(np.delete(calm, 10), 7.25, atol=1e-12)


def test_the_live_filter_rests_on_noise_and_follows_a_move() -> None:
    still = OneEuro()
    random = np.random.default_rng(3)
    for index in range(90):
        still = still.step(index / 30, random.normal(0, 1, 2))
    moved = still
    for index in range(90, 120):
        moved = moved.step(index / 30, np.array([100.0, 100.0]))
    assert still.value is not None
    assert np.abs(still.value).max() < 1.0
    assert moved.value is not None
    assert moved.value.min() > 97.0


def test_the_live_filter_wants_rising_time() -> None:
    with pytest.raises(ValueError, match="time"):
        OneEuro().step(1.0, np.zeros(1)).step(1.0, np.zeros(1))


def test_the_filter_is_the_textbooks_run_both_ways() -> None:
    from scipy.signal import butter, sosfiltfilt

    time_s = np.arange(100) / 50
    walk = np.cumsum(np.random.default_rng(2).normal(0, 1, len(time_s)))
    both_ways = sosfiltfilt(butter(2, 3.0, fs=50, output="sos"), walk, padtype="odd", padlen=len(walk) - 1)
    np.testing.assert_allclose(low_pass(time_s, walk, 3.0), both_ways, atol=1e-3 * walk.std())
