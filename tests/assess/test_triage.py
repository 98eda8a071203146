"""Levels: the most pressing reason decides, numbers only with their whole error and twice."""

from typing import Any

import pytest

from kneeline.assess import Answers, answers_from, assess
from kneeline.core.findings import LEVELS, Findings
from tests.assess.case import ON, measured


def told(birth_year: int = 1990, **answers: Any) -> Answers:
    return answers_from({"person": {"birth_year": birth_year}, "answers": answers}, "answers.toml", ON)


def findings(answers: Answers, *values: list[str]) -> Findings:
    """From standing photos with these values, each photo one of its own."""
    recordings = [measured({"task": "stand", "values": each}, str(index)) for index, each in enumerate(values)]
    return assess(recordings, answers, ON, "0.1.0")


def test_the_most_pressing_reason_stands_first() -> None:
    found = findings(told(pain=4, getting_worse=True, soon_signs=["night_pain"]))
    assert found.level == "urgent"
    assert [each.level for each in found.because if each.level] == ["urgent", "see_someone", "with_care"]


@pytest.mark.parametrize(
    ("difference", "raised"), [("9 ± 3", True), ("-9 ± 3", True), ("7 ± 3", False), ("9 ± 5", False)]
)
def test_a_difference_counts_with_its_whole_error(difference: str, raised: bool) -> None:
    line = [f"fppa difference standing {difference}"]
    assert (findings(told(), line, line).level == "see_someone") is raised


def test_opposite_differences_are_not_twice() -> None:
    found = findings(told(), ["fppa difference standing 9 ± 3"], ["fppa difference standing -9 ± 3"])
    assert found.level == "self_care"
    assert [each.id for each in found.because].count("one_sided_shape_once") == 2


def test_once_asks_to_repeat() -> None:
    found = findings(told(), ["fppa difference standing 9 ± 3"])
    note = next(each for each in found.because if each.id == "one_sided_shape_once")
    assert (note.level, note.source) == (None, "measurement")
    assert note.what_to_do is not None
    assert "second photo" in note.what_to_do


def test_a_gap_measured_once_asks_to_repeat() -> None:
    found = findings(told(ankle_gap_cm=10))
    note = next(each for each in found.because if each.id == "wide_ankle_gap_once")
    assert (found.level, note.level) == ("self_care", None)
    assert note.what_to_do == "Walk a few steps and measure once more."


TOUCHING = "knee_gap both standing 0 ± 3"


def test_a_gap_in_pictures_counts_only_with_touching_knees() -> None:
    wide, apart = "intermalleolar_gap both standing 14 ± 2", "knee_gap both standing 6 ± 3"
    assert findings(told(), [wide, TOUCHING], [wide, TOUCHING]).level == "with_care"
    assert findings(told(), [wide, apart], [wide, apart]).level == "self_care"
    assert findings(told(), [wide], [wide]).level == "self_care"


@pytest.mark.parametrize(
    ("birth_year", "pain", "level"),
    [(1990, 0, "with_care"), (1990, 1, "see_someone"), (2010, 0, "see_someone"), (2014, 0, "see_someone")],
)
def test_an_ankle_gap_alone(birth_year: int, pain: int, level: str) -> None:
    found = findings(told(birth_year, pain=pain, ankle_gap_cm=10, ankle_gap_again_cm=10))
    assert found.level == level


def test_the_words_for_an_ankle_gap_alone() -> None:
    found = findings(told(ankle_gap_cm=10, ankle_gap_again_cm=11))
    (reason,) = [each for each in found.because if each.id == "wide_ankle_gap"]
    assert "10.0 ± 1.0 cm and 11.0 ± 1.0 cm" in reason.text
    assert reason.what_to_do == "You could ask a physio to have a look if you like."


def test_an_ankle_gap_does_not_hide_other_reasons() -> None:
    assert findings(told(ankle_gap_cm=10, ankle_gap_again_cm=11, getting_worse=True)).level == "see_someone"


@pytest.mark.parametrize(
    ("birth_year", "gap", "level"), [(2016, 7, "see_someone"), (2012, 7, "self_care"), (2012, 10, "see_someone")]
)
def test_the_gap_of_a_child_depends_on_age(birth_year: int, gap: float, level: str) -> None:
    """Nine years: 5 cm; thirteen years: 8 cm."""
    assert findings(told(birth_year, ankle_gap_cm=gap, ankle_gap_again_cm=gap)).level == level


def test_under_8_the_level_is_what_the_answers_say() -> None:
    found = findings(told(2021, knee_pain=True, pain=7))
    assert (found.level, found.age_group, found.pattern, found.cues) == ("see_someone", "under_8", "cannot_tell", ())
    assert len(found.barred_tests) == 6
    assert all(sign.settle_by is None for sign in found.signs)


def test_under_8_nobody_is_told_to_start() -> None:
    (reason,) = findings(told(2021, emergency_signs=[], soon_signs=[])).because
    assert reason.what_to_do == "There is no programme at this age."


def test_under_18_no_angle_is_held_against_a_limit() -> None:
    line = ["hip_knee_ankle_angle left standing 14 ± 4"]
    assert [each.id for each in findings(told(1990), line).cues] == ["leg_line_in"]
    assert findings(told(2012), line).cues == ()


def test_open_stop_questions_are_said() -> None:
    found = findings(told())
    assert [each.id for each in found.because] == ["stop_questions_open"]
    assert found.level == "self_care"


def test_every_level_can_be_reached() -> None:
    answers: dict[str, dict[str, Any]] = {
        "emergency": {"emergency_signs": ["cold_or_numb_foot"]},
        "urgent": {"soon_signs": ["locked"]},
        "see_someone": {"getting_worse": True},
        "with_care": {"pain": 3},
        "self_care": {"pain": 2},
    }
    assert [findings(told(**answers[level])).level for level in LEVELS] == list(LEVELS)


def test_one_leg_waits_at_65_only_without_support() -> None:
    barred = {each.id for each in findings(told(1950, support_at_hand=False)).barred_tests}
    assert {"single-leg-squat", "step-down"} <= barred
    held = {each.id for each in findings(told(1950, support_at_hand=True)).barred_tests}
    assert "single-leg-squat" not in held


def test_a_barred_test_says_why() -> None:
    barred = findings(told(giving_way=True)).barred_tests
    why = next(each.why for each in barred if each.id == "single-leg-squat")
    assert why == "You told us that a knee gives way. A knee that gives way is not tested on one leg."
