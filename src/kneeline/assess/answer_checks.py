"""Answers that can't both be true. The sentence names both, so that either can be mended."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from kneeline.assess.answer_values import Answer, BadValue

Check = Callable[[Mapping[str, Answer]], bool]


class Clash(NamedTuple):
    """``key`` clashes with what ``text`` names where ``clashes`` is true."""

    key: str
    text: str
    clashes: Check


def _number(told: Mapping[str, Answer], question: str) -> float:
    value = told.get(question)
    return float(value) if isinstance(value, int | float) else 0.0


def _no_surgery(name: str, *later: str) -> Check:
    return lambda told: told.get(name) == "none" and any(bool(told.get(each)) for each in later)


CLASHES = (
    Clash(
        "pain",
        "a pain above 0 doesn't go with knee_pain = false; which of the two is right?",
        lambda told: told.get("knee_pain") is False and _number(told, "pain") > 0,
    ),
    Clash(
        "pain",
        "a pain of 0 doesn't go with knee_pain = true; which of the two is right?",
        lambda told: told.get("knee_pain") is True and told.get("pain") == 0,
    ),
    Clash(
        "pain_since",
        "how long it has hurt doesn't go with knee_pain = false; leave it out or answer true.",
        lambda told: told.get("knee_pain") is False and "pain_since" in told,
    ),
    Clash(
        "after_injury",
        'signs since an injury don\'t go with recent_injury = "none".',
        lambda told: told.get("recent_injury") == "none" and bool(told.get("after_injury")),
    ),
    Clash(
        "acl_surgery",
        '"none" doesn\'t go with acl_graft or acl_trouble, which speak of that surgery.',
        _no_surgery("acl_surgery", "acl_graft", "acl_trouble"),
    ),
    Clash(
        "bowed_after_two",
        "knees that stay apart don't go with a gap between the ankles at touching knees.",
        lambda told: told.get("bowed_after_two") is True and _number(told, "ankle_gap_cm") > 0,
    ),
    Clash(
        "when_in",
        '"standing_too" doesn\'t go with shape_side = "none" (no knee goes in).',
        lambda told: told.get("when_in") == "standing_too" and told.get("shape_side") == "none",
    ),
)

GROWN_UP = 18
EARLIEST_TEENS = 8


def check_together(told: Mapping[str, Answer], age: int | None, from_birth_year: bool) -> None:
    """Raises BadValue at the first two answers that can't both be true; ``age`` in whole years, for certain."""
    for clash in CLASHES:
        if clash.clashes(told):
            raise BadValue(f"[answers] {clash.key}", clash.text)
    for key, text in _against_age(told, age, from_birth_year):
        raise BadValue(f"[answers] {key}", text)


def _against_age(told: Mapping[str, Answer], age: int | None, from_birth_year: bool) -> Iterator[tuple[str, str]]:
    if age is None:
        return
    if from_birth_year and "age" in told and not age <= _number(told, "age") <= age + 1:
        yield "age", f"{_number(told, 'age'):g} years don't go with the year of birth ({age} or {age + 1} years)."
    if told.get("since") == "adult" and age + 1 < GROWN_UP:
        yield "since", f'"adult" doesn\'t go with an age of {age} or {age + 1} years.'
    if told.get("since") == "teens" and age + 1 < EARLIEST_TEENS:
        yield "since", f'"teens" doesn\'t go with an age of {age} or {age + 1} years.'
