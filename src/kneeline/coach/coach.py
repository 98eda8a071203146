"""The coach of one exercise: frames in, events out; it keeps sets, sides and rests, and sums up."""

import datetime
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from kneeline.coach.assignments import Assignment
from kneeline.coach.calm import BELIEVED_FROM
from kneeline.coach.events import Event, Finished, HoldDone, Praise, RepDone, Rest, SetDone, SwitchSide
from kneeline.coach.following import Follower
from kneeline.coach.frame import Frame
from kneeline.coach.summary import SetCount, done_of, set_done
from kneeline.coach.timing import Timer
from kneeline.coach.watching import Watcher
from kneeline.core.programme import Done, Felt, ItemSide, RepeatQuality
from kneeline.measure.errors import Kind

STILL_S = 1.0
"""How long the start position has to be held before anything counts."""


@dataclass
class Coach:
    """A live state machine without a clock of its own: what it says depends on the frames alone.

    kind: what made the landmarks, which decides their errors. still_s: how long the start position has to be held; 0.1
    for a clip cut to the movement. believed_from: visibility from which a joint counts as seen.
    """

    assignment: Assignment
    kind: Kind = "landmarks"
    still_s: float = STILL_S
    believed_from: float = BELIEVED_FROM
    finished: bool = False
    events: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._part: Watcher | Timer = (
            Watcher(self.assignment, self.kind, self.still_s, self.believed_from)
            if self.assignment.watched
            else Timer(self.assignment)
        )
        self._turns = [(side, number) for side in self.assignment.sides for number in range(self.assignment.sets)]
        self._turn = 0
        self._count = SetCount()
        self._counts: list[tuple[ItemSide, SetCount]] = []
        self._rests_until: float | None = None
        self._last_s = -math.inf
        self._part.begin_set(self._side)

    @property
    def _side(self) -> ItemSide:
        return self._turns[self._turn][0]

    @property
    def follower(self) -> Follower | None:
        """What follows the movement now; None while nobody is in position, and where nothing is watched."""
        return self._part.follower if isinstance(self._part, Watcher) else None

    def feed(self, frame: Frame) -> list[Event]:
        """What this frame brings; nothing where its time is no time or does not rise."""
        if self.finished or not math.isfinite(frame.time_s) or frame.time_s <= self._last_s:
            return []
        self._last_s = frame.time_s
        said = list(self._fed(frame))
        self.events += said
        return said

    def end(self) -> list[Event]:
        """No more frames come: the set that was begun is summed up."""
        if self.finished:
            return []
        time_s = self._last_s if math.isfinite(self._last_s) else 0.0
        said: list[Event] = self._part.end()
        for event in said:
            self._count_in(event)
        if self._count.anything:
            said.append(self._sum_up(time_s))
        said.append(self._total(time_s, complete=False))
        self.events += said
        return said

    def log(self, on: datetime.date, felt: Felt | None = None, pain: int | None = None) -> tuple[Done, ...]:
        """What was done, a part of a SessionLog: one entry a side."""
        return done_of(self.events, self.assignment, on, felt, pain)

    def _fed(self, frame: Frame) -> Iterator[Event]:
        if self._rests_until is not None:
            if frame.time_s < self._rests_until:
                return
            self._rests_until = None
        for event in self._part.step(frame):
            yield event
            self._count_in(event)
        if self._count.complete(self.assignment):
            yield from self._next(frame.time_s)

    def _count_in(self, event: Event) -> None:
        if isinstance(event, RepDone | HoldDone):
            self._count.add(event)
        elif isinstance(event, Praise):
            self._count.corrected.append(event.fault)

    def _next(self, time_s: float) -> Iterator[Event]:
        """A set is complete: sum it up, then rest, change sides, or finish."""
        yield self._sum_up(time_s)
        before = self._side
        self._turn += 1
        if self._turn == len(self._turns):
            yield self._total(time_s, complete=True)
            return
        if self._side != before:
            yield SwitchSide(time_s, self._side)
        elif self.assignment.rest_s > 0:
            self._rests_until = time_s + self.assignment.rest_s
            yield Rest(time_s, self.assignment.rest_s)
        self._part.begin_set(self._side)

    def _sum_up(self, time_s: float) -> SetDone:
        side, number = self._turns[self._turn]
        count, self._count = self._count, SetCount()
        self._counts.append((count.side or side, count))
        return set_done(time_s, number + 1, count.side or side, count, self.assignment)

    def _total(self, time_s: float, complete: bool) -> Finished:
        self.finished = True
        totals: Counter[RepeatQuality] = sum((count.qualities for _, count in self._counts), Counter())
        seconds = sum(count.seconds for _, count in self._counts)
        return Finished(time_s, totals["good"], totals["fault"], totals["not_seen"], seconds, complete)
