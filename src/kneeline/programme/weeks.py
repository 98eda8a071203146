"""The week that is final, and the weeks after it as an outlook."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kneeline.catalogue import Catalogue
from kneeline.core.findings import Findings
from kneeline.core.programme import LeftOut, SessionLog, Week, Wishes
from kneeline.programme.choice import Candidate, Choice, Loads, choose, days_of
from kneeline.programme.entry import WEEK_DAYS, Entry, Limits, Plan, neighbours, spread
from kneeline.programme.goals import goals_in_words
from kneeline.programme.layout import day_of, entry_of
from kneeline.programme.load import Load, duration_s
from kneeline.programme.onset import held_at_onset
from kneeline.programme.priority import days_a_week
from kneeline.programme.progression import step_text, step_up
from kneeline.programme.week import best_week
from kneeline.programme.words import say

Chosen = tuple[tuple[Candidate, ...], ...]
"""The candidates of each day of a week, in the order they are done."""


@dataclass(frozen=True)
class FirstWeek:
    """A week chosen, what is not in it and why, and what it reaches, in words."""

    week: Week
    chosen: Chosen
    left_out: tuple[LeftOut, ...]
    goals: tuple[str, ...]


def first_week(
    findings: Findings,
    wishes: Wishes,
    start: datetime.date,
    number: int,
    catalogue: Catalogue,
    log: SessionLog,
    loads: Loads,
) -> FirstWeek:
    """The best week from ``start`` on. ``loads``: where each exercise stands by now."""
    choice = choose(findings, wishes, catalogue, log, loads)
    chosen = _in_rounds(choice, wishes) if wishes.profile == "as_printed" else _best(choice, wishes, catalogue)
    week = _week(chosen, findings, wishes, start, number)
    planned = {each.exercise.id for day in chosen for each in day}
    no_time = [
        LeftOut(each.exercise.id, say("left_out", "time", minutes=wishes.minutes, days=wishes.days), "time")
        for each in choice.candidates
        if each.exercise.id not in planned
    ]
    fitted = wishes.profile == "fitted"
    goals = goals_in_words(choice.candidates, chosen, week, findings) if fitted else ()
    return FirstWeek(week, chosen, (*choice.left_out, *no_time), goals)


def outlook(first: FirstWeek, findings: Findings, wishes: Wishes, weeks: int) -> tuple[Week, ...]:
    """The ``weeks`` after the first: the same days, each week one small step more on one exercise, if all goes well
    and no day gets longer than wished. They are planned anew from what was really done."""
    chosen, found = first.chosen, []
    for ahead in range(1, weeks + 1):
        chosen, note = _stepped(chosen, findings, wishes, ahead)
        start = first.week.start + datetime.timedelta(days=WEEK_DAYS * ahead)
        found.append(
            replace(_week(chosen, findings, wishes, start, first.week.number + ahead), outlook=True, note=note)
        )
    return tuple(found)


def _best(choice: Choice, wishes: Wishes, catalogue: Catalogue) -> Chosen:
    at_home = frozenset(each.id for each in catalogue.equipment.values() if each.at_home)
    entries = [entry_of(each, *days_of(each), at_home) for each in choice.candidates]
    limits = Limits(spread(wishes.days), wishes.minutes * 60, wishes.most_items)
    week = _with_more_of_openers(choice.candidates, entries, best_week(entries, limits), limits)
    return tuple(tuple(choice.candidates[index] for index in sorted(day)) for day in week)


def _with_more_of_openers(
    candidates: Sequence[Candidate], entries: Sequence[Entry], week: Plan, limits: Limits
) -> list[set[int]]:
    """The week with what opens a gate on as many days as is usual for its kind, where a day has room for it: the
    shortest days first, strength never on the day after strength. Where something is not done often enough to
    count, there is room, too."""
    days = [set(day) for day in week]
    for index, candidate in enumerate(candidates):
        usual = days_a_week(candidate.exercise.kind)[0]
        counting = {
            each
            for each, entry in enumerate(entries)
            if sum(each in day for day in days) >= min(entry.least, len(days))
        }
        for day in sorted(range(len(days)), key=lambda day: _seconds_of(entries, days[day] & counting)):
            planned = sum(index in each for each in days)
            if candidate.opens and 0 < planned < usual and index not in days[day]:
                longer = (days[day] & counting) | {index}
                if _has_room(entries, longer, limits) and _rested(entries, days, day, index, limits):
                    days[day] = _filled(entries, longer, days[day] - longer, limits)
    return days


def _has_room(entries: Sequence[Entry], day: set[int], limits: Limits) -> bool:
    return _seconds_of(entries, day) <= limits.seconds and len(day) <= limits.most_items


def _rested(entries: Sequence[Entry], days: Sequence[set[int]], day: int, index: int, limits: Limits) -> bool:
    """Whether an entry on a day puts no strength on days that follow on each other."""
    strong = [any(entries[each].strength for each in others) for others in days]
    beside = {b if a == day else a for a, b in neighbours(limits.offsets) if day in (a, b)}
    return not entries[index].strength or strong[day] or not any(strong[each] for each in beside)


def _filled(entries: Sequence[Entry], day: set[int], others: set[int], limits: Limits) -> set[int]:
    """A day with as many of the others as it still has room for, in the article's order."""
    for each in sorted(others):
        day = day | {each} if _has_room(entries, day | {each}, limits) else day
    return day


