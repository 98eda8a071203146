"""Muscles as bands on the skin: each line of pull, carried out to the surface of the segments it runs along."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

import numpy as np

from kneeline.body.anthropometry import figure
from kneeline.body.kinematics import Placed, forward
from kneeline.body.look import Done
from kneeline.body.muscle_lines import Line, lines_of
from kneeline.body.muscles import path
from kneeline.body.shape import Mesh, joined, mirror_image, outwards, surface_distance, volumes_of
from kneeline.body.skeleton import MIDLINE_SEGMENTS, postures, segment
from kneeline.core.recording import Floats

_SPACING: Final = 0.011  # m between points of a band's middle line
_ACROSS: Final = np.array([-1.0, -0.6, 0.0, 0.6, 1.0])
_THICK: Final = 0.0035  # m: how high a band stands on the skin in its middle
_OVERLAP: Final = 2  # points a band runs on over a joint, so that no gap opens
_LEAST_POINTS: Final = 3
_DASH: Final = (2, 1)  # points drawn and left out, for release
_STRAND: Final = 0.46  # half width of each of the two lines of a stretch, and how far from the middle they run
_STRAND_AT: Final = 0.76

_HALF_WIDTH: Final[dict[str, float]] = {
    "gluteus_maximus": 0.030,
    "gluteus_medius": 0.023,
    "gluteus_minimus": 0.018,
    "deep_hip_rotators": 0.013,
    "tensor_fasciae_latae": 0.024,
    "iliopsoas": 0.018,
    "rectus_femoris": 0.028,
    "vastus_lateralis": 0.028,
    "vastus_medialis": 0.026,
    "vastus_intermedius": 0.018,
    "biceps_femoris": 0.022,
    "semitendinosus": 0.018,
    "semimembranosus": 0.020,
    "adductor_longus": 0.020,
    "adductor_brevis": 0.018,
    "adductor_magnus": 0.024,
    "gracilis": 0.015,
    "pectineus": 0.018,
    "sartorius": 0.013,
    "popliteus": 0.018,
    "gastrocnemius": 0.026,
    "soleus": 0.032,
    "tibialis_posterior": 0.012,
    "tibialis_anterior": 0.018,
    "fibularis": 0.012,
    "rectus_abdominis": 0.024,
    "transversus_abdominis": 0.030,
    "erector_spinae": 0.024,
    "quadratus_lumborum": 0.022,
}
_THIN: Final = 0.0085
"""Half of a band's width at its widest, m: about that of the muscle seen through the skin."""

_BELLY: Final[dict[str, tuple[float, float]]] = {
    "tensor_fasciae_latae": (0.0, 0.36),
    "gastrocnemius": (0.0, 0.58),
    "soleus": (0.0, 0.72),
    "tibialis_anterior": (0.0, 0.70),
    "tibialis_posterior": (0.0, 0.65),
    "fibularis": (0.0, 0.65),
    "flexor_hallucis_longus": (0.0, 0.55),
    "flexor_digitorum_longus": (0.0, 0.55),
    "extensor_hallucis_longus": (0.0, 0.55),
    "rectus_femoris": (0.05, 0.82),
    "semitendinosus": (0.0, 0.75),
    "semimembranosus": (0.15, 0.95),
    "biceps_femoris": (0.05, 0.9),
}
"""Where along its line a muscle has its belly, where that is not all of it; the rest is tendon (Gray's Anatomy)."""
_TENDON: Final = 0.30
_TRACES: Final = 12
_SEEN_FROM_M: Final = 0.06


@dataclass(frozen=True)
class Band:
    """A muscle's band on one segment: ``mesh`` in the segment's frame, metres of the reference figure, open below;
    ``line`` (N, 3): its middle on the skin."""

    muscle: str
    segment: str
    mesh: Mesh
    line: Floats


@cache
def bands(muscle: str, side: str, done: Done) -> tuple[Band, ...]:
    """A muscle's bands on one side, in the pattern of what is done to it. Raises KeyError for an unknown muscle."""
    found = [band for line in lines_of(muscle) for band in _right_bands(line, done)]
    return tuple(_of_left(band) if side == "left" else band for band in found)


def _of_left(band: Band) -> Band:
    name = band.segment.replace("_right", "_left")
    return Band(band.muscle, name, mirror_image(band.mesh), band.line * [1.0, 1.0, -1.0])


@cache
def _right_bands(line: Line, done: Done) -> tuple[Band, ...]:
    placed = _neutral()
    half_width = _HALF_WIDTH.get(line.muscle, _THIN)
    made = []
    for name, points, share in _pieces(line, placed):
        middle = _carried_out(name, points)
        for _ in range(2):  # smoothed twice, and brought back to the skin each time
            middle = _on_skin(name, _smoothed(middle))
        width = half_width * _spindle(share, _BELLY.get(line.muscle, (0.0, 1.0)))
        strips = [_strip(name, middle[cut], width[cut], offset) for cut, offset in _pattern(len(middle), done)]
        if strips:
            made.append(Band(line.muscle, name, joined(strips), middle))
    return tuple(made)


@cache
def _neutral() -> Placed:
    return forward(figure(), postures())


def _pieces(line: Line, placed: Placed) -> Iterator[tuple[str, Floats, Floats]]:
    """(segment, points in its frame, share of the whole line) of each stretch of the line along one segment."""
    points = _evenly(path(placed, line).points[0, 1])
    names = list(dict.fromkeys(_name(point.on) for point in line.points))
    names = [name for name in _between(names) if name != "abdomen" or "abdomen" in names or len(names) > 1]
    local = {name: points - placed.origin[0, segment(name)] for name in names}
    nearest = np.argmin([surface_distance(name, local[name]) for name in names], axis=0)
    share = np.linspace(0.0, 1.0, len(points))
    edges = [0, *(np.flatnonzero(np.diff(nearest)) + 1), len(points)]
    for start, stop in pairwise(edges):
        if stop - start < _LEAST_POINTS:
            continue
        cut = slice(max(start - _OVERLAP, 0), min(stop + _OVERLAP, len(points)))
        name = names[nearest[start]]
        yield name, local[name][cut], share[cut]


