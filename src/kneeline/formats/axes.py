"""Motion capture turned upright and to the front, and its picture from straight ahead."""

import numpy as np

from kneeline.core.errors import UnreadableFile
from kneeline.core.recording import Bools, Floats
from kneeline.core.skeleton import pair

PX_PER_METRE = 1000.0
MARGIN_PX = 50.0
_AXIS = "XYZ"
_SAME_LENGTH = 0.01
_NO_TURN = 1e-12


def known_joints(positions: Floats) -> Bools:
    """(T, J) where all coordinates of (T, J, D) are known."""
    known = np.isfinite(positions).all(axis=-1)
    return np.asarray(known)


def is_projection(positions: Floats) -> bool:
    """True where (T, J, 3) is a picture of a movement and no movement in space.

    All joints have the same third coordinate then, yet a thigh or a shank changes its length.
    """
    depth = positions[..., 2]
    if float(np.nanmax(depth) - np.nanmin(depth)) > 0.0:
        return False
    hip, knee, ankle = (positions[:, pair(name)] for name in ("hip", "knee", "ankle"))
    lengths = np.concatenate([np.linalg.norm(hip - knee, axis=2), np.linalg.norm(knee - ankle, axis=2)], axis=1)
    lengths = lengths[:, np.isfinite(lengths).any(axis=0)]
    return bool(np.any(np.nanmax(lengths, axis=0) > (1 + _SAME_LENGTH) * np.nanmin(lengths, axis=0)))


def upright(positions: Floats) -> tuple[Floats, str]:
    """Axes of (T, J, 3) turned so that y is up, and the name of the axis that was up in the file.

    Up is the signed axis along which the shoulders (else the hips) stand furthest above the ankles, by the median
    over frames. The turn is a proper rotation: it never mirrors.
    """
    with np.errstate(invalid="ignore"):
        top = positions[:, pair("shoulder")].mean(axis=1)
        top = np.where(np.isfinite(top), top, positions[:, pair("hip")].mean(axis=1))
    ankles = positions[:, pair("ankle")]
    ankles = np.where(np.isfinite(ankles), ankles, ankles[:, ::-1]).mean(axis=1)
    height = np.nanmedian(top - ankles, axis=0)
    axis = int(np.argmax(np.abs(height)))
    sign = float(np.sign(height[axis]))
    up, right = np.zeros(3), np.zeros(3)
    up[axis], right[(axis + 2) % 3] = sign, 1.0
    turn = np.stack([right, up, np.cross(right, up)])
    name = ("-" if sign < 0 else "") + _AXIS[axis]
    return (positions if name == "Y" else positions @ turn.T), name


def facing_front(positions: Floats) -> tuple[Floats, float]:
    """(T, J, 3) with y up, turned about the vertical so that the person faces +z; and by how much, degrees.

    The person's left is the line from the right to the left hip; its median direction becomes +x.
    """
    hips = positions[:, pair("hip")]
    across = (hips[:, 0] - hips[:, 1])[:, [0, 2]]
    across = across[known_joints(across)]
    angle = _median_direction(across)
    if abs(angle) < _NO_TURN:
        return positions, 0.0
    cosine, sine = np.cos(angle), np.sin(angle)
    turn = np.array([[cosine, 0.0, sine], [0.0, 1.0, 0.0], [-sine, 0.0, cosine]])
    return positions @ turn.T, float(np.degrees(angle))


def require_toes_in_front(positions: Floats, file: str) -> None:
    """Refuse joints (T, J, 3) facing +z whose toes point backwards: sides or an axis are the wrong way round."""
    fronts = np.concatenate([positions[:, pair("toe"), 2], positions[:, pair("forefoot"), 2]], axis=1)
    behind = np.tile(positions[:, pair("ankle"), 2], 2)
    lengths = (fronts - behind)[np.isfinite(fronts - behind)]
    if len(lengths) and np.median(lengths) < 0:
        raise UnreadableFile(
            f"{file} has toes that point backwards, so its left and right markers are swapped "
            "or one of its axes runs the wrong way; please export it again with right-handed axes."
        )


def front_picture(positions: Floats) -> tuple[Floats, tuple[int, int]]:
    """Pixels (T, J, 2) of metres (T, J, 3 or 2) seen from straight ahead without perspective, and the picture's size.

    x to the right of the picture is the person's left, y points down, 1 px is 1 mm; a margin is left all round.
    """
    px = positions[..., :2] * (PX_PER_METRE, -PX_PER_METRE)
    px = px - (np.nanmin(px, axis=(0, 1)) - MARGIN_PX)
    return px, picture_size(px)


def picture_size(px: Floats) -> tuple[int, int]:
    """Width and height of a picture that holds all of these pixels (T, J, 2) with a margin."""
    width, height = np.ceil(px[known_joints(px)].max(axis=0) + MARGIN_PX)
    return int(width), int(height)


def boxes(px: Floats) -> Floats:
    """(T, 4) x, y, width, height around the known joints of (T, J, 2); NaN where none is known."""
    known = known_joints(px)[..., None]
    low = np.min(px, axis=1, where=known, initial=np.inf)
    high = np.max(px, axis=1, where=known, initial=-np.inf)
    found = np.concatenate([low, high - low], axis=1)
    return np.where(np.isfinite(found).all(axis=1, keepdims=True), found, np.nan)


def _median_direction(vectors: Floats) -> float:
    """Radians from the first to the second axis of the median direction of (N, 2), wherever the circle is cut."""
    directions = np.arctan2(vectors[:, 1], vectors[:, 0])
    mean = np.arctan2(np.sin(directions).sum(), np.cos(directions).sum())
    beside = np.angle(np.exp(1j * (directions - mean)))
    return float(np.angle(np.exp(1j * (mean + np.median(beside)))))