def _seconds_of(entries: Sequence[Entry], day: set[int]) -> int:
    return sum(entries[each].seconds for each in day)


def _in_rounds(choice: Choice, wishes: Wishes) -> Chosen:
    """Everything in the article's order, each once a round; a day goes on where the last one ended."""
    days: list[tuple[Candidate, ...]] = []
    rest: list[Candidate] = []
    for _ in range(wishes.days):
        rest = rest or list(choice.candidates)
        day: list[Candidate] = []
        while rest and _seconds([*day, rest[0]]) <= wishes.minutes * 60:
            day.append(rest.pop(0))
        days.append(tuple(day))
    return tuple(days)


def _week(chosen: Chosen, findings: Findings, wishes: Wishes, start: datetime.date, number: int) -> Week:
    dates = [start + datetime.timedelta(days=offset) for offset in spread(len(chosen))]
    days = [day_of(date, day, findings, wishes) for date, day in zip(dates, chosen, strict=True) if day]
    return Week(number, start, tuple(days), outlook=False)


def _stepped(chosen: Chosen, findings: Findings, wishes: Wishes, turn: int) -> tuple[Chosen, str]:
    """The days with one exercise a step on, the exercises taking turns, those worth most first."""
    every = {each.exercise.id: each for day in chosen for each in day}
    turns = sorted(every.values(), key=lambda each: -each.worth)
    for place in range(len(turns)):
        candidate = turns[(turn - 1 + place) % len(turns)]
        load = _step_of(candidate, findings, wishes)
        longer = _with_load(chosen, candidate.exercise.id, load) if load else chosen
        if load and all(_seconds(day) <= wishes.minutes * 60 for day in longer):
            return longer, step_text(candidate.exercise, candidate.load, load, "outlook")
    return chosen, say("progress", "outlook_same")


def _step_of(candidate: Candidate, findings: Findings, wishes: Wishes) -> Load | None:
    """One step more within the stage: the next stage is opened by what was done, not by an outlook."""
    if candidate.remark:
        return None
    load = step_up(candidate.exercise, candidate.load, (), wishes.minutes)
    return held_at_onset(candidate.exercise, load, findings) if load else None


def _with_load(chosen: Chosen, exercise: str, load: Load) -> Chosen:
    return tuple(
        tuple(replace(each, load=load) if each.exercise.id == exercise else each for each in day) for day in chosen
    )


def _seconds(day: Sequence[Candidate]) -> int:
    return sum(duration_s(each.exercise, each.load) for each in day)
