"""A recording coached as if it came live, with what the coach followed on the way."""

from dataclasses import dataclass

from kneeline.coach.assignments import Assignment
from kneeline.coach.coach import STILL_S, Coach
from kneeline.coach.events import Event
from kneeline.coach.frame import frames_of
from kneeline.coach.phases import Phase
from kneeline.core.recording import Recording
from kneeline.core.skeleton import SIDES, Side
from kneeline.measure.errors import Kind
from kneeline.measure.tracks import VISIBLE_FROM

_KINDS: dict[str, Kind] = {"landmarks": "landmarks", "mocap": "mocap"}


@dataclass(frozen=True)
class Moment:
    """What the coach knew at one frame. followed: the signal it follows, None = unseen; phase None: not in position;
    knee_in: how far each knee has turned in so far, deg."""

    time_s: float
    followed: float | None
    phase: Phase | None
    knee_in: dict[Side, float]


@dataclass(frozen=True)
class Replay:
    """All events of a recording, and each moment."""

    assignment: Assignment
    events: tuple[Event, ...]
    moments: tuple[Moment, ...]


def coach_for(assignment: Assignment, recording: Recording, still_s: float = STILL_S) -> Coach:
    """A coach that knows what made the landmarks of a recording."""
    return Coach(assignment, _KINDS.get(recording.source.kind, "picture"), still_s, believed_from=VISIBLE_FROM)


def replayed(assignment: Assignment, recording: Recording, still_s: float = STILL_S) -> Replay:
    """Coach a recording from its first frame to its last; ``still_s`` 0: it begins in the start position."""
    coach = coach_for(assignment, recording, still_s)
    moments = []
    for frame in frames_of(recording):
        coach.feed(frame)
        moments.append(_moment(coach, frame.time_s))
    coach.end()
    return Replay(assignment, tuple(coach.events), tuple(moments))


def _moment(coach: Coach, time_s: float) -> Moment:
    follower = coach.follower
    if follower is None:
        return Moment(time_s, None, None, {})
    knee_in = {SIDES[side]: value for side, value in follower.changes.items()}
    return Moment(time_s, follower.followed, follower.phase, knee_in)
