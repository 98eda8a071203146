"""What touches what: parts of the body by name, how far each is from what it rests on, and what is inside what."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

import numpy as np
import numpy.typing as npt

from kneeline.body.anthropometry import Figure
from kneeline.body.hull import CONES, balls
from kneeline.body.kinematics import Indices, Placed, forward
from kneeline.body.skeleton import MIDLINE_SEGMENTS, PARENTS, SEGMENTS, postures, segment
from kneeline.body.surfaces import PlacedProp, distance
from kneeline.core.errors import BadArgument
from kneeline.core.recording import Floats

Pad = tuple[str, ...]
"""Cones of which one, whichever is nearest, touches."""

_MIDDLE: Final[Mapping[str, tuple[Pad, ...]]] = MappingProxyType(
    {
        "buttocks": (("buttock_left",), ("buttock_right",)),
        "upper_back": (("shoulder_blade_left",), ("shoulder_blade_right",)),
        "upper_back_middle": (("upper_back",),),
        "head": (("skull", "crown", "jaw"),),
        "chest": (("ribs_left", "ribs_right"),),
        "belly": (("belly", "waist_left", "waist_right", "hip_bone_left", "hip_bone_right"),),
    }
)
_SIDED: Final[Mapping[str, tuple[Pad, ...]]] = MappingProxyType(
    {
        "sole": (("heel",), ("ball_inner",), ("ball_outer",)),
        "ball_of_foot": (("ball_inner",), ("ball_outer",)),
        "toes": (("second_toe", "little_toe"),),
        "foot": (("heel", "instep", "ball_inner", "ball_outer", "outer_edge"),),
        "thigh": (("upper_thigh", "lower_thigh"),),
        "calf": (("calf_high", "calf_low"),),
        "hand": (("palm", "fingers"),),
        "side_of_pelvis": (("hip_bone", "buttock", "upper_thigh"),),
        "side_of_trunk": (("ribs",),),
    }
)
"""Parts: every pad of one touches. Any single cone of the hull is a part, too: ``knee_left``, ``palm_right``."""


def pads(part: str) -> tuple[Pad, ...]:
    """The pads of a part. Raises BadArgument for a name that is no part of the body."""
    if part in _MIDDLE:
        return _MIDDLE[part]
    stem, _, side = part.rpartition("_")
    if side in ("left", "right") and stem in _SIDED:
        return tuple(tuple(f"{cone}_{side}" for cone in pad) for pad in _SIDED[stem])
    if part in _cone_names():
        return ((part,),)
    raise BadArgument(f"There is no part of the body called {part!r}.")


@cache
def _cone_names() -> frozenset[str]:
    names = set()
    for limb, cones in CONES.items():
        suffixes = ("",) if limb in MIDLINE_SEGMENTS else ("_left", "_right")
        names |= {cone.name + suffix for cone in cones for suffix in suffixes}
    return frozenset(names)


@cache
def pad_balls(figure: Figure, pad: Pad) -> Indices:
    """The indices of a pad's spheres."""
    return np.array(balls(figure).named(frozenset(pad)))


def part_balls(figure: Figure, part: str) -> Indices:
    """The indices of all spheres of a part."""
    return np.concatenate([pad_balls(figure, pad) for pad in pads(part)])


def gaps(figure: Figure, placed: Placed, part: str, on: str, things: Mapping[str, PlacedProp]) -> Floats:
    """Distance (T, pads) in metres between each pad of a part and the floor, a thing or another part; < 0 inside."""
    return np.stack([pad_gap(figure, placed, pad, on, things) for pad in pads(part)], axis=1)


def pad_gap(figure: Figure, placed: Placed, pad: Pad, on: str, things: Mapping[str, PlacedProp]) -> Floats:
    """The same (T,) for one pad."""
    hull, which = balls(figure), pad_balls(figure, pad)
    centres, radii = hull.placed(placed, which), hull.radius[which]
    if on == "floor" or on in things:
        return np.asarray((distance(things.get(on), centres) - radii).min(axis=1))
    others = part_balls(figure, on)
    apart = np.linalg.norm(centres[:, :, None] - hull.placed(placed, others)[:, None], axis=-1)
    gap = apart - radii[:, None] - hull.radius[others]
    return np.asarray(gap.min(axis=(1, 2)))


