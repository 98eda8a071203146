"""A programme for a calendar (RFC 5545): importing it twice, or its next version, changes events and doubles none."""

import datetime
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from kneeline.catalogue import Catalogue
from kneeline.core.language import _, spoken
from kneeline.core.programme import Day, Programme
from kneeline.report.programme_words import dose_words, exercise_name, minutes_words

if TYPE_CHECKING:
    from icalendar import Event

REMIND_BEFORE = datetime.timedelta(minutes=10)
RETEST_MINUTES = 15

_WEEK = datetime.timedelta(weeks=1)
_WEEKS_AHEAD = 8


def render_calendar(programme: Programme, at: datetime.time, written: datetime.datetime, catalogue: Catalogue) -> str:
    """All training days and re-tests as one iCalendar file.

    ``at`` is a time of day wherever the person is (floating, without a time zone); ``written`` the moment of writing,
    with its zone. Each weekday is one event that repeats weekly, with the first week's exercises and an alarm. An
    event's UID depends on the start of the first programme of the row and the weekday alone; its SEQUENCE is the
    programme's. A programme that follows another cancels the weekdays it no longer uses. Where `nothing_to_write` has
    a reason there is no event, which makes no valid calendar.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//kneeline//kneeline//{spoken().upper()}")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "kneeline")
    planned = (*_trainings(programme, at, catalogue), *_retests(programme, at))
    for event in (*planned, *_cancelled(programme, at, {str(each["uid"]) for each in planned})):
        event.add("dtstamp", written)
        event.add("sequence", programme.sequence)
        calendar.add_component(event)
    return bytes(calendar.to_ical()).decode("utf-8")


def nothing_to_write(programme: Programme) -> str | None:
    """Why there is no event to write, in a sentence, or None where there is one."""
    if programme.retests or programme.block_start or any(week.days for week in programme.weeks):
        return None
    return "there is no day to write into a calendar, because nothing is planned."


def _trainings(programme: Programme, at: datetime.time, catalogue: Catalogue) -> Iterator["Event"]:
    """One event a weekday, from its first date to its last, without the weeks that leave it out."""
    days = [day for week in programme.weeks for day in week.days]
    for weekday, group in groupby(sorted(days, key=_weekday_then_date), key=lambda day: day.date.weekday()):
        series = list(group)
        event = _event(_training_uid(weekday, programme), series[0].date, at, series[0].minutes)
        event.add("summary", f"kneeline: {minutes_words(series[0].minutes)}")
        event.add("description", _description(series[0], catalogue))
        dates = [day.date for day in series]
        weekly = [dates[0] + _WEEK * index for index in range((dates[-1] - dates[0]) // _WEEK + 1)]
        if len(weekly) > 1:
            event.add("rrule", {"freq": "weekly", "count": len(weekly)})
        for date in sorted(set(weekly) - set(dates)):
            event.add("exdate", datetime.datetime.combine(date, at))
        yield event


def _weekday_then_date(day: Day) -> tuple[int, datetime.date]:
    return day.date.weekday(), day.date


def _retests(programme: Programme, at: datetime.time) -> Iterator["Event"]:
    for retest in programme.retests:
        event = _event(_retest_uid(retest.date, programme), retest.date, at, RETEST_MINUTES)
        event.add("summary", _("kneeline: look again"))
        event.add("description", _("Measure again, the same way as the first time, and see whether it changed."))
        yield event


def _cancelled(programme: Programme, at: datetime.time, planned: set[str]) -> Iterator["Event"]:
    """In a programme that follows another: what the earlier ones may have put there and this one has no more."""
    from icalendar import Event

    if programme.block_start is None:
        return
    days = [programme.start + datetime.timedelta(days=day) for day in range(7)]
    places = {_training_uid(day.weekday(), programme): day for day in days}
    if not programme.retests:
        ahead = [programme.start + _WEEK * week for week in range(_WEEKS_AHEAD + 1)]
        places |= {_retest_uid(day, programme): day for day in reversed(ahead)}
    for uid, day in places.items():
        if uid not in planned:
            event = Event()
            event.add("uid", uid)
            event.add("dtstart", datetime.datetime.combine(day, at))
            event.add("summary", _("kneeline: no longer planned"))
            event.add("status", "CANCELLED")
            yield event


def _training_uid(weekday: int, programme: Programme) -> str:
    return f"training-{weekday}-{_first_start(programme):%Y%m%d}@kneeline"


def _retest_uid(date: datetime.date, programme: Programme) -> str:
    """By fortnights from the first start, so that a week that starts some days off keeps the re-test's UID."""
    fortnight = ((date - _first_start(programme)).days + 3) // 14
    return f"retest-{fortnight}-{_first_start(programme):%Y%m%d}@kneeline"


def _first_start(programme: Programme) -> datetime.date:
    return programme.block_start or programme.start


def _event(uid: str, date: datetime.date, at: datetime.time, minutes: float) -> "Event":
    from icalendar import Alarm, Event

    event = Event()
    event.add("uid", uid)
    event.add("dtstart", datetime.datetime.combine(date, at))
    event.add("duration", datetime.timedelta(minutes=max(5, round(minutes))))
    event.add("status", "CONFIRMED")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", "kneeline")
    alarm.add("trigger", -REMIND_BEFORE)
    event.add_component(alarm)
    return event


def _description(day: Day, catalogue: Catalogue) -> str:
    lines = [f"{exercise_name(item.exercise, catalogue)}: {dose_words(item, catalogue)}" for item in day.items]
    return "\n".join([*lines, "", _("Later weeks are planned anew from what you note down.")])
