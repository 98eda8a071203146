"""From series and repetitions to the named values of a Measurement."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from kneeline.core.measurement import At, ValidatedOn, Value, ValueSide
from kneeline.core.recording import Bools, Floats
from kneeline.core.repetitions import Span
from kneeline.core.skeleton import SIDES
from kneeline.measure import moments
from kneeline.measure.errors import ErrorModel
from kneeline.measure.moments import Reading
from kneeline.measure.movement import MovementTest
from kneeline.measure.series import LegSeries

UNITS = {
    "knee_ankle_separation_ratio": "ratio",
    "stance_width": "ratio",
    "knee_gap": "cm",
    "intermalleolar_gap": "cm",
    "weight_bearing_lunge_distance": "cm",
    "knee_over_toe_offset": "%",
    "heel_rise": "%",
    "pelvis_shift": "%",
}
"""Units of measures that are not degrees."""


@dataclass(frozen=True)
class Timeline:
    """What the values are read from: series over time, repetitions, and the samples that count for a still."""

    time_s: Floats
    series: LegSeries
    spans: tuple[Span, ...]
    counted: Bools

    def reading(self, measure: str, side: int, at: At) -> Reading:
        """One measure of one side (0 left, 1 right) at a moment."""
        values, bend, reasons = self._column(measure, side)
        if at in ("standing", "still") or (at == "mean" and not self.spans):
            return moments.over_all(self.time_s, values, bend, reasons, self.counted)
        if at == "mean":
            moving = np.any([span.holds(self.time_s) for span in self.spans], axis=0)
            return moments.over_all(self.time_s, values, bend, reasons, moving)
        return moments.over_repetitions([self.in_repetition(measure, side, at, span) for span in self.spans])

    def in_repetition(self, measure: str, side: int, at: At, span: Span) -> Reading:
        """One measure of one side at the peak or the bottom of a repetition."""
        values, bend, reasons = self._column(measure, side)
        read = moments.at_peak if at == "peak" else moments.at_bottom
        return read(self.time_s, values, bend, reasons, span)

    def _column(self, measure: str, side: int) -> tuple[Floats, Floats, np.ndarray]:
        values = self.series.values[measure][:, side]
        bend = self.series.values.get("knee_flexion", np.full((len(values), 2), np.nan))[:, side]
        return values, bend, self.series.reasons[measure][:, side]


def file_values(
    test: MovementTest,
    timeline: Timeline,
    sides: tuple[int, ...],
    errors: ErrorModel,
    fitted: Mapping[str, Mapping[int, Reading]],
) -> Iterator[Value]:
    """All values a movement test promises, missing ones with their reason.

    ``fitted``: readings by measure and side of what is fitted over repetitions rather than read at a moment.
    """
    for measure, ats in test.per_leg.items():
        for at in ats:
            readings = {
                side: fitted[measure][side] if measure in fitted else timeline.reading(measure, side, at)
                for side in sides
            }
            for side, reading in readings.items():
                yield _value(measure, SIDES[side], at, reading, errors)
            if measure in test.differences and len(sides) == 2:
                yield _difference(measure, at, readings[0], readings[1], errors)
    for measure, ats in test.per_person.items():
        for at in ats:
            yield _value(measure, "both", at, timeline.reading(measure, sides[0], at), errors)


def _value(measure: str, side: ValueSide, at: At, reading: Reading, errors: ErrorModel) -> Value:
    line = errors.line(measure, at)
    known = bool(np.isfinite(reading.value))
    half = float(errors.half_width(measure, at, reading.bend, reading.value)) if known and line else None
    validated: ValidatedOn = line.validated_on if line and not errors.unproven else "none"
    return Value(
        name=measure,
        side=side,
        at=at,
        value=reading.value if known else None,
        error_95=half,
        repeat_error_95=half * line.repeat_share if half is not None and line else None,
        n=reading.n,
        unit=UNITS.get(measure, "deg"),
        time_s=reading.time_s if np.isfinite(reading.time_s) else None,
        knee_flexion=reading.bend if np.isfinite(reading.bend) and at != "standing" else None,
        validated_on=validated,
        why_missing=None if known else reading.reason or "not_seen",
    )


def _difference(measure: str, at: At, left: Reading, right: Reading, errors: ErrorModel) -> Value:
    """left - right; both legs' errors add in squares, less what they have in common (bench/calibrate.py)."""
    pair = [_value(measure, side, at, reading, errors) for side, reading in zip(SIDES, (left, right), strict=True)]
    first, second = pair
    if first.value is None or second.value is None:
        reading = moments.missing(next(each.why_missing for each in pair if each.why_missing) or "not_seen")
        return _value(measure, "difference", at, reading, errors)
    both = np.array([[each.error_95 or np.nan, each.repeat_error_95 or np.nan] for each in pair])
    line = errors.line(measure, at)
    share = line.difference_share if line else 1.0
    error, repeat = (share * float(half) for half in np.sqrt((both**2).sum(axis=0)))
    return Value(
        name=measure,
        side="difference",
        at=at,
        value=first.value - second.value,
        error_95=error,
        repeat_error_95=repeat,
        n=min(first.n, second.n),
        unit=first.unit,
        time_s=first.time_s,
        knee_flexion=first.knee_flexion,
        validated_on=first.validated_on,
    )
