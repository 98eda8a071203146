"""The figure's segments, joints and degrees of freedom, and a posture as arrays over frames.

World: right-handed, metres; X where a person in neutral standing faces, Y up (floor at 0), Z to the person's right
(Wu et al. 2002). In neutral standing every segment's frame is parallel to the world. Named angles are degrees with
clinical signs; sided ones hold (left, right), the person's own.
"""

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Literal, get_args

import numpy as np

from kneeline.core.recording import Floats
from kneeline.core.skeleton import SIDES

Axis = Literal["x", "y", "z"]
Base = Literal["upright", "supine", "prone", "side_left", "side_right"]

MIDLINE_SEGMENTS: Final = ("pelvis", "abdomen", "thorax", "head")
LIMB_SEGMENTS: Final = ("thigh", "shank", "foot", "forefoot", "big_toe", "upper_arm", "forearm", "hand")
SEGMENTS: Final[tuple[str, ...]] = MIDLINE_SEGMENTS + tuple(
    f"{name}_{side}" for side in SIDES for name in LIMB_SEGMENTS
)
"""All segments; a parent always stands before its children."""

_LIMB_PARENT = {
    "thigh": "pelvis",
    "shank": "thigh",
    "foot": "shank",
    "forefoot": "foot",
    "big_toe": "foot",
    "upper_arm": "thorax",
    "forearm": "upper_arm",
    "hand": "forearm",
}
_INDEX = {name: index for index, name in enumerate(SEGMENTS)}


def segment(name: str) -> int:
    """Index of a segment, such as ``thigh_left``. Raises KeyError for a name that is none."""
    return _INDEX[name]


def _parent(name: str) -> int:
    if name in MIDLINE_SEGMENTS:
        return _INDEX[name] - 1
    limb, _, side = name.rpartition("_")
    parent = _LIMB_PARENT[limb]
    return _INDEX[parent if parent in MIDLINE_SEGMENTS else f"{parent}_{side}"]


PARENTS: Final[tuple[int, ...]] = tuple(_parent(name) for name in SEGMENTS)
"""Index of each segment's parent; -1 for the pelvis."""


@dataclass(frozen=True)
class Dof:
    """A named angle in degrees: what + is, its range of motion and where that is from."""

    name: str
    sided: bool
    plus: str
    least: float
    most: float
    source: str


_ALL = "no limit: places the whole body"
_AAOS = "AAOS 1965"
_NORKIN = "Norkin & White 2016"

_DOFS: Final[tuple[Dof, ...]] = (
    Dof("pelvis_tilt", False, "anterior: its top goes forward", -180, 180, _ALL),
    Dof("pelvis_obliquity", False, "the left side lower", -180, 180, _ALL),
    Dof("pelvis_rotation", False, "turned to the left", -180, 180, _ALL),
    Dof("trunk_flexion", False, "forward", -30, 80, f"{_AAOS}: 80 forward, 20-30 back"),
    Dof("trunk_lean", False, "to the left", -35, 35, f"{_AAOS}: 35"),
    Dof("trunk_rotation", False, "to the left", -45, 45, f"{_AAOS}: 45"),
    Dof("neck_flexion", False, "forward", -60, 60, f"{_AAOS}: 45; Youdas et al. 1992: to 60"),
    Dof("neck_rotation", False, "to the left", -80, 80, f"{_NORKIN}: 60-80"),
    Dof("neck_lean", False, "to the left", -45, 45, f"{_AAOS}: 45"),
    Dof("hip_flexion", True, "thigh forward", -30, 125, f"{_AAOS}: 120, 30 back; Roaas & Andersson 1982"),
    Dof("hip_adduction", True, "thigh to the midline", -65, 30, f"{_AAOS}: 30, 45 out; bent, 65 (our choice)"),
    Dof(
        "hip_internal_rotation",
        True,
        "knee turns in",
        -65,
        45,
        f"{_AAOS}: 45, 45 out; to 65 out in flexion, our choice",
    ),
    Dof("knee_flexion", True, "heel to the buttock", -5, 150, f"{_NORKIN}: 150; Boone & Azen 1979: 143"),
    Dof("knee_valgus", True, "shank outwards", -20, 35, "shape of a leg, not a movement: our choice"),
    Dof("tibial_internal_rotation", True, "shank turns in", -45, 30, "Mossberg & Smith 1983, bent to 90°"),
    Dof("ankle_dorsiflexion", True, "forefoot up", -50, 45, f"{_AAOS}: 50 down; Bennell et al. 1998: 45 on the foot"),
    Dof("ankle_inversion", True, "sole turns in", -20, 35, f"{_AAOS}: 35 in, 15-20 out"),
    Dof("arch_drop", True, "heel everts, forefoot stays flat", -10, 15, "Hunt et al. 2001: about 10 in standing"),
    Dof("big_toe_extension", True, "big toe up", -45, 85, f"{_AAOS}: 70, 45 down; Nawoczenski et al. 1999"),
    Dof("toes_extension", True, "toes up", -40, 70, f"{_NORKIN}: 40 down, 40-70 up"),
    Dof("shoulder_flexion", True, "arm forward", -60, 180, f"{_AAOS}: 180, 60 back"),
    Dof("shoulder_abduction", True, "arm outwards", -75, 180, f"{_AAOS}: 180, 75 inwards (in front)"),
    Dof("shoulder_internal_rotation", True, "forearm turns in", -90, 90, f"{_NORKIN}: 70-90 each way"),
    Dof("elbow_flexion", True, "hand to the shoulder", 0, 150, f"{_AAOS}: 150"),
    Dof("forearm_pronation", True, "palm turns back", -80, 80, f"{_AAOS}: 80, from the thumb pointing forward"),
    Dof("wrist_flexion", True, "palm to the forearm", -80, 80, f"{_AAOS}: 80 flexion, 70-80 back"),
)
DOFS: Final = MappingProxyType({dof.name: dof for dof in _DOFS})
"""Every named angle, in the order of a posture's columns."""

