"""Where the figure is looked at from: a long lens that keeps everything of a motion in the picture."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from kneeline.core.recording import Floats

VIEWS: Final = {
    "front": (0.0, 8.0),
    "left": (90.0, 8.0),
    "back": (180.0, 8.0),
    "right": (-90.0, 8.0),
    "top": (0.0, 80.0),
    "front-left": (40.0, 14.0),
    "front-right": (-40.0, 14.0),
    "back-left": (140.0, 14.0),
    "back-right": (-140.0, 14.0),
}
"""Azimuth and elevation in degrees of each named view; the side is the person's own, as everywhere."""

_DISTANCE_M: Final = 7.0  # far enough that feet near the camera do not look swollen, near enough to read depth


@dataclass(frozen=True)
class Camera:
    """A camera ``distance_m`` from ``target`` (3,) m.

    ``azimuth_deg`` 0 looks the standing person in the face, + from the person's left; ``elevation_deg`` + from above.
    ``scale``: px a metre in the plane of the target; ``size``: width and height, px. Picture x to the right, y down.
    """

    azimuth_deg: float
    elevation_deg: float
    target: Floats
    scale: float
    size: tuple[int, int]
    distance_m: float = _DISTANCE_M

    @property
    def axes(self) -> Floats:
        """(3, 3): rows are picture right, picture up, and towards the camera, in world axes."""
        return view_axes(self.azimuth_deg, self.elevation_deg)

    def project(self, points: Floats) -> Floats:
        """World points (..., 3) m to (..., 3): px right, px down, and depth away from the camera in m."""
        seen = (points - self.target) @ self.axes.T
        depth = self.distance_m - seen[..., 2]
        zoom = self.scale * self.distance_m / depth
        width, height = self.size
        return np.stack([width / 2 + seen[..., 0] * zoom, height / 2 - seen[..., 1] * zoom, depth], axis=-1)

    def floor(self) -> Floats:
        """(H, W, 2): floor x and z in m under the middle of every pixel; NaN where the ray meets no floor."""
        width, height = self.size
        right = (np.arange(width) + 0.5 - width / 2) / self.scale
        up = (height / 2 - np.arange(height) - 0.5) / self.scale
        across, above, towards = self.axes
        eye = self.target + towards * self.distance_m
        ray = right[None, :, None] * across + up[:, None, None] * above - towards * self.distance_m
        with np.errstate(divide="ignore", invalid="ignore"):
            reach = np.where(ray[..., 1] < -1e-6, -eye[1] / ray[..., 1], np.nan)
        met: Floats = (eye + ray * reach[..., None])[..., [0, 2]]
        return met


def view_axes(azimuth_deg: float, elevation_deg: float) -> Floats:
    """(3, 3): rows are picture right, picture up and towards the camera, as unit vectors in world axes."""
    turn, lift = np.radians([azimuth_deg, elevation_deg])
    right = np.array([-np.sin(turn), 0.0, -np.cos(turn)])
    towards = np.array([np.cos(lift) * np.cos(turn), np.sin(lift), -np.cos(lift) * np.sin(turn)])
    return np.stack([right, np.cross(towards, right), towards])


def framed(points: Floats, azimuth_deg: float, elevation_deg: float, size: tuple[int, int], margin: float) -> Camera:
    """The camera that holds all points (N, 3) with ``margin`` px around them, centred."""
    axes = view_axes(azimuth_deg, elevation_deg)
    seen = points @ axes.T
    low, high = seen.min(axis=0), seen.max(axis=0)
    target = ((low + high) / 2) @ axes
    span = np.maximum(high - low, 1e-3)
    scale = min((size[0] - 2 * margin) / span[0], (size[1] - 2 * margin) / span[1])
    scale *= (_DISTANCE_M - span[2] / 2) / _DISTANCE_M  # what is nearest appears largest
    return Camera(azimuth_deg, elevation_deg, target, float(scale), size)
