"""From what the coach saw of a set to next week's load: clean ones of those seen, and what could not be judged."""

import datetime
from dataclasses import replace

import pytest

from kneeline.coach import done_of
from kneeline.core.programme import Done
from kneeline.programme.load import Load
from kneeline.programme.progression import judge
from tests.coach.moving import fed, frames, squat_coach, squats

ASKED = Load("as-printed", 1, 3, None, None, 0.0)
DAY = datetime.date(2026, 11, 2)
TURNED = 32.0
"""Seen from so far aside, deg, knees can't be judged."""


def session(*knee_in: float, day: int = 0, yaw_deg: float = 0.0) -> Done:
    """A session of squats, each with the left knee so far in, as the log has it with what the person tells after it:
    two more in the last set than asked, and no pain."""
    coach = squat_coach(len(knee_in))
    events = fed(coach, frames(*squats(knee_in), yaw_deg=yaw_deg))
    (noted,) = done_of(events, coach.assignment, DAY + datetime.timedelta(days=day))
    assert coach.log(noted.date) == (noted,)
    return replace(noted, last_set_reps=ASKED.reps + 2 if ASKED.reps else None, pain=0)


def counts(done: Done) -> tuple[int, int, int, int | None]:
    return done.reps_good, done.reps_fault, done.reps_not_seen, done.sets


def test_a_log_keeps_clean_ones_faults_and_what_could_not_be_judged_apart() -> None:
    assert counts(session(0.0, 18.0, 0.0)) == (2, 1, 0, 1)
    assert counts(session(0.0, 18.0, yaw_deg=TURNED)) == (0, 0, 2, 1)


@pytest.mark.parametrize(
    ("first", "second", "verdict", "why"),
    [
        (session(0.0, 0.0, 0.0), session(0.0, 0.0, 0.0, day=2), "up", "ready"),
        (session(0.0, 0.0, 0.0), session(0.0, 18.0, 18.0, day=2), "same", "quality"),  # 4 of 6
        (session(0.0, 0.0, 0.0), session(18.0, 18.0, day=2, yaw_deg=TURNED), "up", "ready"),  # 3 of the 3 seen
    ],
)
def test_two_sessions_clean_in_four_of_five_of_those_seen_go_up(
    first: Done, second: Done, verdict: str, why: str
) -> None:
    judgement = judge([first, second], ASKED)
    assert (judgement.verdict, judgement.why) == (verdict, why)
