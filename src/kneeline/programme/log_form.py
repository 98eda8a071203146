"""A log of the week to fill in, for those who write it down themselves."""

import datetime
from typing import Any

from kneeline.core.programme import Check, Done, Item, Programme, SessionLog
from kneeline.programme.wire import log_to_dict
from kneeline.programme.words import say


def log_to_fill_in(programme: Programme, so_far: SessionLog | None = None) -> dict[str, Any]:
    """The log ``so_far`` and after it the programme's first week (`kneeline.log/1`): all done as planned, nothing
    told of feeling and pain yet, and ``how_to``: what to change. Read back as it is, it holds every exercise where it
    was."""
    week = programme.first_week
    days = week.days if week else ()
    done = tuple(_done(item, day.date) for day in days for item in day.items)
    checks = (Check(days[-1].date),) if days else ()
    before = so_far or SessionLog()
    log = SessionLog((*before.done, *done), (*before.checks, *checks))
    form = log_to_dict(log, programme.version)
    return {"schema": form.pop("schema"), "how_to": say("log_form", "how_to"), **form}


def _done(item: Item, date: datetime.date) -> Done:
    reps = item.reps or 0
    return Done(
        date=date,
        exercise=item.exercise,
        stage=item.stage,
        side=item.side,
        sets=item.sets,
        reps_not_seen=reps * item.sets,
        last_set_reps=item.reps,
        seconds=(item.seconds or 0.0) * item.sets,
    )
