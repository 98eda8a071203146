"""How far somebody is in a movement: repetitions there and back, a hold, time in motion. Each is told one number a
frame, None where it can't be seen, and says what has just happened."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

Phase = Literal["start", "out", "hold", "back"]
Happened = Literal["started", "reached", "left", "done", "short", "given_up"]

TURNED_SHARE = 0.4
"""Somebody who has come back all but this share of the way, and sets off again, has finished a repetition, too."""

CUT_OFF_SHARE = 0.25
"""Where the frames end, somebody who has come back by this share from the furthest point was finishing (our choice)."""

FAR_BEYOND = 1.5
"""Somebody whose start lies beyond the start's level by more than this many ways is followed from nearer to it."""

MIDDLE = (0.2, 0.8)
"""Shares of a way between which its time is taken: its soft ends can't be told from waiting there."""

NARROWEST = 0.25
"""A smaller middle than this share of the way, where the rest of it is not followed, tells no time (our choice)."""

RESTING_S = 1.0
"""Where somebody rests is told by so long before they set off."""

NEARER_SHARE = 0.9
"""How far the start's level then moves towards them (our choice)."""

FOLLOWS_S = 0.5
"""How quickly it follows them, where standing has shown that their knees are bent more than it seemed, s."""

STALLED_S = 0.4
"""Somebody who has come most of that way back and stays there this long is back: one sits down a little differently
each time."""

SHORT_SHARE = 0.2
"""Who comes at least this share of the way and turns back has tried, and stopped short of its end (our choice)."""

SHORTEST_S = 0.5
"""There and back in less than this is a jump of the landmarks (our choice)."""

LONGEST_S = 60.0
"""A repetition that lasts longer than this was left."""

UNSEEN_S = 0.7
"""A repetition hidden for longer than this is given up: it can't be told what happened meanwhile. What is hidden for
less is not worth a word either."""

MOVING_SHARE = 0.25
"""Somebody is in motion who travels this share of the least pass within a second: a pass takes up to 4 seconds."""

LOST_HOLD_S = 0.6
"""A hold interrupted for less than this goes on."""

_TIMES = np.linspace(0.0, 1.0, 101)
_SMOOTH = _TIMES**3 * (10 - 15 * _TIMES + 6 * _TIMES**2)
"""Place on a smooth way at each share of its time."""


