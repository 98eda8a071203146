"""A programme in somebody's calendar: the right dates, once, however often it is imported."""

import datetime
import itertools
from dataclasses import replace
from typing import Any

import vobject

import kneeline
from kneeline.catalogue import catalogue
from kneeline.core.programme import Day, Item, Programme, Retest, SessionLog, Week, Wishes
from kneeline.report.calendar import nothing_to_write, render_calendar
from tests.report import examples

MONDAY = datetime.date(2026, 11, 23)
DAY = datetime.timedelta(days=1)
WEEK = datetime.timedelta(weeks=1)
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


def events(planned: Programme) -> dict[str, Any]:
    """Every event by its UID; one UID never comes twice."""
    found = vobject.readOne(rendered(planned)).vevent_list
    by_uid = {event.uid.value: event for event in found}
    assert len(by_uid) == len(found)
    return by_uid


def retest_uids(planned: Programme) -> set[str]:
    return {uid for uid in events(planned) if "retest" in uid}


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


def test_the_next_week_moves_its_events_and_adds_none() -> None:
    """As people do it: plan, a week, advance, a week, advance; all three imported into one calendar."""
    findings = kneeline.assess([examples.squat()], on=MONDAY)
    first = kneeline.plan(findings, Wishes(days=5), start=MONDAY)
    second = kneeline.advance(first, SessionLog(), findings, on=MONDAY + WEEK)
    third = kneeline.advance(second, SessionLog(), findings, on=MONDAY + 2 * WEEK)
    assert (first.block_start, second.block_start, third.block_start) == (None, MONDAY, MONDAY)
    for earlier, later in itertools.pairwise((first, second, third)):
        before, after = events(earlier), events(later)
        used = {uid for uid, event in after.items() if event.status.value == "CONFIRMED"}
        assert used <= set(before)
        assert {uid for uid in before if "training" in uid} <= set(after)
        assert all(int(event.sequence.value) == later.sequence for event in after.values())
    assert later.sequence == 2


def test_retests_keep_their_uids_when_the_week_starts_some_days_off() -> None:
    planned = programme()
    moved = replace(planned, block_start=MONDAY, start=MONDAY + WEEK + datetime.timedelta(days=2), sequence=1)
    moved = replace(moved, retests=(replace(planned.retests[0], date=planned.retests[0].date + 2 * DAY),))
    assert retest_uids(planned) == retest_uids(moved)


def test_weekdays_no_longer_used_are_cancelled() -> None:
    fewer = replace(programme(days=(0, 2)), block_start=MONDAY, sequence=1)
    status = {uid: event.status.value for uid, event in events(fewer).items()}
    assert status["training-0-20261123@kneeline"] == "CONFIRMED"
    assert status["training-4-20261123@kneeline"] == "CANCELLED"
    assert not hasattr(events(fewer)["training-4-20261123@kneeline"], "valarm")


def test_a_plan_that_stops_cancels_everything() -> None:
    planned = programme()
    stopped = replace(planned, block_start=MONDAY, start=MONDAY + WEEK, weeks=(), retests=(), sequence=1)
    assert set(events(planned)) <= set(events(stopped))
    assert {event.status.value for event in events(stopped).values()} == {"CANCELLED"}
    assert nothing_to_write(stopped) is None


def test_a_plan_that_never_started_has_nothing_to_write() -> None:
    assert nothing_to_write(replace(programme(), weeks=(), retests=()))
    assert nothing_to_write(programme()) is None


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