def depths(figure: Figure, placed: Placed, thing: PlacedProp | None) -> Floats:
    """How deep (T, spheres) in metres each sphere of the hull is inside a thing or the floor; < 0 outside."""
    hull = balls(figure)
    centres = hull.placed(placed, hull.every)
    return np.asarray(hull.radius - distance(thing, centres))


@dataclass(frozen=True)
class Overlap:
    """The deepest that a segment is inside another over all frames, metres."""

    first: str
    second: str
    depth_m: float


def overlaps(figure: Figure, placed: Placed, least_m: float = 0.0) -> list[Overlap]:
    """Which segments that are no neighbours are inside each other by more than ``least_m`` at some frame."""
    hull = balls(figure)
    first, second = _meeting(figure, hull.placed(placed, hull.every))
    depth = np.full(len(first), -np.inf)
    for frame in hull.placed(placed, hull.every):
        between = frame[first] - frame[second]
        apart = np.sqrt((between * between).sum(axis=-1))
        depth = np.maximum(depth, hull.radius[first] + hull.radius[second] - apart)
    worst: dict[tuple[str, str], float] = {}
    for pair in np.flatnonzero(depth > least_m):
        one, two = hull.segment[first[pair]], hull.segment[second[pair]]
        names = SEGMENTS[one], SEGMENTS[two]
        worst[names] = max(worst.get(names, 0.0), float(depth[pair]))
    return [Overlap(*names, each) for names, each in worst.items()]


def _meeting(figure: Figure, centres: Floats) -> tuple[Indices, Indices]:
    """Of the far pairs those of segments that come near each other at some frame, by spheres round the segments."""
    hull = balls(figure)
    middle = np.stack([centres[:, hull.segment == index].mean(axis=1) for index in range(len(SEGMENTS))], axis=1)
    size = np.linalg.norm(centres - middle[:, hull.segment], axis=-1).max(axis=0) + hull.radius
    reach = np.array([size[hull.segment == index].max() for index in range(len(SEGMENTS))])
    apart = np.linalg.norm(middle[:, :, None] - middle[:, None], axis=-1).min(axis=0)
    near = apart < reach[:, None] + reach
    first, second = far_pairs(figure)
    meet = near[hull.segment[first], hull.segment[second]]
    return first[meet], second[meet]


@cache
def far_pairs(figure: Figure) -> tuple[Indices, Indices]:
    """Pairs of spheres that have no business in each other: their segments are no neighbours, and standing with the
    arms a little out they are apart (the top of a thigh is inside the belly's outline in everyone)."""
    hull = balls(figure)
    first, second = np.triu_indices(len(hull.radius), 1)
    centres = hull.placed(forward(figure, postures(shoulder_abduction=15.0)), hull.every)[0]
    reach = hull.radius[first] + hull.radius[second]
    apart = np.linalg.norm(centres[first] - centres[second], axis=-1) > reach
    strange = apart & ~_NEIGHBOURS[hull.segment[first], hull.segment[second]]
    return first[strange], second[strange]


def _neighbours() -> npt.NDArray[np.bool_]:
    """(S, S): the same segment, or joined by a joint. The parts of one foot count as joined, and so do belly and
    thigh: in a deep bend the belly's soft front gives way in the groin."""
    near = np.eye(len(SEGMENTS), dtype=bool)
    for child, parent in enumerate(PARENTS):
        if parent >= 0:
            near[child, parent] = near[parent, child] = True
    for side in ("left", "right"):
        for one, two in ((f"big_toe_{side}", f"forefoot_{side}"), (f"thigh_{side}", "abdomen")):
            near[segment(one), segment(two)] = near[segment(two), segment(one)] = True
    return near


_NEIGHBOURS = _neighbours()
