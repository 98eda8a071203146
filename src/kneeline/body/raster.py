"""Triangles to pixels in numpy: what is seen in every pixel, how far away it is and which way it faces."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kneeline.core.recording import Floats

Ints = npt.NDArray[np.int32]
Indices = npt.NDArray[np.int64]
Shorts = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Drawing:
    """Triangles ready to be drawn: ``points`` (V, 3) px right, px down, depth m; ``normals`` (V, 3) in camera axes;
    ``faces`` (F, 3); ``material`` (F,) ids from 0."""

    points: Floats
    normals: Floats
    faces: Ints
    material: Ints


@dataclass(frozen=True)
class Seen:
    """Per pixel: ``depth`` (H, W) m, inf = nothing; ``material`` (H, W), -1 = nothing; ``normal`` (H, W, 3)."""

    depth: npt.NDArray[np.float32]
    material: npt.NDArray[np.int16]
    normal: npt.NDArray[np.float32]


def nothing(size: tuple[int, int]) -> Seen:
    """An empty picture of this width and height."""
    width, height = size
    depth = np.full((height, width), np.inf, np.float32)
    return Seen(depth, np.full((height, width), -1, np.int16), np.zeros((height, width, 3), np.float32))


def draw(drawing: Drawing, behind: Seen) -> Seen:
    """A new picture: ``behind`` with the triangles in it, each pixel keeping what is nearest.

    Faces turned away are left out: every mesh is closed. Pixel middles decide what is inside.
    """
    height, width = behind.depth.shape
    one, two, three = (drawing.points[drawing.faces[:, corner]] for corner in range(3))
    edge_a, edge_b = two[:, :2] - one[:, :2], three[:, :2] - one[:, :2]
    doubled = edge_a[:, 0] * edge_b[:, 1] - edge_a[:, 1] * edge_b[:, 0]
    lowest, highest = np.minimum(np.minimum(one, two), three)[:, :2], np.maximum(np.maximum(one, two), three)[:, :2]
    low = np.maximum(np.ceil(lowest - 0.5).astype(np.int64), 0)
    high = np.minimum(np.floor(highest - 0.5).astype(np.int64), [width - 1, height - 1])
    shown = np.flatnonzero((doubled < -1e-9) & (high >= low).all(axis=1))
    low, span = low[shown], (high - low)[shown] + 1
    turn = 1 / doubled[shown]
    second = np.stack([edge_b[shown, 1] * turn, -edge_b[shown, 0] * turn])  # how it grows to the right and down
    third = np.stack([-edge_a[shown, 1] * turn, edge_a[shown, 0] * turn])
    start = (low + 0.5 - one[shown, :2]).T
    face, down = _counted(span[:, 1])
    at_second = ((start * second).sum(axis=0))[face] + down * second[1, face]
    at_third = ((start * third).sum(axis=0))[face] + down * third[1, face]
    first, count = _inside(span[face, 0], (at_second, second[0, face]), (at_third, third[0, face]))
    growth = second[0, face], third[0, face]
    rows = _Rows(
        shown[face],
        (low[face, 1] + down) * width + low[face, 0] + first,
        count,
        (_short(at_second + first * growth[0]), _short(at_third + first * growth[1])),
        (_short(growth[0]), _short(growth[1])),
        tuple(_short(each[shown, 2])[face] for each in (one, two - one, three - one)),
    )
    return _resolved(drawing, behind, rows)


def _short(numbers: Floats) -> Shorts:
    """Half as long: which pixels are inside is settled, and what they show needs no more."""
    return numbers.astype(np.float32)


@dataclass(frozen=True)
class _Rows:
    """Rows of pixels, one triangle's each: its ``face``, the first ``pixel``, how many (``count``); ``shares`` of the
    second and third corner there and their ``growth`` to the right; ``depth``: of the first corner, and how much
    further the other two are. All (R,)."""

    face: Indices
    pixel: Indices
    count: Indices
    shares: tuple[Shorts, Shorts]
    growth: tuple[Shorts, Shorts]
    depth: tuple[Shorts, ...]


def _counted(counts: Indices) -> tuple[Indices, Indices]:
    """Each index as often as it is counted, and which of its own each is."""
    index = np.repeat(np.arange(len(counts)), counts)
    return index, np.arange(len(index)) - np.repeat(np.cumsum(counts) - counts, counts)


def _inside(wide: Indices, second: tuple[Floats, Floats], third: tuple[Floats, Floats]) -> tuple[Indices, Indices]:
    """Of every row of a triangle's box the first pixel that is inside, and how many are: where none of the three
    shares, each given where the row starts and how it grows to the right, is below 0."""
    lowest, highest = np.zeros(len(wide)), wide - 1.0
    rest = 1 - second[0] - third[0], -second[1] - third[1]
    for here, growth in (second, third, rest):
        with np.errstate(divide="ignore", invalid="ignore"):
            zero = -here / growth
        lowest = np.where(growth > 0, np.maximum(lowest, np.ceil(zero)), lowest)
        highest = np.where(growth < 0, np.minimum(highest, np.floor(zero)), highest)
        highest = np.where((growth == 0) & (here < 0), -1.0, highest)
    first = np.minimum(lowest, wide).astype(np.int64)
    return first, np.maximum(highest - first + 1, 0).astype(np.int64)


def _resolved(drawing: Drawing, behind: Seen, rows: _Rows) -> Seen:
    line, along = _counted(rows.count)
    pixel = rows.pixel[line] + along
    at_first, second, third = rows.depth
    begin = at_first + rows.shares[0] * second + rows.shares[1] * third
    deeper = rows.growth[0] * second + rows.growth[1] * third
    depth = begin[line] + along.astype(np.float32) * deeper[line]
    nearest = behind.depth.flatten()
    np.minimum.at(nearest, pixel, depth)
    won = np.flatnonzero((depth == nearest[pixel]) & np.isfinite(depth))
    line, place, right = line[won], pixel[won], along[won].astype(np.float32)
    shares = [(at[line] + right * growth[line])[:, None] for at, growth in zip(rows.shares, rows.growth, strict=True)]
    material, normal = behind.material.flatten(), np.array(behind.normal, order="C").reshape(-1, 3)
    face = rows.face[line]
    material[place] = drawing.material[face]
    bare = drawing.normals.astype(np.float32)
    one, two, three = (bare[drawing.faces[face, corner]] for corner in range(3))
    normal[place] = one + shares[0] * (two - one) + shares[1] * (three - one)
    shape = behind.depth.shape
    return Seen(nearest.reshape(shape), material.reshape(shape), normal.reshape(*shape, 3))
