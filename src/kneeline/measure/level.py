"""A picture as a level camera would have taken it, as far as the room's upright edges tell how this one was held."""

import numpy as np

from kneeline.core.recording import Floats, Recording
from kneeline.measure.lift import focal_px


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
