"""Onset training with a person who does what the coach says about the depth: it leads just above the bend at which the
knee begins to move in, then just below it, and on."""

from dataclasses import replace

import numpy as np

from kneeline.coach import Coach
from kneeline.coach.events import Depth
from tests.coach.moving import frames, planned
from tests.skeletons import squatting

FPS = 15.0
SPEED = {"too_high": 12.0, "too_deep": -12.0, "inside": 0.0}
"""Degrees a second in which somebody answers what they hear."""


def obedient(coach: Coach, seconds: float, knee_in_from: float | None = None) -> list[tuple[float, Depth]]:
    """True bend and word at each word about the depth. knee_in_from: bend from which the left knee moves in."""
    random, told = np.random.default_rng(3), []
    bend, speed = 4.0, 0.0
    for index in range(round(seconds * FPS)):
        time_s = index / FPS
        if time_s > 2.0 and bend < 25.0:
            speed = 20.0
        bend = min(bend + speed / FPS, 95.0)
        inward = 0.0 if knee_in_from is None else max(0.0, 2.0 * (bend - knee_in_from))
        (frame,) = frames(np.array([time_s]), squatting(np.array([bend]), np.array([inward])))
        trembling = replace(frame, xy=frame.xy + random.normal(0, 0.6, frame.xy.shape))
        for event in coach.feed(trembling):
            if isinstance(event, Depth):
                told.append((bend, event))
                speed = SPEED[event.place]
    return told


def test_somebody_who_follows_is_led_above_below_and_deeper() -> None:
    told = obedient(Coach(planned("banded-chair-squat", from_flexion=30.0, to_flexion=50.0, reps=50)), 60.0)
    halves = list(dict.fromkeys((event.from_flexion, event.to_flexion) for _, event in told))
    assert halves[:2] == [(30.0, 40.0), (40.0, 50.0)]
    assert (35.0, 45.0) in halves
    assert "too_high" in {event.place for _, event in told}


def test_the_word_is_about_the_true_depth() -> None:
    told = obedient(Coach(planned("banded-chair-squat", from_flexion=30.0, to_flexion=50.0, reps=50)), 60.0)
    off = [max(event.from_flexion - bend, bend - event.to_flexion) for bend, event in told if event.place == "inside"]
    assert off
    assert max(off) < 6.0


def test_a_knee_that_moves_in_stays_where_it_is() -> None:
    coach = Coach(planned("banded-chair-squat", from_flexion=30.0, to_flexion=50.0, reps=50))
    told = obedient(coach, 60.0, knee_in_from=38.0)
    assert max(event.to_flexion for _, event in told) == 50.0