COLUMNS: Final[tuple[str, ...]] = tuple(
    name for dof in _DOFS for name in ([f"{dof.name}_{side}" for side in SIDES] if dof.sided else [dof.name])
)
"""The columns of ``Postures.angles``: ``trunk_lean``, ``hip_flexion_left``, ``hip_flexion_right``, ..."""

_COLUMN = {name: index for index, name in enumerate(COLUMNS)}


def column(name: str) -> int:
    """Index of an unsided dof or of one side's (``knee_flexion_left``). Raises KeyError for a name that is none."""
    return _COLUMN[name]


def columns(name: str) -> list[int]:
    """Indices of a dof's columns: one, or (left, right). Raises KeyError for a name that is no dof."""
    return [_COLUMN[f"{name}_{side}"] for side in SIDES] if DOFS[name].sided else [_COLUMN[name]]


def _dof_of(column_name: str) -> Dof:
    return DOFS.get(column_name) or DOFS[column_name.rpartition("_")[0]]


RANGES: Final[Floats] = np.array([(dof.least, dof.most) for dof in map(_dof_of, COLUMNS)], dtype=np.float64)
"""Least and most degrees of each column (columns, 2)."""


@dataclass(frozen=True)
class Turn:
    """One elementary rotation of a joint, of the right side: about the parent's then already turned axis, ``share``
    of the angle; a negative share turns against the right-hand rule."""

    dof: str
    axis: Axis
    share: float = 1.0


_SPINE = (Turn("trunk_flexion", "z", -0.5), Turn("trunk_lean", "x", -0.5), Turn("trunk_rotation", "y", 0.5))
JOINTS: Final = MappingProxyType(
    {
        "pelvis": (Turn("pelvis_rotation", "y"), Turn("pelvis_obliquity", "x", -1), Turn("pelvis_tilt", "z", -1)),
        "abdomen": _SPINE,
        "thorax": _SPINE,
        "head": (Turn("neck_flexion", "z", -1), Turn("neck_lean", "x", -1), Turn("neck_rotation", "y")),
        "thigh": (Turn("hip_flexion", "z"), Turn("hip_adduction", "x"), Turn("hip_internal_rotation", "y")),
        "shank": (Turn("knee_flexion", "z", -1), Turn("knee_valgus", "x", -1), Turn("tibial_internal_rotation", "y")),
        "foot": (Turn("ankle_dorsiflexion", "z"), Turn("ankle_inversion", "x"), Turn("arch_drop", "x", -1)),
        "forefoot": (Turn("arch_drop", "x"), Turn("toes_extension", "z")),
        "big_toe": (Turn("arch_drop", "x"), Turn("big_toe_extension", "z")),
        "upper_arm": (
            Turn("shoulder_flexion", "z"),
            Turn("shoulder_abduction", "x", -1),
            Turn("shoulder_internal_rotation", "y"),
        ),
        "forearm": (Turn("elbow_flexion", "z"), Turn("forearm_pronation", "y")),
        "hand": (Turn("wrist_flexion", "x"),),
    }
)
"""The turns of each segment against its parent, in order (intrinsic). Hip and knee follow Grood & Suntay 1983 and Wu
et al. 2002 (flexion, then ab/adduction, then rotation); the pelvis Baker 2001 (rotation, obliquity, tilt)."""

