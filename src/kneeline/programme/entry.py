"""What the choice of a week looks at: exercises, limits, and the goals a week reaches (docs/programme.md)."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

STRETCH_GOAL_S = 600
"""Ten minutes a week for each muscle (Ingram 2024)."""

STRETCH_STEP_S = 30
"""Stretching is compared in half minutes, step 4's share in whole ones: finer differences help nobody (our choice)."""

WEEK_DAYS = 7


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
