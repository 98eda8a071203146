"""The week's optimiser against trying every week there is."""

import itertools
import random
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kneeline.programme.entry import Entry, Limits, Plan, goals_of, neighbours, spread
from kneeline.programme.week import best_week


def entry(id: str = "a", seconds: int = 60, worth: int = 1, least: int = 1, most: int = 7, **rest: object) -> Entry:
    return Entry(id, seconds, worth, least, most, **rest)  # type: ignore[arg-type]


def week(entries: list[Entry], days: int, seconds: int, most_items: int = 6) -> Plan:
    return best_week(entries, Limits(spread(days), seconds, most_items))


def test_days_are_spread_over_the_week() -> None:
    assert [spread(days) for days in (1, 2, 3, 5, 7)] == [
        (0,),
        (0, 3),
        (0, 2, 4),
        (0, 1, 2, 4, 5),
        (0, 1, 2, 3, 4, 5, 6),
    ]


def test_the_next_week_begins_the_day_after_sunday() -> None:
    assert neighbours((0, 2, 4)) == []
    assert neighbours((0, 3, 6)) == [(2, 0)]
    assert neighbours((0, 1)) == [(0, 1)]


def test_what_is_worth_most_is_chosen_where_only_one_fits() -> None:
    assert week([entry(worth=1), entry(worth=5)], days=1, seconds=100) == (frozenset({1}),)


def test_two_small_ones_may_be_worth_more_than_a_large_one() -> None:
    entries = [entry(seconds=120, worth=5), entry(seconds=60, worth=3), entry(seconds=60, worth=3)]
    assert week(entries, days=1, seconds=120) == (frozenset({1, 2}),)


def test_a_day_has_no_more_items_than_asked() -> None:
    assert week([entry(), entry(), entry()], days=1, seconds=6000, most_items=2) == (frozenset({0, 1}),)


def test_strength_days_have_a_day_between() -> None:
    plan = week([entry(least=3, most=3, strength=True)], days=6, seconds=600)
    days = [day for day, items in enumerate(plan) if items]
    assert days in ([0, 2, 4], [0, 2, 5], [0, 3, 5], [1, 3, 5])


def test_things_are_fetched_on_the_same_day() -> None:
    roller = frozenset({"roller"})
    entries = [entry(things=roller), entry(things=roller), entry(), entry()]
    plan = week(entries, days=2, seconds=120)
    assert frozenset({0, 1}) in plan


def test_stretching_goes_up_to_ten_minutes_for_a_muscle_and_no_further() -> None:
    plan = week([entry(seconds=315, stretch={"soleus": 300})], days=7, seconds=600)
    assert goals_of([entry(seconds=315, stretch={"soleus": 300})], plan, spread(7)).stretch == 20
    assert sum(map(len, plan)) == 7  # a day without anything would be worse than a third stretch


def test_without_exercises_the_days_are_empty() -> None:
    assert week([], days=2, seconds=60) == (frozenset(), frozenset())


def random_entries(rng: random.Random, count: int) -> list[Entry]:
    kinds = [(3, 7), (3, 3), (3, 5), (1, 2)]
    entries = []
    for index in range(count):
        least, most = rng.choice(kinds)
        step_4, strength = rng.random() < 0.3, rng.random() < 0.4
        stretch = {rng.choice("mn"): rng.choice([30, 60, 120])} if rng.random() < 0.3 else {}
        things = frozenset(rng.sample(["roller", "ball", "band"], rng.choice([0, 0, 1, 2])))
        entries.append(
            Entry(
                id=str(index),
                seconds=rng.choice([45, 75, 135, 195, 255, 330]),
                worth=rng.choice([1, 3, 12, 48, 72, 200]),
                least=least,
                most=most,
                full=rng.random() < 0.8,
                strength=strength and not step_4,
                step_4=step_4,
                stretch=stretch,
                things=things,
            )
        )
    return entries


def tried(entries: list[Entry], offsets: tuple[int, ...], seconds: int, most_items: int) -> tuple[int, ...]:
    """The largest goals of all weeks there are, in numpy: rows are weeks, columns goals."""
    subsets = np.array(list(itertools.product([0, 1], repeat=len(entries))))
    lengths = np.array([each.seconds for each in entries])
    day = subsets[(subsets @ lengths <= seconds) & (subsets.sum(axis=1) <= most_items)]
    grids = np.meshgrid(*[np.arange(len(day))] * len(offsets), indexing="ij")
    weeks = np.stack([day[grid.ravel()] for grid in grids], axis=1)
    times = weeks.sum(axis=1)
    weeks = weeks[(times <= [each.most for each in entries]).all(axis=1)]
    times = weeks.sum(axis=1)
    table = np.stack(reference_goals(entries, weeks, times, lengths, offsets), axis=1)
    best = table
    for column in range(table.shape[1]):
        best = best[best[:, column] == best[:, column].max()]
    return tuple(int(value) for value in best[0])


