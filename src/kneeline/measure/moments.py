"""A series at a moment: peak and bottom of each repetition, the median of a still, the file's median."""

from dataclasses import dataclass

import numpy as np

from kneeline.core.recording import Bools, Floats
from kneeline.core.repetitions import PLATEAU_DEG, Span

BOTTOM_WINDOW_S = 0.1
"""The bottom is the median within this time of maximum flexion (design of the measure)."""

PEAK_SHARE = 0.5
"""The peak is looked for where the leg bends at least this share of its most (design of the measure)."""


@dataclass(frozen=True)
class Reading:
    """A value at a moment; NaN with a reason where there is none. n: samples or repetitions behind it."""

    value: float
    time_s: float
    bend: float
    n: int
    reason: str = ""


def missing(reason: str) -> Reading:
    """A reading that could not be made, and why."""
    return Reading(np.nan, np.nan, np.nan, 0, reason)


def held_bottom(time_s: Floats, bend: Floats, span: Span) -> tuple[float, float]:
    """First and last moment, s, at which one leg is bent within 3 degrees of its most (T,) inside a repetition; the
    repetition's own bottom where the leg is unknown."""
    inside = span.holds(time_s) & np.isfinite(bend)
    if not inside.any():
        return span.bottom_s, span.bottom_s
    times, bends = time_s[inside], bend[inside]
    edge = bends.max() - PLATEAU_DEG
    deep = np.flatnonzero(bends >= edge)
    return _crossing(times, bends, edge, deep[0], -1), _crossing(times, bends, edge, deep[-1], 1)


def bottom_time(time_s: Floats, bend: Floats, span: Span) -> float:
    """Moment of most bend (T,) of one leg inside a repetition, s; the repetition's own where the leg is unknown.

    Of a bottom that is held, the middle: which of its frames reads deepest is chance.
    """
    return sum(held_bottom(time_s, bend, span)) / 2


def _crossing(times: Floats, bends: Floats, edge: float, deep: int, outwards: int) -> float:
    """When the bend passes ``edge`` between a deep sample and the next one outwards: which frames were looked at
    must not move the bottom."""
    beyond = deep + outwards
    if not 0 <= beyond < len(times):
        return float(times[deep])
    share = (bends[deep] - edge) / (bends[deep] - bends[beyond])
    return float(times[deep] + share * (times[beyond] - times[deep]))


def at_bottom(time_s: Floats, values: Floats, bend: Floats, reasons: Floats, span: Span) -> Reading:
    """Median of (T,) values within 0.1 s of one leg's maximum flexion."""
    moment = bottom_time(time_s, bend, span)
    near = np.abs(time_s - moment) <= BOTTOM_WINDOW_S + 1e-9
    return _median(time_s, values, bend, reasons, near, moment)


def at_peak(time_s: Floats, values: Floats, bend: Floats, reasons: Floats, span: Span) -> Reading:
    """Largest of (T,) values inside a repetition, among samples bent at least half as far as the leg bends most."""
    inside = span.holds(time_s)
    if not (inside & np.isfinite(bend)).any():
        return missing("not_seen")
    deep = inside & (bend >= PEAK_SHARE * np.nanmax(bend[inside]))
    known = deep & np.isfinite(values)
    if not known.any():
        return missing(_reason(reasons, deep))
    indices = np.flatnonzero(known)
    top = indices[np.argmax(values[indices])]
    return Reading(float(values[top]), float(time_s[top]), float(bend[top]), int(known.sum()))


def over_all(time_s: Floats, values: Floats, bend: Floats, reasons: Floats, counted: Bools) -> Reading:
    """Median of (T,) values over the counted samples."""
    if not counted.any():
        return missing("not_seen")
    return _median(time_s, values, bend, reasons, counted, float(np.median(time_s[counted])))


def over_repetitions(readings: list[Reading]) -> Reading:
    """Median over the repetitions that gave a value; the moment is that of the one nearest to it."""
    known = [reading for reading in readings if np.isfinite(reading.value)]
    if not known:
        return missing(readings[0].reason if readings else "no_repetition")
    middle = float(np.median([reading.value for reading in known]))
    nearest = min(known, key=lambda reading: abs(reading.value - middle))
    return Reading(middle, nearest.time_s, nearest.bend, len(known))


def _median(time_s: Floats, values: Floats, bend: Floats, reasons: Floats, counted: Bools, moment: float) -> Reading:
    known = counted & np.isfinite(values)
    if not known.any():
        return missing(_reason(reasons, counted))
    known_bend = bend[known & np.isfinite(bend)]
    at = float(np.median(known_bend)) if len(known_bend) else np.nan
    return Reading(float(np.median(values[known])), moment, at, int(known.sum()))


def _reason(reasons: Floats, counted: Bools) -> str:
    """The most frequent reason among the counted samples."""
    codes = [code for code in reasons[counted].tolist() if code]
    return max(set(codes), key=codes.count) if codes else "not_seen"
