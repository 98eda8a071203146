"""The figure's surface: every segment a closed smooth triangle mesh in its own frame, cast from the melted blobs."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from kneeline.body.anthropometry import figure
from kneeline.body.kinematics import of_side
from kneeline.body.sculpt import SEAMS, VOLUMES, Blob, Volume
from kneeline.body.skeleton import PARENTS, SEGMENTS, segment
from kneeline.core.recording import Floats

Faces = npt.NDArray[np.int32]

_REACH: Final = 0.30  # m: no surface is further than this from its axis
_STEPS: Final = 26
_EDGE: Final = 0.006  # m: how round the edge of a sole is


@dataclass(frozen=True)
class Mesh:
    """A triangle mesh: ``points`` (V, 3) m, unit ``normals`` (V, 3) outwards, ``faces`` (F, 3) counter-clockwise from
    outside."""

    points: Floats
    normals: Floats
    faces: Faces


@cache
def segment_mesh(name: str) -> Mesh:
    """The closed surface of a segment, such as ``thigh_left``, in its frame, metres of the reference figure. Several
    volumes of one segment (palm and thumb) are closed each for itself and overlap."""
    limb, _, side = name.rpartition("_")
    if side == "left":
        return mirror_image(segment_mesh(f"{limb}_right"))
    mesh = joined([_cast(volume) for volume in volumes_of(name)])
    return Mesh(mesh.points, _without_seams(name, mesh), mesh.faces)


def body_meshes() -> dict[str, Mesh]:
    """All segments' surfaces by name."""
    return {name: segment_mesh(name) for name in SEGMENTS}


def distance(points: Floats, volume: Volume) -> Floats:
    """Distance (N,) in m from the volume's surface, negative inside; exact near round ends, close elsewhere."""
    field = _blob_distance(points, volume.blobs[0])
    for blob in volume.blobs[1:]:
        field = _melted(field, _blob_distance(points, blob), blob.blend)
    if volume.floor is not None:
        field = -_melted(-field, points[..., 1] - volume.floor, _EDGE)
    return field


def surface_distance(name: str, points: Floats) -> Floats:
    """Distance (N,) in m of points in a segment's frame from its surface, negative inside."""
    here = of_side(points, "left") if name.endswith("_left") else points
    nearest: Floats = np.min([distance(here, volume) for volume in volumes_of(name)], axis=0)
    return nearest


def outwards(name: str, points: Floats) -> Floats:
    """Unit vectors (N, 3) in a segment's frame straight away from its surface."""
    return _slope(lambda at: surface_distance(name, at), points, volumes_of(name)[-1].even)


def volumes_of(name: str) -> tuple[Volume, ...]:
    """The volumes of a segment, as they are on the right side."""
    return VOLUMES[_kind(name)]


def joined(meshes: list[Mesh]) -> Mesh:
    """Several meshes as one."""
    starts = np.cumsum([0, *[len(mesh.points) for mesh in meshes]])
    faces = [mesh.faces + np.int32(start) for mesh, start in zip(meshes, starts, strict=False)]
    return Mesh(
        np.concatenate([mesh.points for mesh in meshes]),
        np.concatenate([mesh.normals for mesh in meshes]),
        np.concatenate(faces),
    )


def mirror_image(mesh: Mesh) -> Mesh:
    """The mesh mirrored from left to right, still facing outwards."""
    flip = np.array([1.0, 1.0, -1.0])
    return Mesh(mesh.points * flip, mesh.normals * flip, mesh.faces[:, ::-1].copy())


def _blob_distance(points: Floats, blob: Blob) -> Floats:
    """The nearest point of the blob's line, with the radius there (Quilez 2018, cone with round ends, simplified)."""
    squeeze = np.array([1 / blob.flat[0], 1.0, 1 / blob.flat[1]])
    here, start, end = points * squeeze, np.array(blob.start) * squeeze, np.array(blob.end) * squeeze
    line = end - start
    length = max(float(line @ line), 1e-12)
    share = np.clip((here - start) @ line / length, 0.0, 1.0)
    radius = blob.radius_start + share * (blob.radius_end - blob.radius_start)
    gap: Floats = np.linalg.norm(here - start - share[..., None] * line, axis=-1) - radius
    return gap * min(1.0, *blob.flat)  # never more than the true distance: a ray that steps by it cannot overshoot


def _melted(one: Floats, other: Floats, blend: float) -> Floats:
    """The smaller of two distances, rounded where they meet (polynomial smooth minimum, Quilez 2013)."""
    near = np.maximum(blend - np.abs(one - other), 0.0) / blend
    return np.minimum(one, other) - near * near * blend / 4


