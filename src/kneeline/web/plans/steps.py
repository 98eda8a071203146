"""The way through the questions, one screen a step: which there are for this person, in which order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kneeline.assess.conditions import age_group_of
from kneeline.catalogue import catalogue
from kneeline.catalogue.schema import Question, SelfTest
from kneeline.web.people.models import Person

STOP = "stop"
GROUPS = ("history", "pain", "body", "habit")
NOT_ASKED = ("age",)
"""The year of birth is known."""


def _is(question: str, *values: object) -> Callable[[Mapping[str, Any]], bool]:
    return lambda told: told.get(question) in values


POINTLESS: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
    "after_injury": _is("recent_injury", "none"),
    "pain": _is("knee_pain", False),
    "pain_since": _is("knee_pain", False),
    "acl_graft": _is("acl_surgery", "none"),
    "acl_trouble": _is("acl_surgery", "none"),
    "mirror_hip_drops": _is("mirror_knee_in", "none"),
}
"""Questions that an earlier answer makes pointless."""


@dataclass(frozen=True)
class Step:
    """One screen: a question, or a self-test with what is asked after it."""

    id: str
    name: str
    questions: tuple[Question, ...]
    test: SelfTest | None = None


def pointless(question: str, told: Mapping[str, Any]) -> bool:
    """Whether another answer has settled this question."""
    return question in POINTLESS and POINTLESS[question](told)


def stop_questions(person: Person) -> tuple[Question, ...]:
    """The questions that come before everything else."""
    return tuple(each for each in catalogue().questions.values() if each.group == STOP and _asked(each, person))


def steps(person: Person, told: Mapping[str, Any]) -> tuple[Step, ...]:
    """The steps that fit the person and what was answered so far."""
    known = catalogue()
    in_tests = {question for test in known.self_tests.values() for question in test.questions}
    alone = [
        Step(each.id, each.name, (each,))
        for group in (*GROUPS, "self_test")
        for each in known.questions.values()
        if each.group == group and each.id not in in_tests
    ]
    tests = [
        Step(test.id, test.name, tuple(known.questions[each] for each in test.questions), test)
        for test in known.self_tests.values()
        if test.questions
    ]
    questions = [step for step in alone if step.questions[0].group != "self_test"]
    last = [step for step in alone if step.questions[0].group == "self_test"]
    fitting = (_fitting(step, person, told) for step in (*questions, *tests, *last))
    return tuple(step for step in fitting if step.questions)


@dataclass(frozen=True)
class TestRow:
    """A self-test in the list: its step, what it takes, whether it was answered, and why it is left out ("" if not)."""

    step: Step
    minutes: int
    answered: bool
    barred: str


def tests(person: Person, document: Mapping[str, Any], barred: Mapping[str, str]) -> tuple[TestRow, ...]:
    """Every self-test for this person; ``barred``: why one is left out, by its id."""
    told = document["answers"]
    return tuple(
        TestRow(
            step,
            max(1, round(step.test.minutes)),
            any(question.id in told for question in step.questions),
            barred.get(step.id, ""),
        )
        for step in steps(person, told)
        if step.test is not None
    )


def first_open(person: Person, document: Mapping[str, Any]) -> Step | None:
    """The first step that was neither answered nor skipped; None where there is none."""
    told, skipped = document["answers"], document["skipped"]
    return next(
        (
            step
            for step in steps(person, told)
            if step.id not in skipped and not any(question.id in told for question in step.questions)
        ),
        None,
    )


def _fitting(step: Step, person: Person, told: Mapping[str, Any]) -> Step:
    """The step with the questions of it that are asked."""
    asked = tuple(each for each in step.questions if _asked(each, person) and not pointless(each.id, told))
    return Step(step.id, step.name, asked, step.test)


def _asked(question: Question, person: Person) -> bool:
    """Whether it is for this age."""
    if question.id in NOT_ASKED:
        return False
    return not question.asked_of or age_group_of(person.age) in question.asked_of
