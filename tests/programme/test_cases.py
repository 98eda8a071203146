"""The written cases of tests/assess/cases, as far as they speak of exercises: what must and must not be planned."""

import pytest

from kneeline.catalogue import catalogue
from kneeline.programme import plan
from tests.assess.case import ON, Case, cases

SPEAKING = [
    case
    for case in cases()
    if case.expect.keys() & {"must_have_exercises", "must_not_have_exercises", "must_not_have_stages", "gates"}
]


@pytest.mark.parametrize("case", SPEAKING, ids=lambda case: case.name)
def test_a_case_gets_the_exercises_it_must_have_and_none_it_must_not(case: Case) -> None:
    for findings, answers in zip(case.findings(), case.answers(), strict=True):
        programme = plan(findings, answers.wishes, ON, catalogue(), version="0.1.0")
        items = [item for week in programme.weeks for day in week.days for item in day.items]
        planned, stages = {item.exercise for item in items}, {f"{item.exercise} {item.stage}" for item in items}
        locked = {each.exercise for each in programme.left_out if each.kind == "gate"}
        assert set(case.expect.get("must_have_exercises", ())) <= planned
        assert planned.isdisjoint(case.expect.get("must_not_have_exercises", ()))
        assert stages.isdisjoint(case.expect.get("must_not_have_stages", ()))
        assert set(case.expect.get("gates", ())) <= locked