def _kind(name: str) -> str:
    limb, _, side = name.rpartition("_")
    return limb if side in ("left", "right") else name


def _neighbours(name: str) -> list[tuple[str, Floats, float]]:
    """Segments joined to this one: name, where their origin is in its frame in neutral standing, width of the seam."""
    offset, here = figure().joint_offset, segment(name)
    below = [index for index, parent in enumerate(PARENTS) if parent == here]
    found = [(SEGMENTS[index], offset[index], SEAMS[_kind(SEGMENTS[index])]) for index in below]
    if PARENTS[here] >= 0:
        found.append((SEGMENTS[PARENTS[here]], -offset[here], SEAMS[_kind(name)]))
    return found


def _without_seams(name: str, mesh: Mesh) -> Floats:
    """Normals that take on a neighbour's where both surfaces meet in neutral standing."""
    normals = mesh.normals.copy()
    for other, offset, seam in _neighbours(name):
        gap = np.abs(surface_distance(other, mesh.points - offset)) / seam
        share = np.where(gap < 1, (1 - gap**2) ** 2, 0.0)
        normals += share[:, None] * outwards(other, mesh.points - offset)
    unit: Floats = normals / np.linalg.norm(normals, axis=1)[:, None]
    return unit


def _cast(volume: Volume) -> Mesh:
    """Rays from the axis outwards, rings along it and half a globe at either end; each ends at the surface."""
    origin, direction = _rays(volume)
    points = origin + direction * _reach(volume, origin, direction)[:, None]
    normals = _slope(lambda at: distance(at, volume), points, volume.even)
    return Mesh(points, normals, _ring_faces(volume.around, volume.along + 2 * volume.cap))


def _rays(volume: Volume) -> tuple[Floats, Floats]:
    start, end = np.array(volume.axis)
    along = (end - start) / np.linalg.norm(end - start)
    across = np.array([0.0, 0.0, 1.0])
    beside = np.cross(across, along)
    turns = 2 * np.pi * np.arange(volume.around) / volume.around
    spokes = np.cos(turns)[:, None] * beside + np.sin(turns)[:, None] * across
    lift = np.pi / 2 * np.arange(1, volume.cap + 1) / (volume.cap + 0.5)
    shares = np.linspace(0.0, 1.0, volume.along)
    pitch = np.concatenate([-lift[::-1], np.zeros(volume.along), lift])
    share = np.concatenate([np.zeros(volume.cap), shares, np.ones(volume.cap)])
    ring_at = start + share[:, None] * (end - start)
    rings = np.cos(pitch)[:, None, None] * spokes + np.sin(pitch)[:, None, None] * along
    origin = np.concatenate([np.repeat(ring_at, volume.around, axis=0), start[None], end[None]])
    return origin, np.concatenate([rings.reshape(-1, 3), -along[None], along[None]])


def _reach(volume: Volume, origin: Floats, direction: Floats) -> Floats:
    """How far along each ray the surface is: the outermost crossing, to a hundredth of a millimetre."""
    far = np.full(len(origin), _REACH)
    for _ in range(_STEPS):
        far -= 0.85 * distance(origin + direction * far[:, None], volume)
    reach: Floats = np.maximum(far, 1e-4)
    return reach


def _slope(field: Callable[[Floats], Floats], points: Floats, reach: float) -> Floats:
    """Unit vectors (N, 3) in which the field grows fastest, over ``reach`` m to either side."""
    nudges = np.eye(3) * reach
    slope = np.stack([field(points + nudge) - field(points - nudge) for nudge in nudges], axis=-1)
    unit: Floats = slope / np.maximum(np.linalg.norm(slope, axis=-1, keepdims=True), 1e-12)
    return unit


def _ring_faces(around: int, rings: int) -> Faces:
    """Triangles of a tube of rings closed by a pole at either end (the last two points)."""
    here = np.arange(around)
    after = (here + 1) % around
    faces = []
    for ring in range(rings - 1):
        low, high = ring * around, (ring + 1) * around
        square = [low + here, low + after, high + here, low + after, high + after, high + here]
        faces.append(np.stack(square, 1).reshape(-1, 3))
    first, last = rings * around, rings * around + 1
    top = (rings - 1) * around
    faces.append(np.stack([np.full(around, first), after, here], 1))
    faces.append(np.stack([np.full(around, last), top + here, top + after], 1))
    return np.concatenate(faces).astype(np.int32)
