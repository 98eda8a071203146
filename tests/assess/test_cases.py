"""Every written case gives what it says. What it says of exercises is checked with the programme."""

import pytest

from kneeline.catalogue import catalogue
from kneeline.core.findings import Findings
from tests.assess.case import Case, cases

KEYS = {
    "level", "because", "signs", "pattern", "cues", "conditions", "tests_allowed", "tests_left_out", "branches",
    "age_group", "weaker_side", "must_have_exercises", "must_not_have_exercises", "must_not_have_stages", "gates",
}  # fmt: skip


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_case(case: Case) -> None:
    assert set(case.expect) <= KEYS
    for findings in case.findings():
        for key in ("level", "pattern", "age_group", "weaker_side"):
            if key in case.expect:
                assert getattr(findings, key) == case.expect[key], case.data["title"]
        said = all_said(findings)
        for key, expected in case.expect.items():
            if key in said:
                assert set(expected) <= said[key], (case.data["title"], key)
        assert said["tests_left_out"].isdisjoint(case.expect.get("tests_allowed", []))


def all_said(findings: Findings) -> dict[str, set[str]]:
    """What the findings say, under the names the cases use."""
    return {
        "because": {each.id for each in findings.because},
        "signs": {f"{each.id} {each.side} {each.outcome}" for each in findings.signs},
        "cues": {each.id for each in findings.cues},
        "conditions": set(findings.conditions),
        "tests_left_out": {each.id for each in findings.barred_tests},
        "branches": {each.id for each in findings.advice},
    }


def test_there_are_sixty() -> None:
    assert len(cases()) >= 60


def test_every_question_of_a_reader_has_a_case() -> None:
    asked = {item for case in cases() for item in case.data.get("reader", [])}
    assert asked == set(range(94, 113))


def test_every_red_flag_has_a_case() -> None:
    """Each condition of the two most pressing levels, and each that says to see someone."""
    levels = ("emergency", "urgent", "see_someone")
    flags = {each.id for each in catalogue().conditions.values() if each.level in levels}
    shown = {
        because.id for case in cases() for findings in case.findings() for because in findings.because if because.level
    }
    assert flags - shown == set()


def test_every_class_and_every_movement_test_has_a_case() -> None:
    told = {case.data.get("about") for case in cases()}
    assert {*catalogue().condition_classes, *catalogue().movement_tests} <= told


def test_exercises_named_exist() -> None:
    named = {
        exercise
        for case in cases()
        for key in ("must_have_exercises", "must_not_have_exercises", "gates")
        for exercise in case.expect.get(key, [])
    }
    assert named <= set(catalogue().exercises)
    stages = {stage for case in cases() for stage in case.expect.get("must_not_have_stages", [])}
    known = {f"{exercise.id} {stage.id}" for exercise in catalogue().exercises.values() for stage in exercise.stages}
    assert stages <= known
