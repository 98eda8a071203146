"""Where the feet are: which one is stood on, and whether those that should stay did."""

import math
from collections import deque
from dataclasses import dataclass, field

from kneeline.catalogue.schema import Coaching
from kneeline.coach.calm import Joints
from kneeline.coach.geometry import Point, apart
from kneeline.coach.sight import Sight
from kneeline.core.programme import ItemSide
from kneeline.core.skeleton import SIDES

STEPPED_SHARE = 0.25
"""A standing foot that travels this share of the leg in a repetition was walking (measure.choose)."""

STAYS_AWAY_S = 0.3
"""A foot that stayed away for this long has travelled: a pose model puts ankles onto each other for a moment (our
choice)."""

FREE_SHARE = 0.06
"""The free foot of a step is off the standing one's floor, or travels, by at least this share of the leg."""

CLEARLY_SHARE = 0.08
"""Where both knees bend alike it is a squat on two legs, unless one foot is this share of the leg above the other."""

RAISED_SHARE = 0.08
"""One foot this share of the leg higher than the other: the lower one is stood on (our choice)."""

Ways = deque[tuple[float, float]]
"""(time, how far away) of the last moments."""


@dataclass
class Feet:
    """Follows both ankles through one repetition. travelled: farthest that each stayed from where it was; uneven: most
    difference of their heights; in leg lengths. both_bent: both knees were bent at once, as in a squat on two legs."""

    at: list[Point | None] = field(default_factory=lambda: [None, None])
    travelled: list[float] = field(default_factory=lambda: [0.0, 0.0])
    uneven: float = 0.0
    both_bent: bool = False
    _away: tuple[Ways, Ways] = field(default_factory=lambda: (deque(), deque()))

    def begin(self, joints: Joints) -> None:
        """A repetition begins here."""
        self.at, self.travelled, self.uneven = list(joints["ankle"]), [0.0, 0.0], 0.0
        self.both_bent = False
        self._away = (deque(), deque())

    def step(self, time_s: float, joints: Joints, sight: Sight) -> None:
        """One more frame."""
        left, right = joints["ankle"]
        if left is not None and right is not None:
            self.uneven = max(self.uneven, abs(left[1] - right[1]) / sight.leg)
        for side in (0, 1):
            now, then = joints["ankle"][side], self.at[side]
            if then is None:
                self.at[side] = now
            elif now is not None:
                self._travel(side, time_s, apart(now, then) / sight.leg)

    def _travel(self, side: int, time_s: float, away: float) -> None:
        recent = self._away[side]
        recent.append((time_s, away))
        while len(recent) > 2 and time_s - recent[1][0] >= STAYS_AWAY_S:
            recent.popleft()
        if time_s - recent[0][0] >= STAYS_AWAY_S:
            self.travelled[side] = max(self.travelled[side], min(each for _, each in recent))

    def stayed(self, side: int | None, one_leg: bool) -> bool:
        """Whether the standing feet stayed, and, in a step on one leg (``one_leg``), the other one did not."""
        if side is None:
            return max(self.travelled) <= STEPPED_SHARE
        free = max(self.uneven, self.travelled[1 - side]) > FREE_SHARE
        free = free and (not self.both_bent or self.uneven > CLEARLY_SHARE)
        return self.travelled[side] <= STEPPED_SHARE and (free or not one_leg)


def first_working(plan: Coaching, asked: ItemSide, joints: Joints, sight: Sight) -> int | None:
    """Index of the leg that works, as far as the start position tells."""
    if plan.legs == "front":
        ahead = [each[0] * sight.forward if each is not None else -math.inf for each in joints["ankle"]]
        return int(ahead[1] > ahead[0])
    if plan.legs == "asked" and asked in SIDES:
        return SIDES.index(asked)
    return standing(joints, sight) if plan.legs == "standing" else None


def standing(joints: Joints, sight: Sight) -> int | None:
    """Index of the leg stood on; None where both feet are as low."""
    left, right = joints["ankle"]
    if left is None or right is None or abs(left[1] - right[1]) <= RAISED_SHARE * sight.leg:
        return None
    return int(right[1] > left[1])
