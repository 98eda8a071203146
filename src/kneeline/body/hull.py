"""The figure's surface in numbers: a few rounded cones per segment. What a body touches is computed with them, and the
drawn surface keeps to their radii, so that what touches in numbers touches in the picture.

Metres of the reference figure, in the segment's frame, right side. Breadths and depths: Gordon et al. 2014 (ANSUR II)
means of women and men, soft parts pressed a little; foot: Hawes & Sovak 1994.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from kneeline.body.anthropometry import ANKLE_HEIGHT, FOREARM, REFERENCE_HEIGHT_M, SHANK, THIGH, UPPER_ARM, Figure
from kneeline.body.kinematics import Indices, Placed, of_side
from kneeline.body.skeleton import MIDLINE_SEGMENTS, segment
from kneeline.core.recording import Floats
from kneeline.core.skeleton import SIDES

Point = tuple[float, float, float]


@dataclass(frozen=True)
class Cone:
    """A rounded cone: spheres of radius ``radius_a`` at ``a`` to ``radius_b`` at ``b`` and all between."""

    name: str
    a: Point
    radius_a: float
    b: Point
    radius_b: float


def _ball(name: str, at: Point, radius: float) -> Cone:
    return Cone(name, at, radius, at, radius)


def _twins(cone: Cone) -> tuple[Cone, Cone]:
    """A cone of the right half of a middle segment and its mirror image."""
    left_a, left_b = ((x, y, -z) for x, y, z in (cone.a, cone.b))
    return (
        Cone(f"{cone.name}_left", left_a, cone.radius_a, left_b, cone.radius_b),
        Cone(f"{cone.name}_right", cone.a, cone.radius_a, cone.b, cone.radius_b),
    )


_SOLE: Final = -ANKLE_HEIGHT

CONES: Final[dict[str, tuple[Cone, ...]]] = {
    "pelvis": (
        *_twins(_ball("buttock", (-0.050, -0.015, 0.072), 0.085)),
        *_twins(_ball("hip_bone", (0.005, 0.070, 0.080), 0.072)),
        _ball("belly", (0.020, 0.060, 0.0), 0.085),
        _ball("sacrum", (-0.045, 0.060, 0.0), 0.070),
    ),
    "abdomen": (
        *_twins(Cone("waist", (0.022, 0.020, 0.050), 0.088, (0.020, 0.150, 0.045), 0.090)),
        _ball("navel", (0.030, 0.060, 0.0), 0.086),
    ),
    "thorax": (
        *_twins(Cone("ribs", (0.020, 0.040, 0.052), 0.098, (0.012, 0.170, 0.062), 0.098)),
        *_twins(Cone("shoulder_blade", (-0.025, 0.130, 0.070), 0.075, (-0.025, 0.200, 0.075), 0.065)),
        *_twins(_ball("shoulder", (0.008, 0.205, 0.140), 0.055)),
        Cone("upper_back", (-0.030, 0.190, 0.0), 0.080, (-0.012, 0.255, 0.0), 0.060),
    ),
    "head": (
        Cone("neck", (0.0, 0.0, 0.0), 0.056, (0.010, 0.080, 0.0), 0.054),
        Cone("skull", (-0.002, 0.165, 0.0), 0.084, (0.038, 0.175, 0.0), 0.080),
        _ball("crown", (0.020, 0.180, 0.0), 0.085),
        _ball("jaw", (0.052, 0.095, 0.0), 0.050),
    ),
    "thigh": (
        Cone("upper_thigh", (0.0, 0.0, 0.0), 0.084, (0.004, -0.160, -0.006), 0.078),
        Cone("lower_thigh", (0.004, -0.160, -0.006), 0.078, (0.004, -0.400, 0.0), 0.056),
        _ball("knee", (0.002, -THIGH, 0.0), 0.055),
    ),
    "shank": (
        _ball("knee_head", (0.0, -0.020, 0.0), 0.053),
        Cone("calf_high", (-0.006, -0.050, 0.0), 0.052, (-0.016, -0.140, 0.0), 0.056),
        Cone("calf_low", (-0.016, -0.140, 0.0), 0.056, (-0.002, -0.330, 0.0), 0.034),
        Cone("ankle", (-0.002, -0.330, 0.0), 0.034, (-0.004, -SHANK, 0.0), 0.034),
    ),
    "foot": (
        _ball("heel", (-0.030, _SOLE + 0.028, 0.0), 0.028),
        Cone("instep", (0.010, -0.022, 0.0), 0.032, (0.110, -0.044, -0.004), 0.022),
        _ball("ball_inner", (0.136, _SOLE + 0.018, -0.028), 0.018),
        _ball("ball_outer", (0.108, _SOLE + 0.015, 0.034), 0.015),
        Cone("outer_edge", (-0.025, _SOLE + 0.024, 0.010), 0.022, (0.108, _SOLE + 0.016, 0.034), 0.015),
    ),
    "forefoot": (
        Cone("second_toe", (0.010, 0.0, -0.010), 0.014, (0.062, 0.061 - ANKLE_HEIGHT, -0.012), 0.011),
        Cone("little_toe", (-0.014, 0.0, 0.026), 0.013, (0.032, 0.060 - ANKLE_HEIGHT, 0.022), 0.010),
    ),
    "big_toe": (Cone("big_toe", (0.004, 0.0, 0.0), 0.016, (0.056, 0.060 - ANKLE_HEIGHT, 0.0), 0.012),),
    "upper_arm": (Cone("upper_arm", (0.0, 0.0, 0.0), 0.050, (0.0, -UPPER_ARM, 0.0), 0.039),),
    "forearm": (Cone("forearm", (0.0, 0.0, 0.0), 0.039, (0.0, -FOREARM, 0.0), 0.026),),
    "hand": (
        Cone("palm", (0.0, -0.020, 0.0), 0.020, (0.0, -0.090, -0.002), 0.016),
        Cone("fingers", (0.0, -0.090, -0.002), 0.016, (0.0, -0.178, -0.012), 0.009),
        Cone("thumb", (0.020, -0.040, -0.004), 0.013, (0.046, -0.105, -0.014), 0.009),
    ),
}
"""The cones of each segment. Names are used by contacts; a sided segment's get ``_left``/``_right``."""

