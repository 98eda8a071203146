"""A log to fill in holds the planned week, and changes nothing where nobody fills it in."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import kneeline
from kneeline.core.programme import Done, SessionLog
from kneeline.programme import log_from_dict, log_to_fill_in
from tests.programme.people import findings, sign

START = date(2026, 11, 30)


def filled_in(form: Mapping[str, Any], **told: object) -> SessionLog:
    return log_from_dict({**form, "done": [{**each, **told} for each in form["done"]]})


def test_it_holds_every_exercise_of_the_week_as_planned() -> None:
    programme = kneeline.plan(findings(sign("hip_in")), start=START)
    assert programme.first_week is not None
    log = log_from_dict(log_to_fill_in(programme))
    planned = [(day.date, item.exercise, item.sets) for day in programme.first_week.days for item in day.items]
    assert [(each.date, each.exercise, each.sets) for each in log.done] == planned
    assert log.checks[0].date == programme.first_week.days[-1].date


def test_left_as_it_is_nothing_gets_harder_and_told_without_pain_something_does() -> None:
    person = findings(sign("hip_in"))
    programme = kneeline.plan(person, start=START)
    form, later = log_to_fill_in(programme), START + timedelta(days=7)
    untouched = kneeline.advance(programme, log_from_dict(form), person, on=later)
    easy = filled_in(form, pain=0, felt="yes", last_set_reps=40)
    assert not any("instead of" in change for change in untouched.changes)
    assert any("instead of" in change for change in kneeline.advance(programme, easy, person, on=later).changes)


def test_it_goes_on_from_the_log_before() -> None:
    programme = kneeline.plan(findings(sign("hip_in")), start=START)
    before = SessionLog(done=(Done(START - timedelta(days=3), "clamshell", "as-printed", "both", 1, felt="yes"),))
    log = log_from_dict(log_to_fill_in(programme, before))
    assert log.done[0] == before.done[0]
    assert len(log.done) > 1


def test_a_plan_that_stops_leaves_nothing_to_fill_in() -> None:
    stopped = replace(kneeline.plan(findings(sign("hip_in")), start=START), weeks=())
    assert log_from_dict(log_to_fill_in(stopped)) == SessionLog()
