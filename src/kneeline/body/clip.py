"""A played motion as few key moments: what lies between is interpolated, and never further off than allowed."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from kneeline.body.kinematics import Placed
from kneeline.body.skeleton import PARENTS
from kneeline.core.recording import Floats

MOST_OFF_M: Final = 0.0008
MOST_OFF_DEG: Final = 0.4
"""How far an interpolated segment may be from where it belongs, in the world; the promise is 1 mm and 0.5°."""


@dataclass(frozen=True)
class Joints:
    """Each segment against its parent over frames: ``offset`` (T, S, 3) m, ``turn`` (T, S, 4) unit quaternions
    (x, y, z, w), neighbours in time on the same half."""

    offset: Floats
    turn: Floats


def joints(placed: Placed) -> Joints:
    """What leads from each segment's parent to it; for the pelvis from the world."""
    parents = np.array([max(parent, 0) for parent in PARENTS])
    rotation = placed.rotation[:, parents].swapaxes(-1, -2) @ placed.rotation
    apart = (placed.origin - placed.origin[:, parents])[..., None, :]
    offset = (apart @ placed.rotation[:, parents])[..., 0, :]
    rotation[:, 0], offset[:, 0] = placed.rotation[:, 0], placed.origin[:, 0]
    return Joints(offset, quaternions(rotation))


def key_moments(placed: Placed, extra: Floats | None = None) -> list[int]:
    """Frames between which interpolation stays within the limits, first and last among them.

    ``extra`` (T, N): further positions in metres to hold, such as of things.
    """
    frames = len(placed.origin)
    parts = joints(placed)
    keys = sorted({0, frames - 1})
    while True:
        off = _off(placed, parts, keys, extra)
        worst = [start + 1 + int(off[start + 1 : end].argmax()) for start, end in pairwise(keys) if end - start > 1]
        added = [frame for frame in worst if off[frame] > 1]
        if not added:
            return keys
        keys = sorted({*keys, *added})


def _off(placed: Placed, parts: Joints, keys: list[int], extra: Floats | None) -> Floats:
    """(T,): how far each frame is off when interpolated, over what is allowed."""
    back = _chained(*interpolated(parts, keys))
    gap_m = np.linalg.norm(back.origin - placed.origin, axis=-1).max(axis=1)
    trace = np.einsum("tsij,tsij->ts", back.rotation, placed.rotation)
    gap_deg = np.degrees(np.arccos(np.clip((trace - 1) / 2, -1, 1))).max(axis=1)
    off: Floats = np.maximum(gap_m / MOST_OFF_M, gap_deg / MOST_OFF_DEG)
    if extra is not None and extra.shape[1]:
        low, share = _between(len(extra), keys)
        made = extra[low[0]] + share[:, None] * (extra[low[1]] - extra[low[0]])
        off = np.maximum(off, np.abs(made - extra).max(axis=1) / MOST_OFF_M)
    return off


def interpolated(parts: Joints, keys: list[int]) -> tuple[Floats, Floats]:
    """Offsets (T, S, 3) and quaternions (T, S, 4) as a player makes them between the keys: straight, and slerp
    (Shoemake 1985)."""
    (low, high), share = _between(len(parts.turn), keys)
    offset = parts.offset[low] + share[:, None, None] * (parts.offset[high] - parts.offset[low])
    one, other = parts.turn[low], parts.turn[high]
    angle = np.arccos(np.clip((one * other).sum(axis=-1, keepdims=True), -1, 1))
    near = angle < 1e-6
    sine = np.where(near, 1.0, np.sin(angle))
    part = share[:, None, None]
    first = np.where(near, 1 - part, np.sin((1 - part) * angle) / sine)
    second = np.where(near, part, np.sin(part * angle) / sine)
    return offset, first * one + second * other


def _between(frames: int, keys: list[int]) -> tuple[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]], Floats]:
    at = np.clip(np.searchsorted(keys, np.arange(frames), side="right") - 1, 0, max(len(keys) - 2, 0))
    low = np.array(keys)[at]
    high = np.array(keys)[np.minimum(at + 1, len(keys) - 1)]
    return (low, high), (np.arange(frames) - low) / np.maximum(high - low, 1)


def _chained(offset: Floats, turn: Floats) -> Placed:
    rotation = matrices(turn)
    origin = offset.copy()
    for index, parent in enumerate(PARENTS):
        if parent >= 0:
            origin[:, index] = origin[:, parent] + (rotation[:, parent] @ offset[:, index, :, None])[..., 0]
            rotation[:, index] = rotation[:, parent] @ rotation[:, index]
    return Placed(origin, rotation, np.ones((len(PARENTS), 3)))


def quaternions(rotation: Floats) -> Floats:
    """Unit quaternions (T, ..., 4), x y z w, of rotations (T, ..., 3, 3), without jumps over T (Shepperd 1978)."""
    r = np.moveaxis(rotation, (-2, -1), (0, 1))
    trace = r[0, 0] + r[1, 1] + r[2, 2]
    squared = np.stack([1 + 2 * r[0, 0] - trace, 1 + 2 * r[1, 1] - trace, 1 + 2 * r[2, 2] - trace, 1 + trace], axis=-1)
    a, b, c = r[2, 1] - r[1, 2], r[0, 2] - r[2, 0], r[1, 0] - r[0, 1]
    d, e, f = r[0, 1] + r[1, 0], r[0, 2] + r[2, 0], r[1, 2] + r[2, 1]
    choices = np.stack(
        [
            np.stack([squared[..., 0], d, e, a], axis=-1),
            np.stack([d, squared[..., 1], f, b], axis=-1),
            np.stack([e, f, squared[..., 2], c], axis=-1),
            np.stack([a, b, c, squared[..., 3]], axis=-1),
        ],
        axis=-2,
    )
    largest = squared.argmax(axis=-1)[..., None, None]
    found = np.take_along_axis(choices, np.broadcast_to(largest, (*largest.shape[:-2], 1, 4)), axis=-2)[..., 0, :]
    found = found / np.linalg.norm(found, axis=-1, keepdims=True)
    turned = np.sign((found[1:] * found[:-1]).sum(axis=-1))
    signs = np.concatenate([np.ones((1, *turned.shape[1:])), np.cumprod(np.where(turned < 0, -1.0, 1.0), axis=0)])
    steady: Floats = found * signs[..., None]
    return steady


def matrices(turn: Floats) -> Floats:
    """Rotations (..., 3, 3) of unit quaternions (..., 4) as (x, y, z, w)."""
    x, y, z, w = np.moveaxis(turn, -1, 0)
    rows = [
        [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
        [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
        [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
    ]
    return np.moveaxis(np.array(rows), (0, 1), (-2, -1)).copy()
