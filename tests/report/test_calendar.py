"""A programme in somebody's calendar: the right dates, once, however often it is imported."""

import datetime
from dataclasses import replace

import vobject

from kneeline.catalogue import catalogue
from kneeline.core.programme import Day, Item, Programme, Retest, Week, Wishes
from kneeline.report.calendar import render_calendar

MONDAY = datetime.date(2026, 11, 23)
AT = datetime.time(18, 30)
WRITTEN = datetime.datetime(2026, 11, 22, 12, 0, tzinfo=datetime.UTC)


def item(exercise: str, minutes: float = 5.0) -> Item:
    return Item(exercise, "as-printed", "both", 1, 20, 5.0, None, 0.0, "Your left knee moved in.", None, minutes)


def programme(weeks: int = 4, days: tuple[int, ...] = (0, 2, 4)) -> Programme:
    def day(week: int, weekday: int) -> Day:
        return Day(MONDAY + datetime.timedelta(days=7 * week + weekday), (item("clamshell"), item("short-foot")))

    return Programme(
        version="0",
        start=MONDAY,
        phase="block",
        level="self_care",
        wishes=Wishes(),
        weeks=tuple(
            Week(week + 1, MONDAY + datetime.timedelta(weeks=week), tuple(day(week, each) for each in days), week > 0)
            for week in range(weeks)
        ),
        left_out=(),
        retests=(Retest(MONDAY + datetime.timedelta(weeks=2), ("squat",)),),
    )


def rendered(planned: Programme) -> str:
    return render_calendar(planned, AT, WRITTEN, catalogue())


def occurrences(text: str) -> dict[str, list[datetime.datetime]]:
    """Every event's dates by UID, read by another library than the one that wrote them."""
    dates = {}
    for event in vobject.readOne(text).vevent_list:
        dates[event.uid.value] = list(event.rruleset) if hasattr(event, "rrule") else [event.dtstart.value]
    return dates


def test_another_library_reads_the_same_dates() -> None:
    planned = programme()
    read = sorted(
        moment for uid, moments in occurrences(rendered(planned)).items() if "training" in uid for moment in moments
    )
    assert read == [datetime.datetime.combine(day.date, AT) for week in planned.weeks for day in week.days]


def test_importing_twice_doubles_nothing() -> None:
    assert occurrences(rendered(programme())).keys() == occurrences(rendered(programme())).keys()
    assert len(occurrences(rendered(programme()))) == 3 + 1


def test_a_change_keeps_its_uids_and_raises_the_sequence() -> None:
    before, after = programme(), replace(programme(weeks=3), sequence=1)
    assert occurrences(rendered(before)).keys() == occurrences(rendered(after)).keys()
    assert all(event.sequence.value == "1" for event in vobject.readOne(rendered(after)).vevent_list)


def test_a_day_left_out_in_one_week_is_left_out_there_alone() -> None:
    planned = programme(weeks=4)
    weeks = (*planned.weeks[:2], replace(planned.weeks[2], days=planned.weeks[2].days[1:]), planned.weeks[3])
    by_weekday = occurrences(rendered(replace(planned, weeks=weeks)))
    mondays = [moment.date() for moment in by_weekday["training-0-20261123@kneeline"]]
    assert mondays == [MONDAY, MONDAY + datetime.timedelta(weeks=1), MONDAY + datetime.timedelta(weeks=3)]
    assert len(by_weekday["training-2-20261123@kneeline"]) == 4


def test_an_alarm_and_the_exercises_are_in_it() -> None:
    event = vobject.readOne(rendered(programme())).vevent_list[0]
    assert event.valarm.trigger.value == datetime.timedelta(minutes=-10)
    assert "Clamshell: 20 times, held 5 s, each side" in event.description.value


def test_times_are_wherever_the_person_is() -> None:
    """Floating times: no time zone to go wrong on a journey or when clocks change."""
    text = rendered(programme())
    assert "DTSTART:20261123T183000\r\n" in text
    assert "TZID" not in text
