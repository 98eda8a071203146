"""What no week can exceed, found without naming days: how often each exercise is done, and how often a week has each
full day (Gilmore and Gomory 1961)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, get_args

from kneeline.programme.by_times import Weights, goals_by_times, value_of
from kneeline.programme.entry import Entry, Limits, neighbours, strong_days
from kneeline.programme.model import EXACT_NODES, Kind, Model, add_full_days

REACH = 5
"""The goals before comfort: the first ones of ``Goals``."""


SOLVED_TOGETHER = ((0, 1), (2, 3, 4))
"""Goals before comfort, by their place, that one solution finds: one after the other takes about twice as long, all at
once is slower again where much has to be proved."""


@dataclass(frozen=True)
class Bound:
    """All goals of ``Goals`` in their order, as large as no week exceeds them, and ``times``: on how many days each
    exercise would be done."""

    goals: tuple[int, ...]
    times: tuple[int, ...]

    @property
    def reach(self) -> tuple[int, ...]:
        """The goals before comfort."""
        return self.goals[:REACH]

    @property
    def done(self) -> list[int]:
        """Indices of the exercises that are done at all."""
        return [index for index, count in enumerate(self.times) if count]


FullDays = Literal["together", "in parts", "whole"]
FULL_DAYS: tuple[FullDays, ...] = get_args(FullDays)
"""How close a bound looks at days: only at what all of them hold together; at full days, of which a week may have a
part; at whole ones. Each takes longer than the one before and is closer to what a week reaches."""


def bound_of(entries: Sequence[Entry], limits: Limits, full_days: FullDays) -> Bound | None:
    """The bound of a week, in which exercises of one length are the same. None where the solver fails."""
    return _bound_with(entries, limits, full_days, ())


def bound_knowing(entries: Sequence[Entry], limits: Limits, known: Sequence[int]) -> tuple[int, ...]:
    """The bound's goals before comfort, the first of which are ``known`` already."""
    bound = _bound_with(entries, limits, "in parts", known)
    return bound.reach if bound else (*known, *[0] * (REACH - len(known)))


def _bound_with(entries: Sequence[Entry], limits: Limits, full_days: FullDays, known: Sequence[int]) -> Bound | None:
    """The bound whose first goals are ``known``, or None where they do not hold."""
    model = Model()
    days = len(limits.offsets)
    times = [model.column(min(entry.most, days)) for entry in entries]
    strong = [model.column(1) for _ in range(days)]
    _room(model, entries, limits, times, strong)
    if full_days != "together":
        _room_on_full_days(model, entries, limits, times, strong, whole=full_days == "whole")
    goals = _before_comfort(model, entries, limits, times, strong)
    reach: tuple[int, ...] = ()
    for group in SOLVED_TOGETHER:
        weights = [goals[index] for index in group]
        values = known[len(reach) :][: len(group)]
        if len(values) < len(group):
            _hold(model, weights, values)
            values = _largest(model, weights, sure=not known)
        _hold(model, weights, values)
        reach = (*reach, *values)
    return _with_comfort(model, entries, limits, times, strong, reach, sure=not known)


def _hold(model: Model, goals: Sequence[Weights], values: Sequence[int]) -> None:
    """Rows for the first of the goals, to be neither less nor more than these values."""
    for weights, value in zip(goals, values, strict=False):
        model.row(weights, least=value - 0.5, most=value + 0.5)


def _largest(model: Model, goals: Sequence[Weights], sure: bool) -> tuple[int, ...]:
    """Several goals as large as they can be, each before the next, found at once: the weights keep their order strict.
    0 where nothing is found."""
    together: dict[int, int] = {}
    weight = 1
    for goal in reversed(goals):
        together |= {column: weight * each for column, each in goal.items()}
        weight *= 1 + sum(round(abs(each) * model.upper[column]) for column, each in goal.items())
    found = model.best(together, EXACT_NODES, sure) if together else None
    return tuple(value_of(goal, found) for goal in goals)


def _before_comfort(
    model: Model, entries: Sequence[Entry], limits: Limits, times: Sequence[int], strong: Sequence[int]
) -> list[Weights]:
    """The goals before comfort; the n-th column of ``strong`` stands for an n-th day with strength."""
    days, pairs = len(limits.offsets), neighbours(limits.offsets)
    free = [len(strong_days(days, pairs, count)) for count in range(len(pairs) + 1)]
    least = [next(count for count, most in enumerate(free) if number <= most) for number in range(days + 1)]
    return [
        *goals_by_times(model, entries, days, times),
        {
            column: before - after
            for column, before, after in zip(strong, least, least[1:], strict=False)
            if before != after
        },
    ]