_BASES: Final[dict[str, tuple[tuple[int, int, int], ...]]] = {
    "upright": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "supine": ((0, -1, 0), (1, 0, 0), (0, 0, 1)),
    "prone": ((0, 1, 0), (-1, 0, 0), (0, 0, 1)),
    "side_left": ((1, 0, 0), (0, 0, 1), (0, -1, 0)),
    "side_right": ((1, 0, 0), (0, 0, -1), (0, 1, 0)),
}
BASES: Final[tuple[Base, ...]] = get_args(Base)


def base_rotation(base: Base) -> Floats:
    """Rotation (3, 3) that lays an upright body down, exact: supine has the head at -X and the face up, prone the
    head at +X, side_left lies on its left side with the head at -Z, side_right with the head at +Z, both facing +X."""
    return np.array(_BASES[base], dtype=np.float64)


@dataclass(frozen=True)
class Postures:
    """Postures over frames. ``position_m`` (T, 3): where the pelvis's origin is; ``angles`` (T, columns) degrees;
    ``base``: how the body lies before the pelvis's own angles turn it (R = base · rotation · obliquity · tilt)."""

    position_m: Floats
    angles: Floats
    base: Base = "upright"

    def __len__(self) -> int:
        return len(self.angles)

    def angle(self, dof: str) -> Floats:
        """One dof: (T,), or (T, 2) as (left, right) where it is sided."""
        indices = columns(dof)
        return self.angles[:, indices] if DOFS[dof].sided else self.angles[:, indices[0]]

    def with_angle(self, dof: str, degrees: Floats | float) -> "Postures":
        """The same with one dof set: a number, (T,), or (T, 2) for a sided dof."""
        angles, indices, values = self.angles.copy(), columns(dof), np.asarray(degrees, dtype=np.float64)
        if not DOFS[dof].sided:
            values = values.reshape(-1, 1)
        angles[:, indices] = values
        return replace(self, angles=angles)

    def __getitem__(self, frames: slice) -> "Postures":
        return replace(self, position_m=self.position_m[frames], angles=self.angles[frames])


def postures(frames: int = 1, base: Base = "upright", position_m: Floats | None = None, **angles: object) -> Postures:
    """Neutral postures with some angles set: ``postures(hip_flexion=(50, 50), trunk_lean=10)``. A value is a number,
    (left, right), or an array (T, ...) over frames. Raises KeyError for a name that is no dof."""
    place = np.zeros(3) if position_m is None else position_m
    made = Postures(np.broadcast_to(place, (frames, 3)).copy(), np.zeros((frames, len(COLUMNS))), base)
    for name, degrees in angles.items():
        made = made.with_angle(name, np.asarray(degrees, dtype=np.float64))
    return made


_MIRRORED_BASE: Final[dict[Base, Base]] = {"side_left": "side_right", "side_right": "side_left"}
_TWIN: Final = np.array(
    [
        _COLUMN[name.replace("_left", "_right") if name.endswith("_left") else name.replace("_right", "_left")]
        for name in COLUMNS
    ]
)
_TURNS_BACK: Final = {
    "pelvis_obliquity",
    "pelvis_rotation",
    "trunk_lean",
    "trunk_rotation",
    "neck_lean",
    "neck_rotation",
}
_SIGN: Final = np.array([-1.0 if name in _TURNS_BACK else 1.0 for name in COLUMNS])


def other_side(name: str) -> str:
    """The same part of the other side: ``thigh_left`` of ``thigh_right``; a middle one is its own."""
    stem, _, side = name.rpartition("_")
    twin = {"left": "right", "right": "left"}.get(side)
    return f"{stem}_{twin}" if twin else name


def mirrored(given: Postures) -> Postures:
    """The same seen in a mirror on the plane z = 0: left becomes right."""
    position = given.position_m * np.array([1.0, 1.0, -1.0])
    base = _MIRRORED_BASE.get(given.base, given.base)
    return Postures(position, given.angles[:, _TWIN] * _SIGN, base)


def out_of_range(given: Postures, tolerance_deg: float = 1e-6) -> list[str]:
    """Columns that leave their range of motion at some frame."""
    below = (given.angles < RANGES[:, 0] - tolerance_deg).any(axis=0)
    above = (given.angles > RANGES[:, 1] + tolerance_deg).any(axis=0)
    return [COLUMNS[index] for index in np.flatnonzero(below | above)]
