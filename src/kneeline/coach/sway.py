"""How still somebody keeps."""

import math
from collections import deque
from dataclasses import dataclass, field

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
        count = len(self.places)
        means = [sum(place[axis] for place in self.places) / count for axis in (1, 2)]
        spread = sum((place[axis] - means[axis - 1]) ** 2 for place in self.places for axis in (1, 2)) / count
        return 100 * math.sqrt(spread) / (STATURE_IN_LEGS * posture.sight.leg)
