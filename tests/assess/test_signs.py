"""Seen, not seen, could not be seen: each sign from a few values whose answer can be told by eye."""

from typing import Any

import pytest

from kneeline.assess import answers_from, assess
from kneeline.assess.marked import turned_out
from kneeline.core.findings import Sign
from tests.assess.case import ON, measured


def sign(name: str, side: str, *recordings: dict[str, Any], **told: Any) -> Sign:
    """One sign of one leg from these recordings (short form) and answers."""
    answers = answers_from({"person": {"birth_year": 1990}, "answers": told}, "answers.toml", ON)
    measurements = [measured(each, str(index)) for index, each in enumerate(recordings)]
    found = assess(measurements, answers, ON, "0.1.0").signs
    return next(each for each in found if (each.id, each.side) == (name, side))


def stand(*values: str) -> dict[str, Any]:
    return {"task": "stand", "values": values}


def squat(*values: str) -> dict[str, Any]:
    return {"task": "squat", "values": values}


def one_leg(*values: str) -> dict[str, Any]:
    return {"task": "single-leg-squat", "values": values}


IN = "knee_in_change left bottom 17 ± 5"
ONSET = "valgus_onset_flexion left mean 42 ± 13"


def test_hip_in_needs_the_thigh() -> None:
    """On one leg a thigh of 10° is what standing on it brings; 20° ± 7° is clearly more, 12° ± 7° may not be."""
    clear = sign("hip_in", "left", one_leg(IN, ONSET, "hip_adduction left bottom 20 ± 7"))
    assert (clear.outcome, clear.value, clear.error_95, clear.from_flexion) == ("seen", 17, 5, 42)
    assert "moved in by 17° ± 5°, from 42° ± 13° of bend" in clear.because
    unclear = sign("hip_in", "left", one_leg(IN, "hip_adduction left bottom 12 ± 7"))
    assert (unclear.outcome, unclear.settle_by) == ("could_not_be_seen", "step-down")


def test_hip_in_by_the_pelvis_on_one_leg() -> None:
    assert sign("hip_in", "left", one_leg(IN, "pelvic_drop both bottom 12 ± 5")).outcome == "seen"
    assert sign("hip_in", "left", squat(IN, "pelvic_drop both bottom 12 ± 5")).outcome == "could_not_be_seen"


def test_hip_in_on_two_legs_depends_on_the_stance() -> None:
    """A thigh straight down, 3° ± 7°: over a wide stance it goes in, over a narrow one it may not."""
    thigh = "hip_adduction left bottom 3 ± 7"
    assert sign("hip_in", "left", squat(IN, thigh, "stance_width both mean 1.2 ± 0.2")).outcome == "seen"
    assert sign("hip_in", "left", squat(IN, thigh, "stance_width both mean 0.5 ± 0.2")).outcome == "could_not_be_seen"


@pytest.mark.parametrize(
    ("change", "outcome"), [("3 ± 2", "not_seen"), ("-8 ± 5", "not_seen"), ("6 ± 7", "could_not_be_seen")]
)
def test_hip_in_without_a_knee_that_moves_in(change: str, outcome: str) -> None:
    found = sign("hip_in", "left", squat(f"knee_in_change left bottom {change}", "hip_adduction left bottom 30 ± 5"))
    assert found.outcome == outcome


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ("-4 ± 9", "not_seen"),
        ("-3 ± 9", "could_not_be_seen"),
        ("4 ± 9", "could_not_be_seen"),
        ("5 ± 1", "could_not_be_seen"),
    ],
)
def test_a_knee_stays_out_only_with_the_whole_error(change: str, outcome: str) -> None:
    value = f"knee_in_change left bottom {change}"
    for name in ("hip_in", "only_when_bent"):
        found = sign(name, "left", squat(value))
        assert found.outcome == outcome
        if outcome == "could_not_be_seen":
            assert found.settle_by == "single-leg-squat"
            assert "with the error it may be more or less than the 5° inwards that count" in found.because


def test_what_is_measured_again_is_never_a_barred_test() -> None:
    value = "knee_in_change left bottom 4 ± 9"
    assert sign("hip_in", "left", one_leg(value)).settle_by == "step-down"
    assert sign("hip_in", "left", one_leg(value), giving_way=True).settle_by == "squat"
    assert sign("only_when_bent", "left", squat(value), pain=7).settle_by is None


def test_seen_in_the_mirror_is_not_nobody_looked() -> None:
    found = sign("only_when_bent", "left", mirror_knee_in="left")
    assert (found.outcome, found.settle_by) == ("could_not_be_seen", "squat")
    assert found.because == "You saw your left knee go in in the mirror; how it stands is open."


def test_no_bare_minus_is_shown() -> None:
    assert "8° ± 5° outwards." in sign("hip_in", "left", squat("knee_in_change left bottom -8 ± 5")).because


def test_hip_in_standing_alone_is_not_enough() -> None:
    found = sign("hip_in", "left", stand("fppa left standing 20 ± 3"))
    assert (found.outcome, found.settle_by) == ("could_not_be_seen", "squat")


def test_corrected_and_banded_squats_do_not_speak_for_the_person() -> None:
    corrected = {**squat(IN, "hip_adduction left bottom 30 ± 5"), "effort": "corrected"}
    banded = {**squat(IN, "hip_adduction left bottom 30 ± 5"), "band": True}
    assert sign("hip_in", "left", corrected, banded).measure is None


