"""One week, optimised exactly: which exercise on which day, by goals in strict order (scipy.optimize.milp, HiGHS).

Goals, each maximised before the next is looked at (``Goals``; rules, sources and tags: docs/programme.md):
worth of what is done at its dose; worth of what is done in a shorter version; no time short of step 4's share of 40 %;
stretch seconds by muscle up to 600; strength days apart; days with something to do; few things to fetch; days alike in
length; the article's order. Times are whole seconds, so every comparison is exact.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

import numpy as np

from kneeline.programme.model import Kind, Model, add_full_days

STRETCH_GOAL_S = 600
"""Ten minutes a week for each muscle (Ingram 2024)."""

STRETCH_STEP_S = 30
"""Stretching is compared in half minutes, step 4's share in whole ones: finer differences help nobody (our choice)."""

WEEK_DAYS = 7

EXACT_NODES = 1_000_000
"""No bound in practice: the goals that matter are reached exactly."""

COMFORT_NODES = 20
"""The search for the most comfortable week among equals ends after so many nodes: a small week is long done by then,
in a large one the last half minute is not worth the wait. Nodes, not seconds, so that the same wishes give the same
week on every machine."""


@dataclass(frozen=True)
class Entry:
    """What the week's choice needs to know of an exercise, in the article's order among its like.

    ``least``, ``most``: days a week; ``full``: at its dose, else a shorter version; ``stretch``: seconds on each side
    by muscle; ``things``: what has to be at hand.
    """

    id: str
    seconds: int
    worth: int
    least: int
    most: int
    full: bool = True
    strength: bool = False
    step_4: bool = False
    stretch: Mapping[str, int] = field(default_factory=dict)
    things: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Limits:
    """What a week must keep to: days from its start, seconds and items of a day."""

    offsets: tuple[int, ...]
    seconds: int
    most_items: int


@dataclass(frozen=True)
class Goals:
    """What a week reaches, most important first; less is worse in each (so what should be small stands negative)."""

    at_dose: int
    shortened: int
    step_4_shortfall: int
    stretch: int
    strength_pairs: int
    days_used: int
    things: int
    longest_day: int
    order: int

    def vector(self) -> tuple[int, ...]:
        """The goals in their order; a week is better where its vector is the larger one."""
        return tuple(vars(self).values())


Plan = tuple[frozenset[int], ...]
"""Indices of the entries done on each day."""


