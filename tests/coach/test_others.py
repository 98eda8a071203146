"""Holds, timed exercises, onset training, sides and sets, the log."""

import datetime
from dataclasses import replace

import msgspec
import numpy as np
import pytest

from kneeline.catalogue import catalogue
from kneeline.coach import Coach, assignment, in_words
from kneeline.coach.events import Depth, HoldTick, Rest, SetDone, SwitchSide
from kneeline.coach.judge import Judge
from kneeline.coach.onset import OnsetTraining
from kneeline.core.errors import BadArgument
from kneeline.core.language import LANGUAGES, speaking
from kneeline.core.programme import Item
from tests.coach.moving import cues, fed, frames, holds, names, on_one_leg, planned, repetitions, squat_coach, squats
from tests.skeletons import squatting


def test_a_balance_is_held_on_the_leg_that_stands() -> None:
    events = fed(Coach(planned("single-leg-balance", sides=("left",), seconds=5.0)), on_one_leg(7.0))
    hold = holds(events)[0]
    assert (hold.side, hold.quality) == ("left", "good")
    assert 5.0 <= hold.seconds < 5.3
    assert [event.seconds for event in events if isinstance(event, HoldTick)] == [1, 2, 3, 4, 5]


def test_a_knee_inside_its_line_is_cued_and_spoils_the_hold() -> None:
    events = fed(Coach(planned("single-leg-balance", sides=("left",), seconds=5.0)), on_one_leg(7.0, knee_in_px=55.0))
    assert holds(events)[0].quality == "fault"
    assert cues(events)[0] == "knee-in"


def test_the_other_side_comes_after_the_first() -> None:
    seen = on_one_leg(4.0)
    events = fed(Coach(planned("single-leg-balance", seconds=3.0)), seen)
    assert [event.side for event in events if isinstance(event, SwitchSide)] == ["right"]


def test_sets_have_a_rest_between() -> None:
    time_s, joints = squats((0.0,) * 4)
    coach = Coach(planned("banded-chair-squat", reps=1, sets=2, rest_s=3.0))
    events = fed(coach, frames(time_s, joints))
    assert [event.seconds for event in events if isinstance(event, Rest)] == [3.0]
    assert len([event for event in events if isinstance(event, SetDone)]) == 2


def test_an_exercise_no_camera_judges_is_timed_and_asked() -> None:
    time_s = np.arange(0, 40, 0.1)
    seen = frames(time_s, np.repeat(squatting(np.array([4.0])), len(time_s), axis=0))
    events = fed(Coach(planned("dead-bug", reps=3)), seen)
    assert [rep.quality for rep in repetitions(events)] == ["not_seen"] * 3
    summary = next(event for event in events if isinstance(event, SetDone))
    assert summary.ask.startswith("Did you feel it there?")
    assert cues(events) == []


def test_time_is_counted_where_there_are_no_repetitions() -> None:
    time_s = np.arange(0, 45, 0.25)
    seen = frames(time_s, np.repeat(squatting(np.array([4.0])), len(time_s), axis=0))
    events = fed(Coach(planned("release-adductor", sides=("left",))), seen)
    assert holds(events)[0].seconds == 30.0


@pytest.mark.parametrize("exercise", list(catalogue().exercises))
@pytest.mark.parametrize("watched", [True, False])
def test_every_exercise_goes_through_a_minute_of_anything(exercise: str, watched: bool) -> None:
    plan = assignment(exercise, catalogue())
    camera = msgspec.structs.replace(plan.exercise.camera, mode="checked" if watched else "timed_and_asked")
    plan = replace(plan, exercise=msgspec.structs.replace(plan.exercise, camera=camera))
    time_s, joints = squats((12.0,) * 4)
    for yaw in (0.0, 90.0):
        events = fed(Coach(plan), frames(time_s, joints, yaw_deg=yaw))
        assert names(events)[-1] == "finished"
        assert all(isinstance(in_words(event, plan.exercise), str) for event in events)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_event_can_be_said_in_every_language(language: str) -> None:
    with speaking(language):
        plan = planned("banded-chair-squat", reps=3)
        events = fed(Coach(plan), frames(*squats((18.0, 18.0, 0.0))))
        assert all("{" not in in_words(event, plan.exercise) for event in events)


def test_what_no_camera_sees_is_never_judged() -> None:
    judge = Judge(catalogue().exercises["banded-chair-squat"], front=True)
    assert set(judge.hidden) == {"knees-bent", "band-helps"}


def test_the_log_has_one_entry_a_side() -> None:
    coach = squat_coach()
    fed(coach, frames(*squats((18.0, 0.0, 0.0))))
    day = datetime.date(2026, 5, 4)
    (done,) = coach.log(day, felt="yes", pain=1)
    assert (done.exercise, done.side, done.sets) == ("banded-chair-squat", "both", 1)
    assert (done.reps_good, done.reps_fault, done.reps_not_seen, done.last_set_reps) == (2, 1, 0, 3)
    assert (done.felt, done.pain) == ("yes", 1)


def test_an_unknown_exercise_is_refused() -> None:
    with pytest.raises(BadArgument, match="no exercise 'plank'"):
        assignment("plank", catalogue())


def test_onset_training_leads_just_above_then_just_below_and_on() -> None:
    training = OnsetTraining(30.0, 50.0)
    events = [event for tenth in range(300) for event in training.depth(tenth / 10, sum(training.half) / 2, False)]
    told = [event for event in events if isinstance(event, Depth)]
    assert [each.from_flexion for each in told[:3]] == [30.0, 40.0, 30.0]
    assert (training.from_flexion, training.to_flexion) == (35.0, 55.0)


def test_a_knee_that_moves_in_keeps_the_range() -> None:
    training = OnsetTraining(30.0, 50.0)
    for tenth in range(300):
        list(training.depth(tenth / 10, sum(training.half) / 2, tenth % 20 == 0))
    assert (training.from_flexion, training.to_flexion) == (30.0, 50.0)


def test_an_item_with_a_range_of_bends_is_told_how_deep() -> None:
    item = Item("banded-chair-squat", "pause", "both", 1, 3, None, None, 0.0, "", None, 1.0, None, 30.0, 50.0)
    events = fed(Coach(assignment(item, catalogue())), frames(*squats(deepest=80.0)))
    assert {event.place for event in events if isinstance(event, Depth)} >= {"too_deep"}
