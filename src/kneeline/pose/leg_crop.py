"""The upright rectangle around one leg that the leg network looks at, and back from its answers to the picture.

A left leg is cut out mirrored, so that the network only ever sees right legs (of somebody who faces the camera).
"""

from dataclasses import dataclass, replace
from typing import Final, Self

import numpy as np

from kneeline.core.recording import Floats
from kneeline.pixels.warp import Pixels, portion

WIDTH_PX: Final = 96
HEIGHT_PX: Final = 192

HEIGHT_IN_LEGS: Final = 1.35
"""Height of the rectangle over the leg's image length, hip to knee to ankle: room for pelvis and foot."""

BELOW_MIDDLE: Final = 0.06
"""How far, in leg lengths, the rectangle's middle lies below the middle of hip and ankle: feet need more room."""

TO_MIDLINE: Final = 0.05
"""How far, in leg lengths, it lies beyond the middle of the joints towards the other leg, whose hip helps."""

_FURTHER: Final = ((0.008, 0.95), (-0.008, 1.05))
"""Shares of its height by which the rectangle of a further look is moved to the right and down, and how it is scaled
(our choice: about as much as one is misplaced anyway)."""


@dataclass(frozen=True)
class LegCrop:
    """A rectangle of a picture. x, y: its middle, px (the picture's upper left corner is 0, 0); height: px, twice its
    width; mirrored: cut out as in a mirror."""

    x: float
    y: float
    height: float
    mirrored: bool

    @property
    def corners(self) -> Floats:
        """(3, 2) px: upper left, upper right and lower left corner as cut out."""
        half = self.height * WIDTH_PX / HEIGHT_PX / 2
        left, right = (self.x + half, self.x - half) if self.mirrored else (self.x - half, self.x + half)
        top, bottom = self.y - self.height / 2, self.y + self.height / 2
        return np.array([[left, top], [right, top], [left, bottom]])

    def placed(self, shift: Floats, scale: float) -> Self:
        """The rectangle moved by ``shift`` (2,) of its height, to the right and down, and scaled about its middle."""
        x, y = np.array([self.x, self.y]) + shift * self.height
        return replace(self, x=float(x), y=float(y), height=self.height * scale)

    def further(self) -> tuple[Self, ...]:
        """Rectangles of further looks at the same leg: a little smaller, a little larger. Such looks err differently,
        so their mean errs less."""
        return tuple(self.placed(np.array([aside, aside]), scale) for aside, scale in _FURTHER)

    def cut(self, picture: Pixels) -> Pixels:
        """(192, 96, 3) uint8 of a picture (H, W, 3)."""
        return portion(picture, self.corners, (WIDTH_PX, HEIGHT_PX))

    def to_picture(self, shares: Floats) -> Floats:
        """Points (..., 2), 0..1 from the crop's upper left corner, as px of the picture."""
        corner, right, bottom = self.corners
        points: Floats = corner + shares[..., :1] * (right - corner) + shares[..., 1:] * (bottom - corner)
        return points

    def to_crop(self, points: Floats) -> Floats:
        """Points (..., 2) px of the picture as shares 0..1 from the crop's upper left corner."""
        corner, right, bottom = self.corners
        shares: Floats = (points - corner) / np.array([right[0] - corner[0], bottom[1] - corner[1]])
        return shares


def leg_crop(hip: Floats, knee: Floats, ankle: Floats, other_hip: Floats, mirrored: bool) -> LegCrop:
    """The rectangle around a leg whose joints (2,) px are about known; ``mirrored`` for a left leg."""
    length = float(np.linalg.norm(knee - hip) + np.linalg.norm(ankle - knee))
    across = [float(joint[0]) for joint in (hip, knee, ankle)]
    midline = float(np.sign(other_hip[0] - hip[0]))
    return LegCrop(
        x=(min(across) + max(across)) / 2 + TO_MIDLINE * length * midline,
        y=float(hip[1] + ankle[1]) / 2 + BELOW_MIDDLE * length,
        height=HEIGHT_IN_LEGS * length,
        mirrored=mirrored,
    )
