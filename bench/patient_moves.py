"""The figure as a patient: its motions as joints in space, over a whole set, with the tempo of a real person.

World of the figure: metres, X ahead, Y up, Z to the right of a person who stands.
"""

from dataclasses import dataclass, replace
from functools import cache
from typing import Final

import numpy as np

from kneeline.body.anthropometry import Sex, figure
from kneeline.body.motion import Played, motion, spans
from kneeline.body.skeleton import segment
from kneeline.core.recording import Floats
from kneeline.core.skeleton import JOINT_COUNT, SIDES, joint

ORIGINS: Final = {
    "shoulder": "upper_arm",
    "elbow": "forearm",
    "wrist": "hand",
    "hip": "thigh",
    "knee": "shank",
    "ankle": "foot",
    "forefoot": "forefoot",
}
"""Joints that are the origin of a segment."""

ON_SEGMENTS: Final = {
    "heel": ("foot", (-0.056, -0.042, 0.0)),
    "toe": ("big_toe", (0.066, -0.008, 0.0)),
    "ear": ("head", (0.0, 0.150, 0.075)),
}
"""Joints on the skin, in the frame of a segment of the reference figure's right side, metres."""

NOSE: Final = (0.110, 0.125, 0.0)
SOURCE_FPS: Final = 30.0


@dataclass(frozen=True)
class Tempo:
    """Seconds of one repetition: in the start posture, out, held, back. share: of the way out that is gone."""

    start_s: float
    out_s: float
    hold_s: float
    back_s: float
    share: float = 1.0

    @property
    def whole_s(self) -> float:
        """From one start to the next."""
        return self.start_s + self.out_s + self.hold_s + self.back_s


@dataclass(frozen=True)
class Moves:
    """A patient over time. ``time_s`` (T,); ``joints`` (T, J, 3); ``way`` (T,): 0 in the start posture, 1 at the far
    one; ``part`` (T,): 0 start, 1 out, 2 held, 3 back; ``repetition`` (T,): its number from 0, -1 before the first."""

    time_s: Floats
    joints: Floats
    way: Floats
    part: np.ndarray
    repetition: np.ndarray

    def ends(self) -> list[float]:
        """When each repetition has come back, s."""
        last = int(self.repetition.max())
        return [float(self.time_s[(self.repetition == each) & (self.part != 0)][-1]) for each in range(last + 1)]

    def with_joints(self, joints: Floats) -> "Moves":
        """The same moments with other joints."""
        return replace(self, joints=joints)


def joints_of(played: Played) -> Floats:
    """Joints (T, J, 3) of a played motion."""
    points = np.empty((len(played.time_s), JOINT_COUNT, 3))
    placed = played.placed
    for side in SIDES:
        for name, origin in ORIGINS.items():
            points[:, joint(f"{side}_{name}")] = placed.origin[:, segment(f"{origin}_{side}")]
        for name, (part, place) in ON_SEGMENTS.items():
            local = np.array(place) * (1, 1, 1 if side == "right" else -1)
            points[:, joint(f"{side}_{name}")] = placed.points("head" if part == "head" else f"{part}_{side}", local)[
                :, 0
            ]
    points[:, joint("nose")] = placed.points("head", np.array(NOSE))[:, 0]
    return points


@cache
def round_of(exercise: str, far: str, height_m: float, sex: Sex, side: str) -> tuple[Floats, Floats, float]:
    """Joints (T, J, 3) of one round of an exercise's motion, its times (T,), and when it is at its far key."""
    moving = motion(exercise)
    played = moving.frames(figure(height_m, sex), SOURCE_FPS, "left" if side == "left" else "right")
    index = next(index for index, phase in enumerate(moving.data.phases) if phase.to == far)
    _, arrives, _ = spans(moving.data)[index]
    return joints_of(played), played.time_s, arrives


def set_of(exercise: str, far: str, build: tuple[float, Sex], side: str, tempos: list[Tempo], fps: float) -> Moves:
    """One set: a still start of two seconds, each repetition in its own tempo, and a second and a half at the end."""
    joints, source_s, arrives = round_of(exercise, far, *build, side)
    begins = motion(exercise).data.start_s
    leaves = arrives + min(2.0, _held(exercise, far))
    time_s = np.arange(0.0, 2.0 + sum(tempo.whole_s for tempo in tempos) + 1.5, 1 / fps)
    source, way = np.full(len(time_s), begins), np.zeros(len(time_s))
    part, repetition = np.zeros(len(time_s), dtype=int), np.full(len(time_s), -1)
    at = 2.0
    for number, tempo in enumerate(tempos):
        edges = np.cumsum([at, tempo.start_s, tempo.out_s, tempo.hold_s, tempo.back_s])
        inside = (time_s >= edges[0]) & (time_s < edges[-1])
        repetition[inside] = number
        for index in range(1, 4):
            moments = (time_s >= edges[index]) & (time_s < edges[index + 1])
            share = (time_s[moments] - edges[index]) / max(edges[index + 1] - edges[index], 1e-9)
            part[moments] = index
            way[moments] = {1: share, 2: np.ones_like(share), 3: 1 - share}[index] * tempo.share
            source[moments] = _source(index, share, tempo.share, (begins, arrives, leaves, float(source_s[-1])))
        at = float(edges[-1])
    moved = np.stack([np.interp(source, source_s, column) for column in joints.reshape(len(joints), -1).T], axis=1)
    return Moves(time_s, moved.reshape(len(time_s), JOINT_COUNT, 3), _soft(way), part, repetition)


def _source(part: int, share: Floats, gone: float, moments: tuple[float, float, float, float]) -> Floats:
    """The round's own time for a share of one part; somebody who goes a part of the way turns where they are."""
    begins, arrives, leaves, ends = moments
    if part == 1:
        return begins + gone * share * (arrives - begins)
    if part == 2:
        return np.full_like(share, begins + gone * (arrives - begins))
    return ends - gone * (1 - share) * (ends - leaves)


def _held(exercise: str, far: str) -> float:
    return next(phase.hold_s for phase in motion(exercise).data.phases if phase.to == far)


def _soft(way: Floats) -> Floats:
    """Starts and stops as softly as the figure's own ways do."""
    soft: Floats = way**3 * (10 - 15 * way + 6 * way**2)
    return soft
