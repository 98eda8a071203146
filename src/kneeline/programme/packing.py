"""A week's items put into its days: which days there may be, and how many of each (Gilmore and Gomory 1961)."""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import numpy as np

from kneeline.programme.bound import Bound
from kneeline.programme.by_times import Weights, goals_by_times, value_of
from kneeline.programme.entry import Entry, Limits, Plan, goals_of, neighbours, strong_days
from kneeline.programme.model import EXACT_NODES, Model

MOST_DAYS = 1500
"""So many different days are looked at in less time than naming the days of the week takes."""

MOST_TO_SHORTEN = 400
"""With more of them it takes longer to show that no shorter ones will do than to look for a week of another kind."""

COMFORT = 7
"""The goals before the longest day."""

Filled = tuple[int, ...]
"""Indices of the entries of a day."""


def tight_days(entries: Sequence[Entry], limits: Limits, bound: Bound) -> list[Filled]:
    """Every day of a week in which each entry is done as often as in a bound: the other days have room for the rest;
    none where there are more than ``MOST_DAYS`` to look at."""
    done = bound.done
    total = sum(entries[index].seconds * bound.times[index] for index in done)
    shortest = total - (len(limits.offsets) - 1) * limits.seconds
    return _filled_days(entries, done, limits, limits.seconds - shortest)


def packed(entries: Sequence[Entry], limits: Limits, bound: Bound, days: Sequence[Filled]) -> Plan | None:
    """The most comfortable week of these days in which each entry is done as often as in a bound, or None. Its longest
    day may not be the shortest one where a week of other items has to be looked for anyhow."""
    model, often = Model(), {}
    for day in days:
        often[model.column(min([len(limits.offsets), *(bound.times[index] for index in day)]))] = day
    for index in bound.done:
        count = bound.times[index]
        model.row({column: 1 for column, day in often.items() if index in day}, least=count, most=count)
    return _most_comfortable(model, entries, limits, often, bound, {})


def freely_packed(entries: Sequence[Entry], limits: Limits, bound: Bound, ids: Sequence[int]) -> Plan | None:
    """The most comfortable week of the entries with these indices that reaches a bound's goals before comfort, however
    often each is done; None where there is none, or more than ``MOST_DAYS`` ways to fill a day."""
    filled = _filled_days(entries, ids, limits, limits.seconds)
    if not filled:
        return None
    model = Model()
    days = len(limits.offsets)
    times = [model.column(min(entry.most, days)) for entry in entries]
    often = {model.column(days): day for day in filled}
    for index, count in enumerate(times):
        model.row({count: -1, **{column: 1 for column, day in often.items() if index in day}}, least=0, most=0)
    for weights, least in zip(goals_by_times(model, entries, days, times), bound.reach, strict=False):
        model.row(weights, least=least - 0.5)
    order = {count: -(index + 1) for index, count in enumerate(times)}
    return _most_comfortable(model, entries, limits, often, bound, order)


def _filled_days(entries: Sequence[Entry], ids: Sequence[int], limits: Limits, most_left: int) -> list[Filled]:
    """Every day of the entries with these indices that leaves no more than ``most_left`` seconds free; none where there
    are more than ``MOST_DAYS``."""
    lengths = [entries[index].seconds for index in ids]
    filled = _days_with(ids, lengths, limits.seconds, limits.most_items, most_left, ())
    some = list(islice(filled, MOST_DAYS + 1))
    return [] if len(some) > MOST_DAYS else some


def _days_with(
    ids: Sequence[int], lengths: Sequence[int], seconds: int, items: int, most_left: int, taken: Filled
) -> Iterator[Filled]:
    """The days that begin with ``taken`` and go on with ``ids``, no more than ``most_left`` of ``seconds`` free."""
    if seconds - sum(lengths) > most_left:
        return
    if not ids:
        yield taken
        return
    yield from _days_with(ids[1:], lengths[1:], seconds, items, most_left, taken)
    if items and lengths[0] <= seconds:
        yield from _days_with(ids[1:], lengths[1:], seconds - lengths[0], items - 1, most_left, (*taken, ids[0]))


def _most_comfortable(
    model: Model, entries: Sequence[Entry], limits: Limits, often: Mapping[int, Filled], bound: Bound, order: Weights
) -> Plan | None:
    """The best days first by days used and things to fetch, then by the longest and the article's order.

    ``often``: columns that count the days filled like this.
    """
    days = len(limits.offsets)
    strong = strong_days(days, neighbours(limits.offsets), -bound.reach[-1])
    model.row(dict.fromkeys(often, 1), least=days, most=days)
    model.row({column: 1 for column, day in often.items() if _is_strong(entries, day)}, most=len(strong))
    things = {column: len(frozenset().union(*(entries[each].things for each in day))) for column, day in often.items()}
    used = days * max(things.values()) + 1
    first = {column: used - things[column] for column, day in often.items() if day}
    found = model.best(first, EXACT_NODES)
    if found is None:
        return None
    model.row(first, least=value_of(first, found) - 0.5)
    plan = _in_their_places(entries, often, found, strong, days)
    at_bound = goals_of(entries, plan, limits.offsets).vector()[:COMFORT] == bound.goals[:COMFORT]
    if not order and (not at_bound or len(often) > MOST_TO_SHORTEN):
        return plan
    least = -bound.goals[COMFORT] if at_bound else 0
    return _in_their_places(entries, often, _shortest(model, entries, often, found, least, order), strong, days)


def _shortest(
    model: Model,
    entries: Sequence[Entry],
    often: Mapping[int, Filled],
    found: np.ndarray,
    least: int,
    order: Weights,
) -> np.ndarray:
    """The same with the longest day as short as possible, no shorter than ``least`` minutes, and the best order."""
    minutes = {column: math.ceil(sum(entries[each].seconds for each in day) / 60) for column, day in often.items()}
    uppers = tuple(model.upper)

    def within(length: int) -> np.ndarray | None:
        model.upper = [0 if minutes.get(column, 0) > length else upper for column, upper in enumerate(uppers)]
        return model.best(order, EXACT_NODES)

    most = max(minutes[column] for column in often if found[column])
    best, length = found if least == most and not order else within(least), least
    while best is None and length + 1 < most:
        middle = (length + most) // 2
        shorter = within(middle)
        if shorter is None:
            length = middle
        else:
            most, found = middle, shorter
    if best is None and order:
        best = within(most)
    return found if best is None else best


def _is_strong(entries: Sequence[Entry], day: Filled) -> bool:
    return any(entries[index].strength for index in day)


def _in_their_places(
    entries: Sequence[Entry], often: Mapping[int, Filled], found: np.ndarray, strong: Sequence[int], days: int
) -> Plan:
    """The days found, those with strength on the days for it, the others in turn on the rest."""
    filled = [day for column, day in often.items() for _ in range(int(found[column]))]
    filled.sort(key=lambda day: not _is_strong(entries, day))
    places = [*strong, *(day for day in range(days) if day not in strong)]
    by_place = dict(zip(places, filled, strict=True))
    return tuple(frozenset(by_place[day]) for day in range(days))
