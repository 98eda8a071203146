"""The valgus explorer's tables: one leg on the floor, posed at every place the sliders can stand, and what it measures.

The page that shows them interpolates no number and knows no kinematics: its sliders stop only where a row is.

The model: the foot is planted where its direction says; the shin turned out takes the foot along; the hip turned or
moved in takes the knee along over the foot, which gives; an arch that sinks turns the leg in above it. Joint angles
are those of `skeleton`; the pelvis stays level and goes where the leg carries it.
"""

from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Final

import numpy as np

from kneeline.body.anthropometry import Figure, figure
from kneeline.body.clip import joints, quaternions
from kneeline.body.kinematics import Placed, forward
from kneeline.body.shape import segment_mesh
from kneeline.body.skeleton import Postures, postures, segment
from kneeline.core.angles import foot_heading, frontal_axes, frontal_projection_angle, knee_heading, on_frontal_plane
from kneeline.core.recording import Floats
from kneeline.core.skeleton import SIDES

BEND: Final = tuple(range(0, 91, 10))
HIP_TURN: Final = tuple(range(-10, 31, 5))
HIP_IN: Final = tuple(range(-5, 16, 5))
ARCH: Final = tuple(range(0, 13, 4))
SHIN_OUT: Final = tuple(range(0, 26, 5))
FOOT_OUT: Final = tuple(range(-5, 26, 5))
HEADING: Final = tuple(range(FOOT_OUT[0], FOOT_OUT[-1] + SHIN_OUT[-1] + 1, 5))
"""Degrees at which a slider can stand; ``HEADING``: where a foot can point once shin and foot have turned it."""

LEG: Final = "right"
LEAST_BEND_DEG: Final = 20
"""Below it a straight leg points nowhere: `knee_in_angle` is not given."""
LEAST_THIGH_SHARE: Final = 0.35
"""Of its standing length in the picture; below it `fppa` is not given."""

_TURN_A_DEGREE_OF_ARCH: Final = 0.6  # shin in a degree of heel out; taught as 0.5-0.8, our choice
_HIP_A_DEGREE_OF_KNEE: Final = 0.6  # so that the shin leans 36° over the foot at 90°: as far as a stiff ankle goes
_FREE_LEG_DEG: Final = (8.0, 0.40, 60.0, 0.60)  # hip and knee of the leg in the air: at 0° of bend, and a degree more
_TRUNK_A_DEGREE: Final = 0.32
_ARM_A_DEGREE: Final = 0.75


@dataclass(frozen=True)
class Table:
    """Rows over (bend, hip turn, hip in, arch): ``fppa`` degrees and ``pelvis`` (..., 3) m from the planted ankle;
    ``knee_in`` with one more axis over `HEADING`; NaN where a number is not given. Turns are unit quaternions against
    the parent: ``thigh`` like fppa, ``shank`` (bend, shin), ``others`` by segment over bend, ``foot`` (heading, arch)
    against the world, ``toes`` (arch); ``ankle_m`` (arch): height of the ankle."""

    fppa: Floats
    knee_in: Floats
    pelvis: Floats
    thigh: Floats
    shank: Floats
    others: dict[str, Floats]
    foot: Floats
    toes: Floats
    ankle_m: Floats


@cache
def table() -> Table:
    """All rows, of the reference figure."""
    person = figure()
    poses = _poses()
    placed = forward(person, poses)
    shape = (len(BEND), len(HIP_TURN), len(HIP_IN), len(ARCH))
    parts = joints(placed).turn.reshape(*shape, -1, 4)
    fppa, knee_out = _measured(placed)
    headings = _foot_headings()
    knee_in = headings - knee_out[:, None]
    knee_in[poses.angle("knee_flexion")[:, 1] < LEAST_BEND_DEG] = np.nan
    names = [name for name in _followers() if name != "pelvis"]
    return Table(
        fppa.reshape(shape),
        knee_in.reshape(*shape, -1),
        (-placed.origin[:, segment(f"foot_{LEG}")]).reshape(*shape, 3),
        parts[..., segment(f"thigh_{LEG}"), :],
        _shanks(person),
        {name: parts[:, 0, 0, 0, segment(name)] for name in names},
        _feet(),
        quaternions(np.stack([_about_x(arch) for arch in ARCH])),
        np.array([_ankle_height(arch) for arch in ARCH]),
    )