def _name(part: str) -> str:
    return part if part in MIDLINE_SEGMENTS else f"{part}_right"


def _between(names: list[str]) -> list[str]:
    """The segments a line is fixed to, and those it passes on the way."""
    order = ["thorax", "abdomen", "pelvis", "thigh_right", "shank_right", "foot_right", "forefoot_right"]
    toe = [name for name in names if name == "big_toe_right"]
    places = [order.index(name) for name in names if name in order]
    return order[min(places) : max(places) + 1] + toe


def _evenly(points: Floats) -> Floats:
    """The line with points ``_SPACING`` apart."""
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    at = np.linspace(0.0, along[-1], max(int(along[-1] / _SPACING), 4) + 1)
    return np.stack([np.interp(at, along, points[:, axis]) for axis in range(3)], axis=1)


def _on_skin(name: str, points: Floats) -> Floats:
    """Each point carried away from the middle of its segment, or back, to the surface."""
    middle, out = _from_middle(name, points)
    return _reached(name, middle, out)


def _carried_out(name: str, points: Floats) -> Floats:
    """The line carried to the surface on the side where most of it runs: where it dives to the bone, the points nearer
    the skin say which way is out."""
    middle, out = _from_middle(name, points)
    apart = np.linalg.norm(points[:, None] - points[None], axis=-1)
    far = np.linalg.norm(out, axis=1)
    weight = np.exp(-0.5 * (apart / _SEEN_FROM_M) ** 2) * far**2
    around = weight @ out / weight.sum(axis=1, keepdims=True)
    own = np.clip(far / (0.7 * far.max()), 0.0, 1.0)[:, None] ** 2
    return _reached(name, middle, own * out + (1 - own) * around)


def _from_middle(name: str, points: Floats) -> tuple[Floats, Floats]:
    """(N, 3) the nearest points of the segment's middle line, and (N, 3) what leads from there to the points."""
    start, end = np.array(volumes_of(name)[0].axis)
    share = np.clip((points - start) @ (end - start) / ((end - start) @ (end - start)), 0.0, 1.0)
    middle: Floats = start + share[:, None] * (end - start)
    return middle, points - middle


def _reached(name: str, middle: Floats, out: Floats) -> Floats:
    far = np.linalg.norm(out, axis=1)
    way = out / np.maximum(far, 1e-6)[:, None]
    for _ in range(_TRACES):
        far = far - 0.85 * surface_distance(name, middle + way * far[:, None])
    there: Floats = middle + way * far[:, None]
    return there


def _smoothed(points: Floats) -> Floats:
    """A moving average over seven points that leaves both ends in place."""
    count = min(3, (len(points) - 1) // 2)
    padded = np.concatenate([np.repeat(points[:1], count, 0), points, np.repeat(points[-1:], count, 0)])
    kernel = np.full(2 * count + 1, 1 / (2 * count + 1))
    return np.stack([np.convolve(padded[:, axis], kernel, "valid") for axis in range(3)], axis=1)


def _spindle(share: Floats, belly: tuple[float, float]) -> Floats:
    """Width over the widest: a belly, and tendons a third as wide."""
    within = np.clip((share - belly[0]) / (belly[1] - belly[0]), 0.0, 1.0)
    return _TENDON + (1 - _TENDON) * np.sin(np.pi * within) ** 0.7


def _pattern(count: int, done: Done) -> Iterator[tuple[slice, tuple[float, float]]]:
    """(points along, (middle across, half width)) of each strip, in shares of the half width."""
    if done == "strength":
        yield slice(0, count), (0.0, 1.0)
    elif done == "stretch":
        yield slice(0, count), (-_STRAND_AT, _STRAND)
        yield slice(0, count), (_STRAND_AT, _STRAND)
    else:
        drawn, left_out = _DASH
        for start in range(0, count - 1, drawn + left_out):
            if min(start + drawn + 1, count) - start > 1:
                yield slice(start, min(start + drawn + 1, count)), (0.0, 1.0)


def _strip(name: str, middle: Floats, width: Floats, place: tuple[float, float]) -> Mesh:
    """A strip on the skin along ``middle`` (N, 3), rounded across; ``place``: middle and half width across."""
    up = outwards(name, middle)
    along = np.gradient(middle, axis=0)
    beside = np.cross(along, up)
    beside /= np.maximum(np.linalg.norm(beside, axis=1, keepdims=True), 1e-9)
    across = place[0] + place[1] * _ACROSS
    points = middle[:, None] + beside[:, None] * (width[:, None] * across)[..., None]
    flat = _on_skin(name, points.reshape(-1, 3))
    normals = outwards(name, flat)
    ends = np.sin(np.pi * np.linspace(0.0, 1.0, len(middle))) ** 0.5
    height = _THICK * (0.25 + 0.75 * (1 - _ACROSS**2) * np.maximum(ends, 0.2)[:, None])
    return Mesh(flat + normals * height.reshape(-1, 1), normals, _strip_faces(len(middle), len(_ACROSS)))


def _strip_faces(rows: int, columns: int) -> np.ndarray:
    corner = (np.arange(rows - 1)[:, None] * columns + np.arange(columns - 1)).ravel()
    one = np.stack([corner, corner + 1, corner + columns], 1)
    two = np.stack([corner + 1, corner + columns + 1, corner + columns], 1)
    return np.concatenate([one, two]).astype(np.int32)
