"""A few simulated patients, each seeded: the figure's motions, right and with faults, before a camera with the landmark
errors that were measured. All of them: bench/patient.py."""

import pytest

from bench import patient_camera
from bench.patient import BLIND, RIGHT, flaws_of, session, watched
from kneeline.catalogue import catalogue
from kneeline.coach.events import CannotSee

RIGHTLY = (
    "banded-chair-squat",
    "step-up",
    "wall-push",
    "single-leg-hinge",
    "ankle-mobilisation-lunge",
    "straight-leg-raise",
    "glute-bridge",
)
WRONGLY = (
    ("step-up", "trunk-leans"),
    ("single-leg-balance", "trunk-leans"),
    ("wall-push", "leans-away"),
    ("single-leg-hinge", "hip-opens"),
    ("stretch-calf-wall", "knee-bends"),
    ("ankle-mobilisation-lunge", "heel-lifts"),
    ("banded-chair-squat", "knees-in"),
    ("banded-chair-squat", "drops"),
    ("step-up", "knee-in"),
    ("stretch-calf-wall", "heel-lifts"),
    ("wall-slide-abduction", "too-fast"),
    ("glute-bridge", "not-high-enough"),
)


def test_every_exercise_a_camera_judges_has_a_patient() -> None:
    checked = {name for name, each in catalogue().exercises.items() if each.camera.mode == "checked"}
    assert set(watched()) == checked


@pytest.mark.parametrize("exercise", watched())
def test_patients_show_faults_that_some_check_sees(exercise: str) -> None:
    faults = {fault.id: fault.check for fault in catalogue().exercises[exercise].faults}
    assert flaws_of(exercise)
    for flaw in flaws_of(exercise):
        assert faults[flaw.id] is not None
        assert flaw.does or flaw.tempo


@pytest.mark.parametrize("exercise", RIGHTLY)
def test_done_right_it_is_counted_and_nothing_is_said(exercise: str) -> None:
    told = session(exercise, RIGHT, 1001)
    assert told.counted
    assert told.cues == []


@pytest.mark.parametrize(
    ("exercise", "seed"),
    [
        pytest.param("step-up", 800_003, id="the-leg-below-the-step-pushes-off"),
        pytest.param("clamshell", 800_003, id="knees-do-not-come-quite-as-close-again"),
        pytest.param("clamshell", 500_000, id="in-position-when-the-knee-is-open-already"),
    ],
)
def test_what_once_was_counted_or_spoken_of_wrongly(exercise: str, seed: int) -> None:
    told = session(exercise, RIGHT, seed)
    assert len(told.done) <= told.plan.reps
    assert told.cues == []
    assert told.counted or seed == 500_000  # whose first repetition nobody saw begin


@pytest.mark.parametrize(("exercise", "fault"), WRONGLY)
def test_a_fault_is_told_in_time(exercise: str, fault: str) -> None:
    flaw = next(flaw for flaw in flaws_of(exercise) if flaw.id == fault)
    assert session(exercise, flaw, 1001).in_time


def test_somebody_who_sits_is_told_of_their_knees_as_they_first_rise() -> None:
    flaw = next(flaw for flaw in flaws_of("banded-chair-squat") if flaw.id == "knees-in")
    told = session("banded-chair-squat", flaw, 1001)
    assert told.cues[0].fault == "knees-in"
    assert told.cues[0].time_s < told.done[0].time_s
    assert told.cues[0].time_s - told.there_s[0] <= 1.5


def test_half_a_bridge_is_no_repetition_but_is_spoken_of() -> None:
    flaw = next(flaw for flaw in flaws_of("glute-bridge") if flaw.id == "not-high-enough")
    told = session("glute-bridge", flaw, 1001)
    assert told.done == []
    assert {cue.fault for cue in told.cues} == {"not-high-enough"}


@pytest.mark.parametrize("camera", BLIND)
def test_a_camera_that_cannot_see_gives_no_number(camera: str) -> None:
    told = session("step-up", RIGHT, 1001, BLIND[camera])
    assert any(isinstance(event, CannotSee) for event in told.events)
    assert told.done == []
    assert told.cues == []


def test_the_same_patient_comes_again() -> None:
    assert session("step-up", RIGHT, 5).events == session("step-up", RIGHT, 5).events


def test_measured_errors_are_a_few_per_cent_of_a_leg() -> None:
    measured = patient_camera._measured()
    assert len(measured["columns"]) == len(measured["memory_s"]) == measured["standing"].shape[1]
    assert 0.5 < measured["standing"].std(axis=0).mean() < 3.0
