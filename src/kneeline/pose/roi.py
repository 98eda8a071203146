"""The square of a picture a network looks at."""

import math
from dataclasses import dataclass, replace

import numpy as np

from kneeline.core.recording import Floats

MARGIN = 1.25  # the network was taught on squares this much larger than the circle around the person

TIGHTER = 0.92  # chosen among 0.84-1.08 on the fit bodies of the rendered people


@dataclass(frozen=True)
class Roi:
    """A square region of interest. x, y: its centre, px; size: its side, px; angle: radians, clockwise on the picture
    as the person leans to the picture's right (0 = upright)."""

    x: float
    y: float
    size: float
    angle: float = 0.0


def around(centre: Floats, rim: Floats) -> Roi:
    """The square around a person whose circle has this centre and passes through ``rim``, both (2,) px.

    Upright is the direction from the centre to the rim.
    """
    across, down = (float(value) for value in rim - centre)
    angle = math.pi / 2 - math.atan2(-down, across)
    wrapped = angle - 2 * math.pi * math.floor((angle + math.pi) / (2 * math.pi))
    return Roi(float(centre[0]), float(centre[1]), 2 * MARGIN * math.hypot(across, down), wrapped)


def whole_picture(width: int, height: int) -> Roi:
    """The smallest upright square that holds a whole picture of this size."""
    return Roi(width / 2, height / 2, float(max(width, height)))


def between(before: Roi, after: Roi, share: float) -> Roi:
    """The square ``share`` (0..1) of the way from one to another; the angle takes the shorter way round."""
    turn = math.remainder(after.angle - before.angle, 2 * math.pi)
    return Roi(
        x=before.x + share * (after.x - before.x),
        y=before.y + share * (after.y - before.y),
        size=before.size + share * (after.size - before.size),
        angle=before.angle + share * turn,
    )


def to_look_at(person: Roi) -> Roi:
    """The square to cut out around a person: tighter than the network was taught on, so that more of its 256 px are
    theirs (docs/error-budget.md says what that brings)."""
    return replace(person, size=TIGHTER * person.size)


def corners(roi: Roi) -> Floats:
    """(3, 2) px: upper left, upper right and lower left corner of the square, as the person stands in it."""
    half = roi.size / 2
    offsets = np.array([[-half, -half], [half, -half], [-half, half]])
    return np.array([roi.x, roi.y]) + offsets @ rotation(roi.angle).T


def rotation(angle: float) -> Floats:
    """(2, 2) turn by ``angle`` radians, x right and y down."""
    cosine, sine = math.cos(angle), math.sin(angle)
    return np.array([[cosine, -sine], [sine, cosine]])
