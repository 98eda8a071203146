"""The shortest way from point to point round a cylinder, in closed form (Garner & Pandy 2000, single cylinder)."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from kneeline.core.recording import Floats

ARC_POINTS: Final = 7


@dataclass(frozen=True)
class Way:
    """``length`` (...,) metres; ``points`` (..., ARC_POINTS, 3) between the ends: on the cylinder where the way bends
    round it, else evenly along the straight line."""

    length: Floats
    points: Floats


def way_round(start: Floats, end: Floats, radius: float) -> Way:
    """The way from ``start`` to ``end`` (..., 3), given in a frame whose z is the cylinder's axis, turning round it by
    the right-hand rule where a straight line would cut it or pass on its other side. An end inside the cylinder
    counts as on its surface."""
    leave, first_reach = _tangent(start, radius)
    meet, second_reach = _tangent(end, radius)
    turn = np.mod(_direction(end) - _direction(start) + np.pi / 2, 2 * np.pi) - np.pi / 2
    angle = turn - leave - meet
    bends = angle > 0
    across = first_reach + radius * angle + second_reach
    rise = end[..., 2] - start[..., 2]
    length = np.where(bends, np.hypot(across, rise), np.linalg.norm(end - start, axis=-1))
    share = np.linspace(0, 1, ARC_POINTS)
    theta = (_direction(start) + leave)[..., None] + angle[..., None] * share
    along = (first_reach[..., None] + radius * angle[..., None] * share) / np.maximum(across, 1e-12)[..., None]
    round_it = np.stack(
        [radius * np.cos(theta), radius * np.sin(theta), start[..., 2:] + rise[..., None] * along], axis=-1
    )
    inner = np.linspace(0, 1, ARC_POINTS + 2)[1:-1, None]
    straight = start[..., None, :] + (end - start)[..., None, :] * inner
    return Way(length, np.where(bends[..., None, None], round_it, straight))


def _direction(point: Floats) -> Floats:
    """Angle (...,) of a point about the axis."""
    return np.arctan2(point[..., 1], point[..., 0])


def _tangent(point: Floats, radius: float) -> tuple[Floats, Floats]:
    """Angle at the axis between a point and where its tangent touches, and the tangent's length."""
    distance = np.maximum(np.hypot(point[..., 0], point[..., 1]), radius)
    return np.arccos(radius / distance), np.sqrt(distance**2 - radius**2)
