"""How much processor time the choice of a week takes: the table in docs/programme.md.

    python -m bench.planner [--days 7] [--minutes 8 10 12 15]

Every week of a grid of people and wishes is chosen once: no sign, each, each two and all of them seen, the others not
seen or not looked at; gates open or closed; three sets of things at hand. Times are of this process alone, in seconds,
so that others at work on the machine stretch them only a little.
"""

import argparse
import time
from collections.abc import Iterator, Sequence
from itertools import combinations, product

import numpy as np

from bench.summary import table
from kneeline.catalogue import catalogue
from kneeline.core.findings import SIGNS, Findings, Outcome, Sign
from kneeline.core.programme import SessionLog, Wishes
from kneeline.programme.choice import choose, days_of
from kneeline.programme.entry import Entry, Limits, spread
from kneeline.programme.layout import entry_of
from kneeline.programme.week import best_week

GATES = ("clamshell", "wall-slide-abduction", "short-foot")
THINGS = ((), ("roller", "ball", "band"), ("roller", "ball", "band", "step", "weight"))
UNSEEN: tuple[Outcome, ...] = ("not_seen", "could_not_be_seen")

Week = tuple[tuple[Entry, ...], Limits]


def people() -> Iterator[Findings]:
    """Every set of seen signs there is in the grid, with every outcome of the others, and the gates closed and open."""
    seen = [(), *combinations(SIGNS, 1), *combinations(SIGNS, 2), tuple(SIGNS)]
    for signs, other, understood in product(seen, UNSEEN, ((), GATES)):
        outcomes = tuple(Sign(each, "left", "seen" if each in signs else other, each) for each in SIGNS)
        yield Findings("0", "self_care", (), outcomes, "cannot_tell", (), age_group="adult", understood=understood)


def weeks(minutes: Sequence[int], days: Sequence[int]) -> list[Week]:
    """Every week of the grid that differs from the others."""
    known = catalogue()
    at_home = frozenset(each.id for each in known.equipment.values() if each.at_home)
    found: dict[str, Week] = {}
    for person, things, length, count in product(people(), THINGS, minutes, days):
        wishes = Wishes(minutes=length, days=count, equipment=things)
        candidates = choose(person, wishes, known, SessionLog(), {}).candidates
        week = (
            tuple(entry_of(each, *days_of(each), at_home) for each in candidates),
            Limits(spread(count), 60 * length, wishes.most_items),
        )
        found.setdefault(repr(week), week)
    return list(found.values())


def seconds(week: Week) -> float:
    """Processor time of the choice of one week, s."""
    start = time.process_time()
    best_week(*week)
    return time.process_time() - start


def row(minutes: int, times: Sequence[float]) -> list[str]:
    """How many weeks, and the median, 90 % and the worst of their times."""
    values = [float(np.quantile(times, share)) for share in (0.5, 0.9, 1.0)]
    return [f"{minutes} min", str(len(times)), *(f"{value:.2f}" for value in values)]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--minutes", type=int, nargs="+", default=[5, 8, 10, 12, 15, 20, 30, 45])
    parser.add_argument("--days", type=int, nargs="+", default=[3, 5, 6, 7])
    parser.add_argument("--every", type=int, default=1, help="take only every n-th week of the grid")
    told = parser.parse_args()
    best_week(*weeks([5], [1])[0])  # imports
    rows = []
    for minutes in told.minutes:
        rows.append(row(minutes, [seconds(week) for week in weeks([minutes], told.days)[:: told.every]]))
        print(" ".join(rows[-1]), flush=True)
    print(table("Processor time of a week, s", ("a day", "weeks", "median", "90 %", "worst"), rows))


if __name__ == "__main__":
    main()
