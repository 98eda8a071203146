"""A picture as a level camera would have taken it, as far as the room's upright edges tell how this one was held."""

import numpy as np

from kneeline.core.recording import Floats, Recording


def levelled(points: Floats, plumb: Floats, size: tuple[int, int]) -> Floats:
    """Points (T, ..., 2) px moved to where a camera held level would see them, about the middle of the picture.

    plumb (T, 2): deg by which a plumb line in the middle leans, top to the right, and how much more for each picture
    height to the right; size: width and height, px. A turn of the camera about its axis and one up or down (Hartley and
    Zisserman 2004, 8.4: a turn moves points by a homography); of the latter only what makes plumb lines upright.
    """
    width, height = size
    lean, convergence = np.radians(plumb).T.reshape(2, -1, *[1] * (points.ndim - 2))
    right, up = points[..., 0] - width / 2, height / 2 - points[..., 1]
    across = right * np.cos(lean) - up * np.sin(lean)
    above = right * np.sin(lean) + up * np.cos(lean)
    share = 1 + convergence * above / height
    return np.stack([width / 2 + across / share, height / 2 - above / share], axis=-1)


def plumb_or_level(recording: Recording) -> Floats:
    """(T, 2) of ``levelled``; zeros, a level camera, where nothing tells how it was held."""
    if recording.plumb is None:
        return np.zeros((len(recording.time_s), 2))
    return np.where(np.isfinite(recording.plumb), recording.plumb, 0.0)
