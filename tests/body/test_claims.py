"""What exercises are said to do to muscles: made-up motions whose answer can be seen by eye, then all real ones."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import cast

import msgspec
import numpy as np
import pytest

from kneeline.body.anthropometry import figure
from kneeline.body.claims import ACTIONS, claim_problems, mobilised, released, stretched, verdicts, work_frames, worked
from kneeline.body.crossing import crossed, shortest_and_longest
from kneeline.body.kinematics import forward
from kneeline.body.loads import centre_of_mass, lift, rise
from kneeline.body.motion import Motion, Played
from kneeline.body.muscles import lengths
from kneeline.body.skeleton import DOFS, postures
from kneeline.catalogue import Catalogue, catalogue
from kneeline.catalogue.motion_schema import Motion as MotionData
from kneeline.catalogue.schema import Evidence, Exercise, Target


def played(angles: Mapping[str, object], base: str = "standing", **more: object) -> Played:
    """The right leg goes from the base's posture to these angles within a second, touching nothing."""
    keys = [{"id": "start", "caption": "start"}, {"id": "end", "caption": "end", "angles": angles}]
    data = {
        "id": "made-up",
        "name": "Made up",
        "of": "exercise",
        "base": base,
        "side": "right",
        "camera": {"azimuth_deg": 0},
        "loose": dict.fromkeys(("hip_flexion", "hip_adduction", "knee_flexion", "ankle_dorsiflexion"), 0),
        "keys": keys,
        "phases": [{"to": "end", "seconds": 1, "hold_s": 5}],
    }
    return Motion(msgspec.convert(data | more, MotionData)).frames(figure(), fps=10)


def exercise(*actions: str) -> Exercise:
    return msgspec.structs.replace(catalogue().exercises["clamshell"], actions=actions)


LEG_OUT = {"hip_adduction": [0, -45]}


def test_a_leg_out_to_the_side_stretches_the_adductors() -> None:
    holds, numbers, says = stretched(played(LEG_OUT), "adductor_longus", "right")
    assert holds
    assert numbers["gain_percent"] > 10
    assert "'end'" in says


def test_it_does_not_stretch_the_muscle_at_the_side_of_the_hip() -> None:
    holds, numbers, _ = stretched(played(LEG_OUT), "gluteus_medius", "right")
    assert not holds
    assert numbers["gain_percent"] < 0


def test_it_does_not_stretch_the_other_leg() -> None:
    assert not stretched(played(LEG_OUT), "adductor_longus", "left")[0]


def test_a_little_way_is_no_stretch() -> None:
    assert not stretched(played({"hip_adduction": [0, -5]}), "adductor_longus", "right")[0]


def test_a_stretch_that_starts_stretched_is_none() -> None:
    stays = played({}, keys=[{"id": "start", "caption": "start", "angles": LEG_OUT}, {"id": "end", "caption": "end"}])
    assert not stretched(stays, "adductor_longus", "right")[0]


def test_a_bending_knee_lengthens_the_thigh_and_spares_the_hip() -> None:
    bends = played({"knee_flexion": [0, 90]})
    assert mobilised(bends, "vastus_lateralis", "right")[0]
    assert not mobilised(bends, "gluteus_medius", "right")[0]


@pytest.mark.parametrize(("depth", "lies_under"), [(-0.16, True), (-0.26, False)])
def test_a_release_lies_under_its_roller(depth: float, lies_under: bool) -> None:
    # a roller of 7.5 cm radius behind the middle of the thigh: its surface is 8.5 or 18.5 cm behind the bone
    roller = {"id": "roller", "kind": "roller", "follows": "thigh_right", "local": [depth, -0.2, 0.0]}
    holds, numbers, _ = released(played({}, props=[roller]), "biceps_femoris", "right")
    assert holds == lies_under
    assert numbers["near_percent"] == (100 if lies_under else 0)


def test_without_a_roller_nothing_is_released() -> None:
    assert released(played({}), "biceps_femoris", "right")[0] is False


def test_lifting_a_leg_works_what_lifts_it() -> None:
    raise_leg = played({"hip_flexion": [0, 40]}, base="supine")
    target = Target(muscle="iliopsoas", effect="strengthen")
    holds, numbers, _ = worked(raise_leg, exercise("hip_flexion"), target, "right")
    assert holds
    assert numbers["gain_percent"] < -5
    assert numbers["lever_cm"] > 2
    assert numbers["weight_lever_cm"] > 2