_SPACING: Final = 0.02


@dataclass(frozen=True)
class Balls:
    """The cones as close rows of spheres, over all segments: ``centre`` (N, 3) in the segment's frame, reference
    metres; ``radius`` (N,) metres of the figure; ``segment`` (N,) index; ``name`` of the cone, with its side."""

    centre: Floats
    radius: Floats
    segment: Indices
    name: tuple[str, ...]

    def named(self, names: frozenset[str]) -> list[int]:
        """Indices of the spheres of some cones."""
        return [index for index, name in enumerate(self.name) if name in names]

    @property
    def every(self) -> Indices:
        """The indices of all spheres."""
        return np.arange(len(self.radius))

    def placed(self, placed: Placed, which: Indices) -> Floats:
        """Centres (T, len(which), 3) in the world."""
        segments = self.segment[which]
        local = self.centre[which] * placed.scale[segments]
        centres: Floats = placed.origin[:, segments] + (placed.rotation[:, segments] * local[:, None, :]).sum(axis=-1)
        return centres


@cache
def balls(figure: Figure) -> Balls:
    """Every sphere of a figure; the rows are at most 2 cm apart, so a row is within 1 mm of its cone."""
    rows = list(_rows())
    return Balls(
        centre=np.array([centre for centre, *_ in rows]),
        radius=np.array([radius for _, radius, *_ in rows]) * figure.height_m / REFERENCE_HEIGHT_M,
        segment=np.array([index for *_, index, _ in rows]),
        name=tuple(name for *_, name in rows),
    )


def _rows() -> Iterator[tuple[Floats, float, int, str]]:
    for limb, cones in CONES.items():
        for side in ("",) if limb in MIDLINE_SEGMENTS else SIDES:
            suffix = f"_{side}" if side else ""
            for cone in cones:
                for centre, radius in _spheres(cone):
                    yield of_side(centre, side), radius, segment(limb + suffix), cone.name + suffix


def _spheres(cone: Cone) -> Iterator[tuple[Floats, float]]:
    a, b = np.array(cone.a), np.array(cone.b)
    count = int(np.ceil(np.linalg.norm(b - a) / _SPACING)) + 1
    for share in np.linspace(0.0, 1.0, count):
        yield a + share * (b - a), float(cone.radius_a + share * (cone.radius_b - cone.radius_a))
