"""Measured numbers that may raise the level: only where the whole error lies beyond the limit, and twice."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kneeline.assess.answers import Answers
from kneeline.assess.conditions import age_group_of
from kneeline.assess.messages import say, with_error
from kneeline.assess.readings import Reading, reading, readings
from kneeline.core.measurement import Measurement
from kneeline.core.words import plain_number

USUAL_GAP_CM = 8.0
"""Gap between the ankles at touching knees beyond which it is outside the usual at any age, cm (Heath & Staheli 1993;
Perth Children's Hospital)."""

CHILDS_GAP_CM = 5.0
"""The same from 8 to 10 years, cm (our choice, on the tables of those ages)."""

TAPE_ERROR_CM = 1.0
"""Half-width of a gap measured at home with a tape, cm (our choice)."""

ASYMMETRY_DEG = 5.0
"""Difference of the standing FPPA between the legs beyond which a leg counts as alone, deg (our choice)."""

KNEES_TOUCH_CM = 0.5
"""A gap between the knees up to this counts as touching, cm (our choice)."""

OLDEST_OF_CHILDS_GAP = 10


@dataclass(frozen=True)
class Crossing:
    """A limit that measured numbers passed with their whole error. ``twice``: in two recordings or measurements;
    only then ``condition`` holds. ``text``, ``what_to_do``: what a person reads; ``shown``: the numbers in it."""

    condition: str
    twice: bool
    text: str
    what_to_do: str | None = None
    shown: tuple[str, ...] = ()


def crossings(measurements: Sequence[Measurement], answers: Answers, age: int | None) -> tuple[Crossing, ...]:
    """The limits passed by measurements that show the person as they are, and by gaps measured with a tape."""
    return (*_gaps(measurements, answers, age), *_asymmetry(measurements))


def _gaps(measurements: Sequence[Measurement], answers: Answers, age: int | None) -> Iterator[Crossing]:
    taped = [answers.number(question) for question in ("ankle_gap_cm", "ankle_gap_again_cm")]
    by_tape = [Reading(gap, TAPE_ERROR_CM, "cm", "knees-touch", "tape") for gap in taped if gap is not None]
    gaps = by_tape + [gap for each in measurements if (gap := _gap_in_picture(each)) is not None]
    child = age_group_of(age) in ("under_8", "8_to_15", "16_to_17")
    if child and age is not None and 8 <= age <= OLDEST_OF_CHILDS_GAP:
        yield from _gap_over(gaps, CHILDS_GAP_CM, ("child_outside_usual",))
    yield from _gap_over(
        gaps, USUAL_GAP_CM, ("child_outside_usual", "wide_ankle_gap") if child else ("wide_ankle_gap",)
    )


def _gap_in_picture(measurement: Measurement) -> Reading | None:
    """The gap between the ankles of somebody who stands with touching knees; the knees' own gap adds its error."""
    ankles, knees = (reading(measurement, name, "both") for name in ("intermalleolar_gap", "knee_gap"))
    if ankles is None or knees is None or knees.value > KNEES_TOUCH_CM:
        return None
    return replace(ankles, error_95=math.hypot(ankles.error_95, knees.error_95))


def _gap_over(gaps: Sequence[Reading], limit: float, conditions: tuple[str, ...]) -> Iterator[Crossing]:
    over = [each for each in gaps if each.above(limit)]
    if not over:
        return
    shown = [with_error(each.value, each.error_95, "cm") for each in over]
    if len(over) == 1:
        text = say("because.gap_once", first=shown[0], limit=plain_number(limit))
        yield Crossing(conditions[0], False, text, say("because.gap_once_do"))
        return
    text = say("because.gap_twice", first=shown[0], second=shown[1], limit=plain_number(limit))
    for condition in conditions:
        yield Crossing(condition, True, text, shown=(shown[0], shown[1]))


def _asymmetry(measurements: Sequence[Measurement]) -> Iterator[Crossing]:
    """left - right of the standing FPPA; the same leg has to be further in both times."""
    differences = readings(measurements, "fppa", "difference", "standing")
    for side, sign in (("left", 1.0), ("right", -1.0)):
        over = [each for each in differences if sign * each.value - each.error_95 > ASYMMETRY_DEG]
        shown = [with_error(abs(each.value), each.error_95) for each in over]
        if len(over) > 1:
            text = say("because.one_sided_twice", side=side, first=shown[0], second=shown[1])
            yield Crossing("one_sided_shape", True, text)
        elif over:
            text = say("because.one_sided_once", side=side, first=shown[0])
            yield Crossing("one_sided_shape", False, text, say("because.one_sided_once_do"))
