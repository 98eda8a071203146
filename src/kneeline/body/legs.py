"""The legs of a motion, from one key to the next, and the soft way between: minimum jerk where it starts and stops
(Flash & Hogan 1985), flowing through keys at which nothing is held."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from kneeline.catalogue.motion_schema import Motion
from kneeline.core.recording import Floats


@dataclass(frozen=True)
class Leg:
    """From one key to another in ``seconds``. ``before``, ``after``: the key it comes from and goes on to without
    stopping, and how long those legs take; None where it starts or stops."""

    start: str
    end: str
    seconds: float
    before: tuple[str, float] | None = None
    after: tuple[str, float] | None = None

    def between(self, values: Mapping[str, Floats], share: Floats) -> Floats:
        """Values (T, n) at shares (T,) of the leg's time, from the keys' values (n,)."""
        start, end = values[self.start], values[self.end]
        slope = (end - start) / self.seconds
        leaving = self._speed(values, self.before, start, slope, -1.0)
        arriving = self._speed(values, self.after, end, slope, 1.0)
        u = share[:, None]
        way = start + (end - start) * u**3 * (10 - 15 * u + 6 * u**2)
        way += leaving * self.seconds * u * (1 - u**2 * (6 - 8 * u + 3 * u**2))
        way += arriving * self.seconds * u**3 * (-4 + 7 * u - 3 * u**2)
        return np.asarray(way)

    def _speed(
        self, values: Mapping[str, Floats], beyond: tuple[str, float] | None, here: Floats, slope: Floats, sign: float
    ) -> Floats:
        """Speed at one end: 0 where it stops or turns round, else between those of the two legs (Fritsch & Butland
        1984), so that nothing overshoots."""
        if beyond is None:
            return np.zeros(here.shape)
        other = sign * (values[beyond[0]] - here) / beyond[1]
        with np.errstate(divide="ignore", invalid="ignore"):
            mean = 2 * slope * other / (slope + other)
        return np.where(slope * other > 0, mean, 0.0)


def still(key: str) -> Leg:
    """Standing still at a key."""
    return Leg(key, key, 1.0)


def legs(motion: Motion) -> list[Leg]:
    """The first key at the start, then the leg of every phase."""
    stops = [motion.keys[0].id, *(phase.to for phase in motion.phases)]
    made = [still(stops[0])]
    for index, phase in enumerate(motion.phases):
        flows_in = index > 0 and motion.phases[index - 1].hold_s == 0
        flows_out = phase.hold_s == 0 and index + 1 < len(motion.phases)
        before = (stops[index - 1], motion.phases[index - 1].seconds) if flows_in else None
        after = (stops[index + 2], motion.phases[index + 1].seconds) if flows_out else None
        made.append(Leg(stops[index], stops[index + 1], phase.seconds, before, after))
    return made
