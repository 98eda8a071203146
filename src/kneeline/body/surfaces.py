"""What a body stands, sits, lies or leans on: the floor and things, each as boxes, cylinders, spheres or a plane, and
how far a point is from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from kneeline.body.kinematics import Indices, Placed, of_side
from kneeline.body.skeleton import segment
from kneeline.catalogue.motion_schema import Prop, PropPlace
from kneeline.core.recording import Floats

SIZES: Final[Mapping[str, tuple[float, float, float]]] = MappingProxyType(
    {
        "mat": (1.85, 0.010, 0.65),
        "roller": (0.15, 0.15, 0.40),
        "ball": (0.08, 0.08, 0.08),
        "band": (0.04, 0.04, 0.04),
        "chair": (0.42, 0.45, 0.44),
        "wall": (0.10, 2.40, 3.00),
        "step": (0.36, 0.15, 0.60),
        "pillow": (0.40, 0.09, 0.55),
        "towel": (0.20, 0.04, 0.35),
        "table": (0.70, 0.74, 1.20),
    }
)
"""Usual sizes in metres along x, y, z. A chair's is that of its seat."""

SEAT_THICKNESS_M: Final = 0.045
BACKREST_M: Final = (0.03, 0.42)
"""Thickness and height of a chair's back, which stands behind the seat."""
BACKREST_GAP_M: Final = 0.10
"""Between the seat and the back's lower edge."""

_STEP: Final = 1e-5
_LOW: Final = np.array([0.0, 0.5, 0.0])
"""What lies on the floor is taken to reach below it, so that the way out of a thin mat is up."""


@dataclass(frozen=True)
class PlacedProp:
    """A thing over frames: ``position`` (T, 3) of its middle (of a wall: of the plane, at the floor), ``rotation``
    (T, 3, 3) thing to world, ``size`` along its own axes. ``ends`` (T, loops, 3): where a band runs round segments."""

    prop: Prop
    size: tuple[float, float, float]
    position: Floats
    rotation: Floats
    ends: Floats | None = None

    def __getitem__(self, frames: slice | Indices) -> "PlacedProp":
        ends = None if self.ends is None else self.ends[frames]
        return PlacedProp(self.prop, self.size, self.position[frames], self.rotation[frames], ends)


def standing_size(prop: Prop, scale: float) -> tuple[float, float, float]:
    """Size of a thing for a figure ``scale`` times the reference's: a mat is as long and wide as the body needs."""
    across, tall, along = size_of(prop)
    return (across * scale, tall, along * scale) if prop.kind == "mat" else (across, tall, along)


def resting_place(prop: Prop, place: PropPlace, scale: float) -> tuple[Floats, Floats]:
    """Middle (3,) and rotation (3, 3) of a thing that stands somewhere. ``scale``: the figure against the reference."""
    size = size_of(prop)
    up = 0.0 if prop.kind == "wall" else size[1] / 2
    turn = np.radians(place.heading_deg)
    cosine, sine = np.cos(turn), np.sin(turn)
    rotation = np.array([[cosine, 0.0, sine], [0.0, 1.0, 0.0], [-sine, 0.0, cosine]])
    return np.array([place.at[0] * scale, place.height_m + up, place.at[1] * scale]), rotation


def size_of(prop: Prop) -> tuple[float, float, float]:
    """Size along its own x, y and z, metres."""
    return prop.size_m or SIZES[prop.kind]


def following(prop: Prop, placed: Placed) -> PlacedProp:
    """A thing that moves with segments of the body."""
    names = prop.around or (str(prop.follows),)
    ends = np.concatenate(
        [placed.points(name, of_side(np.array(prop.local), name.rpartition("_")[2])) for name in names], axis=1
    )
    rotation = placed.rotation[:, segment(names[0])]
    return PlacedProp(prop, size_of(prop), ends.mean(axis=1), rotation, ends if prop.around else None)


def distance(thing: PlacedProp | None, points: Floats) -> Floats:
    """Signed distance (T, N) in metres of world points (T, N, 3) from a thing, or from the floor (None); < 0 inside."""
    if thing is None:
        return np.asarray(points[..., 1])
    local = (points - thing.position[:, None]) @ thing.rotation
    size = np.array(thing.size)
    match thing.prop.kind:
        case "wall":
            return np.asarray(local[..., 0])
        case "ball":
            return np.asarray(np.linalg.norm(local, axis=-1) - size[0] / 2)
        case "roller":
            return _cylinder(local, size[0] / 2, size[2] / 2)
        case "chair":
            return np.minimum(*(_box(local - middle, extent) for middle, extent in chair_boxes(thing.size)))
        case "band":
            return np.full(points.shape[:-1], np.inf)
        case "table":
            return _box(local, size)
        case _:
            return _box(local + _LOW / 2, size + _LOW)


def chair_boxes(size: tuple[float, float, float]) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
    """Middle and size of a chair's seat and back, in its own frame."""
    depth, height, width = size
    thickness, tall = BACKREST_M
    seat = np.array([0.0, height / 2 - SEAT_THICKNESS_M / 2, 0.0]), np.array([depth, SEAT_THICKNESS_M, width])
    back_middle = np.array([-depth / 2 - thickness / 2, height / 2 + BACKREST_GAP_M + tall / 2, 0.0])
    return seat, (back_middle, np.array([thickness, tall, width]))


def outward(thing: PlacedProp | None, points: Floats) -> Floats:
    """Direction (T, N, 3) in which the distance grows, by central differences."""
    moved = [distance(thing, points + step) - distance(thing, points - step) for step in np.eye(3) * _STEP]
    return np.stack(moved, axis=-1) / (2 * _STEP)


def _box(local: Floats, size: Floats) -> Floats:
    beyond = np.abs(local) - size / 2
    outside = np.linalg.norm(np.maximum(beyond, 0.0), axis=-1)
    inside = np.minimum(beyond.max(axis=-1), 0.0)
    return np.asarray(outside + inside)


def _cylinder(local: Floats, radius: float, half_length: float) -> Floats:
    across = np.linalg.norm(local[..., :2], axis=-1) - radius
    along = np.abs(local[..., 2]) - half_length
    outside = np.hypot(np.maximum(across, 0.0), np.maximum(along, 0.0))
    inside = np.minimum(np.maximum(across, along), 0.0)
    return np.asarray(outside + inside)
