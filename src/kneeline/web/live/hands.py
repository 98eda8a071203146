"""Hands raised above the head: the one gesture that is seen from three metres away and made by no exercise."""

from dataclasses import dataclass
from typing import Literal

from kneeline.core.skeleton import SIDES, Side
from kneeline.web.live.wire import Seen

HELD_S = 0.6
"""A hand is meant as a sign when it stays up for so long (our choice)."""
_NOSE, _WRISTS = 0, (15, 16)
_SEEN_FROM = 0.3

Sign = Literal["one", "both"]


def hands_up(frame: Seen) -> frozenset[Side]:
    """The sides, as the pose model names them, whose wrist is above the nose."""
    landmarks = frame.landmarks
    nose = landmarks[_NOSE, 1]
    return frozenset(  # NaN is neither seen nor above
        side
        for side, wrist in zip(SIDES, _WRISTS, strict=True)
        if landmarks[wrist, 3] > _SEEN_FROM and landmarks[wrist, 1] < nose
    )


@dataclass
class Signs:
    """Tells a sign once, when it has been held; then both hands have to come down before the next."""

    up: frozenset[Side] = frozenset()
    since_s: float = 0.0
    told: bool = False

    def fed(self, frame: Seen) -> frozenset[Side]:
        """The hands of a sign that was just given; empty otherwise."""
        up = hands_up(frame)
        if up != self.up:
            self.up, self.since_s = up, frame.time_s
        self.told = self.told and bool(up)
        if not up or self.told or frame.time_s - self.since_s < HELD_S:
            return frozenset()
        self.told = True
        return up
