"""Whether a repetition or a hold was done as the exercise's checks say: seen, not seen, or it could not be seen."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from kneeline.catalogue.schema import Check, Exercise, Fault
from kneeline.coach.margins import IN_TIME, VALGUS, error_of, error_of_way, exceeds
from kneeline.coach.phases import Phase
from kneeline.coach.signals import FRONT, SIDE, Posture, bend_seen

Moment = Phase | Literal["all"]
"""A phase of a repetition; ``all`` where the movement has none."""

DWELL_S = 0.25
"""Something has to last this long before it is said or counts: the median of 200 to 300 ms (catalogue, live rule)."""

DWELL_HOLD_S = 1.0
"""In a hold of many seconds a wobble this short is no fault."""

SEEN_SHARE = 0.5
"""A check ran where it was seen in at least this share of the frames it holds for (our choice)."""

FEWEST_FRAMES = 2

GRAVE = 3
"""A fault of this harm spoils a repetition, as a check that counts does."""


@dataclass
class Tally:
    """One check over one repetition or hold. worst: the value farthest outside its limits, with its error; suspected:
    whether it is outside them now, perhaps by no more than its error."""

    check: Check
    asked: int = 0
    seen: int = 0
    outside_since: float | None = None
    outside_s: float = 0.0
    longest_s: float = 0.0
    worst: float | None = None
    error: float = math.inf
    last_s: float | None = None
    suspected: bool = False

    def clear(self) -> None:
        """Begin a new repetition."""
        self.asked = self.seen = 0
        self.suspected = False
        self.outside_since = self.worst = self.last_s = None
        self.outside_s = self.longest_s = 0.0

    def tell(self, time_s: float, value: float | None, outside: bool, error: float) -> None:
        """One more frame in which the check holds."""
        self.asked += 1
        self.suspected = value is not None and exceeds(self.check.signal, value, self.check.least, self.check.most, 0.0)
        if value is None:
            self.outside_since = None
            return
        self.seen += 1
        if not outside:
            self.outside_since = self.last_s = None
            return
        if self.outside_since is None:
            self.outside_since = time_s
        self.outside_s += 0.0 if self.last_s is None else time_s - self.last_s
        self.last_s, self.longest_s = time_s, max(self.longest_s, time_s - self.outside_since)
        self.worst, self.error = value, error

    def settle(self, value: float | None, outside: bool, error: float) -> None:
        """What the whole repetition says, in place of its frames."""
        self.asked, self.seen = 1, 0 if value is None else FEWEST_FRAMES
        self.longest_s = math.inf if outside else 0.0
        if outside:
            self.worst, self.error = value, error

    @property
    def ran(self) -> bool:
        """Whether it was seen often enough to say anything."""
        return self.seen >= FEWEST_FRAMES and self.seen >= SEEN_SHARE * self.asked

    def since(self, time_s: float) -> float:
        """For how long it has been outside its limits, s."""
        return -1.0 if self.outside_since is None else time_s - self.outside_since


@dataclass
class Judge:
    """All checks of an exercise that this view can show, over one repetition or hold."""

    exercise: Exercise
    front: bool
    tallies: dict[str, Tally] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    _errors: dict[tuple[str, int], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        shown = [check for check in self.exercise.checks if self._shows(check)]
        self.tallies = {check.id: Tally(check) for check in shown}
        self.hidden = tuple(check.id for check in self.exercise.checks if check.id not in self.tallies)
        self._signals = FRONT if self.front else SIDE
        self._live = [
            each
            for each in self.tallies.values()
            if each.check.signal in self._signals and not self._of_reach(each.check)
        ]

    def _shows(self, check: Check) -> bool:
        known = check.signal in (FRONT if self.front else SIDE) or check.signal in IN_TIME
        other = check.signal in ("knee_in_change", "left_right_difference", "stillness") and self.front
        seen_from = {None: True, "front": self.front, "back": self.front, "side": not self.front}
        return (known or other) and seen_from.get(check.view, False)

    def _of_reach(self, check: Check) -> bool:
        """Whether a check asks how far a repetition went, which only its furthest point tells."""
        plan = self.exercise.coach
        return plan.machine == "repetition" and check.phase == "hold" and check.signal == plan.follows

    def settle_reach(self, furthest: float, error: float) -> None:
        """How far a repetition went, in the unit of the signal it follows."""
        for tally in self.of(self.exercise.coach.follows):
            if self._of_reach(tally.check):
                outside = exceeds(tally.check.signal, furthest, tally.check.least, tally.check.most, error)
                tally.settle(furthest, outside, error)

    def clear(self) -> None:
        """Begin a new repetition."""
        for tally in self.tallies.values():
            tally.clear()

    def look(self, posture: Posture, phase: Moment, only: str | None = None) -> None:
        """One frame: every check that holds in this phase, or those ``only`` on one signal."""
        values: dict[str, tuple[float | None, float | None]] = {}
        for tally in self._live:
            check = tally.check
            if check.phase not in ("all", phase) or only not in (None, check.signal):
                continue
            if check.signal not in values:
                values[check.signal] = self._signals[check.signal](posture)
            self._tell(tally, posture, values[check.signal])

    def _tell(self, tally: Tally, posture: Posture, pair: tuple[float | None, float | None]) -> None:
        check, worst, error = tally.check, None, math.inf
        outside = False
        for side in sides_of(check, posture.working):
            value = pair[side]
            if value is None:
                continue
            error = self.error(check.signal, posture, side)
            over = exceeds(check.signal, value, check.least, check.most, error)
            if worst is None or over:
                worst, outside = value, over or outside
        tally.tell(posture.time_s, worst, outside, error)

    def error(self, signal: str, posture: Posture, side: int) -> float:
        """Half-width of 95 % of a signal at this bend; remembered in steps of ten degrees."""
        bent = bend_seen(posture, side)
        step = 11 if bent is None else int(bent // 10)
        key = (signal, step)
        if key not in self._errors:
            self._errors[key] = error_of(signal, posture.sight, 10.0 * step + 5)
        return self._errors[key]

    def tell(self, signal: str, time_s: float, phase: Moment, value: float | None, error: float) -> None:
        """One frame of a signal that is followed elsewhere, such as the change of the knee's heading."""
        for tally in self.of(signal):
            if tally.check.phase in ("all", phase):
                outside = value is not None and exceeds(signal, value, tally.check.least, tally.check.most, error)
                tally.tell(time_s, value, outside, error)

    def settle(self, signal: str, value: float | None, error: float) -> None:
        """What a whole repetition says of a signal."""
        for tally in self.of(signal):
            outside = value is not None and exceeds(signal, value, tally.check.least, tally.check.most, error)
            tally.settle(value, outside, error)

    def settle_way(self, signal: str, seconds: float | None) -> None:
        """How long a way took, of which only a share can be seen; None: it can't be told."""
        for tally in self.of(signal):
            least, most = tally.check.least, tally.check.most
            error = error_of_way(least or most or 0.0)
            tally.settle(seconds, seconds is not None and exceeds(signal, seconds, least, most, error), error)

    def of(self, signal: str) -> Iterator[Tally]:
        """The checks on one signal."""
        return (tally for tally in self.tallies.values() if tally.check.signal == signal)

    def broken(self, dwell_s: float = DWELL_S) -> set[str]:
        """Ids of checks that were outside their limits for long enough."""
        hold = dwell_s > DWELL_S
        return {
            tally.check.id
            for tally in self.tallies.values()
            if (tally.outside_s if hold else tally.longest_s) >= dwell_s
        }

    def faults(self, broken: set[str]) -> tuple[str, ...]:
        """Ids of the faults that broken checks stand for, the most harmful first."""
        seen = [fault for fault in by_harm(self.exercise.faults) if fault.check in broken]
        return tuple(fault.id for fault in seen)

    def speaks(self, fault: str, sure: float) -> bool:
        """Whether a fault of a finished repetition is sure enough to be spoken of."""
        check = next(each.check for each in self.exercise.faults if each.id == fault)
        tally = self.tallies[check or ""]
        return tally.check.signal != "knee_in_change" or (tally.worst or 0.0) > sure * tally.error

    def unseen(self) -> tuple[str, ...]:
        """Ids of the checks that did not run."""
        return (*(each.check.id for each in self.tallies.values() if each.asked and not each.ran), *self.hidden)

    def spoilt(self, broken: set[str]) -> bool:
        """Whether a check that counts, or one behind a grave fault, is broken."""
        grave = {fault.check for fault in self.exercise.faults if fault.harm >= GRAVE}
        return any(check.id in broken and (check.counts or check.id in grave) for check in self.exercise.checks)

    def sure(self) -> bool:
        """Whether everything that counts and that this view can show really ran, and a valgus check among it where the
        exercise counts one, from whatever view."""
        ran = {each.check.id for each in self.tallies.values() if each.ran}
        grave = {fault.check for fault in self.exercise.faults if fault.harm >= GRAVE}
        counting = [check for check in self.exercise.checks if check.counts]
        valgus = [check for check in self.exercise.checks if check.signal in VALGUS]
        needed = any(check.counts or check.id in grave for check in valgus)
        shown = all(check.id in ran for check in counting if check.id in self.tallies)
        return shown and (not needed or any(check.id in ran for check in valgus))


def sides_of(check: Check, working: int | None) -> tuple[int, ...]:
    """Indices of the legs a check is about."""
    if working is None:
        return (0, 1)
    return (working if check.leg == "working" else 1 - working,)


def by_harm(faults: Sequence[Fault]) -> list[Fault]:
    """The most harmful first, else in the file's order."""
    return sorted(faults, key=lambda fault: -fault.harm)