@pytest.mark.parametrize(
    ("standing", "outcome", "settle"),
    [
        ("1 ± 3", "seen", None),
        ("-2 ± 3", "seen", None),
        ("3 ± 3", "could_not_be_seen", "stand"),
        ("9 ± 3", "not_seen", None),
        ("-9 ± 3", "could_not_be_seen", "stand"),
    ],
)
def test_only_when_bent_by_standing(standing: str, outcome: str, settle: str | None) -> None:
    found = sign("only_when_bent", "left", stand(f"fppa left standing {standing}"), squat(IN, ONSET))
    assert (found.outcome, found.settle_by) == (outcome, settle)
    assert found.from_flexion == 42


def test_only_when_bent_without_a_standing_photo() -> None:
    assert sign("only_when_bent", "left", squat(IN, ONSET)).settle_by == "stand"
    assert sign("only_when_bent", "left", squat(IN, ONSET), when_in="only_when_bent").outcome == "seen"
    assert sign("only_when_bent", "left", squat(IN, ONSET), when_in="standing_too").outcome == "not_seen"


def test_only_when_bent_needs_an_onset() -> None:
    found = sign("only_when_bent", "left", stand("fppa left standing 1 ± 3"), squat(IN))
    assert (found.outcome, found.from_flexion) == ("could_not_be_seen", None)


def test_an_early_onset_is_said_as_from_the_start() -> None:
    found = sign(
        "only_when_bent", "left", stand("fppa left standing 1 ± 3"), squat(IN, "valgus_onset_flexion left mean 21 ± 13")
    )
    assert "from the start of the bend" in found.because


def test_only_when_bent_in_the_mirror() -> None:
    told = {"mirror_knee_in": "left", "when_in": "only_when_bent"}
    assert sign("only_when_bent", "left", **told).outcome == "seen"
    assert sign("only_when_bent", "right", **told).outcome == "not_seen"


@pytest.mark.parametrize(
    ("angle", "outcome", "settle"),
    [("23 ± 7", "seen", None), ("22 ± 7", "could_not_be_seen", "foot-tracing"), ("7 ± 7", "not_seen", None)],
)
def test_feet_out(angle: str, outcome: str, settle: str | None) -> None:
    found = sign("feet_out", "left", stand(f"foot_progression_angle left standing {angle}"))
    assert (found.outcome, found.settle_by) == (outcome, settle)


def test_feet_that_point_in_are_said_so() -> None:
    found = sign("feet_out", "left", stand("foot_progression_angle left standing -4 ± 7"))
    assert (found.outcome, found.because) == ("not_seen", "Your left foot points in by 4° ± 7°.")


def test_a_tracing_settles_the_feet() -> None:
    found = sign("feet_out", "left", stand("foot_progression_angle left standing 18 ± 7"), foot_angle_deg={"left": 20})
    assert (found.outcome, found.task, found.error_95) == ("seen", "foot-tracing", 3)


def test_shin_out_by_self_tests_alone() -> None:
    assert sign("shin_out", "left", stand("foot_progression_angle left standing 40 ± 7")).outcome == "could_not_be_seen"
    assert sign("shin_out", "left", thigh_foot_deg=36).outcome == "seen"
    assert sign("shin_out", "left", thigh_foot_deg=33).outcome == "could_not_be_seen"
    assert sign("shin_out", "left", thigh_foot_deg=12).outcome == "not_seen"


def test_tests_that_disagree_leave_it_open() -> None:
    assert sign("shin_out", "left", thigh_foot_deg=12, seated_foot="clearly_out").outcome == "could_not_be_seen"
    assert sign("arch_down", "left", footprint="wide", foot_posture="upright").outcome == "could_not_be_seen"
    assert sign("arch_down", "left", footprint="wide", navicular_drop_mm=15, foot_posture="upright").outcome == "seen"


def test_points_on_photos_give_the_angle() -> None:
    """A tracing from above, ahead is up: the right foot points to the upper right, 45° out. Lying on the belly, thigh
    down the picture: the right foot points to the lower right, 45° out again."""
    traced = ((0.0, 100.0), (0.0, 0.0), (50.0, 100.0), (100.0, 50.0))
    assert turned_out(traced, "right", sole_up=False) == pytest.approx(45)
    assert turned_out(traced, "left", sole_up=False) == pytest.approx(-45)
    lying = ((0.0, 0.0), (0.0, 100.0), (0.0, 100.0), (50.0, 150.0))
    assert turned_out(lying, "right", sole_up=True) == pytest.approx(45)
    marked = {"right": [[0, 0], [0, 100], [0, 100], [50, 150]]}
    assert sign("shin_out", "right", thigh_foot_points=marked).value == pytest.approx(45)


def test_the_way_is_said_in_words() -> None:
    thigh = "hip_adduction left bottom -4 ± 7"
    assert "the thigh points 4° ± 7° outwards" in sign("hip_in", "left", squat(IN, thigh)).because
    standing = sign("only_when_bent", "left", stand("fppa left standing -1 ± 3"), squat(IN, ONSET)).because
    assert "close to straight (1° ± 3° out)" in standing


def test_no_mirror_for_a_knee_that_gives_way() -> None:
    told = {"giving_way": True}
    assert sign("hip_in", "left", squat("knee_in_change left bottom none not_seen"), **told).settle_by == "squat"
    assert sign("only_when_bent", "left", pain=7, **told).settle_by is None


def test_no_tests_before_medical_help() -> None:
    assert sign("arch_down", "left", emergency_signs=["cold_or_numb_foot"]).settle_by is None


def test_a_barred_test_is_not_named_to_settle() -> None:
    found = sign("hip_in", "left", squat(IN, "hip_adduction left bottom 0 ± 7"), giving_way=True)
    assert (found.outcome, found.settle_by) == ("could_not_be_seen", None)
