"""The steps of one exercise: the clamshell, 20 repetitions held 3 s, in the middle of its ladder."""

import pytest

from kneeline.catalogue import catalogue
from kneeline.core.programme import Done
from kneeline.programme.load import Load, start_load
from kneeline.programme.progression import Verdict, judge, pain_stops, step_down, step_text, step_up
from tests.programme.people import done

CLAMSHELL = catalogue().exercises["clamshell"]
STEP_UP = catalogue().exercises["step-up"]
LOAD = Load("as-printed", 1, 20, 3.0, None, 0.0)
CLEAN = done("clamshell", 0, last_set_reps=22, pain=1, good=20)
STRETCH = Load("as-printed", 1, None, None, 30.0, 0.0)


@pytest.mark.parametrize(
    ("sessions", "verdict", "why"),
    [
        ([CLEAN, CLEAN], "up", "ready"),
        ([], "same", "not_done"),
        ([CLEAN], "same", "too_few"),
        ([CLEAN, done("clamshell", 2, last_set_reps=21)], "same", "no_spare"),
        ([CLEAN, done("clamshell", 2, last_set_reps=22, pain=2)], "up", "ready"),
        ([CLEAN, done("clamshell", 2, last_set_reps=22, pain=3)], "same", "pain_some"),
        ([CLEAN, done("clamshell", 2, last_set_reps=22, pain=5)], "same", "pain_some"),
        ([CLEAN, done("clamshell", 2, last_set_reps=22, pain=6)], "down", "pain_high"),
        ([done("clamshell", 0, pain=6), CLEAN, CLEAN], "down", "pain_high"),
        ([CLEAN, done("clamshell", 2, last_set_reps=22, pain=None)], "same", "pain_unknown"),
        ([CLEAN, done("clamshell", 2, last_set_reps=22, pain=1, pain_next_morning=2)], "up", "ready"),
        ([CLEAN, done("clamshell", 2, last_set_reps=22, pain=1, pain_next_morning=3)], "down", "next_morning"),
        ([CLEAN, done("clamshell", 2, last_set_reps=22, good=12, fault=8)], "up", "ready"),  # 32 of 40
        ([CLEAN, done("clamshell", 2, last_set_reps=22, good=11, fault=9)], "same", "quality"),  # 31 of 40
        ([CLEAN, done("clamshell", 2, stage="small-range", last_set_reps=22)], "same", "no_spare"),
    ],
)
def test_what_a_week_says(sessions: list[Done], verdict: Verdict, why: str) -> None:
    judgement = judge(sessions, LOAD)
    assert (judgement.verdict, judgement.why) == (verdict, why)


def test_a_hold_is_ready_when_its_time_was_held_twice() -> None:
    assert judge([done("a", 0, seconds=30), done("a", 1, seconds=30)], STRETCH).verdict == "up"
    assert judge([done("a", 0, seconds=30), done("a", 1, seconds=20)], STRETCH).verdict == "same"


def test_pain_above_five_on_two_days_stops() -> None:
    assert pain_stops([done("a", 0, pain=6), done("b", 2, pain=7)])
    assert not pain_stops([done("a", 0, pain=6), done("b", 0, pain=7)])  # one day
    assert not pain_stops([done("a", 0, pain=5), done("b", 2, pain=5)])


def test_up_the_hold_grows_then_the_sets_then_the_stage() -> None:
    load, steps = LOAD, []
    for _ in range(4):
        load = step_up(CLAMSHELL, load, stages=(0, 1, 2, 3), minutes=40) or load
        steps.append((load.stage, load.sets, load.hold_s))
    assert steps == [
        ("as-printed", 1, 4.0),
        ("as-printed", 1, 5.0),
        ("as-printed", 2, 5.0),
        ("band", 2, 3.0),  # three sets would take more than a third of 40 minutes
    ]


def test_repetitions_grow_by_a_fifth_to_the_end_of_the_range() -> None:
    load = start_load(STEP_UP, 2, "new")
    reps = [load.reps]
    while reps[-1] != 20:
        load = step_up(STEP_UP, load, stages=(2,), minutes=20) or load
        reps.append(load.reps)
    assert reps == [10, 12, 14, 16, 19, 20]


def test_at_the_hardest_stage_there_is_no_further_step() -> None:
    assert step_up(CLAMSHELL, Load("as-printed", 1, 20, 5.0, None, 0.0), stages=(0, 1, 2), minutes=5) is None


def test_down_goes_back_the_way_it_came() -> None:
    assert step_down(CLAMSHELL, Load("as-printed", 2, 20, 5.0, None, 45.0)).sets == 1
    assert step_down(CLAMSHELL, Load("as-printed", 1, 20, 5.0, None, 0.0)).hold_s == 3.0
    assert step_down(CLAMSHELL, LOAD).stage == "small-range"
    assert step_down(CLAMSHELL, Load("on-your-back", 1, 10, 3.0, None, 0.0)).reps == 5


def test_each_step_is_a_sentence() -> None:
    after = step_down(CLAMSHELL, LOAD)
    assert step_text(CLAMSHELL, LOAD, after, "pain_high") == ('Clamshell: now "Half as far". Pain went above 5 of 10.')
    more = Load("as-printed", 1, 20, 4.0, None, 0.0)
    assert step_text(CLAMSHELL, LOAD, more, "ready").startswith("Clamshell: held 4 s instead of 3 s.")
