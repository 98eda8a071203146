"""What the numbers say about each leg, before any words: seen, not seen, or could not be seen, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from kneeline.core.measurement import Measurement, Repetition, Value, ValueSide
from kneeline.core.skeleton import SIDES, Side
from kneeline.report.messages import ONE_LEG_TASKS

Outcome = Literal["seen", "not_seen", "could_not_be_seen"]
Direction = Literal["in", "in_line", "nearly", "out", "leans", "unknown"]

SEEN_FROM = 5.0
"""Degrees above which a knee is called in, where the angle also exceeds its error (our choice, docs/method.md)."""
STRONG_FROM = 10.0
"""Degrees above which the amount is drawn strong (our choice)."""
ALWAYS_BELOW = 25.0
"""An onset below this bend is said as "from the start", deg."""
ONSET_TELLS_WITHIN = 20.0
"""An onset whose error is larger than this, deg, is not part of the sentence (our choice)."""
STRAIGHT_ENOUGH = 30.0
"""Up to this bend the angle in the picture speaks for two-legged tasks, deg."""


@dataclass(frozen=True)
class Amount:
    """A number with its error, in one unit; ``error`` None where the error is not known."""

    value: float
    error: float | None
    unit: str = "deg"


@dataclass(frozen=True)
class Count:
    """Of ``repetitions`` of one leg, ``known`` could be judged, and the knee moved in in ``moved_in`` of those."""

    moved_in: int
    known: int
    repetitions: int


@dataclass(frozen=True)
class LegOutcome:
    """One leg's answer. ``count`` is None for a still; ``reason`` is set where it could not be seen."""

    side: Side
    direction: Direction
    amount: Amount | None
    onset: Amount | None = None
    count: Count | None = None
    reason: str | None = None
    onset_reason: str | None = None

    @property
    def outcome(self) -> Outcome:
        """Whether what is looked for was seen: the knee in, or on a side view the shin's lean."""
        if self.direction == "unknown":
            return "could_not_be_seen"
        return "seen" if self.direction in ("in", "leans") else "not_seen"

    @property
    def colour(self) -> str:
        """The token this leg's state is drawn in."""
        return colour_of(self.direction, self.amount)


def colour_of(direction: Direction, amount: Amount | None) -> str:
    """The token a state is drawn in: teal in line, amber to coral by how far in, else neutral."""
    if direction == "in" and amount is not None:
        return "knee-in-strong" if amount.value > STRONG_FROM else "knee-in"
    return {"unknown": "mark", "out": "soft"}.get(direction, "in-line")


def amount_of(value: Value | None) -> Amount | None:
    """The number of a Value, or None where it has none."""
    if value is None or value.value is None:
        return None
    return Amount(value.value, value.error_95, value.unit)


def legs(measurement: Measurement) -> tuple[Side, ...]:
    """The legs this measurement speaks of: those that did repetitions, else those with any value of their own."""
    if measurement.repetitions:
        did = {repetition.side for repetition in measurement.repetitions}
        return tuple(side for side in SIDES if side in did or "both" in did)
    return tuple(side for side in SIDES if any(value.side == side for value in measurement.measures))


def leg_outcome(measurement: Measurement, side: Side) -> LegOutcome:
    """What was seen of this leg: its knee over the repetitions or in the still; in a lunge, its shin from the side."""
    if measurement.task == "lunge":
        return _from_side(measurement, side)
    own = repetitions_of(measurement, side)
    return _over_repetitions(measurement, side, own) if own else _in_still(measurement, side)


def repetitions_of(measurement: Measurement, side: Side) -> list[Repetition]:
    """The repetitions this leg did."""
    return [repetition for repetition in measurement.repetitions if repetition.side in ("both", side)]


def repetition_amount(repetition: Repetition, name: str, side: Side) -> Amount | None:
    """One number of a repetition with its error, or None where it could not be seen."""
    value: float | None = getattr(repetition, name)[side]
    return None if value is None else Amount(value, repetition.error_95.get(name, {}).get(side))