def reference_goals(
    entries: list[Entry], weeks: np.ndarray, times: np.ndarray, lengths: np.ndarray, offsets: tuple[int, ...]
) -> list[np.ndarray]:
    worth = np.array([each.worth for each in entries])
    full = np.array([each.full for each in entries])
    enough = times >= np.minimum([each.least for each in entries], len(offsets))
    step_4 = np.array([each.step_4 for each in entries])
    total, on_feet = times @ lengths, times @ (lengths * step_4)
    missing = np.maximum(np.ceil((0.4 * total - on_feet) / 60 - 1e-9), 0) if step_4.any() else 0 * total
    muscles = sorted({muscle for each in entries for muscle in each.stretch})
    held = [times @ np.array([each.stretch.get(muscle, 0) for each in entries]) for muscle in muscles]
    stretch = sum((np.minimum(seconds, 600) // 30 for seconds in held), start=0 * total)
    strong = (weeks * np.array([each.strength for each in entries])).any(axis=2)
    pairs = 0 * total
    for a, b in itertools.combinations(range(len(offsets)), 2):
        gap = abs(offsets[a] - offsets[b])
        pairs = pairs + (strong[:, a] & strong[:, b] & (gap in (1, 6)))
    things = 0 * total
    for thing in {thing for each in entries for thing in each.things}:
        needs = np.array([thing in each.things for each in entries])
        things = things + (weeks * needs).any(axis=2).sum(axis=1)
    longest = np.ceil((weeks @ lengths).max(axis=1) / 60)
    order = times @ np.arange(1, len(entries) + 1)
    used = weeks.any(axis=2).sum(axis=1)
    at_dose, shortened = enough @ (worth * full), enough @ (worth * ~full)
    return [at_dose, shortened, -missing, stretch, -pairs, used, -things, -longest, -order]


SHAPES = [(8, 1), (8, 2), (7, 2), (6, 3), (5, 3), (4, 3)]


@pytest.mark.parametrize("seed", range(200))
def test_the_same_goals_as_trying_every_week(seed: int) -> None:
    rng = random.Random(seed)
    count, days = rng.choice(SHAPES)
    entries = random_entries(rng, count)
    seconds, most_items = rng.choice([120, 300, 420, 600]), rng.choice([2, 3, 6])
    offsets = rng.choice([spread(days), tuple(range(days))])
    plan = best_week(entries, Limits(offsets, seconds, most_items))
    assert goals_of(entries, plan, offsets).vector() == tried(entries, offsets, seconds, most_items)


@pytest.mark.parametrize("ways", [0, 12])
@pytest.mark.parametrize("seed", range(60))
def test_the_same_where_a_day_can_be_filled_in_too_many_ways(
    seed: int, ways: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kneeline.programme.packing.MOST_DAYS", ways)
    test_the_same_goals_as_trying_every_week(seed)


@pytest.mark.parametrize("seed", range(6))
def test_eight_exercises_on_three_days(seed: int) -> None:
    rng = random.Random(1000 + seed)
    entries = random_entries(rng, 8)
    plan = best_week(entries, Limits(spread(3), 330, 3))
    assert goals_of(entries, plan, spread(3)).vector() == tried(entries, spread(3), 330, 3)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 6), st.integers(2, 25), st.booleans())
def test_a_minute_or_a_day_more_never_lowers_the_first_goal(seed: int, days: int, minutes: int, day: bool) -> None:
    rng = random.Random(seed)
    entries = random_entries(rng, rng.randint(1, 7))
    more = (days + 1, minutes) if day else (days, minutes + 1)
    goals = [goals_of(entries, week(entries, d, 60 * m), spread(d)).at_dose for d, m in ((days, minutes), more)]
    assert goals[1] >= goals[0]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 7), st.integers(1, 40), st.integers(1, 8))
def test_limits_are_kept(seed: int, days: int, minutes: int, most_items: int) -> None:
    rng = random.Random(seed)
    entries = random_entries(rng, rng.randint(1, 8))
    plan = week(entries, days, 60 * minutes, most_items)
    assert all(sum(entries[index].seconds for index in day) <= 60 * minutes for day in plan)
    assert all(len(day) <= most_items for day in plan)
    assert all(sum(index in day for day in plan) <= each.most for index, each in enumerate(entries))


def test_a_usual_week_is_quick() -> None:
    rng = random.Random(3)
    entries = random_entries(rng, 18)
    best_week(entries[:2], Limits((0,), 600, 6))  # imports
    start = time.process_time()
    best_week(entries, Limits(spread(5), 1200, 6))
    assert time.process_time() - start < 3  # a machine at work may be three times slower than the second it takes
