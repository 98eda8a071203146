"""What each fault does to the joints of a patient in space. Each function takes joints (T, J, 3) and how much (T,).

Sides: 0 left, 1 right. Lengths of thigh and shank stay; feet stay where they are unless a function says otherwise.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from kneeline.core.recording import Floats
from kneeline.core.skeleton import joint

UPPER: Final = (
    *(joint(f"{side}_{name}") for side in ("left", "right") for name in ("ear", "shoulder", "elbow", "wrist")),
    joint("nose"),
)
FOOT: Final = ("ankle", "heel", "forefoot", "toe")


@dataclass(frozen=True)
class Legs:
    """Which leg works and which is the other one; both work where ``working`` is None."""

    working: int | None

    def chosen(self, which: str) -> tuple[int, ...]:
        """Sides of ``working``, ``other`` or ``both`` legs."""
        if which == "both" or self.working is None:
            return (0, 1)
        return (self.working,) if which == "working" else (1 - self.working,)


def at(name: str, side: int) -> int:
    """Index of a joint of a side."""
    return joint(f"{('left', 'right')[side]}_{name}")


def _turned(vectors: Floats, axis: Floats, degrees: Floats) -> Floats:
    """Vectors (T, ..., 3) turned about unit axes (T, 3) by degrees (T,), right hand (Rodrigues)."""
    shape = (len(degrees), *([1] * (vectors.ndim - 2)), 1)
    angle, about = np.radians(degrees).reshape(shape), axis.reshape((*shape[:-1], 3))
    along = (vectors * about).sum(axis=-1, keepdims=True) * about
    turned: Floats = along + (vectors - along) * np.cos(angle) + np.cross(about, vectors) * np.sin(angle)
    return turned


def _unit(vectors: Floats) -> Floats:
    unit: Floats = vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)
    return unit


def _axes(joints: Floats) -> tuple[Floats, Floats]:
    """Level axes (T, 3) of the body: ahead, and to the right. Of somebody lying: along the hips' line as it is."""
    across = _unit(joints[:, at("hip", 1)] - joints[:, at("hip", 0)])
    level = _unit(across * np.array([1.0, 0.0, 1.0]))
    ahead = np.cross(np.array([0.0, 1.0, 0.0]), level)
    return ahead, level


def bent_again(joints: Floats, side: int, before: Floats) -> Floats:
    """Put the knee of a leg whose hip or ankle has moved: thigh and shank as long as before, the knee on its side."""
    hip, ankle = joints[:, at("hip", side)], joints[:, at("ankle", side)]
    was = [before[:, at(name, side)] for name in ("hip", "knee", "ankle")]
    thigh, shank = (np.linalg.norm(was[index] - was[index + 1], axis=1) for index in (0, 1))
    line = ankle - hip
    long = np.clip(np.linalg.norm(line, axis=1), 1e-6, thigh + shank - 1e-6)
    along = _unit(line)
    down = (thigh**2 - shank**2 + long**2) / (2 * long)
    out = np.sqrt(np.maximum(thigh**2 - down**2, 0.0))
    ahead, _ = _axes(before)
    aside = was[1] - (was[0] + was[2]) / 2 + 0.02 * ahead
    aside = _unit(aside - (aside * along).sum(axis=1, keepdims=True) * along)
    result = joints.copy()
    result[:, at("knee", side)] = hip + down[:, None] * along + out[:, None] * aside
    return result


def knee_in_deg(joints: Floats, amount: Floats, side: int) -> Floats:
    """A bent knee turns in about the line from hip to ankle: its heading changes, hip and foot stay."""
    hip, knee, ankle = (joints[:, at(name, side)] for name in ("hip", "knee", "ankle"))
    axis = _unit(hip - ankle)
    inwards = amount * (1 if side == 1 else -1)
    result = joints.copy()
    result[:, at("knee", side)] = ankle + _turned(knee - ankle, axis, inwards)
    return result


def valgus_deg(joints: Floats, amount: Floats, side: int) -> Floats:
    """A nearly straight leg folds inwards at the knee by this angle in the frontal plane."""
    hip, knee, ankle = (joints[:, at(name, side)] for name in ("hip", "knee", "ankle"))
    thigh, shank = np.linalg.norm(hip - knee, axis=1), np.linalg.norm(knee - ankle, axis=1)
    _, right = _axes(joints)
    inwards = np.radians(amount) * thigh * shank / (thigh + shank) * (-1 if side == 1 else 1)
    result = joints.copy()
    result[:, at("knee", side)] = knee + inwards[:, None] * right
    return result


def trunk_lean_deg(joints: Floats, amount: Floats, side: int) -> Floats:
    """The upper body leans towards a side, about the middle of the hips."""
    ahead, _ = _axes(joints)
    return _upper_turned(joints, ahead, amount * (1 if side == 1 else -1))


def trunk_forward_deg(joints: Floats, amount: Floats, side: int) -> Floats:
    """The upper body tips forwards about the hips."""
    _, right = _axes(joints)
    return _upper_turned(joints, right, -amount)


def _upper_turned(joints: Floats, axis: Floats, degrees: Floats) -> Floats:
    middle = (joints[:, at("hip", 0)] + joints[:, at("hip", 1)]) / 2
    result = joints.copy()
    result[:, UPPER] = middle[:, None] + _turned(joints[:, UPPER] - middle[:, None], axis, degrees)
    return result


