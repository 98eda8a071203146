"""The weights on either side, and what comes of them."""

import tomllib
from importlib.resources import files
from typing import Any, Literal

import pytest

from kneeline.assess import answers_from, assess
from kneeline.assess.pattern import _FIND, pattern_of
from kneeline.core.findings import Cue, Findings
from tests.assess.case import ON, cases, measured


def cue(towards: Literal["muscles_and_habits", "bone"], weight: float) -> Cue:
    return Cue("x", towards, weight, "…")


@pytest.mark.parametrize(
    ("habits", "bone", "pattern"),
    [
        (0.0, 0.0, "cannot_tell"),
        (0.7, 0.0, "cannot_tell"),
        (0.8, 0.0, "muscles_and_habits"),
        (0.8, 0.3, "muscles_and_habits"),
        (0.8, 0.4, "both"),
        (0.5, 1.0, "both"),
        (0.4, 1.0, "bone"),
    ],
)
def test_pattern(habits: float, bone: float, pattern: str) -> None:
    assert pattern_of([cue("muscles_and_habits", habits), cue("bone", bone)]) == pattern


def test_every_cue_has_its_rule() -> None:
    data = tomllib.loads(files("kneeline.assess").joinpath("cues.toml").read_text(encoding="utf-8"))
    assert list(data) == list(_FIND)
    assert all(0 < each["weight"] <= 1 for each in data.values())


def found(*recordings: dict[str, Any], **told: Any) -> Findings:
    answers = answers_from({"person": {"birth_year": 1990}, "answers": told}, "answers.toml", ON)
    return assess([measured(each, str(index)) for index, each in enumerate(recordings)], answers, ON, "0.1.0")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"lying_shape": "gone"}, {"gone_lying"}),
        ({"lying_shape": "less"}, set()),
        ({"varies_by_day": True}, {"differs_by_day"}),
        ({"since": "adult"}, set()),
        ({"since": "adult", "less_active": True}, {"adult_and_less_active"}),
        ({"wall_distance_cm": 5}, {"stiff_ankle"}),
        ({"wall_distance_cm": 7}, set()),
        ({"hip_turn_in_deg": 75, "hip_turn_out_deg": 15}, {"hip_turns_in"}),
        ({"hip_turn_in_deg": 75, "hip_turn_out_deg": 40}, set()),
        ({"thigh_foot_deg": 40}, {"shin_grown_out"}),
        ({"heel_lift": "stay_out"}, {"heels_help"}),
        ({"history": ["bone_disease"]}, {"bone_history"}),
    ],
)
def test_cues_from_answers(told: dict[str, Any], expected: set[str]) -> None:
    assert {each.id for each in found(**told).cues} == expected


def test_a_cue_of_one_leg_keeps_its_side() -> None:
    (cue_found,) = found(wall_fist={"left": "does_not", "right": "reaches"}).cues
    assert (cue_found.id, cue_found.side) == ("stiff_ankle", "left")


def test_raised_heels_have_to_help_by_more_than_both_errors() -> None:
    flat = {"task": "squat", "values": ["knee_in_change left bottom 12 ± 4"]}
    for raised, helps in (("3 ± 4", True), ("8 ± 4", False)):
        other = {"task": "squat", "heels": "raised", "values": [f"knee_in_change left bottom {raised}"]}
        assert ("heels_help" in {each.id for each in found(flat, other).cues}) is helps


def test_weaker_side() -> None:
    for difference, side in (("6 ± 5", "left"), ("-6 ± 5", "right"), ("4 ± 5", None)):
        recording = {"task": "squat", "values": [f"knee_in_change difference bottom {difference}"]}
        assert found(recording).weaker_side == side


def test_what_was_only_told_is_said_so() -> None:
    told: dict[str, Any] = {"mirror_knee_in": "left", "when_in": "only_when_bent"}
    bent = assess([], answers_from({"answers": told}, "x", ON), ON, "0.1.0").cues
    assert [cue.text for cue in bent if cue.id == "standing_straight_bent_in"] == [
        "You said that your knee goes in only when it bends, not when you stand."
    ]
    case = next(each for each in cases() if each.name == "reader_100_only_when_bending")
    texts = {cue.id: cue.text for cue in case.findings()[0].cues}
    assert "the leg is close to straight" in texts["standing_straight_bent_in"]


@pytest.mark.parametrize(
    ("told", "weaker"),
    [
        ({"shape_side": "left"}, "left"),
        ({"mirror_knee_in": "right", "shape_side": "left"}, "right"),
        ({"mirror_knee_in": "both", "shape_side": "left"}, None),
        ({"shape_side": "both"}, None),
        ({}, None),
    ],
)
def test_weaker_side_as_told_where_nothing_was_measured(told: dict[str, Any], weaker: str | None) -> None:
    answers = answers_from({"answers": told}, "x", ON)
    assert assess([], answers, ON, "0.1.0").weaker_side == weaker
    within = measured({"task": "stand", "values": ["fppa difference standing 1 ± 3"]}, "a")
    assert assess([within], answers, ON, "0.1.0").weaker_side is None


@pytest.mark.parametrize(
    ("left", "right", "birth_year", "out"),
    [("-6 ± 3", "-6 ± 3", 1990, True), ("-6 ± 3", "-4 ± 3", 1990, False), ("-6 ± 3", "-6 ± 3", 2012, False)],
)
def test_knees_stand_out_both_with_the_whole_error(left: str, right: str, birth_year: int, out: bool) -> None:
    values = [f"fppa left standing {left}", f"fppa right standing {right}"]
    answers = answers_from({"person": {"birth_year": birth_year}}, "x", ON)
    standing = measured({"task": "stand", "values": values}, "a")
    assert ("knees_measured_out" in assess([standing], answers, ON, "0.1.0").conditions) is out
    squat = measured({"task": "squat", "values": ["knee_in_change left bottom 17 ± 5"]}, "b")
    assert "knees_measured_out" not in assess([standing, squat], answers, ON, "0.1.0").conditions


def test_weaker_side_from_a_recording_of_each_leg() -> None:
    left = {"task": "step-down", "values": ["knee_in_change left bottom 15 ± 4"]}
    right = {"task": "step-down", "values": ["knee_in_change right bottom 4 ± 4"]}
    assert found(left, right).weaker_side == "left"


def test_understood_is_the_persons_own_word() -> None:
    assert found(felt_right=["clamshell", "short-foot"]).understood == ("clamshell", "short-foot")
