"""How long and wide a person of some height is: where each segment's joint sits, how its surface and mass scale.

Lengths in metres of the reference figure, 1.75 m tall and neither female nor male; another figure's segments scale
with its height, and across with sex. Lengths of limbs, height of the ankle and length of the foot: Winter 2009 (from
Drillis & Contini 1966); of the arm: de Leva 1996; distance of the hip centres 0.10 of the height: Bell et al. 1990,
Harrington et al. 2007; shoulders: Gordon et al. 2014 (ANSUR II), the joint about 3 cm inside the acromion; spine:
Dumas et al. 2007, rounded.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, get_args

import numpy as np

from kneeline.body.skeleton import LIMB_SEGMENTS, MIDLINE_SEGMENTS, PARENTS, SEGMENTS
from kneeline.core.errors import BadArgument
from kneeline.core.recording import Floats
from kneeline.core.skeleton import SIDES

Sex = Literal["neutral", "female", "male"]

REFERENCE_HEIGHT_M: Final = 1.75
LEAST_HEIGHT_M, MOST_HEIGHT_M = 0.8, 2.3

THIGH: Final = 0.245 * REFERENCE_HEIGHT_M
SHANK: Final = 0.246 * REFERENCE_HEIGHT_M
ANKLE_HEIGHT: Final = 0.039 * REFERENCE_HEIGHT_M
HALF_HIPS: Final = 0.050 * REFERENCE_HEIGHT_M
HALF_SHOULDERS: Final = 0.100 * REFERENCE_HEIGHT_M
UPPER_ARM: Final = 0.1618 * REFERENCE_HEIGHT_M
FOREARM: Final = 0.1545 * REFERENCE_HEIGHT_M

_OFFSETS: Final[dict[str, tuple[float, float, float]]] = {
    "pelvis": (0.0, 0.0, 0.0),
    "abdomen": (-0.030, 0.100, 0.0),
    "thorax": (0.0, 0.175, 0.0),
    "head": (0.010, 0.280, 0.0),
    "thigh": (0.0, 0.0, HALF_HIPS),
    "shank": (0.0, -THIGH, 0.0),
    "foot": (0.0, -SHANK, 0.0),
    "forefoot": (0.128, -0.050, 0.008),
    "big_toe": (0.136, -0.048, -0.028),
    "upper_arm": (0.010, 0.190, HALF_SHOULDERS),
    "forearm": (0.0, -UPPER_ARM, 0.0),
    "hand": (0.0, -FOREARM, 0.0),
}
"""Each segment's origin in its parent's frame, right side, reference figure."""

_MASS: Final[dict[str, tuple[float, tuple[float, float, float]]]] = {
    "pelvis": (0.142, (-0.020, 0.030, 0.0)),
    "abdomen": (0.139, (0.010, 0.090, 0.0)),
    "thorax": (0.216, (0.010, 0.140, 0.0)),
    "head": (0.081, (0.020, 0.120, 0.0)),
    "thigh": (0.100, (0.0, -0.433 * THIGH, 0.0)),
    "shank": (0.0465, (0.0, -0.433 * SHANK, 0.0)),
    "foot": (0.0115, (0.040, -0.035, 0.0)),
    "forefoot": (0.0020, (0.030, 0.0, 0.0)),
    "big_toe": (0.0010, (0.025, 0.0, 0.0)),
    "upper_arm": (0.028, (0.0, -0.436 * UPPER_ARM, 0.0)),
    "forearm": (0.016, (0.0, -0.430 * FOREARM, 0.0)),
    "hand": (0.006, (0.0, -0.080, 0.0)),
}
"""Share of the body's mass and centre of mass in the segment's frame, right side (Winter 2009, table 4.1)."""

_ACROSS: Final[dict[Sex, dict[str, float]]] = {
    "neutral": {},
    "female": {"pelvis": 1.04, "abdomen": 0.98, "thorax": 0.96},
    "male": {"pelvis": 0.97, "abdomen": 1.02, "thorax": 1.03},
}
"""Widths against the neutral figure's (Gordon et al. 2014: hip and biacromial breadth over height, halved)."""


@dataclass(frozen=True, eq=False)
class Figure:
    """A person's measures. ``joint_offset`` (S, 3): each segment's origin in its parent's frame, metres; ``scale``
    (S, 3): each segment against the reference figure's; ``mass`` (S,): share of the body's; ``mass_centre`` (S, 3):
    in the segment's frame, metres of this figure."""

    height_m: float
    sex: Sex
    joint_offset: Floats
    scale: Floats
    mass: Floats
    mass_centre: Floats

    @property
    def standing_height_m(self) -> float:
        """Height of the hip centres above the soles in neutral standing."""
        return (THIGH + SHANK + ANKLE_HEIGHT) * self.height_m / REFERENCE_HEIGHT_M


@cache
def figure(height_m: float = REFERENCE_HEIGHT_M, sex: Sex = "neutral") -> Figure:
    """A figure of that height. Raises BadArgument for a height outside 0.8 to 2.3 m or an unknown sex."""
    if not LEAST_HEIGHT_M <= height_m <= MOST_HEIGHT_M:
        raise BadArgument(f"A figure is {LEAST_HEIGHT_M} to {MOST_HEIGHT_M} m tall, not {height_m:g} m.")
    if sex not in get_args(Sex):
        raise BadArgument(f"A figure is neutral, female or male, not {sex!r}.")
    scale = np.full((len(SEGMENTS), 3), height_m / REFERENCE_HEIGHT_M)
    for index, name in enumerate(SEGMENTS):
        scale[index, 2] *= _ACROSS[sex].get(name, 1.0)
    parents = np.array([max(parent, 0) for parent in PARENTS])
    offset = _by_segment({name: np.array(place) for name, place in _OFFSETS.items()}) * scale[parents]
    mass = np.array([_MASS[_limb(name)][0] for name in SEGMENTS])
    centre = _by_segment({name: np.array(place) for name, (_, place) in _MASS.items()}) * scale
    return Figure(height_m, sex, offset, scale, mass / mass.sum(), centre)


def _limb(name: str) -> str:
    return name if name in MIDLINE_SEGMENTS else name.rpartition("_")[0]


def _by_segment(right: dict[str, Floats]) -> Floats:
    """Rows (S, 3) from places of the right side."""
    rows = [right[name] for name in MIDLINE_SEGMENTS]
    for side in SIDES:
        flip = np.array([1.0, 1.0, -1.0 if side == "left" else 1.0])
        rows += [right[name] * flip for name in LIMB_SEGMENTS]
    return np.array(rows)
