"""A question as it is shown with its answer, and an answer as it was sent."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from kneeline.assess.answer_values import BadValue, answer_of
from kneeline.assess.answers import Answers
from kneeline.assess.readings import Reading
from kneeline.assess.self_signs import PHOTO_ERROR, TRACING_ERROR, foot_angle, thigh_foot_angle
from kneeline.catalogue.schema import Question
from kneeline.core.language import N_, _
from kneeline.core.skeleton import SIDES, Side
from kneeline.core.words import plain_number, unit_word, with_error

NONE_OF_THESE = "none_of_these"

LEG_CHOICES = (
    ("none", N_("Neither")),
    ("left", N_("The left")),
    ("right", N_("The right")),
    ("both", N_("Both")),
)
YES_NO = (("yes", N_("Yes")), ("no", N_("No")))
LEGS = {"left": N_("Left leg"), "right": N_("Right leg")}


MARKED: Mapping[str, tuple[Callable[[Answers, Side], Reading | None], float]] = {
    "thigh_foot_points": (thigh_foot_angle, PHOTO_ERROR),
    "foot_angle_points": (foot_angle, TRACING_ERROR),
}
"""What is worked out from the points of a question, and how far off it may be."""


@dataclass(frozen=True)
class Part:
    """One thing to answer: its field's name, its label where legs are asked apart, its value as a field has it, and
    what follows from it in words ("" where nothing is worked out)."""

    field: str
    label: str
    value: str | tuple[str, ...] | None
    says: str = ""


@dataclass(frozen=True)
class Asked:
    """A question ready for a page. ``kind``: radio, checkbox, number, seconds, scale or points; ``unit`` with a
    number's limits; ``points``: what is to be marked, in order."""

    id: str
    text: str
    why: str
    kind: str
    choices: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    unit: str = ""
    limits: str = ""
    error: str = ""
    points: tuple[str, ...] = ()


def asked(question: Question, answer: Any, error: str = "") -> Asked:
    """The question with the answer there is (None: open)."""
    return Asked(
        id=question.id,
        text=question.text,
        why=question.why,
        kind=_kind(question),
        choices=_choices(question),
        parts=_parts(question, answer),
        unit=unit_word(question.unit or ""),
        limits=_limits(question),
        error=error,
        points=question.points,
    )


def sent_answer(question: Question, sent: QueryDict) -> Any:
    """The answer in a form, as it is kept; None where nothing was answered.

    Raises BadValue, whose text is a sentence for the person.
    """
    if not question.per_leg:
        return _sent(question, question.id, sent)
    legs = {side: _sent(question, f"{question.id}-{side}", sent) for side in SIDES}
    told = {side: value for side, value in legs.items() if value is not None}
    return told or None


def marked_words(question: str, side: Side, points: Any) -> str:
    """What points marked on a photo measure, with its error."""
    measure, error = MARKED[question]
    told = {side: tuple((float(x), float(y)) for x, y in points)}
    reading = measure(Answers(answers={question: told}), side)
    if reading is None:
        return ""
    amount = with_error(abs(reading.value), error, "deg")
    words = _("{amount} outwards") if reading.value >= 0 else _("{amount} inwards")
    return words.format(amount=amount)


def _kind(question: Question) -> str:
    if question.kind == "number":
        return {"of 10": "scale", "seconds": "seconds"}.get(question.unit or "", "number")
    if question.kind == "points":
        return "points"
    return "checkbox" if question.kind == "choices" else "radio"


def _choices(question: Question) -> tuple[tuple[str, str], ...]:
    if question.kind == "yes_no":
        return tuple((value, _(words)) for value, words in YES_NO)
    if question.kind == "legs":
        return tuple((value, _(words)) for value, words in LEG_CHOICES)
    named = tuple((choice.id, choice.name) for choice in question.choices)
    return (*named, (NONE_OF_THESE, _("None of these"))) if question.kind == "choices" else named


def _parts(question: Question, answer: Any) -> tuple[Part, ...]:
    if not question.per_leg:
        return (Part(question.id, "", _shown(question, answer)),)
    apart: Mapping[str, Any] = answer if isinstance(answer, Mapping) else {}
    return tuple(_part(question, side, apart.get(side)) for side in SIDES)


def _part(question: Question, side: Side, answer: Any) -> Part:
    says = marked_words(question.id, side, answer) if question.kind == "points" and answer is not None else ""
    return Part(f"{question.id}-{side}", _(LEGS[side]), _shown(question, answer), says)


def _shown(question: Question, value: Any) -> str | tuple[str, ...] | None:
    if value is None:
        return None
    if question.kind == "yes_no":
        return "yes" if value else "no"
    if question.kind == "choices":
        return tuple(value) or (NONE_OF_THESE,)
    if question.kind == "points":
        return json.dumps(value)
    return plain_number(value) if question.kind == "number" else str(value)


def _limits(question: Question) -> str:
    if question.least is None or question.most is None:
        return ""
    return _("{least} to {most}").format(least=plain_number(question.least), most=plain_number(question.most))


def _sent(question: Question, field: str, sent: QueryDict) -> Any:
    if question.kind == "choices":
        ticked = sent.getlist(field)
        kept = [each for each in ticked if each != NONE_OF_THESE]
        value: Any = kept if ticked else None
    else:
        value = _single(question, sent.get(field, "").strip())
    if value is None:
        return None
    try:
        answer_of(question, {"left": value} if question.per_leg else value)
    except BadValue as error:
        raise _told(question) from error
    return value


def _single(question: Question, text: str) -> Any:
    if not text:
        return None
    if question.kind == "yes_no":
        return text == "yes"
    if question.kind == "points":
        return _points(question, text)
    if question.kind != "number":
        return text
    try:
        return float(text.replace("\N{MINUS SIGN}", "-").replace(",", "."))
    except ValueError as error:
        raise _told(question) from error


def _points(question: Question, text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _told(question) from error


def _told(question: Question) -> BadValue:
    if question.kind == "number":
        return BadValue(question.id, _("Give a number: {limits}.").format(limits=_limits(question)))
    if question.kind == "points":
        return BadValue(question.id, _("Mark every point on the photo, each in a place of its own."))
    return BadValue(question.id, _("Choose one of these."))
