"""Joints calmed as they come: a causal low-pass on uneven time, and the belief in each joint."""

import math

from kneeline.coach.frame import Frame
from kneeline.coach.geometry import Point
from kneeline.core.skeleton import pair

CUTOFF_HZ = 4.0
"""Of each of the two one-pole filters in a row: together they follow 80 ms behind (our choice; slow exercises hold
nothing above 3 Hz)."""

HELD_S = 0.25
"""A joint that is lost stays where it was for this long: shorter than any fault has to last."""

JUMP = (0.05, 3.0)
"""Legs, and legs a second, by which a joint moves from one frame to the next: what goes farther was put onto another
joint, and is taken as lost (our choice; a foot that steps makes two legs a second, a live model's joint trembles by a
fiftieth of a leg)."""

BELIEVED_FROM = 0.3
"""Below this belief of the estimator a joint is taken as hidden (our choice; a live model gives collapsed joints of
about 0.1)."""

JUMPED_S = 0.5
"""A joint that has jumped is where it is now after this long."""

State = tuple[float, float, float, float, float, float, float]
"""When a joint was seen last; x and y of where it was seen, and of both filters."""

NAMES = ("shoulder", "hip", "knee", "ankle", "heel", "forefoot", "toe")

Joints = dict[str, tuple[Point | None, Point | None]]
"""Calm joints by name, (left, right), px; None = not known."""

_INDICES = {name: (pair(name).start, pair(name).start + 1) for name in NAMES}


def joints_of(frame: Frame, believed_from: float) -> Joints:
    """The joints of one frame as they come, those believed visible."""
    points: list[Point | None] = [
        (x, y) if belief >= believed_from and x - x == 0 == y - y else None  # neither NaN nor infinite
        for (x, y), belief in zip(frame.xy.tolist(), frame.visibility.tolist(), strict=True)
    ]
    return {name: (points[left], points[right]) for name, (left, right) in _INDICES.items()}


class Calm:
    """Follows the joints. One state a joint: when and where last seen, and both filters' x and y. leg: how long the
    person's is, px, once it is known."""

    def __init__(self) -> None:
        self._states: dict[int, State] = {}
        self.leg = math.inf
        self._last_s = self._before_s = -math.inf
        self._farthest = math.inf
        self._usual = 1.0

    def forget(self) -> None:
        """Begin anew: another person, or a long gap."""
        self._states.clear()

    def step(self, joints: Joints, time_s: float) -> Joints:
        """Calm joints of a frame's joints, about 80 ms late."""
        elapsed_s, self._before_s, self._last_s = time_s - self._last_s, self._last_s, time_s
        self._farthest = self.leg * (JUMP[0] + JUMP[1] * elapsed_s)
        self._usual = _share(elapsed_s)
        return {
            name: (self._point(left, time_s, joints[name][0]), self._point(right, time_s, joints[name][1]))
            for name, (left, right) in _INDICES.items()
        }

    def _point(self, index: int, time_s: float, point: Point | None) -> Point | None:
        state = self._states.get(index)
        if point is None:
            return None if state is None or time_s - state[0] > HELD_S else (state[5], state[6])
        if state is None:
            self._states[index] = (time_s, *point, *point, *point)
            return point
        x, y = point
        seen, seen_x, seen_y, x1, y1, x2, y2 = state
        if math.hypot(x - seen_x, y - seen_y) > self._farthest and time_s - seen <= JUMPED_S:
            return (x2, y2) if time_s - seen <= HELD_S else None
        if time_s - seen > HELD_S:
            self._states[index] = (time_s, x, y, x, y, x, y)
            return point
        share = self._usual if seen == self._before_s else _share(time_s - seen)
        x1, y1 = x1 + share * (x - x1), y1 + share * (y - y1)
        x2, y2 = x2 + share * (x1 - x2), y2 + share * (y1 - y2)
        self._states[index] = (time_s, x, y, x1, y1, x2, y2)
        return x2, y2


def _share(elapsed_s: float) -> float:
    """How much of the way to where a joint is now each filter goes in this time."""
    return 1.0 - math.exp(-2 * math.pi * CUTOFF_HZ * elapsed_s)
