"""One week, optimised exactly: which exercise on which day, by goals in strict order (scipy.optimize.milp, HiGHS).

Goals, each maximised before the next is looked at (``Goals``; rules, sources and tags: docs/programme.md):
worth of what is done at its dose; worth of what is done in a shorter version; no time short of step 4's share of 40 %;
stretch seconds by muscle up to 600; strength days apart; days with something to do; few things to fetch; days alike in
length; the article's order. Times are whole seconds, so every comparison is exact.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from kneeline.programme.quiet import quiet

if TYPE_CHECKING:
    from scipy.sparse import csr_array

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


class _Model:
    """Columns and rows of a mixed-integer programme, grown one at a time."""

    def __init__(self) -> None:
        self.upper: list[float] = []
        self.whole: list[int] = []
        self.rows: list[dict[int, int]] = []
        self.least: list[float] = []
        self.most: list[float] = []

    def column(self, upper: float, whole: bool = True) -> int:
        self.upper.append(upper)
        self.whole.append(int(whole))
        return len(self.upper) - 1

    def row(self, terms: Mapping[int, int], least: float = -math.inf, most: float = math.inf) -> None:
        self.rows.append(dict(terms))
        self.least.append(least)
        self.most.append(most)

    def best(self, goal: Mapping[int, int], most_nodes: int) -> np.ndarray | None:
        """The columns that make the goal largest within all rows, or None where none were found within the nodes."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        cost = np.zeros(len(self.upper))
        for column, weight in goal.items():
            cost[column] = -weight
        with quiet():
            found = milp(
                cost,
                integrality=np.array(self.whole),
                bounds=Bounds(0, np.array(self.upper)),
                constraints=LinearConstraint(self._matrix(), np.array(self.least), np.array(self.most)),
                options={"mip_rel_gap": 0.0, "node_limit": most_nodes},
            )
        return None if found.x is None else np.round(np.asarray(found.x, dtype=float)).astype(int)

    def _matrix(self) -> "csr_array":
        from scipy.sparse import csr_array

        cells = [(row, column, value) for row, terms in enumerate(self.rows) for column, value in terms.items()]
        rows, columns, values = zip(*cells, strict=True)
        return csr_array((values, (rows, columns)), shape=(len(self.rows), len(self.upper)))


def best_week(entries: Sequence[Entry], limits: Limits) -> Plan:
    """The week whose goals are the largest in their order, among those that keep the limits."""
    plan: Plan = tuple(frozenset[int]() for _ in limits.offsets)
    if not entries:
        return plan
    model = _Model()
    columns = _columns(model, entries, limits)
    for goal in _goals(model, entries, limits, columns):
        if goal.reached(goals_of(entries, plan, limits.offsets)) < goal.ceiling:
            found = model.best(goal.weights, goal.most_nodes)
            plan = plan if found is None else columns.plan(found)
        model.row(goal.weights, least=goal.reached(goals_of(entries, plan, limits.offsets)) - 0.5)
    return plan


@dataclass(frozen=True)
class _Goal:
    """A goal of the model, or several in one: ``parts`` are names of ``Goals`` with their weights, ``weights`` those of
    the columns that stand for them, ``ceiling`` what it can't go beyond. Weights of several keep their order strict.
    ``most_nodes`` of the search: the best week found until then is taken."""

    parts: Mapping[str, int]
    weights: Mapping[int, int]
    ceiling: int = 0
    most_nodes: int = EXACT_NODES

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


def _columns(model: _Model, entries: Sequence[Entry], limits: Limits) -> _Columns:
    days = range(len(limits.offsets))
    times = [model.column(min(entry.most, len(days))) for entry in entries]
    done = [[model.column(1) for _ in days] for _ in entries]
    for day in days:
        model.row({row[day]: entry.seconds for entry, row in zip(entries, done, strict=True)}, most=limits.seconds)
        model.row({row[day]: 1 for row in done}, most=limits.most_items)
    for count, row in zip(times, done, strict=True):
        model.row({**dict.fromkeys(row, 1), count: -1}, least=0, most=0)
    return _Columns(done, times)


def _goals(model: _Model, entries: Sequence[Entry], limits: Limits, columns: _Columns) -> list[_Goal]:
    """The goals, most important first; the columns they need are added to the model."""
    return [
        _at_dose(model, entries, limits, columns, full=True),
        _at_dose(model, entries, limits, columns, full=False),
        _Goal({"step_4_shortfall": 1}, _step_4_shortfall(model, entries, columns)),
        _stretch(model, entries, columns),
        _Goal({"strength_pairs": 1}, _strength_pairs(model, entries, limits, columns)),
        _used_and_things(model, entries, limits, columns),
        _longest_and_order(model, entries, limits, columns),
    ]


