"""What is noted down of an exercise, from a form or from a queue that waited for the net.

Each note has an id and the time it was made. A day keeps one note an exercise: the newest by that time, whatever order
they arrive in, so that a note sent twice counts once and one that waited does not undo a later correction.
"""

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from msgspec import UNSET, Meta, Struct, UnsetType, structs

from kneeline.catalogue import catalogue
from kneeline.core.programme import Done, Felt, Item, ItemSide
from kneeline.web.people.models import Person
from kneeline.web.plans.log import log_of, note, strike
from kneeline.web.plans.models import Noted

Outcome = Literal["kept", "older", "refused"]

LONGEST_WAIT = datetime.timedelta(days=366)
_OTHER_ZONES = datetime.timedelta(days=1)
"""Where the person is, it may be tomorrow already."""

Pain = Annotated[int, Meta(ge=0, le=10)]
Count = Annotated[int, Meta(ge=0, le=2000)]
Few = Annotated[int, Meta(ge=0, le=200)]
Stopped = Literal["pain", "tired", "other"]


class Work(Struct, frozen=True):
    """How much of it was done, for each side where sides are done one after the other."""

    stage: Annotated[str, Meta(max_length=60)]
    side: ItemSide
    sets: Annotated[int, Meta(ge=0, le=20)]
    reps_good: Count = 0
    reps_fault: Count = 0
    reps_not_seen: Count = 0
    seconds: Annotated[float, Meta(ge=0, le=7200)] = 0.0


class Told(Struct, frozen=True):
    """What was said of it; what is UNSET stays as it was."""

    felt: Felt | UnsetType | None = UNSET
    pain: Pain | UnsetType | None = UNSET
    pain_next_morning: Pain | UnsetType | None = UNSET
    stopped: Stopped | UnsetType | None = UNSET
    last_set_reps: Few | UnsetType | None = UNSET


class Note(Struct, frozen=True):
    """One note of one exercise on one day; ``struck``: it was not done after all."""

    id: UUID
    at: Annotated[datetime.datetime, Meta(tz=True)]
    date: datetime.date
    exercise: Annotated[str, Meta(max_length=60)]
    struck: bool = False
    work: Work | None = None
    told: Told = Told()


class Notes(Struct, frozen=True):
    """What a queue sends."""

    notes: Annotated[tuple[Note, ...], Meta(max_length=500)]


def keep(person: Person, given: Note, item: Item | None) -> Outcome:
    """Keep a note, unless a newer one of that day's exercise is kept already. ``item``: what was planned, if anything.

    Refused is what can't be: an exercise nobody planned and nobody says how much was done of, or another day than the
    last year's.
    """
    now = timezone.now()
    at = min(given.at, now)
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        before = Noted.objects.filter(person=person, date=given.date, exercise=given.exercise).first()
        if before is not None and before.note == given.id:
            return "kept"
        if before is not None and before.at > at:
            return "older"
        if not _keep(person, given, item, now.astimezone().date()):
            return "refused"
        Noted.objects.update_or_create(
            person=person, date=given.date, exercise=given.exercise, defaults={"note": given.id, "at": at}
        )
    return "kept"


def keep_done(person: Person, done: Done) -> None:
    """Keep what was seen to be done, now: the newest note of its day and exercise."""
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        note(person, done)
        newest = {"note": uuid4(), "at": timezone.now()}
        Noted.objects.update_or_create(person=person, date=done.date, exercise=done.exercise, defaults=newest)


def note_of(sent: Mapping[str, str], date: datetime.date, exercise: str) -> Note:
    """The note a form makes; nonsense in a field is left out."""
    told = Told(
        felt=_one_of(sent.get("felt"), ("yes", "no", "elsewhere")),
        pain=_whole(sent.get("pain"), 10),
        pain_next_morning=_whole(sent.get("pain_next_morning"), 10),
        stopped=_one_of(sent.get("stopped"), ("pain", "tired", "other")),
        last_set_reps=_whole(sent.get("last_set_reps"), 200),
    )
    return Note(uuid4(), timezone.now(), date, exercise, struck="strike" in sent, told=told)


def _keep(person: Person, given: Note, item: Item | None, today: datetime.date) -> bool:
    if not today - LONGEST_WAIT <= given.date <= today + _OTHER_ZONES:
        return False
    earlier = next((each for each in log_of(person, given.date).done if each.exercise == given.exercise), None)
    if given.struck:
        strike(person, given.date, given.exercise)
        return True
    base = earlier or _as_planned(given.date, item) or _from_work(given)
    if base is None:
        return False
    work = structs.asdict(given.work) if given.work else {}
    told = {key: value for key, value in structs.asdict(given.told).items() if value is not UNSET}
    note(person, replace(base, **work, **told))
    return True


def _as_planned(date: datetime.date, item: Item | None) -> Done | None:
    """As if all of it had been done, as planned."""
    if item is None:
        return None
    return Done(
        date=date,
        exercise=item.exercise,
        stage=item.stage,
        side=item.side,
        sets=item.sets,
        reps_not_seen=item.reps * item.sets if item.reps else 0,
        seconds=0.0 if item.reps else (item.seconds or item.hold_s or 0.0) * item.sets,
    )


def _from_work(given: Note) -> Done | None:
    """What was done of an exercise that has left the plan since."""
    if given.work is None or given.exercise not in catalogue().exercises:
        return None
    return Done(given.date, given.exercise, given.work.stage, given.work.side, given.work.sets)


def _one_of(text: str | None, offered: tuple[str, ...]) -> Any:
    return text if text in offered else None


def _whole(text: str | None, most: int) -> int | None:
    number = int(text) if text and text.isascii() and text.isdigit() else -1
    return number if 0 <= number <= most else None
