"""A picture as a level camera would have taken it, as far as the room's upright edges, or a device that feels which way
is up, tell how this one was held."""

import math
from dataclasses import dataclass

import numpy as np

from kneeline.core.recording import Floats, Recording
from kneeline.measure.lift import focal_px

LEAST_UPRIGHT = 0.4
"""Of a camera that looks straighter up or down than this, a cosine, the picture has no upright (our choice)."""

Up = tuple[float, float, float]
"""Away from the earth, for a camera: to the right in its picture, up in it, ahead of it; of any length."""


@dataclass(frozen=True)
class Held:
    """How a camera is held, deg. lean: by how much a plumb line in the middle of its picture leans, top to the right;
    up: how far it looks up."""

    lean: float
    up: float

    def plumb(self, size: tuple[int, int]) -> Floats:
        """(2,) deg, as ``levelled`` takes it, in a picture of ``size`` (width and height, px)."""
        convergence = -math.degrees(math.tan(math.radians(self.up)) * size[1] / focal_px(size))
        return np.array([self.lean, convergence])


def held_by(up: Up) -> Held | None:
    """How a camera is held for which that is up; None where it is nowhere, or where it looks nearly straight up or
    down."""
    right, above, ahead = up
    in_picture = math.hypot(right, above)
    if not in_picture > LEAST_UPRIGHT * math.hypot(in_picture, ahead):
        return None
    return Held(math.degrees(math.atan2(right, above)), math.degrees(math.atan2(ahead, in_picture)))


def levelled(points: Floats, plumb: Floats, size: tuple[int, int]) -> Floats:
    """Points (T, ..., 2) px moved to where the same camera, held level, would see them; the middle of its picture is
    that of ``size`` (width and height, px), and what it would see need not lie inside.

    plumb (T, 2): deg by which a plumb line in the middle leans, top to the right, and how much more for each picture
    height to the right: looking up by an angle, plumb lines come together by its tangent for each focal length. Both
    are turns of the camera, which move points by a homography (Hartley and Zisserman 2004, 8.4).
    """
    width, height = size
    focal = focal_px(size)
    lean, convergence = np.radians(plumb).T.reshape(2, -1, *[1] * (points.ndim - 2))
    up = np.arctan(-convergence * focal / height)
    right, above = (points[..., 0] - width / 2) / focal, (height / 2 - points[..., 1]) / focal
    across = right * np.cos(lean) - above * np.sin(lean)
    along = right * np.sin(lean) + above * np.cos(lean)
    ahead = np.cos(up) - along * np.sin(up)
    higher = (along * np.cos(up) + np.sin(up)) / ahead
    return np.stack([width / 2 + focal * across / ahead, height / 2 - focal * higher], axis=-1)


def plumb_or_level(recording: Recording) -> Floats:
    """(T, 2) of ``levelled``; zeros, a level camera, where nothing tells how it was held."""
    if recording.plumb is None:
        return np.zeros((len(recording.time_s), 2))
    return np.where(np.isfinite(recording.plumb), recording.plumb, 0.0)