def test_lifting_a_leg_does_not_work_the_buttock() -> None:
    raise_leg = played({"hip_flexion": [0, 40]}, base="supine")
    target = Target(muscle="gluteus_maximus", effect="strengthen")
    assert not worked(raise_leg, exercise("hip_flexion"), target, "right")[0]


def test_a_muscle_that_turns_no_joint_cannot_be_told() -> None:
    target = Target(muscle="transversus_abdominis", effect="control")
    assert worked(played({}), exercise("hip_flexion"), target, "right")[0] is None


def test_work_is_the_way_up_not_the_way_down() -> None:
    down_and_up = played(
        {"hip_flexion": [0, 40]},
        base="supine",
        phases=[{"to": "end", "seconds": 1}, {"to": "start", "seconds": 1}],
    )
    assert work_frames(down_and_up) == (6, 16)  # after 0.6 s at the start, for a second


def test_the_greatest_rise() -> None:
    assert rise(np.array([3.0, 1.0, 2.0, 0.0, 5.0, 4.0])) == (3, 4)


def test_the_middle_of_a_standing_body_is_above_half_its_height() -> None:
    standing = forward(figure(), postures(position_m=np.array([0.0, figure().standing_height_m, 0.0])))
    assert centre_of_mass(figure(), standing)[0, 1] / 1.75 == pytest.approx(0.56, abs=0.025)


def test_weight_bends_a_bent_standing_knee_and_drops_a_raised_leg() -> None:
    squat = postures(hip_flexion=60, knee_flexion=80, ankle_dorsiflexion=20)
    assert lift(figure(), squat, "knee_flexion", "right", "foot_right")[0] < -0.05
    lying = postures(base="supine", hip_flexion=(0, 30))
    assert lift(figure(), lying, "hip_flexion", "right", "pelvis")[0] > 0.03


def test_a_muscle_crosses_the_joints_between_its_ends() -> None:
    assert crossed("soleus") == ("ankle_dorsiflexion", "ankle_inversion", "arch_drop")
    assert "knee_flexion" in crossed("gastrocnemius")
    assert crossed("transversus_abdominis") == ()


@pytest.mark.parametrize("name", ["soleus", "gracilis", "gluteus_maximus"])
def test_standing_is_between_shortest_and_longest(name: str) -> None:
    shortest, longest = shortest_and_longest(name, 1.75, "neutral")
    assert shortest < lengths(forward(figure(), postures()), name)[0, 1] < longest


def test_actions_are_the_catalogues_and_the_figures() -> None:
    assert set(ACTIONS) <= set(catalogue().joint_actions)
    assert {dof for dof, _ in ACTIONS.values()} <= set(DOFS)
    assert {action for each in catalogue().exercises.values() for action in each.actions} <= set(ACTIONS)


def test_both_sides_of_a_motion_say_the_same() -> None:
    data = catalogue().motions["clamshell"]
    left, right = (
        [(each.muscle, each.holds) for each in verdicts(Motion(data).frames(figure(), 5, side), _clamshell())]
        for side in ("left", "right")
    )
    assert left == right


def _clamshell() -> Exercise:
    return catalogue().exercises["clamshell"]


def test_every_exercise_does_what_it_is_for_or_we_say_so() -> None:
    assert list(claim_problems(catalogue())) == []


@pytest.mark.parametrize(
    ("doubts", "says"),
    [
        (("vastus_medialis",), "no evidence note says that the figure does not bear out 'vastus_lateralis'"),
        (("vastus_medialis", "vastus_lateralis", "gluteus_medius"), "its evidence doubts 'gluteus_medius'"),
    ],
)
def test_what_the_figure_does_not_bear_out_stands_in_the_exercises_evidence(doubts: tuple[str, ...], says: str) -> None:
    name = "single-leg-balance"
    exercise = catalogue().exercises[name]
    others = [each for each in exercise.evidence if not each.figure_doubts]
    note = Evidence(text="The figure says otherwise.", tag="G", figure_doubts=doubts)
    changed = msgspec.structs.replace(exercise, evidence=(*others, note))
    book = SimpleNamespace(motions={name: catalogue().motions[name]}, exercises={name: changed})
    (problem,) = claim_problems(cast(Catalogue, book))
    assert says in problem
