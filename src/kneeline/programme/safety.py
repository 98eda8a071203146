"""What a person's conditions mean for an exercise: left out, held at an easier stage, or no harder than the article."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kneeline.catalogue import Catalogue
from kneeline.catalogue.schema import Branch, Exercise
from kneeline.core.findings import AgeGroup, Findings
from kneeline.programme.load import article_stage, stage_index
from kneeline.programme.words import say

_AGES: dict[AgeGroup, str] = {"under_8": "under_8", "8_to_15": "aged_8_to_15", "16_to_17": "aged_16_to_17"}
_EASED_BY_PAIN = ("strength", "integration")
_TESTS_LIKE = {"integration": ("single-leg-squat",)}
"""Movement tests that ask of the knee what a kind of exercise asks: what leaves it out leaves the exercise out."""

_TESTS_LIKE_EXERCISE = {
    "ankle-mobilisation-lunge": ("lunge", "squat"),
    "stretch-adductor-side-lunge": ("lunge", "squat"),
}
"""The same for single exercises of other kinds."""


@dataclass(frozen=True)
class Safety:
    """What may be done of an exercise. ``left_out``: why not at all; ``top``: the hardest stage (index) for now;
    ``remark``: why it is an easier one than the article's, or what to take care of."""

    left_out: str | None
    top: int
    remark: str | None = None


def conditions_of(findings: Findings, new: Iterable[str] = ()) -> frozenset[str]:
    """The ids of all conditions that hold: the findings', the age's, and those that came up since."""
    age = _AGES.get(findings.age_group)
    return frozenset({*findings.conditions, *new, *([age] if age else [])})


def branches_of(findings: Findings, catalogue: Catalogue) -> tuple[Branch, ...]:
    """The situations readers ask about that are this person's."""
    advised = {advice.id for advice in findings.advice}
    seen = {sign.id for sign in findings.signs if sign.outcome == "seen"}
    holding = conditions_of(findings) | seen
    return tuple(b for b in catalogue.branches.values() if b.id in advised or not holding.isdisjoint(b.when_any))


def safety_of(
    exercise: Exercise, conditions: frozenset[str], branches: Iterable[Branch], catalogue: Catalogue
) -> Safety:
    """What may be done of an exercise under these conditions; what leaves it out goes before what makes it easier."""
    article = article_stage(exercise)
    left_out = _left_out(exercise, conditions, branches, catalogue)
    if left_out:
        return Safety(left_out, article)
    top, remark = len(exercise.stages) - 1, None
    if _with_care(exercise, conditions, catalogue):
        top, remark = article, _care(exercise, conditions)
    if "pain_3_to_5" in conditions and exercise.kind in _EASED_BY_PAIN and article > 0:
        top, remark = article - 1, say("eased", "pain")
    if exercise.kind == "integration" and top >= article > 0:
        careful = next((why for why in _by_tests(exercise, conditions, catalogue, "with_care")), None)
        if careful:
            top, remark = article - 1, say("eased", "condition", why=careful)
    for avoid in exercise.avoid:
        if avoid.action == "easier" and avoid.condition in conditions:
            stage = max(article - 1, 0) if avoid.stage is None else stage_index(exercise, avoid.stage)
            if stage < top:
                top, remark = stage, say("eased", "condition", why=avoid.why)
    return Safety(None, top, remark)


def _left_out(
    exercise: Exercise, conditions: frozenset[str], branches: Iterable[Branch], catalogue: Catalogue
) -> str | None:
    for avoid in exercise.avoid:
        if avoid.action == "leave_out" and avoid.condition in conditions:
            return avoid.why
    if "pain_over_5" in conditions and exercise.kind == "integration":
        return say("left_out", "pain_over_5")
    eased = {avoid.condition for avoid in exercise.avoid if avoid.action == "easier"}  # goes before a class's word
    for class_id in exercise.contraindications:
        for condition in catalogue.condition_classes[class_id].leave_out:
            if condition in conditions - eased:
                return say("left_out", "class", condition=_name(catalogue, condition))
    for why in _by_tests(exercise, conditions, catalogue, "leave_out"):
        return why
    for branch in branches:
        if exercise.id in branch.leave_out:
            return say("left_out", "branch", branch=branch.name)
    return None


def _by_tests(exercise: Exercise, conditions: frozenset[str], catalogue: Catalogue, action: str) -> Iterator[str]:
    """Why a movement test that asks the same of the knee is left out, or done with care; what the exercise itself says
    of a condition goes before it. (A test's classes are the exercise's own where it stands on one leg.)"""
    tests = (*_TESTS_LIKE.get(exercise.kind, ()), *_TESTS_LIKE_EXERCISE.get(exercise.id, ()))
    open_to_tests = conditions - {avoid.condition for avoid in exercise.avoid}
    for test in tests:
        for avoid in catalogue.movement_tests[test].avoid:
            if avoid.action == action and avoid.condition in open_to_tests:
                yield avoid.why


def _with_care(exercise: Exercise, conditions: frozenset[str], catalogue: Catalogue) -> bool:
    """Whether a condition asks for care, so that no stage harder than the article's is reached."""
    asked = {avoid.condition for avoid in exercise.avoid if avoid.action == "with_care"}
    for class_id in exercise.contraindications:
        asked |= set(catalogue.condition_classes[class_id].with_care)
    return not asked.isdisjoint(conditions)


def _care(exercise: Exercise, conditions: frozenset[str]) -> str | None:
    asked = (each for each in exercise.avoid if each.action == "with_care" and each.condition in conditions)
    return next((say("eased", "with_care", why=each.why) for each in asked), None)


def _name(catalogue: Catalogue, condition: str) -> str:
    known = catalogue.conditions.get(condition)
    return known.name if known else condition.replace("_", " ")
