"""How still somebody keeps."""

import math
from collections import deque
from dataclasses import dataclass, field
from operator import mul

from kneeline.coach.geometry import middle
from kneeline.coach.signals import Posture
from kneeline.measure.view import STATURE_IN_LEGS

WINDOW_S = 1.0
"""The sway of this long (catalogue: the hips' spread within one second)."""


@dataclass
class Sway:
    """Follows the middle of the hips: (time, x, y)."""

    places: deque[tuple[float, float, float]] = field(default_factory=deque)

    def step(self, posture: Posture) -> float | None:
        """Spread of the hips' middle over the last second, % of stature; None before a second was seen."""
        hips = posture.both("hip")
        if hips is None:
            self.places.clear()
            return None
        self.places.append((posture.time_s, *middle(hips)))
        while posture.time_s - self.places[0][0] > WINDOW_S:
            self.places.popleft()
        if posture.time_s - self.places[0][0] < WINDOW_S / 2 or len(self.places) < 3:
            return None
        _, x, y = self.places[0]
        spread = _variance([each[1] - x for each in self.places]) + _variance([each[2] - y for each in self.places])
        return 100 * math.sqrt(spread) / (STATURE_IN_LEGS * posture.sight.leg)


def _variance(values: list[float]) -> float:
    mean, squares = sum(values) / len(values), float(sum(map(mul, values, values)))
    return max(0.0, squares / len(values) - mean * mean)