def pelvis_drop_deg(joints: Floats, amount: Floats, side: int) -> Floats:
    """The other side of the pelvis sinks about this side's hip; the free leg and the trunk go with it."""
    ahead, _ = _axes(joints)
    pivot, free = joints[:, at("hip", side)], at("hip", 1 - side)
    moved = pivot + _turned(joints[:, free] - pivot, ahead, amount * (-1 if side == 1 else 1))
    by = moved - joints[:, free]
    result = joints.copy()
    for name in ("hip", "knee", *FOOT):
        result[:, at(name, 1 - side)] += by
    result[:, UPPER] += by[:, None] / 2
    return result


def pelvis_shift_cm(joints: Floats, amount: Floats, side: int) -> Floats:
    """Pelvis and trunk move towards a side over feet that stay."""
    _, right = _axes(joints)
    return _pelvis_moved(joints, right * (amount * (0.01 if side == 1 else -0.01))[:, None])


def pelvis_down_cm(joints: Floats, amount: Floats, side: int) -> Floats:
    """Pelvis and trunk sink over feet that stay, so that the knees bend (further)."""
    return _pelvis_moved(joints, np.array([0.0, -0.01, 0.0]) * amount[:, None])


def pelvis_back_cm(joints: Floats, amount: Floats, side: int) -> Floats:
    """Pelvis and trunk stay behind over feet that stay."""
    ahead, _ = _axes(joints)
    return _pelvis_moved(joints, -0.01 * amount[:, None] * ahead)


def _pelvis_moved(joints: Floats, by: Floats) -> Floats:
    result = joints.copy()
    result[:, UPPER] += by[:, None]
    for side in (0, 1):
        result[:, at("hip", side)] += by
    for side in (0, 1):
        result = bent_again(result, side, joints)
    return result


def pelvis_turn_deg(joints: Floats, amount: Floats, side: int) -> Floats:
    """The other side of the pelvis turns backwards about this side's hip, the trunk and the free leg with it."""
    up = np.broadcast_to(np.array([0.0, 1.0, 0.0]), (len(joints), 3))
    pivot = joints[:, at("hip", side)]
    turned = amount * (1 if side == 1 else -1)
    moving = [*UPPER, *(at(name, 1 - side) for name in ("hip", "knee", *FOOT))]
    result = joints.copy()
    result[:, moving] = pivot[:, None] + _turned(joints[:, moving] - pivot[:, None], up, turned)
    return result


def heel_up_deg(joints: Floats, amount: Floats, side: int) -> Floats:
    """The heel comes up about the ball of the foot; the knee gives way."""
    pivot = joints[:, at("forefoot", side)]
    foot = _unit((pivot - joints[:, at("heel", side)]) * np.array([1.0, 0.0, 1.0]))
    axis = np.cross(foot, np.array([0.0, 1.0, 0.0]))
    lifted = [at("heel", side), at("ankle", side)]
    result = joints.copy()
    result[:, lifted] = pivot[:, None] + _turned(joints[:, lifted] - pivot[:, None], axis, -amount)
    return bent_again(result, side, joints)


def foot_out_deg(joints: Floats, amount: Floats, side: int) -> Floats:
    """The foot turns out about its ankle."""
    up = np.broadcast_to(np.array([0.0, 1.0, 0.0]), (len(joints), 3))
    pivot = joints[:, at("ankle", side)]
    moving = [at(name, side) for name in ("heel", "forefoot", "toe")]
    result = joints.copy()
    outwards = amount * (-1 if side == 1 else 1)
    result[:, moving] = pivot[:, None] + _turned(joints[:, moving] - pivot[:, None], up, outwards)
    return result


def foot_aside_cm(joints: Floats, amount: Floats, side: int) -> Floats:
    """The foot stands further out to its side."""
    _, right = _axes(joints)
    by = right * (amount * (0.01 if side == 1 else -0.01))[:, None]
    result = joints.copy()
    for name in FOOT:
        result[:, at(name, side)] += by
    return bent_again(result, side, joints)


def foot_up_cm(joints: Floats, amount: Floats, side: int) -> Floats:
    """The foot is lifted (a negative amount: put down)."""
    result = joints.copy()
    for name in FOOT:
        result[:, at(name, side), 1] += 0.01 * amount
    return bent_again(result, side, joints)


def bounce_cm(joints: Floats, amount: Floats, side: int) -> Floats:
    """Pelvis and trunk bob up and down, three times in two seconds (the clock is that of 30 frames a second)."""
    wave = np.sin(2 * np.pi * 1.5 * np.arange(len(joints)) / 30.0)
    return pelvis_down_cm(joints, amount * (1 + wave) / 2, side)


OPERATIONS: Final[Mapping[str, Callable[[Floats, Floats, int], Floats]]] = {
    each.__name__: each
    for each in (
        knee_in_deg,
        valgus_deg,
        trunk_lean_deg,
        trunk_forward_deg,
        pelvis_drop_deg,
        pelvis_shift_cm,
        pelvis_down_cm,
        pelvis_back_cm,
        pelvis_turn_deg,
        heel_up_deg,
        foot_out_deg,
        foot_aside_cm,
        foot_up_cm,
        bounce_cm,
    )
}
"""What a fault can do, by the name it has in patient.toml."""
