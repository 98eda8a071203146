"""What somebody told, read and changed one answer at a time; and what it says together with their checks."""

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction

import kneeline
from kneeline.assess.answer_checks import check_together
from kneeline.assess.answer_values import Answer, BadValue, answer_of
from kneeline.assess.answers import AboutPerson, Answers, age_for_certain, answers_from
from kneeline.assess.movement_tests import barred_self_tests
from kneeline.assess.triage import STOP_QUESTIONS
from kneeline.catalogue import catalogue
from kneeline.core.errors import BadArgument
from kneeline.core.findings import Barred, Findings
from kneeline.core.language import spoken
from kneeline.core.measurement import Measurement
from kneeline.core.programme import Wishes
from kneeline.web.measure.models import Check
from kneeline.web.people.models import Person
from kneeline.web.plans.models import Told

SCHEMA = "kneeline.answers/1"
LATEST = 2
"""So many checks of each movement count, the newest ones."""
LOOKED_BACK = 40
"""Among so many of the newest checks they are looked for."""


class Clash(Exception):
    """An answer that another one contradicts."""


def document_of(person: Person) -> dict[str, Any]:
    """What is kept of what the person told."""
    told = Told.objects.filter(person=person).first()
    kept: dict[str, Any] = told.document if told else {}
    return {"schema": SCHEMA, "answers": {}, "wishes": {}, "skipped": [], **kept}


def answers_of(person: Person) -> Answers:
    """Everything told, in the language that is spoken."""
    document = document_of(person)
    return Answers(person.about(), _known(document["answers"]), _wishes(document["wishes"]))


def findings_of(person: Person, answers: Answers | None = None) -> Findings:
    """What the newest checks and the answers say together, today."""
    return kneeline.assess(newest(person), answers or answers_of(person))


def barred_self_tests_of(person: Person) -> tuple[Barred, ...]:
    """The self-tests that are not for this person now, and why."""
    findings = findings_of(person)
    return barred_self_tests(catalogue(), findings.conditions, findings.barred_tests)


def newest(person: Person) -> list[Measurement]:
    """The last two checks of each movement, without their curves."""
    return [check.numbers() for check in newest_checks(person)]


def newest_checks(person: Person) -> list[Check]:
    """The last two checks of each movement, the older first."""
    by_task: dict[str, list[Check]] = {}
    for check in person.checks.order_by("-made_at").defer("series", "poses")[:LOOKED_BACK]:
        of_task = by_task.setdefault(check.task, [])
        if len(of_task) < LATEST:
            of_task.append(check)
    return [each for of_task in by_task.values() for each in reversed(of_task)]


def stop_questions_open(answers: Answers) -> bool:
    """Whether one of the questions is open that come before any exercise."""
    return any(answers.told(question) is None for question in STOP_QUESTIONS)


def save_answers(person: Person, given: Mapping[str, Any], step: str = "", *, skipped: bool = False) -> None:
    """Keep these answers (None opens one again) and whether their step was skipped.

    Raises Clash where one contradicts another answer; then nothing is changed.
    """
    with transaction.atomic():
        told, _ = Told.objects.select_for_update().get_or_create(person=person)
        document = {**document_of(person), **told.document}
        answers = _without_leftovers({**document["answers"], **given})
        _check(person, answers)
        kept = [each for each in document["skipped"] if each != step]
        told.document = {**document, "answers": answers, "skipped": [*kept, step] if skipped else kept}
        told.save()


def save_wishes(person: Person, wishes: Mapping[str, Any]) -> None:
    """Keep the wishes (as in answers.toml). Raises BadArgument where one makes no sense."""
    answers_from({"wishes": wishes}, "wishes", datetime.date.today())
    with transaction.atomic():
        told, _ = Told.objects.select_for_update().get_or_create(person=person)
        told.document = {**document_of(person), **told.document, "wishes": dict(wishes)}
        told.save()


def _known(answers: Mapping[str, Any]) -> dict[str, Answer]:
    """The answers that today's questions know; what an older version asked is passed over."""
    found: dict[str, Answer] = {}
    for key, value in answers.items():
        question = catalogue().questions.get(key)
        if question is not None:
            try:
                found[key] = answer_of(question, value)
            except BadValue:
                continue
    return found


def _wishes(kept: Mapping[str, Any]) -> Wishes:
    try:
        wishes = answers_from({"wishes": kept}, "wishes", datetime.date.today()).wishes
    except BadArgument:
        wishes = Wishes()
    return replace(wishes, language=spoken())


def _without_leftovers(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers without open ones, and without those that an earlier answer has made pointless."""
    from kneeline.web.plans.steps import pointless

    told = {key: value for key, value in answers.items() if value is not None}
    return {key: value for key, value in told.items() if not pointless(key, told)}


def _check(person: Person, answers: Mapping[str, Any]) -> None:
    known = _known(answers)
    about: AboutPerson = person.about()
    try:
        check_together(known, age_for_certain(Answers(about), datetime.date.today()), about.birth_year is not None)
    except BadValue as clash:
        raise Clash(clash.key) from clash
