"""Smoothing on irregular time, the curve through what is known, and the live filter."""

import math
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from kneeline.core.recording import Bools, Floats

_SAMPLE_GRAIN = 1e-6  # an even signal keeps its samples, whatever rounding does to its rate


def curve_through(known_s: Floats, values: Floats, at_s: Floats) -> Floats:
    """The values at ``at_s`` (m,), between the first and the last of ``known_s`` (n,), n >= 2 and rising, on a smooth
    curve through ``values`` (n,).

    It never leaves what lies between two neighbours: cubics whose slopes are the weighted harmonic mean of those of the
    straight lines on both sides, level where these turn (Fritsch & Butland 1984); at both ends as the straight line.
    """
    wide = np.diff(known_s)
    steep = np.diff(values) / wide
    slopes = np.concatenate((steep[:1], np.zeros(len(values) - 2), steep[-1:]))
    onwards = np.flatnonzero(steep[1:] * steep[:-1] > 0)
    left, right = steep[onwards], steep[onwards + 1]
    heavier, lighter = wide[onwards] + 2 * wide[onwards + 1], 2 * wide[onwards] + wide[onwards + 1]
    slopes[onwards + 1] = (heavier + lighter) / (heavier / left + lighter / right)
    part = np.clip(np.searchsorted(known_s, at_s, side="right") - 1, 0, len(wide) - 1)
    share = (at_s - known_s[part]) / wide[part]
    bow = slopes[part] * (1 - share) - slopes[part + 1] * share + steep[part] * (2 * share - 1)
    on_curve: Floats = values[part] + wide[part] * share * (steep[part] + (1 - share) * bow)
    return on_curve


def windows(time_s: Floats, known: Bools, gap_s: float) -> list[slice]:
    """Stretches of indices into the known samples that have no hole longer than ``gap_s``."""
    times = time_s[known]
    if len(times) == 0:
        return []
    breaks = np.flatnonzero(np.diff(times) > gap_s) + 1
    edges = [0, *breaks.tolist(), len(times)]
    return [slice(start, stop) for start, stop in pairwise(edges)]


def low_pass(time_s: Floats, values: Floats, cutoff_hz: float, gap_s: float = 0.5) -> Floats:
    """Zero-lag Butterworth (second order, run forwards and backwards) of one signal (T,) with NaN where unknown.

    Each stretch without a hole longer than ``gap_s`` is resampled to an even rate along a smooth curve, filtered
    (Winter 2009: fourth-order zero-lag low-pass for movement) and read back at the times at which it was known;
    unknown samples stay NaN. Stretches too short to filter are returned as they are.
    """
    known = np.isfinite(values)
    filtered = np.array(values, dtype=np.float64)
    indices = np.flatnonzero(known)
    for window in windows(time_s, known, gap_s):
        where = indices[window]
        filtered[where] = _filtered_window(time_s[where], filtered[where], cutoff_hz)
    return filtered


def _filtered_window(time_s: Floats, values: Floats, cutoff_hz: float) -> Floats:
    if len(values) < 3:
        return values
    rate = max(1 / float(np.min(np.diff(time_s))), 5 * cutoff_hz)
    even = np.linspace(time_s[0], time_s[-1], max(3, math.ceil((time_s[-1] - time_s[0]) * rate - _SAMPLE_GRAIN) + 1))
    smooth = _zero_lag(curve_through(time_s, values, even), cutoff_hz * (even[-1] - even[0]) / (len(even) - 1))
    read_back: Floats = np.interp(time_s, even, smooth)
    return read_back


def _zero_lag(signal: Floats, cutoff: float) -> Floats:
    """An even signal (n,) through the filter run both ways; ``cutoff`` in cycles per sample.

    Both ways together the filter has no phase, only the gain 1 / (1 + (tan pi f / tan pi cutoff)^4), so its spectrum
    says all. Beyond its ends the signal goes on turned by half a turn around its last sample, as filtering both ways
    does: without the straight line between its ends that is one period of an odd signal.
    """
    chord = np.linspace(signal[0], signal[-1], len(signal))
    above = signal - chord
    spectrum = np.fft.rfft(np.concatenate((above, -above[-2:0:-1])))
    frequency = np.linspace(0, 0.5, len(spectrum))
    gain = 1 / (1 + (np.tan(np.pi * frequency) / math.tan(math.pi * cutoff)) ** 4)
    smooth: Floats = chord + np.fft.irfft(spectrum * gain)[: len(signal)]
    return smooth


@dataclass(frozen=True)
class OneEuro:
    """The One-Euro filter for live signals (Casiez, Roussel & Vogel 2012): steady when still, quick when moving.

    ``minimum_cutoff_hz`` sets how calm it is at rest, ``speed_coefficient`` how fast it follows.
    """

    minimum_cutoff_hz: float = 1.5
    speed_coefficient: float = 0.05
    derivative_cutoff_hz: float = 1.0
    time_s: float | None = None
    value: Floats | None = None
    speed: Floats | None = None

    def step(self, time_s: float, value: Floats) -> "OneEuro":
        """The filter after one more sample; its ``value`` is the smoothed one. Times must rise."""
        if self.time_s is None or self.value is None or self.speed is None:
            return replace(
                self, time_s=time_s, value=np.array(value, dtype=np.float64), speed=np.zeros(np.shape(value))
            )
        elapsed = time_s - self.time_s
        if elapsed <= 0:
            raise ValueError("time does not rise")
        speed = _blend(
            self.speed, (value - self.value) / elapsed, _alpha(np.float64(self.derivative_cutoff_hz), elapsed)
        )
        cutoff = self.minimum_cutoff_hz + self.speed_coefficient * np.abs(speed)
        return replace(self, time_s=time_s, value=_blend(self.value, value, _alpha(cutoff, elapsed)), speed=speed)


def _alpha(cutoff_hz: Floats | np.float64, elapsed_s: float) -> Floats | np.float64:
    return 1 / (1 + 1 / (2 * np.pi * cutoff_hz * elapsed_s))


def _blend(old: Floats, new: Floats, alpha: Floats | np.float64) -> Floats:
    blended: Floats = old + alpha * (new - old)
    return blended
