"""answers.toml: what is read, and the sentence each mistake gives."""

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from kneeline.assess import answers_from, read_answers
from kneeline.assess.answers import age_for_certain
from kneeline.catalogue import catalogue
from kneeline.core.errors import BadArgument, UnreadableFile
from tests.assess.case import ON

SOURCES = files("kneeline.assess")


def problem(**tables: dict[str, Any]) -> str:
    """The sentence these tables give."""
    with pytest.raises(BadArgument) as raised:
        answers_from(tables, "answers.toml", ON)
    return str(raised.value)


def test_a_whole_file(tmp_path: Path) -> None:
    file = tmp_path / "answers.toml"
    file.write_text(
        '[person]\nbirth_year = 1990\nheight_cm = 170\n[answers]\npain = 2\nfootprint = { left = "wide" }\n'
        '[wishes]\nminutes = 15\nequipment = ["roller"]\n',
        encoding="utf-8",
    )
    answers = read_answers(file, ON)
    assert (answers.person.birth_year, answers.person.height_cm) == (1990, 170.0)
    assert answers.number("pain") == 2
    assert answers.of_leg("footprint", "left") == "wide"
    assert answers.of_leg("footprint", "right") is None
    assert (answers.wishes.minutes, answers.wishes.equipment, answers.wishes.days) == (15, ("roller",), 5)


def test_nothing_told_is_allowed() -> None:
    answers = answers_from({}, "answers.toml", ON)
    assert answers.told("pain") is None
    assert age_for_certain(answers, ON) is None


def test_one_value_for_both_legs() -> None:
    answers = answers_from({"answers": {"one_leg_seconds": 20}}, "answers.toml", ON)
    assert answers.number("one_leg_seconds", "left") == answers.number("one_leg_seconds", "right") == 20


def test_the_age_is_the_one_for_certain() -> None:
    """Born in 2018, in November 2026: 8 already or still 7."""
    assert age_for_certain(answers_from({"person": {"birth_year": 2018}}, "x", ON), ON) == 7
    assert age_for_certain(answers_from({"answers": {"age": 8}}, "x", ON), ON) == 8


