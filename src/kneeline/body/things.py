"""The things an exercise needs, as closed smooth meshes in metres, each in its own frame with its middle at 0."""

from itertools import product
from typing import Final

import numpy as np

from kneeline.body.shape import Mesh, joined
from kneeline.body.surfaces import chair_boxes
from kneeline.core.recording import Floats

_ROUND: Final = {"mat": 0.005, "pillow": 0.04, "towel": 0.018, "wall": 0.004, "step": 0.012, "table": 0.01}
_LEG_M: Final = 0.032
_WALL_SHOWN_M: Final = (0.05, 2.0, 1.9)  # a piece of wall tells that it is one
_BAND_WIDTH_M: Final = 0.05
_BAND_THICK_M: Final = 0.004
BAND_RADIUS_M: Final = 0.075
"""Of the loop round each leg, before it is drawn apart."""


def thing_mesh(kind: str, size: tuple[float, float, float]) -> Mesh:
    """The mesh of a thing of some kind and size along its own x, y, z; of a band: a loop round two legs 1 m apart
    along z. Raises KeyError for a kind that is none."""
    match kind:
        case "roller":
            return _cylinder(size[0] / 2, size[2])
        case "ball":
            return _ellipsoid(np.array(size) / 2)
        case "band":
            return _loop()
        case "chair":
            return _chair(size)
        case "table":
            return _on_legs(size, 0.03)
        case "wall":
            panel = tuple(min(pair) for pair in zip(size, _WALL_SHOWN_M, strict=True))
            return _box(np.array(panel), _ROUND[kind], np.array([-panel[0] / 2, panel[1] / 2, 0.0]))
        case _:
            return _box(np.array(size), min(_ROUND[kind], min(size) / 2.1))


def _box(size: Floats, rounding: float, middle: Floats | None = None) -> Mesh:
    """A box with rounded edges: each face a grid with its outer lines on the rounding."""
    half = size / 2
    lines = [np.array([-1, -1 + cut, 1 - cut, 1]) for cut in rounding / half]
    meshes = [_face(half, rounding, lines, axis, sign) for axis, sign in product(range(3), (-1.0, 1.0))]
    mesh = joined(meshes)
    return mesh if middle is None else Mesh(mesh.points + middle, mesh.normals, mesh.faces)


def _face(half: Floats, rounding: float, lines: list[Floats], axis: int, sign: float) -> Mesh:
    first, second = (axis + 1) % 3, (axis + 2) % 3
    grid = np.empty((4, 4, 3))
    grid[..., axis] = sign
    grid[..., first], grid[..., second] = np.meshgrid(lines[first], lines[second], indexing="ij")
    on_cube = grid.reshape(-1, 3) * half
    inner = np.clip(on_cube, -(half - rounding), half - rounding)
    normals = (on_cube - inner) / np.linalg.norm(on_cube - inner, axis=1, keepdims=True)
    corner = (np.arange(3)[:, None] * 4 + np.arange(3)).ravel()
    faces = np.concatenate([_corners(corner, 0, 4, 1), _corners(corner, 4, 5, 1)])
    return Mesh(inner + rounding * normals, normals, faces if sign > 0 else faces[:, ::-1].copy())


def _corners(corner: np.ndarray, one: int, two: int, three: int) -> np.ndarray:
    return np.stack([corner + one, corner + two, corner + three], 1).astype(np.int32)


def _tube(profile: Floats, normal: Floats, around: int = 24) -> Mesh:
    """A profile (N, 2) of radius and z, with its normals (N, 2), turned about z."""
    turns = 2 * np.pi * np.arange(around) / around
    spin = np.stack([np.cos(turns), np.sin(turns)], axis=1)

    def spun(pairs: Floats) -> Floats:
        flat = pairs[:, None, :1] * spin[None]
        return np.concatenate([flat, np.repeat(pairs[:, None, 1:], around, axis=1)], axis=2).reshape(-1, 3)

    here, after = np.arange(around), (np.arange(around) + 1) % around
    faces = []
    for ring in range(len(profile) - 1):
        low, high = ring * around, (ring + 1) * around
        faces += [np.stack([low + here, low + after, high + here], 1)]
        faces += [np.stack([low + after, high + after, high + here], 1)]
    return Mesh(spun(profile), spun(normal), np.concatenate(faces).astype(np.int32))


