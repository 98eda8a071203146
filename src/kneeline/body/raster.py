"""Triangles to pixels in numpy: what is seen in every pixel, how far away it is and which way it faces."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kneeline.core.recording import Floats

Ints = npt.NDArray[np.int32]


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
    corners = drawing.points[drawing.faces]
    edge_a, edge_b = corners[:, 1, :2] - corners[:, 0, :2], corners[:, 2, :2] - corners[:, 0, :2]
    doubled = edge_a[:, 0] * edge_b[:, 1] - edge_a[:, 1] * edge_b[:, 0]
    low = np.ceil(corners[..., :2].min(axis=1) - 0.5).astype(np.int64)
    high = np.floor(corners[..., :2].max(axis=1) - 0.5).astype(np.int64)
    low, high = np.maximum(low, 0), np.minimum(high, [width - 1, height - 1])
    shown = np.flatnonzero((doubled < -1e-9) & (high >= low).all(axis=1))
    span = high[shown] - low[shown] + 1
    count = span[:, 0] * span[:, 1]
    face = np.repeat(shown, count)
    step = np.arange(len(face)) - np.repeat(np.cumsum(count) - count, count)
    wide = np.repeat(span[:, 0], count)
    column, row = low[face, 0] + step % wide, low[face, 1] + step // wide
    offset_x, offset_y = column + 0.5 - corners[face, 0, 0], row + 0.5 - corners[face, 0, 1]
    second = (offset_x * edge_b[face, 1] - offset_y * edge_b[face, 0]) / doubled[face]
    third = (edge_a[face, 0] * offset_y - edge_a[face, 1] * offset_x) / doubled[face]
    inside = np.flatnonzero((second >= 0) & (third >= 0) & (second + third <= 1))
    return _resolved(drawing, behind, face[inside], (row * width + column)[inside], second[inside], third[inside])


def _resolved(
    drawing: Drawing,
    behind: Seen,
    face: npt.NDArray[np.int64],
    pixel: npt.NDArray[np.int64],
    second: Floats,
    third: Floats,
) -> Seen:
    first = 1 - second - third
    at = drawing.faces[face]
    z = drawing.points[:, 2]
    depth = (first * z[at[:, 0]] + second * z[at[:, 1]] + third * z[at[:, 2]]).astype(np.float32)
    nearest = behind.depth.ravel().copy()
    np.minimum.at(nearest, pixel, depth)
    won = np.flatnonzero(depth == nearest[pixel])
    won = won[np.isfinite(depth[won])]
    material, normal = behind.material.ravel().copy(), behind.normal.reshape(-1, 3).copy()
    at, place = at[won], pixel[won]
    material[place] = drawing.material[face[won]]
    shares = np.stack([first[won], second[won], third[won]], axis=1)
    normal[place] = np.einsum("nk,nkd->nd", shares, drawing.normals[at])
    shape = behind.depth.shape
    return Seen(nearest.reshape(shape), material.reshape(shape), normal.reshape(*shape, 3))
