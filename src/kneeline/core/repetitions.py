"""Where a movement goes down and comes up again: start, bottom and end of each repetition of a bend signal."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kneeline.core.filtering import low_pass
from kneeline.core.recording import Bools, Floats

Indices = NDArray[np.signedinteger]

CUTOFF_HZ = 3.0
"""Squats and step-downs hold nothing faster; what is faster here is landmark noise."""

EDGE_SHARE = 0.12
"""Share of a repetition's own depth that counts as not yet begun or already over."""

PLATEAU_DEG = 3.0
"""Bends this close to the deepest one belong to the bottom, which may be held."""

LOWERED_SHARE = 0.05
"""Share of a repetition's depth by which the trunk has come down at its start, and is yet to come up at its end (our
choice, nearest to starts and ends that people marked on real clips; docs/accuracy.md)."""

_RATE_HZ = 50
_CUT_SAMPLES = 3


@dataclass(frozen=True)
class Span:
    """One repetition in seconds. ``bottom_s`` is the moment of most bend, inside the held bottom."""

    start_s: float
    bottom_start_s: float
    bottom_s: float
    bottom_end_s: float
    end_s: float

    def holds(self, time_s: Floats) -> Bools:
        """Mask (T,) of the times from start to end."""
        inside: Bools = (time_s >= self.start_s) & (time_s <= self.end_s)
        return inside


def find_spans(time_s: Floats, bend: Floats, least_rise: float, share_of_deepest: float = 0.4) -> tuple[Span, ...]:
    """Repetitions in a bend signal (T,), deg, NaN where unknown.

    A repetition is a rise and fall of at least ``least_rise`` degrees and ``share_of_deepest`` of the deepest one on
    both sides, so a pause on the way, a wobble at the bottom or a shift of weight is none of its own. A side that the
    recording's first or last frame cuts off need only rise or fall by ``least_rise``.
    """
    known = np.isfinite(bend)
    if known.sum() < 4:
        return ()
    times, smooth = time_s[known], low_pass(time_s, bend, CUTOFF_HZ, gap_s=1.0)[known]
    even = np.arange(times[0], times[-1] + 0.5 / _RATE_HZ, 1 / _RATE_HZ)
    signal = np.interp(even, times, smooth)
    peaks, left_bases, right_bases = _peaks(signal, least_rise)
    if len(peaks) == 0:
        return ()
    depths = _depths(signal, peaks, left_bases, right_bases)
    kept = peaks[depths >= share_of_deepest * depths.max()]
    edges = _valleys(signal, kept)
    return tuple(
        _span(even, signal, peak, left, right) for peak, left, right in zip(kept, edges[:-1], edges[1:], strict=True)
    )


def edged_by_height(spans: Sequence[Span], time_s: Floats, height: Floats) -> tuple[Span, ...]:
    """The same repetitions, from where the trunk begins to come down to where it is up again.

    height (T,): of the trunk, any unit, + up, NaN where unknown. It is much steadier near the top than the knee's bend:
    a knee that sways by 10 degrees moves the trunk by less than a centimetre. Where too little of it is known the spans
    stay.
    """
    known = np.isfinite(height)
    if known.sum() < 4:
        return tuple(spans)
    times, calm = time_s[known], low_pass(time_s, height, CUTOFF_HZ, gap_s=1.0)[known]
    even = np.arange(times[0], times[-1] + 0.5 / _RATE_HZ, 1 / _RATE_HZ)
    down = -np.interp(even, times, calm)
    bottoms = [int(np.argmin(np.abs(even - span.bottom_s))) for span in spans]
    bounds = [0, *bottoms, len(even) - 1]
    return tuple(_edged(span, even, down, *bounds[index : index + 3]) for index, span in enumerate(spans))


