"""Arrows of a movement: the way a part of the body takes in a phase, in the picture."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from kneeline.body.camera import Camera
from kneeline.body.contacts import part_balls
from kneeline.body.hull import balls
from kneeline.body.motion import Played
from kneeline.body.skeleton import other_side
from kneeline.core.recording import Floats

_SHORTEST_PX: Final = 14.0
_POINTS: Final = 9


@dataclass(frozen=True)
class Arrow:
    """``way`` (N, 2) px from start to tip; ``head`` (3, 2): the corners of its head; ``phase``: its index."""

    way: Floats
    head: Floats
    phase: int


def arrows(played: Played, camera: Camera) -> list[Arrow]:
    """The arrows the motion asks for, one a phase and part; ways too short to see are left out."""
    ways = [(phase, _way(played, camera, phase, part)) for phase, part in parts_shown(played)]
    return [_arrow(way, phase, min(camera.size)) for phase, way in ways if way is not None]


def parts_shown(played: Played) -> list[tuple[int, str]]:
    """(index of the phase, part of the body) whose way the motion shows, on the side it is played for."""
    phases = enumerate(played.motion.phases)
    own = other_side if played.mirrored else str
    return [(index, own(part)) for index, phase in phases for part in phase.arrows]


def part_place(played: Played, part: str) -> Floats:
    """(T, 3) m: the middle of a part of the body over frames."""
    which = part_balls(played.figure, part)
    middle: Floats = balls(played.figure).placed(played.placed, which).mean(axis=1)
    return middle


def _way(played: Played, camera: Camera, phase: int, part: str) -> Floats | None:
    frames = np.flatnonzero(played.phase == phase)
    if len(frames) < 2:
        return None
    frames = np.arange(max(frames[0] - 1, 0), frames[-1] + 1)
    way = camera.project(part_place(played, part)[frames])[:, :2]
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(way, axis=0), axis=1))])
    if along[-1] < _SHORTEST_PX:
        return None
    at = np.linspace(0.0, along[-1], _POINTS)
    return np.stack([np.interp(at, along, way[:, axis]) for axis in range(2)], axis=1)


def _arrow(way: Floats, phase: int, height: int) -> Arrow:
    """The head's tip is where the part arrives; the line ends inside the head."""
    size = min(height * 0.045, 0.6 * float(np.linalg.norm(np.diff(way, axis=0), axis=1).sum()))
    towards = way[-1] - way[-3]
    towards /= max(float(np.linalg.norm(towards)), 1e-9)
    beside = np.array([-towards[1], towards[0]])
    root = way[-1] - towards * size
    head = np.stack([way[-1], root + beside * size * 0.62, root - beside * size * 0.62])
    kept = way[np.linalg.norm(way - way[-1], axis=1) > size]
    return Arrow(np.concatenate([kept, (root + towards * size * 0.2)[None]]), head, phase)