def repetition_reason(repetition: Repetition, name: str, side: Side) -> str | None:
    """Why a repetition lacks that number, where a reason was given."""
    return repetition.why_missing.get(name, {}).get(side)


def within_error(amount: Amount) -> bool:
    """Whether the number is smaller than what can be measured; so it is where its error is not known."""
    return amount.error is None or abs(amount.value) <= amount.error


def direction_of(amount: Amount) -> Direction:
    """In line within the error, nearly in line up to ``SEEN_FROM``, else in or out."""
    if within_error(amount):
        return "in_line"
    if abs(amount.value) <= SEEN_FROM:
        return "nearly"
    return "in" if amount.value > 0 else "out"


def middle(amounts: Sequence[Amount | None]) -> Amount | None:
    """Median of values with the median of their errors; None where there are none."""
    known = [amount for amount in amounts if amount is not None]
    if not known:
        return None
    errors = [amount.error for amount in known if amount.error is not None]
    return Amount(median(amount.value for amount in known), median(errors) if errors else None, known[0].unit)


def _over_repetitions(measurement: Measurement, side: Side, own: Sequence[Repetition]) -> LegOutcome:
    known = [repetition for repetition in own if repetition.caves_in[side] is not None]
    caving = [repetition for repetition in known if repetition.caves_in[side]]
    count = Count(len(caving), len(known), len(own))
    if not known:
        return LegOutcome(side, "unknown", None, count=count, reason=_reason_of_all(measurement, own, side))
    spoken_of = caving or known
    amount = middle([repetition_amount(repetition, "knee_in_change", side) for repetition in spoken_of])
    whole_file = amount_of(measurement.value("knee_in_change", side))
    if whole_file is not None and len(spoken_of) == len(known):
        amount = whole_file
    if not caving:
        return LegOutcome(side, "in_line", amount, count=count)
    onset = measurement.value("valgus_onset_flexion", side)
    why = onset.why_missing if onset else None
    if why == "no_rise":  # it did rise in the repetitions spoken of; in all of them together it could not be told
        why = "rise_in_some"
    return LegOutcome(side, "in", amount, amount_of(onset), count, onset_reason=why)


def _reason_of_all(measurement: Measurement, own: Sequence[Repetition], side: Side) -> str | None:
    for name in ("caves_in", "knee_in_change"):
        for repetition in own:
            if code := repetition_reason(repetition, name, side):
                return code
    for name in ("knee_in_change", "knee_in_angle"):
        value = measurement.value(name, side)
        if value is not None and value.why_missing:
            return value.why_missing
    return "not_seen"


def _from_side(measurement: Measurement, side: Side) -> LegOutcome:
    value = measurement.value("shank_angle", side)
    amount = amount_of(value)
    if amount is None:
        return LegOutcome(side, "unknown", None, reason=value.why_missing if value else "not_seen")
    return LegOutcome(side, "leans", amount)


def _in_still(measurement: Measurement, side: Side) -> LegOutcome:
    value = _speaking_value(measurement, side)
    amount = amount_of(value)
    if amount is None:
        return LegOutcome(side, "unknown", None, reason=value.why_missing if value else "not_seen")
    return LegOutcome(side, direction_of(amount), amount)


def _speaking_value(measurement: Measurement, side: ValueSide) -> Value | None:
    """The angle in the picture up to 30° of bend and on one leg; deeper, where the knee points against the foot."""
    in_picture = measurement.value("fppa", side)
    bend = amount_of(measurement.value("knee_flexion", side))
    deep = bend is not None and bend.value > STRAIGHT_ENOUGH and measurement.task not in ONE_LEG_TASKS
    if deep:
        return measurement.value("knee_in_angle", side) or in_picture
    if amount_of(in_picture) is None:
        whole_body = measurement.value("hip_knee_ankle_angle", side)
        return whole_body if amount_of(whole_body) is not None else in_picture
    return in_picture
