"""How far each knee turns in over its foot within a repetition: live while it goes on, and told when it is over.

Somebody who begins with bent knees, on a chair or with a foot on a step, is held against how their own knee pointed
while they kept still there: what the landmarks get wrong in this person, as bent as this, is in both. Of somebody who
begins standing the level at a slight bend is what the change is counted from.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from kneeline.coach.geometry import apart
from kneeline.coach.margins import error_of_change
from kneeline.coach.sight import Sight
from kneeline.coach.signals import Posture, knee_in_angle, lifted_bend
from kneeline.measure.caving import DESCENT_LAG_S
from kneeline.measure.errors import ErrorModel
from kneeline.measure.onset import LEAST_RISE, fit_two_pieces
from kneeline.measure.series import THIGH_SHORTENED

LEVEL = (20.0, 32.0)
"""Bends, deg, over which the start of the change is read live: around the 25 degrees of the design."""

LIVE_FROM = 38.0
"""Bend, deg, from which the live change is told: the heading of a knee less bent is too unsure."""

GUESSED_FROM = 60.0
"""The same of a leg whose length is a guess, because nobody has seen it straight: a tenth too long a guess makes a
straight leg look bent by 52 degrees."""

FITTED_FROM = 40.0
"""A repetition less deep than this, deg, holds no line that could be trusted (measure's errors.toml)."""

LIVE_TO = 90.0
"""Beyond this bend, deg, nothing is read: the thigh points at the camera (docs/accuracy.md: not checked beyond 110)."""


@dataclass(frozen=True)
class LegChange:
    """What one leg did in a repetition. change, onset: deg or None; caves_in None: could not be seen."""

    knee_flexion: float | None
    change: float | None
    error: float | None
    caves_in: bool | None
    onset: float | None


LASTS_S = 0.25
"""Against the knee at rest the change is the largest that was kept up for this long (the judge's own dwell)."""


@dataclass
class KneeIn:
    """Follows one leg through one repetition; samples are (time, bend, knee_in_angle); against_rest: (time, change)."""

    side: int
    samples: list[tuple[float, float, float]] = field(default_factory=list)
    against_rest: list[tuple[float, float]] = field(default_factory=list)
    deepest: float | None = None
    _level: list[float] = field(default_factory=list)
    _rest: tuple[tuple[float, ...], float | None] = ((), None)

    def clear(self) -> None:
        """Begin a new repetition."""
        self.samples.clear()
        self.against_rest.clear()
        self._level.clear()
        self.deepest = None

    def step(self, posture: Posture) -> float | None:
        """The change so far, deg, inward +; None where it can't be told yet."""
        bent = lifted_bend(posture, self.side)
        if bent is None:
            return None
        self.deepest = bent if self.deepest is None else max(self.deepest, bent)
        inward = knee_in_angle(posture, self.side)
        if inward is None or bent > LIVE_TO or self._towards_camera(posture):
            return None
        self.samples.append((posture.time_s, bent, inward))
        rest = self.at_rest(posture.sight)
        if rest is not None:
            return self._against(rest, posture, bent, inward)
        if LEVEL[0] <= bent <= LEVEL[1]:
            self._level.append(inward)
        if bent < LIVE_FROM or len(self._level) < 2:
            return None
        return inward - sum(self._level) / len(self._level)

    def at_rest(self, sight: Sight) -> float | None:
        """Where the knee pointed in the start position, deg, as ``sight`` sees the person now; None of a leg that was
        too straight there."""
        scale = (sight.thigh, sight.shank, sight.offset[self.side])
        if self._rest[0] != scale:
            start = Posture(0.0, sight.at, sight)
            bent = lifted_bend(start, self.side)
            self._rest = scale, None if bent is None or bent < LIVE_FROM else knee_in_angle(start, self.side)
        return self._rest[1]

    def _against(self, rest: float, posture: Posture, bent: float, inward: float) -> float | None:
        if bent < (LIVE_FROM if posture.sight.knows(self.side) else GUESSED_FROM):
            return None
        self.against_rest.append((posture.time_s, inward - rest))
        return inward - rest

    def _towards_camera(self, posture: Posture) -> bool:
        """Whether the thigh looks too short to tell where the knee points (the measure's own limit)."""
        points = posture.points("hip", "knee", side=self.side)
        return points is None or apart(*points) < THIGH_SHORTENED * posture.sight.thigh

    def told(self, errors: ErrorModel, backwards: bool) -> LegChange:
        """What the whole repetition says; ``backwards``: it began bent."""
        if len(self.samples) < 2:
            return LegChange(self.deepest, None, None, None, None)
        line = self._fitted(errors, backwards)
        if not self.against_rest:
            return line
        change = _kept_up(self.against_rest)
        if change is None:
            return LegChange(self.deepest, None, None, None, None)
        error = error_of_change(errors, max(bent for _, bent, _ in self.samples), change)
        caves_in = change > LEAST_RISE and change > error
        return LegChange(self.deepest, change, error, caves_in, line.onset if caves_in else None)

    def _fitted(self, errors: ErrorModel, backwards: bool) -> LegChange:
        """The two-piece line through the way down (measure.onset)."""
        times, bends, inward = np.array(self.samples).T
        if backwards:
            down = times >= times[int(np.argmin(bends))]
        else:
            down = times <= times[int(np.argmax(bends))] + DESCENT_LAG_S
        fit = fit_two_pieces(bends[down], inward[down])
        if fit is None or fit.bottom < FITTED_FROM:
            return LegChange(self.deepest, None, None, None, None)
        error = error_of_change(errors, fit.bottom, fit.change)
        onset = fit.at if fit.rise > max(LEAST_RISE, error_of_change(errors, fit.bottom, fit.rise)) else None
        return LegChange(self.deepest, fit.change, error, fit.change > LEAST_RISE and fit.change > error, onset)


def _kept_up(changes: Sequence[tuple[float, float]]) -> float | None:
    """The largest change that lasted, deg: the highest of the least values within LASTS_S; None where nothing did."""
    lasting = -math.inf
    for index, (since_s, _) in enumerate(changes):
        within = [change for time_s, change in changes[index:] if time_s - since_s <= LASTS_S + 1e-9]
        if changes[-1][0] - since_s >= LASTS_S - 1e-9:
            lasting = max(lasting, min(within))
    return lasting if math.isfinite(lasting) else None
