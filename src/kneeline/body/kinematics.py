"""Forward kinematics: postures to where every segment is."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kneeline.body.anthropometry import Figure
from kneeline.body.skeleton import JOINTS, PARENTS, SEGMENTS, Axis, Postures, base_rotation, column, segment
from kneeline.core.recording import Floats

Indices = npt.NDArray[np.int64]
_PLANES: dict[Axis, tuple[int, int]] = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}


@dataclass(frozen=True)
class Placed:
    """Segments in the world over frames: ``origin`` (T, S, 3) metres, ``rotation`` (T, S, 3, 3) segment to world;
    ``scale`` (S, 3) of the figure's segments against the reference figure's."""

    origin: Floats
    rotation: Floats
    scale: Floats

    def points(self, name: str, local: Floats) -> Floats:
        """Points (T, N, 3) of a segment given in its frame (N, 3), in metres of the REFERENCE figure and already of
        that side (a left twin has z negated: ``of_side``)."""
        index = segment(name)
        scaled = np.atleast_2d(local) * self.scale[index]
        placed: Floats = self.origin[:, None, index] + scaled @ self.rotation[:, index].swapaxes(-1, -2)
        return placed

    def __getitem__(self, frames: slice | Indices) -> "Placed":
        return Placed(self.origin[frames], self.rotation[frames], self.scale)


def of_side(right: Floats, side: str) -> Floats:
    """Points (..., 3) given for the right side, for this one."""
    return right * np.array([1.0, 1.0, -1.0]) if side == "left" else right


@dataclass(frozen=True)
class Pivot:
    """How one angle moves a segment and all that hangs on it: radians a degree about ``axis`` (T, 3) through the
    segment's origin."""

    column: int
    segment: int
    axis: Floats


def forward(figure: Figure, postures: Postures) -> Placed:
    """Where every segment of a figure is in each of the postures (Craig 2005: the product of joint rotations along
    the chain; each origin is fixed in its parent)."""
    return _chain(figure, postures)[0]


def forward_with_pivots(figure: Figure, postures: Postures) -> tuple[Placed, list[Pivot]]:
    """The same with the pivots of every angle, from which follows how points move (``flow``)."""
    return _chain(figure, postures)


@dataclass(frozen=True)
class Flow:
    """How every segment moves with the pelvis's position (metres) and some angles (degrees): a point p of segment s
    moves by spin[s] x p + drift[s]; both (T, 3, S, 3 + columns)."""

    spin: Floats
    drift: Floats

    def of_points(self, points: Floats, segments: Indices) -> Floats:
        """Jacobian (T, N, 3, 3 + columns) of world points (T, N, 3) fixed to ``segments`` (N,)."""
        x, y, z = self.spin[:, :, segments].swapaxes(0, 1)
        across, up, along = (points[..., axis, None] for axis in range(3))
        moved = np.stack([y * along - z * up, z * across - x * along, x * up - y * across], axis=2)
        return np.asarray(moved + self.drift[:, :, segments].swapaxes(1, 2))


def flow(placed: Placed, pivots: list[Pivot], columns: list[int]) -> Flow:
    """How the segments move with the pelvis's position and each of ``columns``."""
    place = {column: 3 + index for index, column in enumerate(columns)}
    frames, segments = placed.origin.shape[:2]
    spin = np.zeros((3 + len(columns), frames, 3, segments))
    drift = np.zeros_like(spin)
    drift[:3] = np.eye(3)[:, None, :, None]
    for pivot in pivots:
        if pivot.column in place:
            carried = _CARRIES[pivot.segment]
            spin[place[pivot.column], :, :, carried] += pivot.axis
            drift[place[pivot.column], :, :, carried] += np.cross(placed.origin[:, pivot.segment], pivot.axis)
    return Flow(np.moveaxis(spin, 0, -1).copy(), np.moveaxis(drift, 0, -1).copy())


def _carries() -> npt.NDArray[np.bool_]:
    """(S, S): the first segment carries the second, or is it."""
    carries = np.eye(len(SEGMENTS), dtype=bool)
    for index, parent in enumerate(PARENTS):
        if parent >= 0:
            carries[:, index] |= carries[:, parent]
    return carries


_CARRIES = _carries()


def _chain(figure: Figure, postures: Postures) -> tuple[Placed, list[Pivot]]:
    frames = len(postures)
    rotation = np.empty((frames, len(SEGMENTS), 3, 3))
    origin = np.empty((frames, len(SEGMENTS), 3))
    pivots: list[Pivot] = []
    for index, parent in enumerate(PARENTS):
        if parent < 0:
            origin[:, index] = postures.position_m
            rotation[:, index] = base_rotation(postures.base)
        else:
            offset = figure.joint_offset[index]
            origin[:, index] = origin[:, parent] + (rotation[:, parent] * offset).sum(axis=-1)
            rotation[:, index] = rotation[:, parent]
        pivots += _turn(rotation[:, index], index, postures.angles)
    return Placed(origin, rotation, figure.scale), pivots


def _turn(rotation: Floats, index: int, angles: Floats) -> list[Pivot]:
    """Turns frames (T, 3, 3) in place by a segment's joint angles."""
    limb, _, side = SEGMENTS[index].rpartition("_")
    sided = side in ("left", "right")
    pivots = []
    for turn in JOINTS[limb if sided else SEGMENTS[index]]:
        share = -turn.share if side == "left" and turn.axis != "z" else turn.share
        which = column(f"{turn.dof}_{side}" if sided else turn.dof)
        axis = rotation[:, :, "xyz".index(turn.axis)] * (share * np.pi / 180)
        pivots.append(Pivot(which, index, axis))
        degrees = angles[:, which]
        if degrees.any():
            _rotate(rotation, turn.axis, np.radians(share * degrees))
    return pivots


def _rotate(rotation: Floats, axis: Axis, radians: Floats) -> None:
    """rotation (T, 3, 3) times an elementary rotation about its own axis, in place."""
    first, second = _PLANES[axis]
    cosine, sine = np.cos(radians)[:, None], np.sin(radians)[:, None]
    one, two = rotation[:, :, first].copy(), rotation[:, :, second].copy()
    rotation[:, :, first] = one * cosine + two * sine
    rotation[:, :, second] = two * cosine - one * sine


def mass_centre(figure: Figure, placed: Placed) -> Floats:
    """The body's centre of mass (T, 3) in the world, metres."""
    centres = placed.origin + (placed.rotation * figure.mass_centre[:, None, :]).sum(axis=-1)
    whole: Floats = (centres * figure.mass[:, None]).sum(axis=1)
    return whole
