"""Which joints a muscle crosses, and how short and how long they can make it."""

from functools import cache
from itertools import product
from typing import Final

import numpy as np

from kneeline.body.anthropometry import Sex, figure
from kneeline.body.kinematics import forward
from kneeline.body.muscle_lines import Line, lines_of
from kneeline.body.muscles import lengths
from kneeline.body.skeleton import DOFS, JOINTS, postures

_CHAIN: Final = ("thorax", "abdomen", "pelvis", "thigh", "shank", "foot")
_SHAPE_NOT_MOVEMENT: Final = "knee_valgus"
_LEVELS: Final = 5
_OUT_WHEN_STRAIGHT, _WELL_BENT = 45.0, 60.0


@cache
def crossed(name: str) -> tuple[str, ...]:
    """The angles that can change a muscle's length, or one of its lines': those of the joints between its ends."""
    return tuple(dict.fromkeys(dof for line in lines_of(name) for dof in _crossed_by(line)))


def _crossed_by(line: Line) -> list[str]:
    parts = [point.on for point in line.points]
    toes = [part for part in parts if part not in _CHAIN]
    places = [_CHAIN.index(part) for part in parts if part in _CHAIN]
    first, last = min(places), len(_CHAIN) - 1 if toes else max(places)
    pelvis = _CHAIN.index("pelvis")
    joints = [_CHAIN[place] for place in range(first, min(last, pelvis))]
    joints += [_CHAIN[place] for place in range(max(first, pelvis) + 1, last + 1)]
    return [turn.dof for joint in (*joints, *toes) for turn in JOINTS[joint] if turn.dof != _SHAPE_NOT_MOVEMENT]


def _possible(angles: dict[str, float]) -> bool:
    """A thigh goes beyond 45° out or turns beyond 45° out only where the hip is well bent (see the ranges' sources)."""
    furthest_out = min(angles.get("hip_adduction", 0.0), angles.get("hip_internal_rotation", 0.0))
    return furthest_out >= -_OUT_WHEN_STRAIGHT or angles.get("hip_flexion", 0.0) >= _WELL_BENT


@cache
def shortest_and_longest(name: str, height_m: float, sex: Sex) -> tuple[float, float]:
    """Least and greatest length in metres over the range of motion of all joints a muscle crosses, four steps each."""
    dofs = crossed(name)
    steps = [np.linspace(DOFS[dof].least, DOFS[dof].most, _LEVELS) for dof in dofs]
    grid = np.array([each for each in product(*steps) if _possible(dict(zip(dofs, each, strict=True)))])
    posed = postures(len(grid))
    for dof, degrees in zip(dofs, grid.T, strict=True):
        posed = posed.with_angle(dof, np.repeat(degrees[:, None], 2, axis=1) if DOFS[dof].sided else degrees)
    reached = lengths(forward(figure(height_m, sex), posed), name)[:, 1]
    return float(reached.min()), float(reached.max())
