"""How far each knee turns in over its foot within a repetition: live while it goes on, and fitted when it is over."""

from dataclasses import dataclass, field

import numpy as np

from kneeline.coach.geometry import apart, bend
from kneeline.coach.signals import Posture, knee_in_angle
from kneeline.measure.caving import DESCENT_LAG_S
from kneeline.measure.errors import ErrorModel
from kneeline.measure.onset import LEAST_RISE, fit_two_pieces
from kneeline.measure.series import THIGH_SHORTENED

LEVEL = (20.0, 32.0)
"""Bends, deg, over which the start of the change is read live: around the 25 degrees of the design."""

LIVE_FROM = 38.0
"""Bend, deg, from which the live change is told: the heading of a knee less bent is too unsure."""


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


@dataclass
class KneeIn:
    """Follows one leg through one repetition; samples are (time, bend, knee_in_angle)."""

    side: int
    samples: list[tuple[float, float, float]] = field(default_factory=list)
    deepest: float | None = None
    _level: list[float] = field(default_factory=list)

    def clear(self) -> None:
        """Begin a new repetition."""
        self.samples.clear()
        self._level.clear()
        self.deepest = None

    def step(self, posture: Posture) -> float | None:
        """The change so far, deg, inward +; None where it can't be told yet."""
        leg = posture.leg(self.side)
        if leg is None:
            return None
        bent = bend(leg)
        self.deepest = bent if self.deepest is None else max(self.deepest, bent)
        inward = knee_in_angle(posture, self.side)
        if inward is None or bent > LIVE_TO or self._towards_camera(posture):
            return None
        self.samples.append((posture.time_s, bent, inward))
        if LEVEL[0] <= bent <= LEVEL[1]:
            self._level.append(inward)
        if bent < LIVE_FROM or len(self._level) < 2:
            return None
        return inward - sum(self._level) / len(self._level)

    def _towards_camera(self, posture: Posture) -> bool:
        """Whether the thigh looks too short to tell where the knee points (the measure's own limit)."""
        points = posture.points("hip", "knee", side=self.side)
        return points is None or apart(*points) < THIGH_SHORTENED * posture.sight.thigh

    def fitted(self, errors: ErrorModel, backwards: bool) -> LegChange:
        """The two-piece line through the way down (measure.onset); ``backwards``: the repetition began bent."""
        if len(self.samples) < 2:
            return LegChange(self.deepest, None, None, None, None)
        times, bends, inward = np.array(self.samples).T
        if backwards:
            down = times >= times[int(np.argmin(bends))]
        else:
            down = times <= times[int(np.argmax(bends))] + DESCENT_LAG_S
        fit = fit_two_pieces(bends[down], inward[down])
        if fit is None:
            return LegChange(self.deepest, None, None, None, None)
        error = float(errors.half_width("knee_in_change", "repetition", fit.bottom))
        onset = fit.at if fit.rise > LEAST_RISE and fit.rise > error else None
        return LegChange(self.deepest, fit.change, error, fit.change > LEAST_RISE and fit.change > error, onset)
