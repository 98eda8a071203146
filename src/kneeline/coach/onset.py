"""Training where the knee begins to move in: hold just above that bend, then just below it, and go deeper as it stays
in line."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Self

from kneeline.coach.assignments import Assignment
from kneeline.coach.events import Depth, Event
from kneeline.coach.words import say

DWELL_S = 0.4
"""Too high or too deep has to last this long before it is told; a shorter wobble ends no hold."""

ARRIVES_S = 0.2
"""The same for being inside: somebody on the way has to hear it before they are through."""

CALM_S = 0.25
"""The bend is calmed over this long: that of one frame wobbles by 4 degrees (simulated patients)."""

SLACK = 3.0
"""Who is inside is still so this much, deg, beyond its ends."""

HOLD_S = 3.0
"""How long each side of the bend is held (catalogue: a pause of 3 seconds)."""

STEADY = 3
"""Holds below the bend without moving in, one after the other, before the range goes deeper (our choice)."""

STEP_DEG = 5.0
"""How much deeper the range goes."""

DEEPEST = 90.0
"""The range ends here at most."""

Place = Literal["too_high", "inside", "too_deep"]


@dataclass
class OnsetTraining:
    """Follows the depth live. from_flexion..to_flexion, deg: the range to work in, the onset in its middle; below:
    whether its deeper half is held now; steady: holds there without moving in. _since: how long they have been where
    they are; _held_since: the hold; _bend: calm, and when it was seen."""

    from_flexion: float
    to_flexion: float
    below: bool = False
    steady: int = 0
    _place: Place | None = None
    _seen: Place | None = None
    _since: float = 0.0
    _held_since: float = 0.0
    _bend: tuple[float, float] | None = None

    @classmethod
    def of(cls, assignment: Assignment) -> Self | None:
        """The training of an item that names a range of bends; None for any other."""
        if assignment.from_flexion is None or assignment.to_flexion is None:
            return None
        return cls(assignment.from_flexion, assignment.to_flexion)

    @property
    def half(self) -> tuple[float, float]:
        """The bends, deg, to hold between now."""
        middle = (self.from_flexion + self.to_flexion) / 2
        return (middle, self.to_flexion) if self.below else (self.from_flexion, middle)

    def depth(self, time_s: float, bend: float, moves_in: bool) -> Iterator[Event]:
        """Where the person is against the half to hold, told once whenever it has changed; a hold that lasts leads to
        the other half, one in which the knee moves in begins anew."""
        calm = self._calmed(time_s, bend)
        place = self._place_of(calm)
        if moves_in:
            self.steady, self._held_since = 0, time_s
        if place != self._seen:
            self._seen, self._since = place, time_s
        lasted = time_s - self._since >= (ARRIVES_S if place == "inside" else DWELL_S)
        if place != self._place and lasted:
            self._place, self._held_since = place, time_s
            yield self._told(time_s, place, calm, say("depth", place))
        elif self._place == "inside" and time_s - self._held_since >= HOLD_S:
            yield from self._held(time_s, calm)

    def _calmed(self, time_s: float, bend: float) -> float:
        if self._bend is None:
            self._bend = time_s, bend
        before_s, before = self._bend
        calm = before + (1 - math.exp(-(time_s - before_s) / CALM_S)) * (bend - before)
        self._bend = time_s, calm
        return calm

    def rise(self) -> None:
        """Back at the start: the next descent is told anew."""
        self._place = self._seen = self._bend = None

    def _place_of(self, bend: float) -> Place:
        low, high = self.half
        slack = SLACK if self._place == "inside" else 0.0
        if bend < low - slack:
            return "too_high"
        return "too_deep" if bend > high + slack else "inside"

    def _held(self, time_s: float, bend: float) -> Iterator[Event]:
        """One half was held: the other half is next, and after several steady holds a deeper range."""
        self.steady += self.below
        self.below = not self.below
        self._place = self._seen = None
        if self.steady >= STEADY and self.to_flexion < DEEPEST:
            step = min(STEP_DEG, DEEPEST - self.to_flexion)
            self.steady = 0
            self.from_flexion, self.to_flexion = self.from_flexion + step, self.to_flexion + step
            yield self._told(time_s, "inside", bend, say("depth", "moved_on"))

    def _told(self, time_s: float, place: Place, bend: float, text: str) -> Depth:
        low, high = self.half
        return Depth(time_s, place, bend, low, high, text)
