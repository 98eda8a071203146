"""The part of the coach that only keeps time: where no camera sees what matters, the person is paced and asked."""

from collections.abc import Iterator
from dataclasses import dataclass

from kneeline.coach.assignments import Assignment
from kneeline.coach.events import Event, GetInPosition, HoldDone, HoldTick, Ready, RepDone, RepStarted
from kneeline.coach.frame import Frame
from kneeline.coach.words import say
from kneeline.core.programme import ItemSide

LEAD_S = 5.0
"""Time to get into position before the clock starts (our choice)."""

USUAL_S = 2.0
"""Out or back, where the exercise names no tempo."""


@dataclass
class Timer:
    """Paces repetitions, or counts down one stretch of time; nothing is judged."""

    assignment: Assignment
    asked: ItemSide = "both"
    _began_s: float | None = None
    _reps: int = 0
    _ticked: int = 0
    _started: bool = False
    _ready: bool = False

    def begin_set(self, side: ItemSide) -> None:
        """The next set, after another lead."""
        self.asked = side
        self._began_s = None
        self._reps = self._ticked = 0
        self._started = self._ready = False

    def step(self, frame: Frame) -> list[Event]:
        """What the clock brings at this frame's time."""
        return list(self._stepped(frame.time_s))

    def end(self) -> list[Event]:
        """No more frames come: what was begun is not done."""
        return []

    def _stepped(self, time_s: float) -> Iterator[Event]:
        if self._began_s is None:
            self._began_s = time_s + LEAD_S
            start = self.assignment.exercise.start_in_short + "."
            yield GetInPosition(time_s, say("position", "timed", start=start))
        elapsed = time_s - self._began_s
        if elapsed < 0:
            return
        if not self._ready:
            self._ready = True
            yield Ready(time_s, self.asked)
        yield from self._stretch(time_s, elapsed) if self.assignment.reps is None else self._paced(time_s, elapsed)

    def _stretch(self, time_s: float, elapsed: float) -> Iterator[Event]:
        whole = self.assignment.seconds or self.assignment.hold_s or 0.0
        while self._ticked + 1 <= min(elapsed, whole):
            self._ticked += 1
            yield HoldTick(time_s, self._ticked, whole)
        if elapsed >= whole and self._reps == 0:
            self._reps = 1
            yield HoldDone(time_s, whole, self.asked, "not_seen", (), self._unseen())

    def _paced(self, time_s: float, elapsed: float) -> Iterator[Event]:
        tempo, hold = self.assignment.exercise.tempo, self.assignment.hold_s or 0.0
        out, back = tempo.out_s or USUAL_S, tempo.back_s or USUAL_S
        one = out + hold + back
        while self._reps < (self.assignment.reps or 0) and elapsed >= self._reps * one:
            if not self._started:
                self._started, self._ticked = True, 0
                yield RepStarted(time_s, self._reps + 1, self.asked)
            inside = elapsed - self._reps * one - out
            while self._ticked + 1 <= min(inside, hold):
                self._ticked += 1
                yield HoldTick(time_s, self._ticked, hold)
            if elapsed < (self._reps + 1) * one:
                return
            self._reps, self._started = self._reps + 1, False
            yield self._rep_done(time_s, out, back)

    def _rep_done(self, time_s: float, out: float, back: float) -> RepDone:
        one = out + back + (self.assignment.hold_s or 0.0)
        return RepDone(
            time_s,
            self._reps,
            self.asked,
            "not_seen",
            (),
            {},
            {},
            {},
            {},
            self._unseen(),
            time_s - one,
            time_s,
            out,
            back,
        )

    def _unseen(self) -> tuple[str, ...]:
        return tuple(check.id for check in self.assignment.exercise.checks)
