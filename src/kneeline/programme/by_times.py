"""The goals of a week that depend on how often each exercise is done, whatever the day, as rows of a model."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from kneeline.programme.entry import STRETCH_GOAL_S, STRETCH_STEP_S, Entry
from kneeline.programme.model import Model

Weights = Mapping[int, int]
"""A goal: what each column of a model adds to it."""


def goals_by_times(model: Model, entries: Sequence[Entry], days: int, times: Sequence[int]) -> list[Weights]:
    """The first four goals, most important first, of ``times``, the columns that count on how many of the ``days`` each
    exercise is done. The columns they need are added to the model."""
    return [
        _at_dose(model, entries, days, times, full=True),
        _at_dose(model, entries, days, times, full=False),
        _step_4_shortfall(model, entries, times),
        _stretch(model, entries, times),
    ]


def value_of(weights: Weights, found: np.ndarray | None) -> int:
    """What a goal is in a solution; 0 where there is none."""
    return 0 if found is None else sum(weight * int(found[column]) for column, weight in weights.items())


def _at_dose(model: Model, entries: Sequence[Entry], days: int, times: Sequence[int], full: bool) -> Weights:
    goal: dict[int, int] = {}
    for entry, count in zip(entries, times, strict=True):
        if entry.full is full:
            enough = model.column(1)
            model.row({count: 1, enough: -min(entry.least, days)}, least=0)
            goal[enough] = entry.worth
    return goal


def _step_4_shortfall(model: Model, entries: Sequence[Entry], times: Sequence[int]) -> Weights:
    """Whole minutes by which step 4 falls short of 40 % of the week: (2 × all − 5 × step 4) / 5, rounded up."""
    if not any(entry.step_4 for entry in entries):
        return {}
    others = sum(
        entry.seconds * model.upper[count] for entry, count in zip(entries, times, strict=True) if not entry.step_4
    )
    short = model.column(math.ceil(2 * others / 300))
    terms = {count: -(2 - 5 * entry.step_4) * entry.seconds for entry, count in zip(entries, times, strict=True)}
    model.row({**terms, short: 300}, least=0)
    return {short: -1}


def _stretch(model: Model, entries: Sequence[Entry], times: Sequence[int]) -> Weights:
    muscles = sorted({muscle for entry in entries for muscle in entry.stretch})
    goal: dict[int, int] = {}
    for muscle in muscles:
        reached = model.column(STRETCH_GOAL_S // STRETCH_STEP_S)
        terms = {count: entry.stretch.get(muscle, 0) for entry, count in zip(entries, times, strict=True)}
        model.row({**terms, reached: -STRETCH_STEP_S}, least=0)
        goal[reached] = 1
    return goal