def _with_comfort(
    model: Model,
    entries: Sequence[Entry],
    limits: Limits,
    times: Sequence[int],
    strong: Sequence[int],
    reach: Sequence[int],
    sure: bool,
) -> Bound | None:
    """The bound with its last four goals, two at a time; the weights keep their order strict."""
    days = len(limits.offsets)
    used = _days_used(model, entries, days, times, strong)
    things = _things(model, entries, days, times)
    first = {used: days * len(things) + 1, **dict.fromkeys(things, -1)}
    found = model.best(first, EXACT_NODES, sure)
    if found is None:
        return None
    model.row(first, least=value_of(first, found) - 0.5)
    longest = _longest_day(model, entries, limits, times)
    order = {count: -(index + 1) for index, count in enumerate(times)}
    second = {longest: -(days * sum(range(len(entries) + 1)) + 1), **order}
    found = model.best(second, EXACT_NODES, sure=True)
    comfort = [value_of(each, found) for each in ({used: 1}, dict.fromkeys(things, -1), {longest: -1}, order)]
    return Bound((*reach, *comfort), tuple(value_of({count: 1}, found) for count in times))


def _days_used(model: Model, entries: Sequence[Entry], days: int, times: Sequence[int], strong: Sequence[int]) -> int:
    """A column for the days with something to do: no more than there are items, nor than strength has days and the rest
    has items."""
    used = model.column(days)
    model.row({used: -1, **dict.fromkeys(times, 1)}, least=0)
    rest = [count for entry, count in zip(entries, times, strict=True) if not entry.strength]
    model.row({used: -1, **dict.fromkeys(strong, 1), **dict.fromkeys(rest, 1)}, least=0)
    return used


def _things(model: Model, entries: Sequence[Entry], days: int, times: Sequence[int]) -> list[int]:
    """A column for each thing: on as many days as the exercise with it that is done most often, or more."""
    columns = []
    for thing in sorted({thing for entry in entries for thing in entry.things}):
        columns.append(model.column(days))
        for entry, count in zip(entries, times, strict=True):
            if thing in entry.things:
                model.row({columns[-1]: 1, count: -1}, least=0)
    return columns


def _longest_day(model: Model, entries: Sequence[Entry], limits: Limits, times: Sequence[int]) -> int:
    """A column for the minutes of the longest day: no shorter than all days together, filled alike."""
    longest = model.column(math.ceil(limits.seconds / 60))
    terms = {count: -entry.seconds for entry, count in zip(entries, times, strict=True)}
    model.row({**terms, longest: 60 * len(limits.offsets)}, least=0)
    return longest


def _room(model: Model, entries: Sequence[Entry], limits: Limits, times: Sequence[int], strong: Sequence[int]) -> None:
    """All days together have room for what is done, those with strength for strength."""
    step = math.gcd(*(entry.seconds for entry in entries))
    seconds, days = limits.seconds // step * step, len(strong)
    strength = [(entry, count) for entry, count in zip(entries, times, strict=True) if entry.strength]
    model.row({count: entry.seconds for entry, count in zip(entries, times, strict=True)}, most=seconds * days)
    model.row(dict.fromkeys(times, 1), most=limits.most_items * days)
    model.row({**dict.fromkeys(strong, seconds), **{count: -entry.seconds for entry, count in strength}}, least=0)
    model.row({**dict.fromkeys(strong, limits.most_items), **{count: -1 for _, count in strength}}, least=0)
    for _, count in strength:
        model.row({**dict.fromkeys(strong, 1), count: -1}, least=0)
    for day, after in pairwise(strong):
        model.row({day: 1, after: -1}, least=0)


def _room_on_full_days(
    model: Model, entries: Sequence[Entry], limits: Limits, times: Sequence[int], strong: Sequence[int], whole: bool
) -> None:
    """Full days have room for what is done, where there are few enough to look at."""
    kinds: dict[Kind, list[int]] = {}
    for entry, count in zip(entries, times, strict=True):
        kinds.setdefault((entry.seconds, entry.strength), []).append(count)
    add_full_days(model, kinds, limits.seconds, limits.most_items, strong, whole)
