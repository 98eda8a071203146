"""Onset training with a person who does what the coach says about the depth: it leads just above the bend at which the
knee begins to move in, then just below it, and on."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from bench import patient_camera
from kneeline.coach import Coach
from kneeline.coach.events import Depth
from kneeline.core.recording import Floats
from kneeline.core.skeleton import pair
from tests.coach.moving import frames, planned
from tests.skeletons import squatting

FPS = 15.0
SPEED = {"too_high": 12.0, "too_deep": -12.0, "inside": 0.0}
"""Degrees a second in which somebody answers what they hear."""


def landmark_errors(count: int, seed: int) -> Floats:
    """Errors (T, J, 2), px, of somebody half way down."""
    times = np.arange(count) / FPS
    (standing,) = frames(np.array([0.0]), squatting(np.array([4.0]), np.array([0.0])))
    exact = np.repeat(standing.xy[None], count, axis=0)
    hips, knees, ankles = (standing.xy[pair(name)] for name in ("hip", "knee", "ankle"))
    leg = float(np.linalg.norm(hips - knees, axis=1).mean() + np.linalg.norm(knees - ankles, axis=1).mean())
    errors: Floats = leg / 100 * patient_camera._errors(times, exact, np.full(count, 0.5), np.random.default_rng(seed))
    return errors


def obedient(
    coach: Coach, seconds: float, knee_in_from: float | Callable[[float], float] | None = None
) -> list[tuple[float, Depth]]:
    """True bend and word at each word about the depth. knee_in_from: bend from which the left knee moves in, or what it
    is at a time. The landmarks err as those of a simulated patient."""
    told: list[tuple[float, Depth]] = []
    errors = landmark_errors(round(seconds * FPS), 3)
    bend, speed = 4.0, 0.0
    for index in range(round(seconds * FPS)):
        time_s = index / FPS
        if time_s > 2.0 and bend < 25.0:
            speed = 20.0
        bend = min(bend + speed / FPS, 95.0)
        begins = knee_in_from(time_s) if callable(knee_in_from) else knee_in_from
        inward = 0.0 if begins is None else max(0.0, 2.0 * (bend - begins))
        (frame,) = frames(np.array([time_s]), squatting(np.array([bend]), np.array([inward])))
        trembling = replace(frame, xy=frame.xy + errors[index])
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


def test_a_knee_that_caves_from_forty_is_held_around_it_and_goes_on_once_it_holds() -> None:
    """It caves from 40 degrees; after 45 s it has learnt to hold until 60."""
    coach = Coach(planned("banded-chair-squat", from_flexion=30.0, to_flexion=50.0, reps=50))
    told = obedient(coach, 100.0, knee_in_from=lambda time_s: 40.0 if time_s < 45.0 else 60.0)
    early = [event for _, event in told if event.time_s < 45.0]
    late = [event for _, event in told if event.time_s >= 45.0]
    assert {(event.from_flexion, event.to_flexion) for event in early} == {(30.0, 40.0), (40.0, 50.0)}
    assert max(event.to_flexion for event in late) > 50.0
    assert {event.place for event in early} >= {"too_high", "inside"}
