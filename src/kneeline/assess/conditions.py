"""Which conditions of the catalogue hold: its rules over the answers, and what measured numbers added."""

from collections.abc import Collection, Mapping
from typing import Any

from kneeline.assess.answers import Answers
from kneeline.catalogue import Catalogue
from kneeline.catalogue.schema import Condition, Rule
from kneeline.core.findings import AgeGroup

UNKNOWN_AGE: AgeGroup = "unknown"

_WHERE_OPEN: dict[str, Any] = {"support_at_hand": False}
"""Questions that count as answered in this way while they are open: what holds somebody has to be told."""


def age_group_of(age: int | None) -> AgeGroup:
    """The age group of an age in whole years."""
    if age is None:
        return UNKNOWN_AGE
    if age < 8:
        return "under_8"
    if age < 16:
        return "8_to_15"
    return "16_to_17" if age < 18 else "adult"


def conditions_that_hold(
    catalogue: Catalogue, answers: Answers, age: int | None, measured: Collection[str] = ()
) -> tuple[str, ...]:
    """Ids of the conditions that hold, in the catalogue's order. ``measured``: those that numbers alone established."""
    told: dict[str, Any] = {**_WHERE_OPEN, **answers.answers}
    if age is not None:
        told["age"] = float(age)
    held = set(measured)
    while new := {
        condition.id
        for condition in catalogue.conditions.values()
        if condition.id not in held and _holds(condition, told, held, age_group_of(age))
    }:
        held |= new
    return tuple(condition for condition in catalogue.conditions if condition in held)


def _holds(condition: Condition, told: Mapping[str, Any], held: Collection[str], age_group: AgeGroup) -> bool:
    return any(_applies(rule, told, held, age_group) for rule in condition.when)


def _applies(rule: Rule, told: Mapping[str, Any], held: Collection[str], age_group: AgeGroup) -> bool:
    """An unknown age counts as any, so that a flag for the young is not lost."""
    if rule.also is not None and rule.also not in held:
        return False
    if rule.ages and age_group != UNKNOWN_AGE and age_group not in rule.ages:
        return False
    answer = told.get(rule.question)
    each = answer.values() if isinstance(answer, Mapping) else (answer,)
    return any(_matches(rule, one) for one in each if one is not None)


def _matches(rule: Rule, answer: Any) -> bool:
    if rule.equals is not None:
        return bool(answer == rule.equals)
    if rule.any_of:
        return any(one in rule.any_of for one in (answer if isinstance(answer, tuple) else (answer,)))
    above = rule.at_least is None or answer >= rule.at_least
    return bool(above and (rule.below is None or answer < rule.below))
