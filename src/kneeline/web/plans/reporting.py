"""How somebody says they are: pain, own activities, overall change; as a form has it, and as it is kept.

The scales are those of the field: pain 0 to 10 (NRS), own activities 0 to 10 (after the PSFS), overall change −5 to +5
(GROC). `kneeline.programme.reported` says what a change of them means.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from kneeline.core.programme import Check, SessionLog
from kneeline.report.dates import date_words
from kneeline.report.trend import Course, Point, trend_chart
from kneeline.web.plans.progress import Trend

ACTIVITIES = 3
OF_TEN = range(11)
OVERALL = range(-5, 6)
LONGEST_NAME = 60


@dataclass(frozen=True)
class Reported:
    """What the form shows: today's words, else the names of earlier activities; whether there is a start to compare
    with."""

    pain: int | None
    activities: tuple[tuple[str, int | None], ...]
    overall: int | None
    compares: bool


def reported(log: SessionLog, today: datetime.date) -> Reported:
    """The form for today."""
    now = next((each for each in log.checks if each.date == today), None)
    earlier = sorted((each for each in log.checks if each.date < today), key=lambda each: each.date)
    told: list[tuple[str, int | None]] = list(now.activities) if now else []
    told += [(name, None) for name, _value in (earlier[-1].activities if earlier else ()) if name not in dict(told)]
    told += [("", None)] * (ACTIVITIES - len(told))
    return Reported(
        now.pain if now else None, tuple(told[:ACTIVITIES]), now.overall_change if now else None, bool(earlier)
    )


def check_sent(sent: Mapping[str, str], date: datetime.date) -> Check | None:
    """What a form says; None where it says nothing. An activity counts with both its name and its number."""
    activities = tuple(
        (name, value)
        for index in range(ACTIVITIES)
        if (name := sent.get(f"activity-{index}", "").strip()[:LONGEST_NAME])
        and (value := _within(sent.get(f"ease-{index}"), OF_TEN)) is not None
    )
    check = Check(date, _within(sent.get("pain"), OF_TEN), activities, _within(sent.get("overall"), OVERALL))
    return check if check != Check(date) else None


def activity_trend(log: SessionLog, name: str) -> Trend | None:
    """How easy the activities were over time, one line each; None before the second time."""
    checks = sorted((each for each in log.checks if each.activities), key=lambda each: each.date)
    names = list(dict.fromkeys(activity for check in checks for activity, _value in check.activities))[:ACTIVITIES]
    if len(checks) < 2:
        return None
    colours = ("ink", "soft", "mark")
    courses = [
        Course(
            activity,
            colour,
            [Point(each.date, told[activity], None) for each in checks if activity in (told := dict(each.activities))],
        )
        for activity, colour in zip(names, colours, strict=False)
    ]
    rows = tuple(
        (date_words(each.date), *(str(dict(each.activities).get(activity, "–")) for activity in names))
        for each in reversed(checks)
    )
    return Trend(name, trend_chart(courses, "", name), ("", *names), rows)


def _within(text: str | None, allowed: range) -> int | None:
    try:
        number = int(text or "")
    except ValueError:
        return None
    return number if number in allowed else None
