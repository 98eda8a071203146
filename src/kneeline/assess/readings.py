"""Numbers out of measurements, each with its error, and only those that may speak for the person as they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from kneeline.core.measurement import At, Measurement, Value, ValueSide


@dataclass(frozen=True)
class Reading:
    """One known number. ``error_95``: half-width against truth. ``task``: the movement or self-test it comes from;
    ``recording`` tells recordings apart, so that the same file given twice counts once."""

    value: float
    error_95: float
    unit: str
    task: str
    recording: str

    def above(self, limit: float) -> bool:
        """Whether the whole error lies above a limit."""
        return self.value - self.error_95 > limit

    def below(self, limit: float) -> bool:
        """Whether the whole error lies below a limit."""
        return self.value + self.error_95 < limit

    def within(self, limit: float) -> bool:
        """Whether the whole error lies within plus and minus a limit."""
        return abs(self.value) + self.error_95 <= limit


def natural(measurements: Sequence[Measurement]) -> tuple[Measurement, ...]:
    """Those that show the person as they move of themselves: relaxed, heels flat, no brace, no band; each file once."""
    kept: dict[str, Measurement] = {}
    for measurement in measurements:
        conditions = measurement.conditions
        plain = conditions.effort == "relaxed" and conditions.heels == "flat"
        if plain and not conditions.brace and not conditions.band and measurement.task is not None:
            kept.setdefault(recording_of(measurement), measurement)
    return tuple(kept.values())


def recording_of(measurement: Measurement) -> str:
    """What tells a recording from others: its content's hash, else its name."""
    return measurement.source.sha256 or measurement.source.file


def reading(measurement: Measurement, name: str, side: ValueSide, at: At | None = None) -> Reading | None:
    """The number of that name, side and moment where it is known with its error, else None."""
    value = measurement.value(name, side, at)
    return None if value is None else _known(measurement, value)


def readings(measurements: Sequence[Measurement], name: str, side: ValueSide, at: At | None = None) -> list[Reading]:
    """That number of every measurement that knows it."""
    return [found for each in measurements if (found := reading(each, name, side, at)) is not None]


def surest(found: Sequence[Reading]) -> Reading | None:
    """The reading with the smallest error."""
    return min(found, key=lambda each: each.error_95, default=None)


def _known(measurement: Measurement, value: Value) -> Reading | None:
    if value.value is None or value.error_95 is None:
        return None
    return Reading(value.value, value.error_95, value.unit, str(measurement.task), recording_of(measurement))