@dataclass
class Repetitions:
    """There and back of a signal between its ``start`` and its ``end`` level, in its unit.

    It may begin on either side: sitting or standing, below a step or on it; natural: on the exercise's own. started_s,
    reached_s, left_s: when it left the start, reached the end's level and left it. came_s, back_s: when it came back,
    and when the one before did. values: (time, value) on the way; rest, furthest_value: where it began and turned.
    """

    start: float
    end: float
    phase: Phase = "start"
    at_start: bool = False
    started_s: float = 0.0
    back_s: float | None = None
    came_s: float | None = None
    reached_s: float = 0.0
    left_s: float = 0.0
    seen_s: float = 0.0
    furthest: float = 0.0
    nearest: float = 0.0
    share: float = 0.0
    natural: bool = True
    far_beyond: bool = False
    nearer_from: float = 0.0
    nearest_s: float = 0.0
    rest: float = 0.0
    furthest_value: float = 0.0
    values: list[tuple[float, float]] = field(default_factory=list)
    _resting: deque[tuple[float, float]] = field(default_factory=deque)

    def begin(self, time_s: float, value: float) -> bool:
        """Stand ready at this value: on the nearer of the two sides. False where it is between them.

        Somebody who begins far beyond the start's level, such as on a chair, is followed from nearer to where they are:
        else all of the way but its end would count as the start.
        """
        if self._share(value) > 0.5:
            self.start, self.end, self.natural = self.end, self.start, not self.natural
        self.phase, self.seen_s, self.rest = "start", time_s, value
        self.at_start = self._share(value) <= 0.0
        self.far_beyond = -self._share(value) > FAR_BEYOND
        if self.far_beyond:
            self.nearer_from = self.start
            self._come_nearer(value, 1.0)
        return self.at_start

    def _come_nearer(self, value: float, share: float) -> None:
        """Move the start's level towards somebody far beyond it, never away from them."""
        wanted = self.nearer_from + NEARER_SHARE * (value - self.nearer_from)
        if (wanted - self.start) * (self.end - self.start) < 0:
            self.start += share * (wanted - self.start)

    def step(self, time_s: float, value: float | None) -> Happened | None:
        """What happened at this moment. ``value`` None: it could not be seen."""
        if value is None:
            return self._given_up(time_s - self.seen_s > UNSEEN_S)
        elapsed_s, self.seen_s = time_s - self.seen_s, time_s
        if self.far_beyond and self.phase == "start":
            self._come_nearer(value, min(1.0, elapsed_s / FOLLOWS_S))
        share = self.share = self._share(value)
        if self.phase == "start":
            return self._from_start(time_s, value, share)
        if time_s - self.started_s > LONGEST_S:
            return self._given_up(True)
        if share > self.furthest:
            self.furthest, self.furthest_value = share, value
        self.values.append((time_s, value))
        if self.phase == "out":
            return self._on_the_way(time_s, share)
        if self.phase == "hold":
            if share < 1.0 - _slack(self.furthest):
                self.phase, self.left_s, self.nearest, self.nearest_s = "back", time_s, share, time_s
                return "left"
            return None
        return self._coming_back(time_s, share)

    @property
    def held_s(self) -> float | None:
        """How long it stayed at the far end of the exercise's way: of one begun there, before it set off; None where
        nobody saw it arrive."""
        if self.natural:
            return max(0.0, self.left_s - self.reached_s)
        return None if self.back_s is None else self.started_s - self.back_s

    def out_and_back_s(self) -> tuple[float | None, float | None]:
        """How long the way out and the way back took, from rest to rest; None of one whose middle was not seen."""
        reach = self.furthest_value - self.rest
        if not self.values or not abs(reach) > 0:
            return None, None
        places = [(time_s, (value - self.rest) / reach) for time_s, value in self.values]
        turned = max(range(len(places)), key=lambda index: places[index][1])
        back_to_front = [(-time_s, place) for time_s, place in reversed(places[turned:])]
        level = (self.start - self.rest) / reach
        return way_s(places[: turned + 1], level), way_s(back_to_front, level)

    def abandon(self) -> None:
        """What is under way is another leg's repetition."""
        self.phase, self.at_start = "start", False

    def coming_back(self) -> bool:
        """Whether somebody has clearly turned back from the furthest point."""
        return self.phase in ("hold", "back") and self.furthest - self.share >= CUT_OFF_SHARE * self.furthest

    def _share(self, value: float) -> float:
        """Place of a value on the way: 0 at the start's level, 1 at the end's."""
        return (value - self.start) / (self.end - self.start)

    def _from_start(self, time_s: float, value: float, share: float) -> Happened | None:
        self._resting.append((time_s, value))
        while time_s - self._resting[0][0] > RESTING_S:
            self._resting.popleft()
        if share <= 0.0:
            self.at_start = True
        elif self.at_start:
            self.at_start = False
            self.phase, self.started_s, self.furthest, self.furthest_value = "out", time_s, share, value
            self.back_s, self.came_s = self.came_s, None
            self._rested()
            return "started"
        return None

    def _rested(self) -> None:
        """A way begins: where somebody rested before it, and what of it was seen already."""
        rested = sorted((value for _, value in self._resting), reverse=self.end < self.start)
        self.rest = rested[len(rested) // 5]
        self.values = list(self._resting)
        self._resting.clear()

    def _on_the_way(self, time_s: float, share: float) -> Happened | None:
        if share >= 1.0:
            self.phase, self.reached_s = "hold", time_s
            return "reached"
        tried = self.furthest >= SHORT_SHARE and time_s - self.started_s >= SHORTEST_S
        given_up = self._given_up(share <= 0.0, at_start=True)
        return "short" if given_up and tried else given_up

    def _coming_back(self, time_s: float, share: float) -> Happened | None:
        if share < self.nearest - 0.03:
            self.nearest, self.nearest_s = share, time_s
        stalled = self.far_beyond and self.nearest < TURNED_SHARE and time_s - self.nearest_s > STALLED_S
        turned = self.nearest < TURNED_SHARE and share > self.nearest + TURNED_SHARE
        if share <= 0.0 or turned or stalled:
            self.phase, self.at_start, self.came_s = "start", True, time_s
            return "done" if time_s - self.started_s >= SHORTEST_S else "given_up"
        if share >= 1.0:
            self.phase = "hold"
        return None

    def _given_up(self, gone: bool, at_start: bool = False) -> Happened | None:
        if not gone or self.phase == "start":
            return None
        self.phase, self.at_start = "start", at_start
        return "given_up"


def way_s(places: Sequence[tuple[float, float]], level: float) -> float | None:
    """How long a way took, s, by its middle: of a person's smooth (minimum-jerk) movement it takes a known share of the
    time. ``places``: (time, place) up to the far end, 0 rest, 1 the far end; ``level``: from where it is followed."""
    low, high = max(MIDDLE[0], level), MIDDLE[1]
    there = next((index for index, (_, place) in enumerate(places) if place >= high), None)
    if there is None or high - low < NARROWEST:
        return None
    left = next((index for index in range(there, -1, -1) if places[index][1] <= low), None)
    if left is None:
        return None
    begun = _crossed(places[left], places[left + 1], low)
    arrived = _crossed(places[there - 1], places[there], high)
    share = float(np.interp(high, _SMOOTH, _TIMES) - np.interp(low, _SMOOTH, _TIMES))
    return (arrived - begun) / share


def _crossed(before: tuple[float, float], after: tuple[float, float], place: float) -> float:
    """When a place was passed between two moments."""
    return before[0] + (after[0] - before[0]) * (place - before[1]) / (after[1] - before[1])


def _slack(furthest: float) -> float:
    """How far below the end's level somebody may sink while they hold it, as a share of the way."""
    return min(0.25, max(0.1, 0.1 * furthest))


@dataclass
class Hold:
    """Time held beyond a level; short breaks are left out of it, longer ones end it. ``spent``: the time asked for was
    held, and nothing counts until the hold is left."""

    start: float
    end: float
    held_s: float = 0.0
    phase: Phase = "start"
    last_s: float | None = None
    kept_s: float = 0.0
    spent: bool = False

    def finish(self) -> float:
        """Begin anew once this hold is left; what was held, s."""
        held_s, self.spent, self.phase, self.held_s = self.held_s, self.phase == "hold", "start", 0.0
        return held_s

    def step(self, time_s: float, value: float | None) -> Happened | None:
        """What happened at this moment; ``held_s`` counts on while the value is beyond the end's level."""
        holding = value is not None and (value - self.start) / (self.end - self.start) >= 1.0
        elapsed = 0.0 if self.last_s is None else time_s - self.last_s
        self.last_s = time_s
        if self.phase == "start":
            self.spent = self.spent and (holding or time_s - self.kept_s <= LOST_HOLD_S)
            if holding and self.spent:
                self.kept_s = time_s
            if not holding or self.spent:
                return None
            self.phase, self.held_s, self.kept_s = "hold", 0.0, time_s
            return "reached"
        if holding:
            if time_s - self.kept_s <= LOST_HOLD_S:
                self.held_s += elapsed
            self.kept_s = time_s
            return None
        if time_s - self.kept_s > LOST_HOLD_S:
            self.phase = "start"
            return "left"
        return None


@dataclass
class Motion:
    """Time in motion of a signal that goes to and fro; ``passes``: how long and how far each one was."""

    least_travel: float
    moving_s: float = 0.0
    passes: int = 0
    pass_s: float | None = None
    amplitude: float | None = None
    last_s: float | None = None

    def __post_init__(self) -> None:
        self._recent: deque[tuple[float, float]] = deque()
        self._turn: tuple[float, float] | None = None
        self._extreme: tuple[float, float] | None = None

    def step(self, time_s: float, value: float | None) -> Happened | None:
        """``done`` at the end of each pass. Time counts while the signal travelled within the last second."""
        elapsed = 0.0 if self.last_s is None else time_s - self.last_s
        self.last_s = time_s
        if value is None:
            self._recent.clear()
            return None
        self._recent.append((time_s, value))
        while time_s - self._recent[0][0] > 1.0:
            self._recent.popleft()
        values = [each for _, each in self._recent]
        if max(values) - min(values) >= MOVING_SHARE * self.least_travel:
            self.moving_s += min(elapsed, 0.5)
        return self._pass(time_s, value)

    def _pass(self, time_s: float, value: float) -> Happened | None:
        if self._turn is None or self._extreme is None:
            self._turn = self._extreme = (time_s, value)
            return None
        way, so_far = self._extreme[1] - self._turn[1], value - self._turn[1]
        if abs(so_far) >= abs(way) and (so_far * way >= 0):
            self._extreme = (time_s, value)
            return None
        if abs(value - self._extreme[1]) < self.least_travel:
            return None
        finished = abs(way) >= self.least_travel
        if finished:
            self.passes += 1
            self.pass_s, self.amplitude = self._extreme[0] - self._turn[0], abs(way)
        self._turn, self._extreme = self._extreme, (time_s, value)
        return "done" if finished else None
