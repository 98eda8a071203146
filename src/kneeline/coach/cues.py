"""Which one thing is said, and when to be silent."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kneeline.catalogue.schema import Exercise, Fault
from kneeline.coach.events import Cue
from kneeline.coach.judge import DWELL_S, Judge, by_harm

SILENCE_S = 3.0
"""After a cue nothing is said for this long: the person corrects (our choice)."""

AGAIN_S = 8.0
"""The same cue is not repeated sooner than this (our choice)."""


PATIENCE_S = 20.0
"""So long nothing less harmful is spoken of than what is being corrected (our choice)."""

WAITS_S = 0.5
"""So long something is kept back while something more harmful may be coming: a heel that lifts bends the knee, and the
bend is sure sooner (our choice)."""


@dataclass
class Cues:
    """Chooses the cue. ``correcting``: the fault last spoken of, until it was corrected."""

    exercise: Exercise
    correcting: Fault | None = None
    _last_s: float = -1e9
    _said_s: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._faults = by_harm(self.exercise.faults)

    def live(self, judge: Judge, time_s: float) -> Fault | None:
        """The most harmful fault that has lasted long enough, where there is no silence to keep."""
        return self._choose(time_s, _lasting(self._faults, judge, time_s))

    def after(self, faults: tuple[str, ...], time_s: float) -> Fault | None:
        """The most harmful fault of a finished repetition."""
        return self._choose(time_s, (fault for fault in self._faults if fault.id in faults))

    def _choose(self, time_s: float, faults: Iterator[Fault]) -> Fault | None:
        if time_s - self._last_s < SILENCE_S:
            return None
        for fault in faults:
            if self._patient(fault, time_s):
                continue
            if time_s - self._said_s.get(fault.id, -1e9) >= AGAIN_S:
                self._last_s = self._said_s[fault.id] = time_s
                self.correcting = fault
                return fault
        return None

    def _patient(self, fault: Fault, time_s: float) -> bool:
        """Whether something more harmful is still being corrected."""
        now = self.correcting
        return now is not None and fault.harm < now.harm and time_s - self._said_s[now.id] < PATIENCE_S

    def corrected(self, broken: set[str], judge: Judge, since_s: float) -> Fault | None:
        """The fault spoken of before ``since_s``, where its check has now run and held."""
        fault = self.correcting
        if fault is None or self._said_s[fault.id] > since_s or fault.check is None:
            return None
        tally = judge.tallies.get(fault.check)
        if tally is None or not tally.ran or fault.check in broken:
            return None
        self.correcting = None
        return fault


def said(fault: Fault, judge: Judge, time_s: float) -> Cue:
    """The words for a fault, with the value that was seen and its error."""
    tally = judge.tallies[fault.check or ""]
    error = tally.error if math.isfinite(tally.error) else None
    return Cue(time_s, fault.id, fault.cue, fault.why, tally.worst, error)


def _lasting(faults: Sequence[Fault], judge: Judge, time_s: float) -> Iterator[Fault]:
    graver = 0
    for fault in faults:
        tally = judge.tallies.get(fault.check or "")
        if tally is None:
            continue
        if tally.since(time_s) >= DWELL_S + (WAITS_S if fault.harm < graver else 0.0):
            yield fault
        if tally.suspected:
            graver = max(graver, fault.harm)