@pytest.mark.parametrize(
    ("tables", "says"),
    [
        ({"person": {"birth_year": 2030}}, "answers.toml, [person] birth_year: 2030 is outside 1906 to 2026."),
        ({"person": {"birth_year": "1990"}}, "[person] birth_year: this is a whole number, not '1990'."),
        (
            {"person": {"height_cm": 1.7}},
            "[person] height_cm: a height in centimetres lies between 50 and 250, not 1.7.",
        ),
        ({"person": {"shoe_size": 42}}, "[person] shoe_size: 'shoe_size' is no key we know"),
        ({"people": {}}, "[people]: 'people' is no table we know; there is: person, answers, wishes."),
        ({"answers": {"pain": 11}}, "answers.toml, [answers] pain: 11 is outside 0 to 10 of 10."),
        ({"answers": {"pain": 4.5}}, "[answers] pain: 4.5 is not a whole number."),
        ({"answers": {"pain": "much"}}, "[answers] pain: the answer is a number, not 'much'."),
        ({"answers": {"pain": True}}, "[answers] pain: the answer is a number, not True."),
        ({"answers": {"pian": 4}}, "[answers] pian: 'pian' is no question we know"),
        ({"answers": {"getting_worse": "yes"}}, "[answers] getting_worse: the answer is true or false, not 'yes'."),
        ({"answers": {"shape_side": "l"}}, "'l' is no answer we know; there is: none, left, right, both."),
        ({"answers": {"health": "dizziness"}}, '[answers] health: this is a list, such as ["blood_thinner"]'),
        ({"answers": {"footprint": {"middle": "wide"}}}, "'middle' is no leg we know; there is: left, right."),
        ({"answers": {"footprint": {"left": "flat"}}}, "[answers] footprint.left: 'flat' is no answer we know"),
        ({"answers": {"thigh_foot_points": [[0, 0], [1, 1]]}}, "4 points are needed"),
        ({"answers": {"thigh_foot_points": 3}}, "these are points [x, y] on the photo, not 3."),
        (
            {"answers": {"thigh_foot_points": [[0, 0], [0, float("nan")], [0, 1], [1, 1]]}},
            "these are points [x, y] on the photo, not [[0, 0], [0, nan]",
        ),
        (
            {"answers": {"foot_angle_points": {"left": [[0, 0], [0, 9], [5, 5], [5, 5]]}}},
            "foot_angle_points.left: two points lie in one place (middle of the heel, second toe): mark them apart.",
        ),
        ({"answers": 3}, "[answers]: this is a table of keys and values, not a single value."),
        ({"wishes": {"minutes": 500}}, "[wishes] minutes: 500 is outside 1 to 240."),
        ({"wishes": {"equipment": ["trampoline"]}}, "[wishes] equipment: 'trampoline' is no word we know"),
        ({"wishes": {"equipment": "roller"}}, "[wishes] equipment: this is a list"),
        ({"wishes": {"days": 0}}, "[wishes] days: 0 is outside 1 to 7."),
        ({"wishes": {"dislikes": ["clamshel"]}}, "'clamshel' is no word we know; there is: clamshell."),
        ({"wishes": {"dislikes": ["burpee"]}}, "[wishes] dislikes: 'burpee' is no word we know"),
        ({"wishes": {"language": 3}}, "[wishes] language: kneeline does not speak 3: its languages are en (English)"),
        ({"person": {"guardian_present": 1}}, "[person] guardian_present: the answer is true or false, not 1."),
    ],
)
def test_a_mistake_is_told_with_its_place(tables: dict[str, dict[str, Any]], says: str) -> None:
    assert says in problem(**tables)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"knee_pain": False, "pain": 3}, "a pain above 0 doesn't go with knee_pain = false"),
        ({"knee_pain": True, "pain": 0}, "a pain of 0 doesn't go with knee_pain = true"),
        ({"knee_pain": False, "pain_since": "over_6_weeks"}, "leave it out or answer true"),
        ({"recent_injury": "none", "after_injury": ["gave_way"]}, "don't go with recent_injury"),
        ({"acl_surgery": "none", "acl_trouble": True}, "which speak of that surgery"),
        ({"bowed_after_two": True, "ankle_gap_cm": 4}, "knees that stay apart"),
        ({"shape_side": "none", "when_in": "standing_too"}, "no knee goes in"),
        (
            {"mirror_knee_in": "none", "mirror_hip_drops": "left"},
            "mirror_knee_in says that one of these knees does not",
        ),
        ({"mirror_knee_in": "right", "mirror_hip_drops": "both"}, "bends in which the knee goes in"),
        (
            {"wall_fist": {"left": "reaches"}, "wall_distance_cm": {"left": 4, "right": 9}},
            "a fist is wider than that",
        ),
        (
            {"thigh_foot_deg": 10, "thigh_foot_points": {"right": [[0, 0], [0, 100], [0, 100], [50, 150]]}},
            "differs by more than 15° from the angle of thigh_foot_points",
        ),
        (
            {"foot_angle_deg": 10, "foot_angle_points": {"right": [[0, 100], [0, 0], [50, 100], [100, 50]]}},
            "differs by more than 15° from the angle of foot_angle_points",
        ),
        ({"age": 40}, "40 years don't go with the year of birth (35 or 36 years)."),
    ],
)
def test_answers_that_clash(told: dict[str, Any], says: str) -> None:
    assert says in problem(person={"birth_year": 1990}, answers=told)


def test_answers_that_only_look_like_a_clash() -> None:
    marked = {"right": [[0, 0], [0, 100], [0, 100], [50, 150]]}  # 45° out
    for told in (
        {"mirror_hip_drops": "left"},
        {"mirror_knee_in": "both", "mirror_hip_drops": "left"},
        {"wall_fist": {"left": "reaches"}, "wall_distance_cm": {"right": 3}},
        {"thigh_foot_deg": 40, "thigh_foot_points": marked},
    ):
        assert set(answers_from({"answers": told}, "answers.toml", ON).answers) == set(told)


def test_since_clashes_with_an_age() -> None:
    assert '"adult" doesn\'t go' in problem(person={"birth_year": 2012}, answers={"since": "adult"})
    assert '"teens" doesn\'t go' in problem(person={"birth_year": 2021}, answers={"since": "teens"})


def test_a_file_that_is_no_toml(tmp_path: Path) -> None:
    file = tmp_path / "answers.toml"
    file.write_text("[answers]\npain = = 3\n", encoding="utf-8")
    with pytest.raises(BadArgument, match=r"answers.toml is no TOML: .*line 2"):
        read_answers(file, ON)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="could not be read"):
        read_answers(tmp_path / "answers.toml", ON)


def test_every_question_is_read_by_something() -> None:
    """By a rule of a condition, or by name where signs, cues and the rest are found; a clash alone reads nothing."""
    read = {rule.question for condition in catalogue().conditions.values() for rule in condition.when}
    rooms = [each for each in SOURCES.iterdir() if each.name.endswith(".py") and not each.name.startswith("answer_")]
    code = "".join(file.read_text(encoding="utf-8") for file in rooms)
    assert [each for each in catalogue().questions if each not in read and f'"{each}"' not in code] == []