def _used_and_things(model: _Model, entries: Sequence[Entry], limits: Limits, columns: _Columns) -> _Goal:
    """Two goals in one: a day with something to do weighs more than all things to fetch."""
    days = len(limits.offsets)
    used = len({thing for entry in entries for thing in entry.things}) * days + 1
    weights = {column: used * weight for column, weight in _days_used(model, limits, columns).items()}
    weights |= _things(model, entries, limits, columns)
    return _Goal({"days_used": used, "things": 1}, weights, used * days, COMFORT_NODES)


def _longest_and_order(model: _Model, entries: Sequence[Entry], limits: Limits, columns: _Columns) -> _Goal:
    """Two goals in one: a minute of the longest day weighs more than any order."""
    longest = len(entries) * (len(entries) + 1) // 2 * len(limits.offsets) + 1
    weights = {column: longest * weight for column, weight in _longest_day(model, entries, limits, columns).items()}
    weights |= {count: -(index + 1) for index, count in enumerate(columns.times)}
    return _Goal({"longest_day": longest, "order": 1}, weights, 0, COMFORT_NODES)


def _at_dose(model: _Model, entries: Sequence[Entry], limits: Limits, columns: _Columns, full: bool) -> _Goal:
    goal: dict[int, int] = {}
    for entry, count in zip(entries, columns.times, strict=True):
        if entry.full is full:
            enough = model.column(1)
            model.row({count: 1, enough: -min(entry.least, len(limits.offsets))}, least=0)
            goal[enough] = entry.worth
    return _Goal({"at_dose" if full else "shortened": 1}, goal, ceiling=sum(goal.values()))


def _step_4_shortfall(model: _Model, entries: Sequence[Entry], columns: _Columns) -> dict[int, int]:
    """Whole minutes by which step 4 falls short of 40 % of the week: (2 × all − 5 × step 4) / 5, rounded up."""
    if not any(entry.step_4 for entry in entries):
        return {}
    short = model.column(10_000)
    terms = {
        count: -(2 - 5 * entry.step_4) * entry.seconds for entry, count in zip(entries, columns.times, strict=True)
    }
    model.row({**terms, short: 300}, least=0)
    return {short: -1}


def _stretch(model: _Model, entries: Sequence[Entry], columns: _Columns) -> _Goal:
    muscles = sorted({muscle for entry in entries for muscle in entry.stretch})
    goal: dict[int, int] = {}
    for muscle in muscles:
        reached = model.column(STRETCH_GOAL_S // STRETCH_STEP_S)
        terms = {count: entry.stretch.get(muscle, 0) for entry, count in zip(entries, columns.times, strict=True)}
        model.row({**terms, reached: -STRETCH_STEP_S}, least=0)
        goal[reached] = 1
    return _Goal({"stretch": 1}, goal, ceiling=len(muscles) * (STRETCH_GOAL_S // STRETCH_STEP_S))


def _strength_pairs(model: _Model, entries: Sequence[Entry], limits: Limits, columns: _Columns) -> dict[int, int]:
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


def _days_used(model: _Model, limits: Limits, columns: _Columns) -> dict[int, int]:
    goal: dict[int, int] = {}
    for day in range(len(limits.offsets)):
        used = model.column(1)
        model.row({**{row[day]: 1 for row in columns.done}, used: -1}, least=0)
        goal[used] = 1
    return goal


def _things(model: _Model, entries: Sequence[Entry], limits: Limits, columns: _Columns) -> dict[int, int]:
    goal: dict[int, int] = {}
    for thing in sorted({thing for entry in entries for thing in entry.things}):
        for day in range(len(limits.offsets)):
            needed = model.column(1)
            for entry, row in zip(entries, columns.done, strict=True):
                if thing in entry.things:
                    model.row({needed: 1, row[day]: -1}, least=0)
            goal[needed] = -1
    return goal


def _longest_day(model: _Model, entries: Sequence[Entry], limits: Limits, columns: _Columns) -> dict[int, int]:
    longest = model.column(math.ceil(limits.seconds / 60))
    for day in range(len(limits.offsets)):
        terms = {row[day]: -entry.seconds for entry, row in zip(entries, columns.done, strict=True)}
        model.row({**terms, longest: 60}, least=0)
    return {longest: -1}