def _edged(span: Span, times: Floats, down: Floats, previous: int, bottom: int, following: int) -> Span:
    """One repetition between the bottoms before and after it; ``down`` (T,) rises as the trunk comes down."""
    top = previous + int(np.argmin(down[previous : bottom + 1]))
    top_after = bottom + int(np.argmin(down[bottom : following + 1]))
    start = top + _last(down[top : bottom + 1] <= down[top] + LOWERED_SHARE * (down[bottom] - down[top]))
    up_again = down[top_after] + LOWERED_SHARE * (down[bottom] - down[top_after])
    end = bottom + _first(down[bottom : top_after + 1] <= up_again)
    return replace(
        span,
        start_s=min(float(times[start]), span.bottom_start_s),
        end_s=max(float(times[end]), span.bottom_end_s),
    )


def _peaks(signal: Floats, least_rise: float) -> tuple[Indices, Indices, Indices]:
    """Peaks that stand at least ``least_rise`` over the higher of their bases, and their left and right bases: the
    lowest points between a peak and the next higher ground (its topographic prominence)."""
    level = np.flatnonzero(np.diff(signal, prepend=np.nan, append=np.nan) != 0)  # where runs of equal samples begin
    runs = signal[level[:-1]]
    tops = 1 + np.flatnonzero((runs[1:-1] > runs[:-2]) & (runs[1:-1] > runs[2:]))
    found = [
        (peak, left, right)
        for peak in ((level[tops] + level[tops + 1] - 1) // 2).tolist()
        for left, right in [_bases(signal, peak)]
        if signal[peak] - max(signal[left], signal[right]) >= least_rise
    ]
    peaks, lefts, rights = np.array(found, dtype=np.intp).reshape(-1, 3).T
    return peaks, lefts, rights


def _bases(signal: Floats, peak: int) -> tuple[int, int]:
    higher = np.flatnonzero(signal > signal[peak])
    after = int(np.searchsorted(higher, peak))
    start = int(higher[after - 1]) + 1 if after > 0 else 0
    stop = int(higher[after]) if after < len(higher) else len(signal)
    return peak - int(np.argmin(signal[start : peak + 1][::-1])), peak + int(np.argmin(signal[peak:stop]))


def _depths(signal: Floats, peaks: Indices, left_bases: Indices, right_bases: Indices) -> Floats:
    """Height of each peak over the higher of its bases; a base cut off by the recording's end does not count."""
    over_left, over_right = signal[peaks] - signal[left_bases], signal[peaks] - signal[right_bases]
    cut_left = left_bases <= _CUT_SAMPLES
    cut_right = right_bases >= len(signal) - 1 - _CUT_SAMPLES
    depth: Floats = np.minimum(over_left, over_right)
    depth = np.where(cut_right & ~cut_left, over_left, depth)
    return np.where(cut_left & ~cut_right, over_right, depth)


def _valleys(signal: Floats, peaks: Indices) -> list[int]:
    """Indices of the lowest points before, between and after the peaks."""
    bounds = [0, *(int(peak) for peak in peaks), len(signal)]
    valleys = []
    for left, right in pairwise(bounds):
        valleys.append(left + int(np.argmin(signal[left : max(right, left + 1)])))
    return valleys


def _span(times: Floats, signal: Floats, peak: int, left: int, right: int) -> Span:
    before, after = signal[left : peak + 1], signal[peak : right + 1]
    start = left + _last(before <= before[0] + EDGE_SHARE * (signal[peak] - before[0]))
    end = peak + _first(after <= after[-1] + EDGE_SHARE * (signal[peak] - after[-1]))
    held = signal >= signal[peak] - PLATEAU_DEG
    bottom_start = left + _last(~held[left : peak + 1]) + 1 if not held[left : peak + 1].all() else left
    bottom_end = peak + _first(~held[peak : right + 1]) - 1 if not held[peak : right + 1].all() else right
    return Span(*(float(times[index]) for index in (start, bottom_start, peak, bottom_end, end)))


def _first(mask: Bools) -> int:
    return int(np.argmax(mask))


def _last(mask: Bools) -> int:
    return len(mask) - 1 - int(np.argmax(mask[::-1]))
