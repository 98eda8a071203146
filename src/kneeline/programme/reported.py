"""What the person says of themselves, in sentences with their numbers: days done, pain, own activities, overall change.

Pain 0–10 (NRS): a change of 2 points is one most people notice (Salaffi 2004: "much better"). Own activities 0–10, the
higher the easier (after the PSFS): 3 points for one activity [M]. Overall change −5…+5 (GROC): 2 points [M].
"""

import datetime

from kneeline.core.programme import Check, Programme, SessionLog
from kneeline.programme.words import say

PAIN_POINTS = 2
ACTIVITY_POINTS = 3
OVERALL_POINTS = 2


def adherence_in_words(programme: Programme, log: SessionLog, until: datetime.date) -> str:
    """Planned days and exercises of the programme's first week up to and with ``until``, and what was done of them."""
    week = programme.first_week
    days = [day for day in week.days if day.date <= until] if week else []
    if not days:
        return say("report", "adherence_none")
    done = {(each.date, each.exercise) for each in log.done if days[0].date <= each.date <= until}
    return say(
        "report",
        "adherence",
        done=min(len({date for date, _ in done}), len(days)),
        planned=len(days),
        items=min(len(done), sum(len(day.items) for day in days)),
        planned_items=sum(len(day.items) for day in days),
    )


def reported_in_words(log: SessionLog) -> tuple[str, ...]:
    """The first check against the newest: pain, each activity named in both, and the newest overall change."""
    checks = sorted(log.checks, key=lambda check: check.date)
    if not checks:
        return (say("report", "pain_no_checks"),)
    first, last = checks[0], checks[-1]
    return (_pain(checks), *_activities(first, last), *_overall(last))


def _pain(checks: list[Check]) -> str:
    told = [check.pain for check in checks if check.pain is not None]
    if len(told) < 2:
        return say("report", "pain_no_checks")
    return say(
        "report",
        _direction("pain", ("less", "same", "more"), told[-1] - told[0], PAIN_POINTS),
        before=told[0],
        after=told[-1],
    )


def _activities(first: Check, last: Check) -> tuple[str, ...]:
    before = dict(first.activities)
    both = [(name, before[name], now) for name, now in last.activities if name in before and first is not last]
    return tuple(
        say(
            "report",
            _direction("activity", ("harder", "same", "easier"), now - then, ACTIVITY_POINTS),
            activity=name,
            before=then,
            after=now,
        )
        for name, then, now in both
    )


def _overall(last: Check) -> tuple[str, ...]:
    if last.overall_change is None:
        return ()
    key = _direction("overall", ("worse", "same", "better"), last.overall_change, OVERALL_POINTS)
    return (say("report", key, n=f"{last.overall_change:+d}".replace("-", "−")),)


def _direction(kind: str, words: tuple[str, str, str], change: int, least: int) -> str:
    down, same, up = words
    return f"{kind}_{up if change >= least else down if change <= -least else same}"
