"""Muscles on the figure: where they run, how long they are, what they turn and with which lever.

A line of pull runs straight from point to point and round cylinders where bone or flesh is in the way. Both sides are
worked out as right ones, the left one seen in a mirror, so that they are twins exactly.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from kneeline.body.anthropometry import Figure
from kneeline.body.kinematics import Placed, forward
from kneeline.body.muscle_lines import Line, Part, Point, Wrap, lines_of
from kneeline.body.skeleton import MIDLINE_SEGMENTS, Postures, segment
from kneeline.body.wrapping import way_round
from kneeline.core.recording import Floats
from kneeline.core.skeleton import SIDES

_MIRROR: Final = np.array([[1.0, 1.0, -1.0], [1.0, 1.0, 1.0]])
"""What turns a left side (first) into a right one; the right side (second) stays."""
_STEP_DEG: Final = 0.25


@dataclass(frozen=True)
class Path:
    """A line over frames and sides (left, right): ``points`` (T, 2, N, 3) in the world, ``length`` (T, 2) metres."""

    points: Floats
    length: Floats


def path(placed: Placed, line: Line) -> Path:
    """Where a line runs and how long it is. N is the same at every frame, whether it bends round something or not."""
    legs = _Legs(placed)
    stops = [legs.point(point) for point in line.points]
    wraps = {wrap.after: wrap for wrap in line.wraps}
    points, length = [stops[0][:, :, None]], np.zeros(stops[0].shape[:2])
    for number, (start, end) in enumerate(pairwise(stops)):
        if number in wraps:
            between, how_far = legs.bent(start, end, wraps[number])
            points.append(between)
            length = length + how_far
        else:
            length = length + np.linalg.norm(end - start, axis=-1)
        points.append(end[:, :, None])
    return Path(np.concatenate(points, axis=2) * _MIRROR[:, None], length)


def lengths(placed: Placed, name: str) -> Floats:
    """Length (T, 2) in metres, left and right, of a muscle with its tendons: the mean of its lines; or of the one line
    of that id. Raises KeyError where there is neither."""
    mean: Floats = np.mean([path(placed, line).length for line in lines_of(name)], axis=0)
    return mean


def moment_arm(figure: Figure, postures: Postures, name: str, dof: str) -> Floats:
    """Lever (T, 2) in metres of a muscle or one of its lines about an angle: what it shortens per radian that ``dof``
    grows, by central difference (An et al. 1984). + : its pull makes the angle grow. Raises KeyError for a name
    that is no muscle or no dof."""
    degrees = postures.angle(dof)
    ahead, behind = (
        lengths(forward(figure, postures.with_angle(dof, degrees + step)), name) for step in (_STEP_DEG, -_STEP_DEG)
    )
    return np.asarray((behind - ahead) / np.radians(2 * _STEP_DEG))


class _Legs:
    """The segments of both sides, turned into right ones: (T, 2, ...) arrays by part of the body."""

    def __init__(self, placed: Placed) -> None:
        self.placed = placed

    def frame(self, part: Part) -> tuple[Floats, Floats, Floats]:
        """Origins (T, 2, 3), rotations (T, 2, 3, 3), scale (3,)."""
        names = [part, part] if part in MIDLINE_SEGMENTS else [f"{part}_{side}" for side in SIDES]
        indices = [segment(name) for name in names]
        origin = self.placed.origin[:, indices] * _MIRROR
        rotation = self.placed.rotation[:, indices] * _MIRROR[:, :, None] * _MIRROR[:, None, :]
        return origin, rotation, self.placed.scale[indices[1]]

    def point(self, point: Point) -> Floats:
        """Where a point of a line is, (T, 2, 3)."""
        origin, rotation, scale = self.frame(point.on)
        local = np.broadcast_to(np.array(point.at), origin.shape)
        if point.slide is not None:
            local = local + self.arch_drop()[..., None] * np.array(point.slide.per_degree)
        if point.swing is not None:
            lean = np.radians(point.swing.lean + point.swing.per_degree * self.knee_flexion())
            arm = np.stack([np.sin(lean), np.cos(lean), np.zeros_like(lean)], axis=-1)
            local = local + point.swing.length * arm
        return np.asarray(origin + np.einsum("tsij,tsj->tsi", rotation, local * scale))

    def bent(self, start: Floats, end: Floats, wrap: Wrap) -> tuple[Floats, Floats]:
        """Points (T, 2, ARC_POINTS, 3) and length (T, 2) of the way from point to point round a cylinder."""
        origin, rotation, scale = self.frame(wrap.on)
        centre = origin + np.einsum("tsij,j->tsi", rotation, np.array(wrap.centre) * scale)
        turned = rotation @ _axes(wrap)
        inside = [np.einsum("tsji,tsj->tsi", turned, place - centre) for place in (start, end)]
        way = way_round(inside[0], inside[1], wrap.radius * float(scale[0]))
        return centre[:, :, None] + np.einsum("tsij,tsnj->tsni", turned, way.points), way.length

    def knee_flexion(self) -> Floats:
        """Degrees (T, 2), read from the segments."""
        between = self._between("thigh", "shank")
        return np.degrees(np.arctan2(between[..., 0, 1], between[..., 1, 1]))

    def arch_drop(self) -> Floats:
        """Degrees (T, 2), read from the segments."""
        between = self._between("foot", "forefoot")
        return np.degrees(np.arctan2(-between[..., 1, 2], between[..., 2, 2]))

    def _between(self, parent: Part, child: Part) -> Floats:
        return self.frame(parent)[1].swapaxes(-1, -2) @ self.frame(child)[1]


def _axes(wrap: Wrap) -> Floats:
    """Rotation (3, 3) whose third column is the cylinder's axis."""
    along = np.array(wrap.axis) / np.linalg.norm(wrap.axis)
    aside = np.cross([0.0, 1.0, 0.0] if abs(along[1]) < 0.9 else [1.0, 0.0, 0.0], along)
    aside /= np.linalg.norm(aside)
    return np.stack([aside, np.cross(along, aside), along], axis=-1)