def spread(days: int) -> tuple[int, ...]:
    """Days from the week's start, spread evenly: 3 a week are 0, 2, 4."""
    return tuple(index * WEEK_DAYS // days for index in range(days))


def neighbours(offsets: Sequence[int]) -> list[tuple[int, int]]:
    """Indices of days that follow on each other without a day between, the next week's first after this one's last."""
    count = len(offsets)
    pairs = [(first, (first + 1) % count) for first in range(count if count > 2 else count - 1)]
    return [(a, b) for a, b in pairs if (offsets[b] - offsets[a]) % WEEK_DAYS in (1, WEEK_DAYS - 1)]


def strong_days(days: int, pairs: Sequence[tuple[int, int]], most_pairs: int) -> tuple[int, ...]:
    """The most days of which no more than ``most_pairs`` follow on each other, the first such days of the week."""
    return next(
        chosen
        for size in range(days, -1, -1)
        for chosen in combinations(range(days), size)
        if sum(a in chosen and b in chosen for a, b in pairs) <= most_pairs
    )


def goals_of(entries: Sequence[Entry], plan: Plan, offsets: Sequence[int]) -> Goals:
    """What a week reaches of each goal."""
    times = [sum(index in day for day in plan) for index in range(len(entries))]
    enough = [count >= min(entry.least, len(plan)) for entry, count in zip(entries, times, strict=True)]
    done = list(zip(entries, times, enough, strict=True))
    total = sum(entry.seconds * count for entry, count, _ in done)
    step_4 = sum(entry.seconds * count for entry, count, _ in done if entry.step_4)
    stretch: dict[str, int] = {}
    for entry, count, _ in done:
        for muscle, seconds in entry.stretch.items():
            stretch[muscle] = stretch.get(muscle, 0) + seconds * count
    strength = [any(entries[index].strength for index in day) for day in plan]
    has_step_4 = any(entry.step_4 for entry in entries)
    return Goals(
        at_dose=sum(entry.worth for entry, _, ok in done if ok and entry.full),
        shortened=sum(entry.worth for entry, _, ok in done if ok and not entry.full),
        step_4_shortfall=-max(math.ceil((2 * total - 5 * step_4) / 300), 0) if has_step_4 else 0,
        stretch=sum(min(seconds, STRETCH_GOAL_S) // STRETCH_STEP_S for seconds in stretch.values()),
        strength_pairs=-sum(strength[a] and strength[b] for a, b in neighbours(offsets)),
        days_used=sum(bool(day) for day in plan),
        things=-sum(len(frozenset().union(*(entries[index].things for index in day))) for day in plan),
        longest_day=-max(math.ceil(sum(entries[index].seconds for index in day) / 60) for day in plan),
        order=-sum((index + 1) * count for index, count in enumerate(times)),
    )


def best_week(entries: Sequence[Entry], limits: Limits) -> Plan:
    """The week whose goals are the largest in their order, among those that keep the limits."""
    if not entries:
        return tuple(frozenset[int]() for _ in limits.offsets)
    return _best_knowing(entries, limits, ())


def _best_knowing(entries: Sequence[Entry], limits: Limits, known: tuple[int, ...]) -> Plan:
    """The best week, whose first goals are ``known`` already. No week is better than the bound, so one that is at the
    bound, or else has but one pair of days more, is the best; else goals are looked for by themselves until one falls
    short of the bound."""
    *reach, pairs = bound = _reach(entries, limits, known)
    plan = _reaching(entries, limits, reach, -pairs, EXACT_NODES)
    if not (plan or known):
        plan = _reaching(entries, limits, reach, 1 - pairs, COMFORT_NODES)
    if plan:
        return plan
    while list(known) == bound[: len(known)]:
        known = (*known, _next(entries, limits, known, bound))
    return _best_knowing(entries, limits, known)


def _next(entries: Sequence[Entry], limits: Limits, known: Sequence[int], bound: Sequence[int]) -> int:
    """What the first goal that is not known can be, at most as in ``bound``."""
    model = Model()
    columns = _columns(model, entries, limits)
    goals = [*_by_times(model, entries, limits, columns), _strength_pairs(model, entries, limits, columns)]
    for weights, value in zip(goals, known, strict=False):
        model.row(weights, least=value - 0.5)
    weights = goals[len(known)]
    if not weights:
        return 0
    model.row(weights, most=bound[len(known)] + 0.5)
    return _value(weights, model.best(weights, EXACT_NODES))


def _value(weights: Mapping[int, int], found: np.ndarray | None) -> int:
    return 0 if found is None else sum(weight * int(found[column]) for column, weight in weights.items())


def _reaching(
    entries: Sequence[Entry], limits: Limits, reach: Sequence[int], most_pairs: int, most_nodes: int
) -> Plan | None:
    """The most comfortable week with the first goals at ``reach``, or None where none is found within the nodes.

    Days differ in nothing but their neighbours, so strength may stay on days that are chosen before.
    """
    model = Model()
    columns = _columns(model, entries, limits)
    for weights, least in zip(_by_times(model, entries, limits, columns), reach, strict=True):
        model.row(weights, least=least - 0.5)
    strong = strong_days(len(limits.offsets), neighbours(limits.offsets), most_pairs)
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


def _reach(entries: Sequence[Entry], limits: Limits, known: Sequence[int]) -> list[int]:
    """A bound in their order for the goals before comfort, the first of which are ``known``: what a week could reach
    if exercises of one length were the same and days could be filled in parts. It is found without naming days."""
    model = Model()
    days = len(limits.offsets)
    columns = _Columns([], [model.column(min(entry.most, days)) for entry in entries])
    strong = [model.column(1) for _ in range(days)]
    _room(model, entries, limits, columns.times, strong)
    reach = list(known)
    for index, weights in enumerate(_bounded(model, entries, limits, columns, strong)):
        if index >= len(known):
            reach.append(_value(weights, model.best(weights, EXACT_NODES)) if weights else 0)
        model.row(weights, least=reach[index] - 0.5, most=reach[index] + 0.5)
    return reach


def _bounded(
    model: Model, entries: Sequence[Entry], limits: Limits, columns: "_Columns", strong: Sequence[int]
) -> list[Mapping[int, int]]:
    """The goals before comfort; the n-th column of ``strong`` stands for an n-th day with strength."""
    days, pairs = len(limits.offsets), neighbours(limits.offsets)
    free = [len(strong_days(days, pairs, count)) for count in range(len(pairs) + 1)]
    least = [next(count for count, most in enumerate(free) if number <= most) for number in range(days + 1)]
    return [
        *_by_times(model, entries, limits, columns),
        {
            column: before - after
            for column, before, after in zip(strong, least, least[1:], strict=False)
            if before != after
        },
    ]


def _room(model: Model, entries: Sequence[Entry], limits: Limits, times: Sequence[int], strong: Sequence[int]) -> None:
    """All days together have room for what is done, those with strength for strength; by full days where few enough."""
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
    kinds: dict[Kind, list[int]] = {}
    for entry, count in zip(entries, times, strict=True):
        kinds.setdefault((entry.seconds, entry.strength), []).append(count)
    add_full_days(model, kinds, limits.seconds, limits.most_items, strong)


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


def _by_times(model: Model, entries: Sequence[Entry], limits: Limits, columns: _Columns) -> list[Mapping[int, int]]:
    """The goals that depend on how often each exercise is done, most important first; the columns they need are added
    to the model."""
    return [
        _at_dose(model, entries, limits, columns, full=True),
        _at_dose(model, entries, limits, columns, full=False),
        _step_4_shortfall(model, entries, columns),
        _stretch(model, entries, columns),
    ]


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


def _at_dose(model: Model, entries: Sequence[Entry], limits: Limits, columns: _Columns, full: bool) -> dict[int, int]:
    goal: dict[int, int] = {}
    for entry, count in zip(entries, columns.times, strict=True):
        if entry.full is full:
            enough = model.column(1)
            model.row({count: 1, enough: -min(entry.least, len(limits.offsets))}, least=0)
            goal[enough] = entry.worth
    return goal


def _step_4_shortfall(model: Model, entries: Sequence[Entry], columns: _Columns) -> dict[int, int]:
    """Whole minutes by which step 4 falls short of 40 % of the week: (2 × all − 5 × step 4) / 5, rounded up."""
    if not any(entry.step_4 for entry in entries):
        return {}
    short = model.column(10_000)
    terms = {
        count: -(2 - 5 * entry.step_4) * entry.seconds for entry, count in zip(entries, columns.times, strict=True)
    }
    model.row({**terms, short: 300}, least=0)
    return {short: -1}


def _stretch(model: Model, entries: Sequence[Entry], columns: _Columns) -> dict[int, int]:
    muscles = sorted({muscle for entry in entries for muscle in entry.stretch})
    goal: dict[int, int] = {}
    for muscle in muscles:
        reached = model.column(STRETCH_GOAL_S // STRETCH_STEP_S)
        terms = {count: entry.stretch.get(muscle, 0) for entry, count in zip(entries, columns.times, strict=True)}
        model.row({**terms, reached: -STRETCH_STEP_S}, least=0)
        goal[reached] = 1
    return goal


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
