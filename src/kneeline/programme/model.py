"""A mixed-integer programme grown column by column, and full days as columns of it (Gilmore and Gomory 1961)."""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations, islice
from typing import TYPE_CHECKING

import numpy as np

from kneeline.programme.quiet import quiet

if TYPE_CHECKING:
    from highspy import HighsLp

FULL_DAYS = 900
"""So many ways to fill a day sharpen the bound in less time than they cost."""

MOST_TOGETHER = 8
"""Exercises of a kind of which every few together are looked at; there are 255 ways to choose of eight."""

EXACT_NODES = 1_000_000
"""No bound in practice: what is looked for is found exactly."""

Kind = tuple[int, bool]
"""Exercises that fill a day in the same way: seconds, and whether they are strength."""

Filling = tuple[int, ...]
"""How many exercises of each kind a day holds."""


class Model:
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

    def best(self, goal: Mapping[int, int], most_nodes: int, sure: bool = False) -> np.ndarray | None:
        """The columns that make the goal largest within all rows, or None where none were found within the nodes.

        ``sure``: it is known that there are such columns; now and then HiGHS's presolve takes them away.
        """
        found = self._solved(goal, most_nodes, presolve=True)
        if found is None and sure:
            found = self._solved(goal, most_nodes, presolve=False)
        return None if found is None else np.round(found).astype(int)

    def _solved(self, goal: Mapping[int, int], most_nodes: int, presolve: bool) -> np.ndarray | None:
        """By HiGHS's own binding: scipy.optimize.milp asks the same solver, but takes 0.4 s to be imported."""
        from highspy import Highs, SolutionStatus

        solver = Highs()
        options = {
            "output_flag": False,
            "threads": 1,
            "mip_rel_gap": 0.0,
            "mip_max_nodes": most_nodes,
            "presolve": "on" if presolve else "off",
        }
        for name, value in options.items():
            solver.setOptionValue(name, value)
        with quiet():
            solver.passModel(self._programme(goal))
            solver.run()
        if solver.getInfo().primal_solution_status != SolutionStatus.kSolutionStatusFeasible:
            return None
        return np.asarray(solver.getSolution().col_value, dtype=float)

    def _programme(self, goal: Mapping[int, int]) -> "HighsLp":
        """Columns, rows and the goal as HiGHS takes them: it makes the cost smallest."""
        from highspy import HighsLp, HighsVarType, MatrixFormat

        cost = np.zeros(len(self.upper))
        for column, weight in goal.items():
            cost[column] = -weight
        kinds = (HighsVarType.kContinuous, HighsVarType.kInteger)
        programme = HighsLp()
        programme.num_col_, programme.num_row_ = len(self.upper), len(self.rows)
        programme.col_cost_ = cost
        programme.col_lower_, programme.col_upper_ = np.zeros(len(self.upper)), np.array(self.upper, dtype=float)
        programme.integrality_ = [kinds[each] for each in self.whole]
        programme.row_lower_, programme.row_upper_ = np.array(self.least), np.array(self.most)
        programme.a_matrix_.format_ = MatrixFormat.kRowwise
        programme.a_matrix_.start_ = np.cumsum([0, *map(len, self.rows)])
        programme.a_matrix_.index_ = list(chain.from_iterable(self.rows))
        programme.a_matrix_.value_ = list(map(float, chain.from_iterable(row.values() for row in self.rows)))
        return programme


def fillings(sizes: Sequence[int], counts: Sequence[int], seconds: int, most_items: int) -> Iterator[Filling]:
    """Every full day: ``sizes`` are seconds of each kind, ``counts`` how many exercises of it there are; no exercise
    more fits into the ``seconds`` and ``most_items`` of a day."""
    return _filled(sizes, counts, seconds, most_items, ())


def _filled(sizes: Sequence[int], counts: Sequence[int], seconds: int, items: int, taken: Filling) -> Iterator[Filling]:
    kind = len(taken)
    if kind == len(sizes):
        more = any(have < count and size <= seconds for size, count, have in zip(sizes, counts, taken, strict=True))
        if items == 0 or not more:
            yield taken
        return
    for number in range(min(counts[kind], items, seconds // sizes[kind]), -1, -1):
        yield from _filled(sizes, counts, seconds - number * sizes[kind], items - number, (*taken, number))


def _full_days(kinds: Sequence[Kind], counts: Sequence[int], seconds: int, most_items: int) -> list[Filling]:
    """Full days, and those that are full but for strength."""
    sizes = [size for size, _ in kinds]
    rest = [0 if strength else count for (_, strength), count in zip(kinds, counts, strict=True)]
    found = [islice(fillings(sizes, each, seconds, most_items), FULL_DAYS + 1) for each in (counts, rest)]
    return list(dict.fromkeys(chain(*found)))


def add_full_days(
    model: Model,
    kinds: Mapping[Kind, Sequence[int]],
    seconds: int,
    most_items: int,
    strong: Sequence[int],
    whole: bool,
) -> None:
    """How often a week has each full day, in parts of a day or ``whole``, as far as there are not too many of them to
    look at.

    ``kinds``: columns of each kind, on how many days each of its exercises is done; ``strong``: of the days with
    strength, as many as the week has days.
    """
    full = _full_days(list(kinds), [len(members) for members in kinds.values()], seconds, most_items)
    if len(full) > FULL_DAYS:
        return
    often = [model.column(len(strong), whole=whole) for _ in full]
    model.row(dict.fromkeys(often, 1), most=len(strong))
    has_strength = [any(held and kind[1] for kind, held in zip(kinds, day, strict=True)) for day in full]
    model.row(
        {**dict.fromkeys(strong, 1), **{each: -int(has) for each, has in zip(often, has_strength, strict=True)}},
        least=0,
    )
    for index, members in enumerate(kinds.values()):
        for size in _sizes(len(members), whole):
            room = model.column(len(strong) * size, whole=False)
            model.row(
                {room: -1, **{each: min(size, day[index]) for each, day in zip(often, full, strict=True)}}, least=0
            )
            for together in combinations(members, size):
                model.row({room: 1, **dict.fromkeys(together, -1)}, least=0)


def _sizes(count: int, whole: bool) -> list[int]:
    """Of how many exercises of a kind is asked together whether the days have room for them (Gale 1957, Ryser 1957):
    all sizes say it exactly, the smallest and all at once most of it."""
    return list(range(1, count + 1)) if whole and count <= MOST_TOGETHER else sorted({1, min(2, count), count})
