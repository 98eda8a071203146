"""An example person to look round with: checks, answers, a week and sessions of nobody, all worked out."""

import datetime
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from django.utils import timezone

import kneeline
from kneeline.core.measurement import Conditions, Measurement
from kneeline.core.programme import Check as Spoken
from kneeline.core.programme import Done
from kneeline.core.recording import Recording
from kneeline.core.series_wire import series_to_dict
from kneeline.core.skeleton import pair
from kneeline.core.still import Still
from kneeline.core.wire import measurement_to_dict
from kneeline.measure.picture import picture_moments
from kneeline.web.measure.joints import packed
from kneeline.web.measure.models import Check, Joints
from kneeline.web.measure.pose_wire import poses_to_dict
from kneeline.web.people.consents import agree
from kneeline.web.people.models import Person
from kneeline.web.plans import log, planning, told
from kneeline.web.plans.example_squats import example_squats, example_standing

AGE = 29
WEEK = datetime.timedelta(days=7)


@dataclass(frozen=True)
class _Made:
    """A check of the example: weeks ago, knees in (deg; None: standing), and on what feet."""

    weeks: float
    knees_in: tuple[float, float] | None
    feet: Any = "barefoot"


CHECKS = (
    _Made(8.1, None),
    _Made(8.0, (20.0, 6.0)),
    _Made(6.0, (19.0, 6.0)),
    _Made(4.0, (14.0, 5.0)),
    _Made(3.9, (9.0, 4.0), "insoles"),
    _Made(2.0, (11.0, 5.0)),
    _Made(0.2, (8.0, 4.0)),
)
SPOKEN = ((8, 5, 3, 4, None), (6, 4, 4, 4, 0), (4, 3, 5, 6, 1), (2, 2, 7, 6, 2), (0, 2, 8, 7, 3))
"""Weeks ago, pain, how easy stairs and running are, overall change."""
ANSWERS: dict[str, Any] = {
    "emergency_signs": [],
    "soon_signs": [],
    "recent_injury": "none",
    "since": "adult",
    "knee_pain": False,
    "seated_foot": {"left": "clearly_out", "right": "ahead"},
    "one_leg_seconds": {"left": 21.0, "right": 34.0},
}
WISHES: dict[str, Any] = {"minutes": 20, "days": 5, "equipment": ["band", "roller"], "experience": "some"}


def make_example(language: str) -> Person:
    """A new example person with everything there is to see."""
    person = Person.objects.create(birth_year=datetime.date.today().year - AGE - 1, example=True, language=language)
    agree(person, "measure")
    told.save_answers(person, ANSWERS)
    told.save_wishes(person, WISHES)
    for index, made in enumerate(CHECKS):
        _keep_check(person, index, made)
    _keep_sessions(person, datetime.date.today())
    return person


def _keep_check(person: Person, index: int, made: _Made) -> None:
    recording, measurement, stills = _measured(index)
    check = Check.objects.create(
        person=person,
        made_at=timezone.now() - made.weeks * WEEK,
        task=measurement.task or "",
        document=measurement_to_dict(measurement),
        series=series_to_dict(measurement.series) if measurement.series else None,
        poses=poses_to_dict(stills),
    )
    Joints.objects.create(check_made=check, packed=packed(recording))


@cache
def _measured(index: int) -> tuple[Recording, Measurement, tuple[Still, ...]]:
    made = CHECKS[index]
    recording = example_squats(*made.knees_in, seed=index) if made.knees_in else example_standing(index)
    measurement = kneeline.measure(recording, conditions=Conditions(feet=made.feet))
    return recording, measurement, _stills(recording, measurement)


def _stills(recording: Recording, measurement: Measurement) -> tuple[Still, ...]:
    """The poses of its pictures, which there never were: from the hips down, as those of a check."""
    found = []
    for moment in picture_moments(recording, measurement):
        xy = np.array(recording.xy[moment.frame])
        for name in ("elbow", "wrist"):
            xy[pair(name)] = np.nan
        legs = np.vstack([xy[pair(name)] for name in ("hip", "knee", "ankle", "heel", "toe")])
        (left, top), (right, bottom) = legs.min(axis=0) - 60, legs.max(axis=0) + 60
        cut = Still(
            b"", int(right - left), int(bottom - top), float(recording.time_s[moment.frame]), xy - [left, top],
            moment.sides, moment.name,
        )  # fmt: skip
        found.append(cut)
    return tuple(sorted(found, key=lambda still: still.sides))


def _keep_sessions(person: Person, today: datetime.date) -> None:
    """Eight weeks of sessions, four days in each, and the week of now with what was done of it."""
    plan = planning.begin(person, today - datetime.timedelta(days=4))
    week = plan.programme().first_week
    items = week.days[0].items if week and week.days else ()
    for weeks, pain, stairs, running, overall in SPOKEN:
        said = Spoken(today - weeks * WEEK, pain, (("Stairs", stairs), ("Running", running)), overall)
        log.note_check(person, said.date, said)
        for after in (1, 2, 4, 6) if weeks else ():
            date = today - weeks * WEEK + datetime.timedelta(days=after)
            for item in items[:4]:
                log.note(person, Done(date, item.exercise, item.stage, item.side, item.sets, felt="yes", pain=pain))
    for day in week.days if week else ():
        for item in day.items if day.date < today else ():
            log.note(person, Done(day.date, item.exercise, item.stage, item.side, item.sets, felt="yes", pain=1))
