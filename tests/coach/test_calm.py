"""Joints are calmed as they come; one that goes farther than any does was put onto another."""

import pytest

from kneeline.coach.calm import HELD_S, JUMPED_S, NAMES, Calm
from kneeline.coach.geometry import Point

LEG_PX = 400.0
STANDS = (326.0, 900.0)
THROWN = (STANDS[0] + 0.11 * LEG_PX, STANDS[1] - 0.125 * LEG_PX)  # a sixth of the leg away


def ankles(places: list[Point], fps: float) -> list[Point | None]:
    """The left ankle calmed at each frame of these places; nothing else is seen."""
    calm = Calm()
    calm.leg = LEG_PX
    nothing = dict.fromkeys(NAMES, (None, None))
    return [calm.step({**nothing, "ankle": (at, None)}, n / fps)["ankle"][0] for n, at in enumerate(places)]


@pytest.mark.parametrize("fps", [30.0, 60.0])
def test_a_joint_thrown_by_a_sixth_of_the_leg_is_taken_as_lost(fps: float) -> None:
    before, away, after = (round(seconds * fps) for seconds in (0.5, 0.17, 0.5))
    calm = ankles([STANDS] * before + [THROWN] * away + [STANDS] * after, fps)
    assert calm == [STANDS] * len(calm)


def test_a_joint_that_stays_where_it_was_thrown_is_there_after_a_while() -> None:
    calm = ankles([STANDS] * 30 + [THROWN] * 30, 30.0)
    last_seen = 29
    held, lost = last_seen + int(HELD_S * 30), last_seen + int(JUMPED_S * 30)
    assert calm[: held + 1] == [STANDS] * (held + 1)
    assert calm[held + 1 : lost + 1] == [None] * (lost - held)
    assert calm[lost + 1 :] == [THROWN] * (60 - lost - 1)


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
def test_a_foot_that_steps_at_two_legs_a_second_is_followed(fps: float) -> None:
    still, steps = round(0.5 * fps), round(0.4 * fps)
    way = [(STANDS[0], STANDS[1] - 2 * LEG_PX * n / fps) for n in range(steps + 1)]
    trembling = [(x + (0.02 * LEG_PX if n % 2 else 0.0), y) for n, (x, y) in enumerate([STANDS] * still + way)]
    calm = ankles([*trembling, *[way[-1]] * still], fps)
    assert None not in calm
    assert calm[-1] == pytest.approx(way[-1], abs=0.01 * LEG_PX)
    arriving = calm[still + steps]
    assert arriving is not None
    assert arriving[1] == pytest.approx(way[-1][1], abs=0.2 * LEG_PX)  # 80 ms behind
