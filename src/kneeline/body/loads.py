"""What a movement works against: the weight of the body, by how high its middle comes."""

from typing import Final

import numpy as np

from kneeline.body.anthropometry import Figure
from kneeline.body.kinematics import Placed, forward
from kneeline.body.skeleton import DOFS, Postures, columns, segment
from kneeline.core.recording import Floats
from kneeline.core.skeleton import SIDES, Side

_STEP_DEG: Final = 0.5
_STILL_M: Final = 1e-6


def centre_of_mass(figure: Figure, placed: Placed) -> Floats:
    """Middle of the body's mass (T, 3), metres in the world (Winter 2009: masses and centres of the segments)."""
    centres = placed.origin + np.einsum("tsij,sj->tsi", placed.rotation, figure.mass_centre)
    middle: Floats = np.einsum("tsi,s->ti", centres, figure.mass)
    return middle


def rise(height: Floats) -> tuple[int, int]:
    """First and last frame of the greatest rise in ``height`` (T,), without standing still before and after it."""
    end = int(np.argmax(height - np.minimum.accumulate(height)))
    lowest = np.flatnonzero(height[: end + 1] <= height[: end + 1].min() + _STILL_M)
    start = int(lowest[-1])
    reached = np.flatnonzero(height[start : end + 1] >= height[end] - _STILL_M)
    return start, start + int(reached[0])


def lift(figure: Figure, postures: Postures, dof: str, side: Side, fixed: str) -> Floats:
    """How far (T,) the middle of the body comes up per radian that an angle of one side grows while the segment
    ``fixed`` stays where it is, metres. Times weight: the moment that weight has about that joint."""
    ahead, behind = (_height(figure, postures, dof, side, fixed, step) for step in (_STEP_DEG, -_STEP_DEG))
    return np.asarray((ahead - behind) / np.radians(2 * _STEP_DEG))


def _height(figure: Figure, postures: Postures, dof: str, side: Side, fixed: str, step: float) -> Floats:
    angles = postures.angles.copy()
    indices = columns(dof)
    angles[:, indices[SIDES.index(side)] if DOFS[dof].sided else indices[0]] += step
    moved = forward(figure, Postures(postures.position_m, angles, postures.base))
    index = segment(fixed)
    held = forward(figure, postures)
    back = held.rotation[:, index] @ moved.rotation[:, index].swapaxes(-1, -2)
    apart = centre_of_mass(figure, moved) - moved.origin[:, index]
    height: Floats = held.origin[:, index, 1] + np.einsum("tj,tj->t", back[:, 1], apart)
    return height
