"""Repetitions, holds and motion from signals whose answer can be seen by eye."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneeline.coach.phases import Hold, Motion, Repetitions, way_s


def happenings(values: list[float | None], machine: Repetitions | None = None, fps: float = 10.0) -> list[str]:
    """What happens with these values, one each tenth of a second."""
    counter = machine or Repetitions(20.0, 50.0)
    if machine is None:
        counter.begin(0.0, values[0] or 0.0)
    told = [counter.step((index + 1) / fps, value) for index, value in enumerate(values)]
    return [each for each in told if each]


def way(*stops: float) -> list[float | None]:
    """Straight lines between stops, half a second each."""
    return [float(v) for a, b in pairwise(stops) for v in np.linspace(a, b, 6)[1:]]


def test_there_and_back_is_one() -> None:
    assert happenings(way(5, 80, 5)) == ["started", "reached", "left", "done"]


def test_a_wobble_at_the_bottom_is_no_second_one() -> None:
    assert happenings(way(5, 80, 60, 80, 5)).count("done") == 1


def test_a_pause_on_the_way_up_is_no_second_one() -> None:
    assert happenings(way(5, 80, 40, 40, 5)).count("done") == 1


def test_not_deep_enough_is_none() -> None:
    assert happenings(way(5, 40, 5)) == ["started", "short"]
    assert happenings(way(5, 22, 5)) == ["started", "given_up"]


def smooth(seconds: float) -> np.ndarray:
    """Places of a smooth way, 30 a second."""
    share = np.arange(0.0, 1.0, 1 / (30 * seconds))
    return share**3 * (10 - 15 * share + 6 * share**2)


@given(out=st.floats(0.6, 4.0), held=st.floats(0.2, 3.0), back=st.floats(0.4, 4.0), waits=st.floats(1.2, 4.0))
def test_ways_are_timed_whatever_is_waited_at_their_ends(out: float, held: float, back: float, waits: float) -> None:
    still = np.zeros(round(30 * waits))
    places = np.concatenate([still, smooth(out), np.ones(round(30 * held)), 1 - smooth(back), still])
    machine = Repetitions(20.0, 50.0)
    machine.begin(0.0, 4.0)
    for index, place in enumerate(places):
        if machine.step((index + 1) / 30, float(4 + 80 * place)) == "done":
            break
    out_s, back_s = machine.out_and_back_s()
    assert out_s == pytest.approx(out, rel=0.05, abs=0.05)
    assert back_s == pytest.approx(back, rel=0.05, abs=0.05)


def test_a_way_whose_start_was_not_seen_has_no_time() -> None:
    assert way_s([(0.0, 0.6), (0.5, 0.9), (1.0, 1.0)], 0.1) is None
    assert way_s([(0.0, 0.0), (0.5, 0.5), (1.0, 1.0)], 0.7) is None


def test_not_quite_up_and_down_again_are_two() -> None:
    assert happenings(way(5, 80, 25, 80, 5)).count("done") == 2


def test_who_has_come_most_of_the_way_back_and_sets_off_again_has_done_one() -> None:
    machine = Repetitions(60.0, 75.0)
    machine.begin(0.0, 37.0)  # far before the start's level, which moves to 39
    assert happenings(way(37, 130, 53, 130, 53), machine).count("done") == 1


def test_begun_at_the_other_end() -> None:
    machine = Repetitions(20.0, 50.0)
    assert machine.begin(0.0, 80.0)
    assert happenings(way(80, 5, 80), machine) == ["started", "reached", "left", "done"]
    assert not Repetitions(20.0, 50.0).begin(0.0, 30.0)


def test_what_is_held_is_the_far_end_wherever_one_began() -> None:
    there = Repetitions(20.0, 50.0)
    there.begin(0.0, 5.0)
    happenings(way(5, 80, 80, 80, 80, 80, 5), there)
    assert there.held_s == pytest.approx(2.4, abs=0.3)
    back = Repetitions(20.0, 50.0)
    back.begin(0.0, 80.0)
    seen = way(80, 5, 80, 80, 80, 80, 80, 5)
    happenings(seen[:10], back)
    assert back.held_s is None  # nobody saw when the far end was reached that it began at
    for index, value in enumerate(seen[10:]):
        back.step((index + 11) / 10, value)
    assert back.held_s == pytest.approx(2.4, abs=0.3)


def test_hidden_for_long_is_given_up() -> None:
    assert happenings([*way(5, 80), *[None] * 8, *way(80, 5)]) == ["started", "reached", "given_up"]


def test_hidden_for_a_moment_goes_on() -> None:
    assert happenings([*way(5, 80), None, None, *way(80, 5)])[-1] == "done"


def test_hidden_for_less_than_a_word_is_worth_goes_on() -> None:
    assert happenings([*way(5, 80), *[None] * 6, *way(80, 5)])[-1] == "done"


def test_a_jump_of_the_landmarks_is_none() -> None:
    assert "done" not in happenings([5.0, 5.0, 90.0, 5.0, 5.0])


def test_a_hold_leaves_out_what_was_not_held() -> None:
    hold = Hold(1.0, 0.0)
    values = [0.0] * 11 + [1.0] * 3 + [0.0] * 10
    told = [hold.step(index / 10, value) for index, value in enumerate(values)]
    assert told[0] == "reached"
    assert "left" not in told
    assert 1.9 <= hold.held_s <= 2.4


def test_a_long_break_ends_a_hold() -> None:
    hold = Hold(1.0, 0.0)
    assert [hold.step(index / 10, value) for index, value in enumerate([0.0] * 5 + [1.0] * 9)][-2:] != []
    assert hold.phase == "start"


def test_motion_counts_passes_and_not_breaks() -> None:
    motion = Motion(10.0)
    time_s = np.arange(0, 20, 0.1)
    rolling = np.where(time_s < 12, 15 * np.sin(2 * np.pi * time_s / 6), 0.0)
    told = [motion.step(float(t), float(v)) for t, v in zip(time_s, rolling, strict=True)]
    assert told.count("done") in (3, 4)
    assert 9.0 <= motion.moving_s <= 13.5
    assert motion.pass_s is not None
    assert 2.5 <= motion.pass_s <= 3.5