def _poses() -> Postures:
    """A posture a row, the pelvis at the world's middle."""
    bend, turn, inwards, arch = np.array(list(product(BEND, HIP_TURN, HIP_IN, ARCH)), dtype=np.float64).T
    hip, hip_more, knee, knee_more = _FREE_LEG_DEG
    none = np.zeros_like(bend)
    return postures(
        len(bend),
        hip_flexion=np.stack([hip + hip_more * bend, _HIP_A_DEGREE_OF_KNEE * bend], 1),
        hip_adduction=np.stack([none - 2, inwards], 1),
        hip_internal_rotation=np.stack([none, turn + _TURN_A_DEGREE_OF_ARCH * arch], 1),
        knee_flexion=np.stack([knee + knee_more * bend, bend], 1),
        ankle_dorsiflexion=np.stack([none + 5, none], 1),
        trunk_flexion=_TRUNK_A_DEGREE * bend,
        neck_flexion=-0.5 * _TRUNK_A_DEGREE * bend,
        shoulder_flexion=np.stack([_ARM_A_DEGREE * bend] * 2, 1),
        shoulder_abduction=10.0,
        elbow_flexion=12.0,
    )


def _followers() -> list[str]:
    """Segments whose turns hang on the bend alone: all but the leg on the floor."""
    free = [f"{part}_left" for part in ("thigh", "shank", "foot", "forefoot", "big_toe")]
    arms = [f"{part}_{side}" for part in ("upper_arm", "forearm", "hand") for side in SIDES]
    return ["pelvis", "abdomen", "thorax", "head", *free, *arms]


def _measured(placed: Placed) -> tuple[Floats, Floats]:
    """``fppa`` (T,) of the leg on the floor and the heading of its knee (T,), by `core.angles`, from joint centres."""
    hip, knee, ankle = (
        np.stack([placed.origin[:, segment(f"{part}_{side}")] for side in SIDES], axis=1)
        for part in ("thigh", "shank", "foot")
    )
    left, ahead = frontal_axes(hip[:, 0], hip[:, 1])
    flat = [on_frontal_plane(points, left) for points in (hip, knee, ankle)]
    angle = frontal_projection_angle(*flat)[:, 1]
    thigh = np.linalg.norm(flat[0] - flat[1], axis=-1)[:, 1]
    whole = np.linalg.norm(hip - knee, axis=-1)[:, 1]
    angle[thigh < LEAST_THIGH_SHARE * whole] = np.nan
    return angle, knee_heading(hip, knee, ankle, left, ahead)[:, 1]


def _foot_headings() -> Floats:
    """(H,) heading of the planted foot's long axis, by `core.angles`; it is measured so that its sign is checked."""
    left, ahead = np.array([0.0, 0.0, -1.0]), np.array([1.0, 0.0, 0.0])
    toes = np.stack([_about_y(-out) @ np.array([1.0, 0.0, 0.0]) for out in HEADING])
    both = np.repeat(toes[:, None], 2, axis=1)
    return foot_heading(np.zeros_like(both), both, left, ahead)[:, 1]


def _shanks(person: Figure) -> Floats:
    """(bend, shin, 4): the shank against the thigh."""
    bend, out = np.array(list(product(BEND, SHIN_OUT)), dtype=np.float64).T
    poses = postures(
        len(bend), knee_flexion=bend[:, None].repeat(2, 1), tibial_internal_rotation=-out[:, None].repeat(2, 1)
    )
    turns = joints(forward(person, poses)).turn[:, segment(f"shank_{LEG}")]
    return turns.reshape(len(BEND), len(SHIN_OUT), 4)


def _feet() -> Floats:
    """(heading, arch, 4): the foot against the world; the heel tips as the arch sinks."""
    turns = np.stack([_about_y(-out) @ _about_x(-arch) for out, arch in product(HEADING, ARCH)])
    return quaternions(turns).reshape(len(HEADING), len(ARCH), 4)


def _ankle_height(arch: float) -> float:
    """Height in m at which the sole's lowest point is on the floor."""
    foot = segment_mesh(f"foot_{LEG}").points @ _about_x(-arch).T
    neutral = forward(figure(), postures())
    ankle = neutral.origin[0, segment(f"foot_{LEG}")]
    lows = [foot[:, 1].min()]
    for name in ("forefoot", "big_toe"):
        joint = _about_x(-arch) @ (neutral.origin[0, segment(f"{name}_{LEG}")] - ankle)
        lows.append((segment_mesh(f"{name}_{LEG}").points + joint)[:, 1].min())
    return -float(min(lows))


def _about_x(degrees: float) -> Floats:
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[1.0, 0.0, 0.0], [0.0, cos, -sin], [0.0, sin, cos]])


def _about_y(degrees: float) -> Floats:
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[cos, 0.0, sin], [0.0, 1.0, 0.0], [-sin, 0.0, cos]])
