"""Smoothing on irregular time, gap filling with a limit, and the live filter."""

import numpy as np
import pytest

from kneeline.core.filtering import OneEuro, fill_gaps, low_pass, windows

NAN = np.nan


def test_a_short_gap_is_filled_along_a_straight_line() -> None:
    time_s = np.array([0.0, 0.1, 0.2, 0.3])
    np.testing.assert_allclose(fill_gaps(time_s, np.array([0.0, NAN, NAN, 3.0]), 0.3), [0, 1, 2, 3])


def test_a_long_gap_and_the_ends_stay_open() -> None:
    time_s = np.array([0.0, 0.1, 0.5, 0.6])
    values = np.array([NAN, 1.0, NAN, 3.0])
    np.testing.assert_array_equal(fill_gaps(time_s, values, 0.3), values)


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