def _cylinder(radius: float, length: float) -> Mesh:
    half, edge = length / 2, 0.008
    bend = np.radians([0.0, 45.0, 90.0])
    end = np.stack([radius - edge + edge * np.cos(bend), half - edge + edge * np.sin(bend)], 1)
    end_normal = np.stack([np.cos(bend), np.sin(bend)], 1)
    profile = np.concatenate([end, [[1e-5, half]]])
    normal = np.concatenate([end_normal, [[0.0, 1.0]]])
    flip = np.array([1.0, -1.0])
    return _tube(np.concatenate([profile[::-1] * flip, profile]), np.concatenate([normal[::-1] * flip, normal]))


def _ellipsoid(half: Floats) -> Mesh:
    lift = np.radians(np.linspace(-89.9, 89.9, 11))
    circle = np.stack([np.cos(lift), np.sin(lift)], 1)
    mesh = _tube(circle, circle, 18)
    normals = mesh.normals / half
    return Mesh(mesh.points * half, normals / np.linalg.norm(normals, axis=1, keepdims=True), mesh.faces)


def _chair(size: tuple[float, float, float]) -> Mesh:
    (seat_middle, seat), (back_middle, back) = chair_boxes(size)
    top = seat_middle[1] - seat[1] / 2
    legs = [_leg(x, z, -size[1] / 2, top) for x, z in _leg_places(size)]
    posts = [
        _box(np.array([0.026, back_middle[1] + back[1] / 2 - top, 0.03]), 0.01, np.array([back_middle[0], y, z]))
        for z in (-size[2] / 2 + 0.03, size[2] / 2 - 0.03)
        for y in [(top + back_middle[1] + back[1] / 2) / 2]
    ]
    return joined([_box(seat, 0.012, seat_middle), _box(back, 0.012, back_middle), *posts, *legs])


def _leg_places(size: tuple[float, float, float]) -> list[tuple[float, float]]:
    x, z = size[0] / 2 - 0.03, size[2] / 2 - 0.03
    return [(-x, -z), (-x, z), (x, -z), (x, z)]


def _leg(x: float, z: float, low: float, high: float) -> Mesh:
    return _box(np.array([_LEG_M, high - low, _LEG_M]), 0.012, np.array([x, (low + high) / 2, z]))


def _on_legs(size: tuple[float, float, float], thick: float) -> Mesh:
    top = _box(np.array([size[0], thick, size[2]]), 0.01, np.array([0.0, size[1] / 2 - thick / 2, 0.0]))
    legs = [_leg(x, z, -size[1] / 2, size[1] / 2 - thick) for x, z in _leg_places(size)]
    return joined([top, *legs])


def _loop() -> Mesh:
    """A strip that runs round two legs, at z = ±0.5, in the plane y = 0; y is across its width."""
    turns = np.radians(np.linspace(-90, 90, 9))
    half_ring = np.stack([np.sin(turns), np.cos(turns)], 1)  # x, z of the far end
    ring = np.concatenate([half_ring, half_ring[::-1] * [1.0, -1.0]])
    centre = np.concatenate([np.full(9, 0.5), np.full(9, -0.5)])
    middle = np.stack([ring[:, 0] * BAND_RADIUS_M, np.zeros(18), centre + ring[:, 1] * BAND_RADIUS_M], 1)
    out = np.stack([ring[:, 0], np.zeros(18), ring[:, 1]], 1)
    up = np.array([0.0, _BAND_WIDTH_M / 2, 0.0])
    section = [(out * _BAND_THICK_M + up, out), (out * _BAND_THICK_M - up, out), (-up, -out), (up, -out)]
    points = np.concatenate([middle + offset for offset, _ in section])
    normals = np.concatenate([np.broadcast_to(normal, middle.shape) for _, normal in section])
    here, after = np.arange(18), (np.arange(18) + 1) % 18
    faces = []
    for row in range(4):
        low, high = row * 18, (row + 1) % 4 * 18
        faces += [
            np.stack([low + here, high + here, low + after], 1),
            np.stack([low + after, high + here, high + after], 1),
        ]
    return Mesh(points, normals, np.concatenate(faces).astype(np.int32))
