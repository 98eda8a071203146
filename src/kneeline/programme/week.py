"""One week, optimised exactly: which exercise on which day, by goals in strict order (HiGHS, mixed-integer).

Goals, each maximised before the next is looked at (``Goals``; rules, sources and tags: docs/programme.md):
worth of what is done at its dose; worth of what is done in a shorter version; no time short of step 4's share of 40 %;
stretch seconds by muscle up to 600; strength days apart; days with something to do; few things to fetch; days alike in
length; the article's order. Times are whole seconds, so every comparison is exact.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kneeline.programme.bound import FULL_DAYS, REACH, Bound, bound_knowing, bound_of
from kneeline.programme.by_times import goals_by_times, value_of
from kneeline.programme.entry import Entry, Goals, Limits, Plan, goals_of, neighbours, strong_days
from kneeline.programme.model import EXACT_NODES, Model
from kneeline.programme.packing import freely_packed, packed, tight_days

COMFORT_NODES = 20
"""The search for the most comfortable week among equals ends after so many nodes: a small week is long done by then,
in a large one the last half minute is not worth the wait. Nodes, not seconds, so that the same wishes give the same
week on every machine."""

SMALL = 80
"""Exercises times days of a week small enough to be looked at day by day, too."""


def best_week(entries: Sequence[Entry], limits: Limits) -> Plan:
    """The week whose goals are the largest in their order, among those that keep the limits.

    No week exceeds a bound, so one that reaches it is the best; closer bounds take longer and are looked at in turn.
    """
    if not entries:
        return tuple(frozenset[int]() for _ in limits.offsets)
    for full_days in FULL_DAYS:
        bound = bound_of(entries, limits, full_days)
        if bound is None:
            continue
        days = tight_days(entries, limits, bound)
        plan = packed(entries, limits, bound, days) if days else None
        if plan and goals_of(entries, plan, limits.offsets).vector() == bound.goals:
            return plan
        if full_days != "together":
            by_day = not days or len(entries) * len(limits.offsets) <= SMALL
            plan = _more_comfortable(entries, limits, bound, plan, by_day)
        elif not days:
            plan = _reaching(entries, limits, bound.reach, COMFORT_NODES)
        if plan and goals_of(entries, plan, limits.offsets).vector()[:REACH] == bound.reach:
            return plan
    return _best_knowing(entries, limits, ())


def _more_comfortable(
    entries: Sequence[Entry], limits: Limits, bound: Bound, plan: Plan | None, by_day: bool
) -> Plan | None:
    """The most comfortable week with a bound's first goals that can be found, ``plan`` or another; or None.

    ``by_day``: whether to look for it day by day, too, where there are many ways to fill one.
    """
    best = freely_packed(entries, limits, bound, range(len(entries)))
    if best:
        return best
    others = (
        plan,
        freely_packed(entries, limits, bound, bound.done),
        _reaching(entries, limits, bound.reach, COMFORT_NODES) if by_day else None,
    )
    found = [each for each in others if each]
    return max(found, key=lambda each: goals_of(entries, each, limits.offsets).vector(), default=None)


def _best_knowing(entries: Sequence[Entry], limits: Limits, known: tuple[int, ...]) -> Plan:
    """The best week, whose first goals are ``known`` already: they are looked for by themselves until one falls short
    of the bound."""
    bound = bound_knowing(entries, limits, known)
    plan = _reaching(entries, limits, bound, EXACT_NODES)
    if plan:
        return plan
    while known == bound[: len(known)]:
        known = (*known, _next(entries, limits, known, bound))
    return _best_knowing(entries, limits, known)


def _next(entries: Sequence[Entry], limits: Limits, known: Sequence[int], bound: Sequence[int]) -> int:
    """What the first goal that is not known can be, at most as in ``bound``."""
    model = Model()
    columns = _columns(model, entries, limits)
    by_times = goals_by_times(model, entries, len(limits.offsets), columns.times)
    goals = [*by_times, _strength_pairs(model, entries, limits, columns)]
    for weights, value in zip(goals, known, strict=False):
        model.row(weights, least=value - 0.5)
    weights = goals[len(known)]
    if not weights:
        return 0
    model.row(weights, most=bound[len(known)] + 0.5)
    return value_of(weights, model.best(weights, EXACT_NODES))


def _reaching(entries: Sequence[Entry], limits: Limits, reach: Sequence[int], most_nodes: int) -> Plan | None:
    """The most comfortable week with the goals before comfort at ``reach``; None where none is found within the nodes.

    Days differ in nothing but their neighbours, so strength may stay on days that are chosen before.
    """
    model = Model()
    columns = _columns(model, entries, limits)
    by_times = goals_by_times(model, entries, len(limits.offsets), columns.times)
    for weights, least in zip(by_times, reach, strict=False):
        model.row(weights, least=least - 0.5)
    strong = strong_days(len(limits.offsets), neighbours(limits.offsets), -reach[-1])
    for entry, row in zip(entries, columns.done, strict=True):
        for day, column in enumerate(row):
            model.upper[column] = int(day in strong or not entry.strength)
    plan: Plan | None = None
    for goal in _comfort(model, entries, limits, columns):
        found = model.best(goal.weights, COMFORT_NODES)
        if found is None and plan is None and most_nodes > COMFORT_NODES:
            found = model.best(goal.weights, most_nodes)
        plan = plan if found is None else columns.plan(found)
        if plan is None:
            return None
        model.row(goal.weights, least=goal.reached(goals_of(entries, plan, limits.offsets)) - 0.5)
    return plan


@dataclass(frozen=True)
class _Goal:
    """Several goals of the model in one: ``parts`` are names of ``Goals`` with their weights, ``weights`` those of the
    columns that stand for them. The weights keep the order strict."""

    parts: Mapping[str, int]
    weights: Mapping[int, int]

    def reached(self, goals: Goals) -> int:
        return sum(weight * int(getattr(goals, name)) for name, weight in self.parts.items())


@dataclass(frozen=True)
class _Columns:
    """Whether an exercise is done on a day, by exercise and day; and on how many days, by exercise."""

    done: list[list[int]]
    times: list[int]

    def plan(self, found: np.ndarray) -> Plan:
        days = range(len(self.done[0]))
        return tuple(frozenset(index for index, row in enumerate(self.done) if found[row[day]]) for day in days)


def _columns(model: Model, entries: Sequence[Entry], limits: Limits) -> _Columns:
    days = range(len(limits.offsets))
    times = [model.column(min(entry.most, len(days))) for entry in entries]
    done = [[model.column(1) for _ in days] for _ in entries]
    for day in days:
        model.row({row[day]: entry.seconds for entry, row in zip(entries, done, strict=True)}, most=limits.seconds)
        model.row({row[day]: 1 for row in done}, most=limits.most_items)
    for count, row in zip(times, done, strict=True):
        model.row({**dict.fromkeys(row, 1), count: -1}, least=0, most=0)
    return _Columns(done, times)


def _comfort(model: Model, entries: Sequence[Entry], limits: Limits, columns: _Columns) -> Iterator[_Goal]:
    """The goals after those, each with its columns added when its turn comes."""
    yield _used_and_things(model, entries, limits, columns)
    yield _longest_and_order(model, entries, limits, columns)


def _used_and_things(model: Model, entries: Sequence[Entry], limits: Limits, columns: _Columns) -> _Goal:
    """Two goals in one: a day with something to do weighs more than all things to fetch."""
    days = len(limits.offsets)
    used = len({thing for entry in entries for thing in entry.things}) * days + 1
    weights = {column: used * weight for column, weight in _days_used(model, limits, columns).items()}
    weights |= _things(model, entries, limits, columns)
    return _Goal({"days_used": used, "things": 1}, weights)


def _longest_and_order(model: Model, entries: Sequence[Entry], limits: Limits, columns: _Columns) -> _Goal:
    """Two goals in one: a minute of the longest day weighs more than any order."""
    longest = len(entries) * (len(entries) + 1) // 2 * len(limits.offsets) + 1
    weights = {column: longest * weight for column, weight in _longest_day(model, entries, limits, columns).items()}
    weights |= {count: -(index + 1) for index, count in enumerate(columns.times)}
    return _Goal({"longest_day": longest, "order": 1}, weights)


def _strength_pairs(model: Model, entries: Sequence[Entry], limits: Limits, columns: _Columns) -> dict[int, int]:
    rows = [row for entry, row in zip(entries, columns.done, strict=True) if entry.strength]
    pairs = neighbours(limits.offsets)
    if not rows or not pairs:
        return {}
    strong = [model.column(1) for _ in limits.offsets]
    for row in rows:
        for column, day in zip(row, strong, strict=True):
            model.row({day: 1, column: -1}, least=0)
    goal: dict[int, int] = {}
    for a, b in pairs:
        both = model.column(1)
        model.row({both: 1, strong[a]: -1, strong[b]: -1}, least=-1)
        goal[both] = -1
    return goal


def _days_used(model: Model, limits: Limits, columns: _Columns) -> dict[int, int]:
    goal: dict[int, int] = {}
    for day in range(len(limits.offsets)):
        used = model.column(1)
        model.row({**{row[day]: 1 for row in columns.done}, used: -1}, least=0)
        goal[used] = 1
    return goal


def _things(model: Model, entries: Sequence[Entry], limits: Limits, columns: _Columns) -> dict[int, int]:
    goal: dict[int, int] = {}
    for thing in sorted({thing for entry in entries for thing in entry.things}):
        for day in range(len(limits.offsets)):
            needed = model.column(1)
            for entry, row in zip(entries, columns.done, strict=True):
                if thing in entry.things:
                    model.row({needed: 1, row[day]: -1}, least=0)
            goal[needed] = -1
    return goal


def _longest_day(model: Model, entries: Sequence[Entry], limits: Limits, columns: _Columns) -> dict[int, int]:
    longest = model.column(math.ceil(limits.seconds / 60))
    for day in range(len(limits.offsets)):
        terms = {row[day]: -entry.seconds for entry, row in zip(entries, columns.done, strict=True)}
        model.row({**terms, longest: 60}, least=0)
    return {longest: -1}
