"""A question as it is shown with its answer, and an answer as it was sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from kneeline.assess.answer_values import BadValue, answer_of
from kneeline.catalogue.schema import Question
from kneeline.core.language import N_, _
from kneeline.core.skeleton import SIDES
from kneeline.core.words import plain_number, unit_word

NONE_OF_THESE = "none_of_these"

LEG_CHOICES = (
    ("none", N_("Neither")),
    ("left", N_("The left")),
    ("right", N_("The right")),
    ("both", N_("Both")),
)
YES_NO = (("yes", N_("Yes")), ("no", N_("No")))
LEGS = {"left": N_("Left leg"), "right": N_("Right leg")}


@dataclass(frozen=True)
class Part:
    """One thing to answer: its field's name, its label where legs are asked apart, and its value as a field has it."""

    field: str
    label: str
    value: str | tuple[str, ...] | None


@dataclass(frozen=True)
class Asked:
    """A question ready for a page. ``kind``: radio, checkbox, number or scale; ``unit`` with a number's limits."""

    id: str
    text: str
    why: str
    kind: str
    choices: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    unit: str = ""
    limits: str = ""
    error: str = ""


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


def _kind(question: Question) -> str:
    if question.kind == "number":
        return "scale" if question.unit == "of 10" else "number"
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
    return tuple(Part(f"{question.id}-{side}", _(LEGS[side]), _shown(question, apart.get(side))) for side in SIDES)


def _shown(question: Question, value: Any) -> str | tuple[str, ...] | None:
    if value is None:
        return None
    if question.kind == "yes_no":
        return "yes" if value else "no"
    if question.kind == "choices":
        return tuple(value) or (NONE_OF_THESE,)
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
    if question.kind != "number":
        return text
    try:
        return float(text.replace("\N{MINUS SIGN}", "-").replace(",", "."))
    except ValueError as error:
        raise _told(question) from error


def _told(question: Question) -> BadValue:
    if question.kind == "number":
        return BadValue(question.id, _("Give a number: {limits}.").format(limits=_limits(question)))
    return BadValue(question.id, _("Choose one of these."))
