"""Squats of nobody: joints in space worked out from a bend and how far the knee points in, seen by a plain camera.

World: metres, x to the person's left, y up, z towards the camera. Each leg lies in an upright plane through its ankle
that is turned inside the foot by ``inward`` degrees.
"""

import numpy as np

from kneeline.core.recording import Floats, Recording, Source, empty_recording
from kneeline.core.skeleton import JOINT_COUNT, joint, pair

THIGH, SHANK, FOOT, HALF_STANCE = 0.42, 0.40, 0.22, 0.13
WIDTH, HEIGHT, FPS, DISTANCE_M, CAMERA_M = 720, 1280, 30.0, 3.0, 0.7
STARTS_AT = 35.0
"""Bend, deg, from which the knees go in."""
DEEPEST, BOTTOM_S, REPETITIONS = 88.0, 1.6, 3
JITTER_PX = 0.7


def example_squats(left: float, right: float, seed: int) -> Recording:
    """Three squats from the front; the knees ``left`` and ``right`` degrees further in at the bottom than standing."""
    time_s, bends = _bends()
    share = np.clip((bends - STARTS_AT) / (DEEPEST - STARTS_AT), 0, 1)
    joints = np.stack([_person(bend, (left * part, right * part)) for bend, part in zip(bends, share, strict=True)])
    return _recording(_seen(joints), time_s, seed)


def example_standing(seed: int) -> Recording:
    """The same person standing, as one picture."""
    return _recording(_seen(_person(3.0, (0.0, 0.0))[None]), np.zeros(1), seed)


def _bends() -> tuple[Floats, Floats]:
    """Times, s, and the bend of both knees, deg: still, down and up thrice, still."""
    one = np.arange(0, 2 * BOTTOM_S, 1 / FPS)
    rep = DEEPEST * 0.5 * (1 - np.cos(np.pi * one / BOTTOM_S))
    still = np.zeros(int(FPS))
    bends = np.concatenate([still, *([rep, still[: int(FPS / 2)]] * REPETITIONS), still]) + 2.0
    return np.arange(len(bends)) / FPS, bends


def _person(bend: float, inward: tuple[float, float], toe_out: float = 9.0) -> Floats:
    """Joints (J, 3)."""
    joints = np.full((JOINT_COUNT, 3), np.nan)
    for side, sign, points_in in (("left", 1.0, inward[0]), ("right", -1.0, inward[1])):
        heading, half = np.radians(toe_out - points_in), np.radians(bend) / 2
        ahead = np.array([sign * np.sin(heading), 0.0, np.cos(heading)])
        up = np.array([0.0, 1.0, 0.0])
        ankle = np.array([sign * HALF_STANCE, 0.08, 0.0])
        knee = ankle + SHANK * (np.sin(half) * ahead + np.cos(half) * up)
        out = np.radians(toe_out)
        foot = FOOT * np.array([sign * np.sin(out), 0.0, np.cos(out)])
        heel = ankle - 0.2 * foot - 0.05 * up
        placed = {
            "ankle": ankle,
            "knee": knee,
            "hip": knee + THIGH * (-np.sin(half) * ahead + np.cos(half) * up),
            "heel": heel,
            "forefoot": heel + 0.75 * foot,
            "toe": heel + foot,
        }
        for name, point in placed.items():
            joints[joint(f"{side}_{name}")] = point
    _add_trunk(joints)
    return joints


def _add_trunk(joints: Floats) -> None:
    middle = joints[pair("hip")].mean(axis=0)
    above = {"shoulder": (0.19, 0.5), "elbow": (0.24, 0.22), "wrist": (0.25, 0.0), "ear": (0.08, 0.72)}
    for name, (beside, up) in above.items():
        for side, sign in (("left", 1.0), ("right", -1.0)):
            joints[joint(f"{side}_{name}")] = middle + np.array([sign * beside, up, 0.0])
    joints[joint("nose")] = middle + np.array([0.0, 0.7, 0.1])


def _seen(joints: Floats) -> Floats:
    """(T, J, 2) px of joints (T, J, 3)."""
    focal = 0.9 * max(WIDTH, HEIGHT)
    depth = DISTANCE_M - joints[..., 2]
    x = WIDTH / 2 + focal * joints[..., 0] / depth
    y = HEIGHT * 0.55 - focal * (joints[..., 1] - CAMERA_M) / depth
    return np.stack([x, y], axis=-1)


def _recording(xy: Floats, time_s: Floats, seed: int) -> Recording:
    frames = len(time_s)
    xy = xy + np.random.default_rng(seed).normal(0.0, JITTER_PX, xy.shape)
    source = Source("example", "landmarks", "0" * 64, frames, FPS, frames / FPS, WIDTH, HEIGHT)
    low, high = np.nanmin(xy, axis=1), np.nanmax(xy, axis=1)
    return empty_recording(source, time_s, "worked out, no picture").with_step(
        "worked out",
        xy=xy,
        visibility=np.ones(xy.shape[:2]),
        looked=np.ones(frames, dtype=np.bool_),
        person_box=np.concatenate([low, high - low], axis=1),
        people=np.ones(frames, dtype=np.int64),
    )
