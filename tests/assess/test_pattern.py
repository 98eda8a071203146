"""The weights on either side, and what comes of them."""

import tomllib
from importlib.resources import files
from typing import Any, Literal

import pytest

from kneeline.assess import answers_from, assess
from kneeline.assess.pattern import _FIND, pattern_of
from kneeline.core.findings import Cue, Findings
from tests.assess.case import ON, measured


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


def test_weaker_side_from_a_recording_of_each_leg() -> None:
    left = {"task": "step-down", "values": ["knee_in_change left bottom 15 ± 4"]}
    right = {"task": "step-down", "values": ["knee_in_change right bottom 4 ± 4"]}
    assert found(left, right).weaker_side == "left"


def test_understood_is_the_persons_own_word() -> None:
    assert found(felt_right=["clamshell", "short-foot"]).understood == ("clamshell", "short-foot")
