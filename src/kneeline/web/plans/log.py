"""What was done: one row a day, put together to the log that programmes follow from."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from itertools import chain

from django.db import transaction

from kneeline import __version__
from kneeline.core.programme import Check, Done, SessionLog
from kneeline.programme import log_to_dict
from kneeline.web.people.models import Person
from kneeline.web.plans.models import Training


def whole_log(person: Person, since: datetime.date = datetime.date.min) -> SessionLog:
    """Everything done so far, or since a day, the oldest first."""
    logs = [training.log() for training in person.trainings.filter(date__gte=since).order_by("date")]
    return SessionLog(
        done=tuple(chain.from_iterable(log.done for log in logs)),
        checks=tuple(chain.from_iterable(log.checks for log in logs)),
        new_conditions=tuple(chain.from_iterable(log.new_conditions for log in logs)),
    )


def spoken_log(person: Person) -> SessionLog:
    """Of everything so far only the days on which somebody said how they are."""
    days = person.trainings.filter(document__checks__0__isnull=False).order_by("date")
    return SessionLog(checks=tuple(chain.from_iterable(training.log().checks for training in days)))


def log_of(person: Person, date: datetime.date) -> SessionLog:
    """What was done on one day."""
    training = person.trainings.filter(date=date).first()
    return training.log() if training else SessionLog()


def note(person: Person, done: Done) -> None:
    """Keep that an exercise was done; what stood there of it that day is replaced, so that nothing counts twice."""
    _change(
        person,
        done.date,
        lambda log: replace(log, done=(*(each for each in log.done if each.exercise != done.exercise), done)),
    )


def strike(person: Person, date: datetime.date, exercise: str) -> None:
    """Take an exercise out of that day's log again."""
    _change(person, date, lambda log: replace(log, done=tuple(each for each in log.done if each.exercise != exercise)))


def note_check(person: Person, date: datetime.date, check: Check | None) -> None:
    """Keep what somebody says of themselves on a day, in place of what they said that day before; None strikes it."""
    _change(person, date, lambda log: replace(log, checks=(check,) if check else ()))


def _change(person: Person, date: datetime.date, changed: Callable[[SessionLog], SessionLog]) -> None:
    with transaction.atomic():
        training = Training.objects.select_for_update().filter(person=person, date=date).first()
        after = changed(training.log() if training else SessionLog())
        if after == SessionLog():
            Training.objects.filter(person=person, date=date).delete()
            return
        document = log_to_dict(after, __version__)
        Training.objects.update_or_create(person=person, date=date, defaults={"document": document})
