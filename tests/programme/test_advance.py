"""A week later: what changes, and why, told in sentences."""

import datetime

import pytest

from kneeline.catalogue import catalogue
from kneeline.core.errors import BadArgument
from kneeline.core.findings import Findings
from kneeline.core.programme import Done, Programme, SessionLog, Wishes
from kneeline.programme import advance, plan
from tests.programme.people import EVERYTHING, GATES, MONDAY, done, findings, sign

WEEK = datetime.timedelta(days=7)
HIP = findings(sign("hip_in"))
WISHES = Wishes(minutes=40, days=3, equipment=EVERYTHING, most_items=10)


@pytest.fixture(scope="module")
def first() -> Programme:
    return plan(HIP, WISHES, MONDAY, catalogue(), version="0.1.0")


def after(programme: Programme, *sessions: Done, person: Findings = HIP, new: tuple[str, ...] = ()) -> Programme:
    return advance(programme, SessionLog(sessions, new_conditions=new), person, programme.start + WEEK, catalogue())


def stage_of(programme: Programme, exercise: str) -> tuple[str, int, float | None]:
    found = [item for day in programme.weeks[0].days for item in day.items if item.exercise == exercise]
    return found[0].stage, found[0].sets, found[0].hold_s


def clean(exercise: str) -> tuple[Done, Done]:
    return done(exercise, 0, last_set_reps=22), done(exercise, 2, last_set_reps=22)


def test_one_exercise_goes_up_and_the_next_waits(first: Programme) -> None:
    following = after(first, *clean("clamshell"), *clean("wall-slide-abduction"))
    assert stage_of(following, "clamshell") == ("as-printed", 1, 4.0)
    assert stage_of(following, "wall-slide-abduction") == ("as-printed", 1, 3.0)
    assert any(each.startswith("Wall slide is ready for more and waits") for each in following.changes)


def test_the_next_week_follows(first: Programme) -> None:
    following = after(first, *clean("clamshell"))
    assert (following.start, following.sequence, following.phase) == (MONDAY + WEEK, 1, "block")
    assert [week.number for week in following.weeks] == [2, 3, 4, 5, 6, 7, 8]
    assert [(retest.date - MONDAY).days for retest in following.retests] == [14, 28, 42, 56]


def test_pain_takes_every_exercise_that_hurt_down(first: Programme) -> None:
    following = after(first, done("clamshell", 0, pain=6), done("wall-slide-abduction", 0, pain=6))
    assert stage_of(following, "clamshell")[0] == "small-range"
    assert stage_of(following, "wall-slide-abduction")[0] == "half-height"


def test_pain_on_two_days_stops_and_sends_to_somebody(first: Programme) -> None:
    following = after(first, done("clamshell", 0, pain=6), done("short-foot", 2, pain=8))
    assert (following.phase, following.level, following.weeks) == ("stopped", "see_someone", ())
    assert "Pain went above 5 of 10 on two days." in following.changes[0]


def test_a_new_condition_that_presses_stops(first: Programme) -> None:
    following = after(first, *clean("clamshell"), new=("locked_knee",))
    assert (following.phase, following.level) == ("stopped", "urgent")


def test_a_new_condition_takes_its_exercises_out(first: Programme) -> None:
    following = after(first, *clean("clamshell"), new=("blood_thinner",))
    kinds = {each.exercise: each.kind for each in following.left_out}
    assert kinds["release-adductor"] == "condition"


def test_a_missed_week_is_repeated(first: Programme) -> None:
    following = after(first)
    assert stage_of(following, "clamshell") == stage_of(first, "clamshell")
    assert following.changes == ("Nothing was logged this week. Weeks like that happen: the same again.",)


def test_what_was_felt_opens_the_gate(first: Programme) -> None:
    sessions = [done(name, day) for name in GATES for day in (0, 2)]
    following = after(first, *sessions)
    planned = {item.exercise for day in following.weeks[0].days for item in day.items}
    assert "single-leg-balance" in planned


def later(programme: Programme, weeks: int, person: Findings = HIP) -> Programme:
    for _ in range(weeks):
        programme = after(programme, person=person)
    return programme


def test_after_the_block_seven_days_off_and_a_check(first: Programme) -> None:
    resting = later(first, 8)
    assert resting.phase == "check_after_rest"
    assert [week.days for week in resting.weeks] == [()]
    assert [(retest.date - resting.start).days for retest in resting.retests] == [7]


def test_too_early_the_rest_goes_on(first: Programme) -> None:
    resting = later(first, 8)
    soon = advance(resting, SessionLog(), HIP, resting.start + datetime.timedelta(days=3), catalogue())
    assert (soon.phase, soon.start) == ("check_after_rest", resting.start)


def test_what_stays_is_kept_with_short_days(first: Programme) -> None:
    still = findings(sign("hip_in", "not_seen"))
    keeping = after(later(first, 8), person=still)
    assert keeping.phase == "keep_going"
    assert len(keeping.weeks[0].days) <= 3
    assert all(day.minutes <= 10 for week in keeping.weeks for day in week.days)
    assert keeping.wishes == WISHES


def test_what_comes_back_gets_four_weeks_more_with_advice(first: Programme) -> None:
    back = after(later(first, 8))
    assert (back.phase, len(back.weeks)) == ("came_back", 4)
    assert any("habit needs more time" in note for note in back.notes)
    assert later(back, 4).phase == "check_after_rest"


def test_after_a_stop_it_starts_again_where_it_was(first: Programme) -> None:
    ended = after(first, done("clamshell", 0, pain=6), done("clamshell", 2, pain=6))
    log = SessionLog((done("clamshell", 0, "small-range", pain=6),))
    again = advance(ended, log, HIP, ended.start + 2 * WEEK, catalogue())
    assert again.phase == "block"
    assert stage_of(again, "clamshell")[0] == "small-range"


def test_harder_than_the_article_only_where_nobody_has_to_look_first(first: Programme) -> None:
    at_top = SessionLog((done("clamshell", 0, "as-printed", last_set_reps=30), done("clamshell", 2, last_set_reps=30)))
    programme, stages = first, []
    for _ in range(6):
        sessions = tuple(Done(**{**vars(each), "date": programme.start + (each.date - MONDAY)}) for each in at_top.done)
        person = findings(sign("hip_in"), level="see_someone")
        programme = advance(programme, SessionLog(sessions), person, programme.start + WEEK, catalogue())
        stages.append(stage_of(programme, "clamshell")[0])
    assert set(stages) == {"as-printed"}


@pytest.mark.parametrize(
    ("session", "said"),
    [
        (done("clam", 0), "'clam' is no exercise of ours"),
        (done("clamshell", 0, pain=11), "the pain of 2026-11-23 is 11: it goes from 0 to 10."),
    ],
)
def test_a_log_that_makes_no_sense_is_told_in_a_sentence(first: Programme, session: Done, said: str) -> None:
    with pytest.raises(BadArgument) as error:
        after(first, session)
    assert str(error.value).startswith(said)
