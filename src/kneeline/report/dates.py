"""Days in words, in the language that is spoken."""

import datetime

from kneeline.core.language import N_, _

_WEEKDAYS = (
    (N_("Monday"), N_("Mon")),
    (N_("Tuesday"), N_("Tue")),
    (N_("Wednesday"), N_("Wed")),
    (N_("Thursday"), N_("Thu")),
    (N_("Friday"), N_("Fri")),
    (N_("Saturday"), N_("Sat")),
    (N_("Sunday"), N_("Sun")),
)
_MONTHS = (
    (N_("January"), N_("Jan")),
    (N_("February"), N_("Feb")),
    (N_("March"), N_("Mar")),
    (N_("April"), N_("Apr")),
    (N_("May"), N_("May")),
    (N_("June"), N_("Jun")),
    (N_("July"), N_("Jul")),
    (N_("August"), N_("Aug")),
    (N_("September"), N_("Sep")),
    (N_("October"), N_("Oct")),
    (N_("November"), N_("Nov")),
    (N_("December"), N_("Dec")),
)


def date_words(date: datetime.date) -> str:
    """Such as "Monday 24 November"."""
    month = _(_MONTHS[date.month - 1][0])
    return _("{weekday} {day} {month}").format(weekday=weekday(date), day=date.day, month=month)


def short_date(date: datetime.date) -> str:
    """Such as "24 Nov"."""
    return f"{date.day} {_(_MONTHS[date.month - 1][1])}"


def weekday(date: datetime.date) -> str:
    """Such as "Monday"."""
    return _(_WEEKDAYS[date.weekday()][0])


def short_weekday(date: datetime.date) -> str:
    """Such as "Mon"."""
    return _(_WEEKDAYS[date.weekday()][1])
