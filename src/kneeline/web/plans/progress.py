"""What changed over the checks, what was done, and how much it hurt: ready for the page."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import kneeline
from kneeline.core.changes import Change, Changes
from kneeline.core.language import N_, _
from kneeline.core.measurement import Measurement, Value
from kneeline.core.programme import SessionLog
from kneeline.core.words import side_word, with_error
from kneeline.report.account import condition_words
from kneeline.report.dates import date_words, short_date
from kneeline.report.messages import first_measures, measure_name, word
from kneeline.report.trend import Course, Point, trend_chart
from kneeline.web.measure.models import Check
from kneeline.web.people.models import Person

SHOWN = 12
"""The newest checks of a movement that a chart shows."""
CHARTS = 2

VERDICTS = {
    "changed": N_("changed"),
    "not_changed": N_("not changed"),
    "cannot_compare": N_("can't be compared"),
}


@dataclass(frozen=True)
class Taken:
    """A check of one movement, for a list to choose from."""

    check: UUID
    name: str
    numbers: Measurement
    date: datetime.date


@dataclass(frozen=True)
class Trend:
    """A measure over the checks made in the same way: its chart as SVG, and the same as a table."""

    name: str
    chart: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Way:
    """A way in which checks were made: its key in an address, and the conditions in words."""

    key: str
    name: str


@dataclass(frozen=True)
class Changed:
    """One measure on one side, before and after."""

    what: str
    verdict: str
    verdict_words: str
    text: str


@dataclass(frozen=True)
class Compared:
    """Two ways compared: their conditions and their checks in words, and the first measures."""

    before: str
    after: str
    before_check: str
    after_check: str
    changes: tuple[Changed, ...]


def taken(person: Person, task: str) -> list[Taken]:
    """The newest checks of a movement, the oldest first."""
    checks = person.checks.filter(task=task).order_by("-made_at").defer("series", "poses")[:SHOWN]
    return [_taken(check) for check in reversed(checks)]


def ways_of(checks: Sequence[Taken]) -> list[Way]:
    """The ways in which these checks were made, that of the newest first."""
    found = {way_key(each.numbers): each for each in checks}
    newest_first = sorted(found.values(), key=checks.index, reverse=True)
    return [Way(way_key(each.numbers), condition_words(each.numbers)) for each in newest_first]


def way_key(numbers: Measurement) -> str:
    """The conditions of a check in a word for an address; whether it was mirrored is no other way to move."""
    conditions = numbers.conditions
    extras = [name for name in ("brace", "band") if getattr(conditions, name)]
    return "-".join([conditions.feet, conditions.effort, conditions.heels, *extras])


def trends(checks: Sequence[Taken], way: str = "") -> list[Trend]:
    """The first measures of the movement, over the checks made in one way, else as the newest was."""
    if not checks:
        return []
    keys = {way_key(each.numbers) for each in checks}
    wanted = way if way in keys else way_key(checks[-1].numbers)
    alike = [each for each in checks if way_key(each.numbers) == wanted]
    made = (_trend(name, alike) for name in first_measures(checks[-1].numbers.task))
    return [each for each in made if each.chart][:CHARTS]


def pair_of(checks: Sequence[Taken], asked: Mapping[str, str]) -> tuple[Taken, Taken] | None:
    """The two checks to compare: those asked for, else the first and the newest made in the same way."""
    by_id = {str(each.check): each for each in checks}
    before, after = by_id.get(asked.get("before", "")), by_id.get(asked.get("after", ""))
    if before and after:
        return before, after
    alike = [each for each in checks if each.numbers.conditions == checks[-1].numbers.conditions]
    return (alike[0], alike[-1]) if len(alike) > 1 else None


def changed(before: Taken, after: Taken) -> tuple[Changes, tuple[Changed, ...], tuple[Changed, ...]]:
    """What changed: all of it, the lines of the first measures, and the others."""
    changes = kneeline.compare(before.numbers, after.numbers)
    first = first_measures(after.numbers.task)[:CHARTS]
    lines = [(each.name in first, _changed(each)) for each in changes.changes]
    return (
        changes,
        tuple(line for is_first, line in lines if is_first),
        tuple(x for is_first, x in lines if not is_first),
    )


def by_condition(checks: Sequence[Taken]) -> list[Compared]:
    """The newest check of each other way against the newest of the newest way: what the insoles, the raised heels or
    the correction make of the first measures. Empty where all were made in one way."""
    newest = {way_key(each.numbers): each for each in checks}
    if len(newest) < 2:
        return []
    now = checks[-1]
    others = [each for key, each in newest.items() if key != way_key(now.numbers)]
    return [
        Compared(condition_words(each.numbers), condition_words(now.numbers), each.name, now.name, _between(each, now))
        for each in others
    ]


def _between(before: Taken, after: Taken) -> tuple[Changed, ...]:
    """The first measures, compared as if made in one way: the way is what they are compared for."""
    alike = replace(before.numbers, conditions=after.numbers.conditions)
    first = first_measures(after.numbers.task)[:CHARTS]
    return tuple(_changed(each) for each in kneeline.compare(alike, after.numbers).changes if each.name in first)


def pain_trend(log: SessionLog) -> Trend | None:
    """The worst pain of each day, during exercises and the morning after; None where none was told."""
    days = sorted({each.date for each in log.done})
    told = [(day, _worst(log, day)) for day in days]
    labels = (_("meanwhile"), _("next day"))
    courses = [
        Course(label, colour, [Point(day, value, None) for day, pair in told if (value := pair[which]) is not None])
        for which, (label, colour) in enumerate(zip(labels, ("ink", "soft"), strict=True))
    ]
    courses = [course for course in courses if course.points]
    if not courses:
        return None
    rows = tuple((date_words(day), *(_or_dash(value) for value in pair)) for day, pair in reversed(told))
    name = _("Pain, 0 to 10")
    return Trend(name, trend_chart(courses, "", name), (_("Day"), *labels), rows)


def _taken(check: Check) -> Taken:
    numbers = check.numbers()
    made = f"{date_words(check.made_at.date())}, {check.made_at:%H:%M}"
    return Taken(check.pk, made, numbers, check.made_at.date())


def _trend(name: str, checks: Sequence[Taken]) -> Trend:
    values: list[tuple[datetime.date, dict[str, Value]]] = [
        (each.date, {value.side: value for value in _of(each.numbers, name)}) for each in checks
    ]
    sides = [side for side in ("left", "right", "both") if any(side in of_day for _date, of_day in values)]
    label = measure_name(name, checks[-1].numbers.task).name
    unit = next((value.unit for _date, of_day in values for value in of_day.values()), "")
    courses = [
        Course(
            side_word(side),
            side if side != "both" else "ink",
            [_point(date, of_day[side]) for date, of_day in values if side in of_day],
        )
        for side in sides
    ]
    rows = tuple(
        (date_words(date), *(_in_words(of_day.get(side)) for side in sides)) for date, of_day in reversed(values)
    )
    alt = f"{label}: " + "; ".join(f"{short_date(date)} {_said(of_day)}" for date, of_day in values)
    chart = trend_chart(courses, unit, alt) if unit else ""
    return Trend(label, chart, (_("Day"), *(side_word(side) for side in sides)), rows)


def _of(numbers: Measurement, name: str) -> list[Value]:
    found = [value for value in numbers.measures if value.name == name and value.value is not None]
    return [value for value in found if value.at == found[0].at]


def _point(date: datetime.date, value: Value) -> Point:
    error = value.error_95 if value.repeat_error_95 is None else value.repeat_error_95
    return Point(date, value.value or 0.0, error)


def _in_words(value: Value | None) -> str:
    return "–" if value is None or value.value is None else with_error(value.value, value.error_95, value.unit)


def _said(of_day: Mapping[str, Value]) -> str:
    return ", ".join(f"{side_word(side)} {_in_words(value)}" for side, value in of_day.items() if side != "difference")


def _changed(change: Change) -> Changed:
    sided = _("difference") if change.side == "difference" else side_word(change.side)
    side = "" if change.side == "both" else f", {sided}"
    what = f"{measure_name(change.name).name} ({word('moment', change.at)}){side}"
    return Changed(what, change.verdict, _(VERDICTS[change.verdict]), change.text)


def _worst(log: SessionLog, day: datetime.date) -> tuple[int | None, int | None]:
    of_day = [each for each in log.done if each.date == day]
    during = [each.pain for each in of_day if each.pain is not None]
    after = [each.pain_next_morning for each in of_day if each.pain_next_morning is not None]
    return max(during, default=None), max(after, default=None)


def _or_dash(number: int | None) -> str:
    return "–" if number is None else str(number)
