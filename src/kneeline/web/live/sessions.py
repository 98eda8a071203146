"""Exercises of somebody's week that the camera can watch, and what was done noted down in their log."""

import datetime

from django.db import close_old_connections

from kneeline.catalogue import catalogue
from kneeline.coach import assignment
from kneeline.core.programme import Item
from kneeline.web.live.coaching import Begin, Coaching
from kneeline.web.people.models import Person
from kneeline.web.plans import planning
from kneeline.web.plans.noting import keep_done


def item_of(person: Person, date: datetime.date, exercise: str) -> Item | None:
    """The exercise as that day's session has it; None where it has none, or where no camera can judge it."""
    known = catalogue().exercises.get(exercise)
    if known is None or known.camera.mode != "checked":
        return None
    plan = person.plans.filter(start__lte=date).order_by("-start", "-made_at").first()
    day = planning.day_of(plan.programme(), date) if plan else None
    return next((each for each in (day.items if day else ()) if each.exercise == exercise), None)


def coaching_of(person: Person, which: Begin) -> Coaching | None:
    """A session with the coach; None where there is no such exercise on that day."""
    try:
        item = item_of(person, which.date, which.exercise)
    finally:
        close_old_connections()
    return None if item is None else Coaching(assignment(item, catalogue()), which.date)


def note_down(person: Person, session: Coaching) -> None:
    """Keep what was done; nothing where nothing was, or the day is yet to come."""
    done = session.done()
    try:
        if done is not None and session.on <= datetime.date.today():
            keep_done(person, done)
    finally:
        close_old_connections()
