"""Hand-made people whose angles are known, standing in a plain world and seen by a plain camera.

World: metres, x to the person's left, y up, z forward; the camera looks at the person from +z (from the front).
"""

from dataclasses import replace

import numpy as np

from kneeline.core.recording import Floats, Recording, Source, SourceKind, empty_recording
from kneeline.core.skeleton import JOINT_COUNT, joint, pair

THIGH, SHANK, FOOT = 0.42, 0.40, 0.22
HIP_HALF = 0.09


def person(
    bend_deg: tuple[float, float] = (0.0, 0.0),
    knee_in_deg: tuple[float, float] = (0.0, 0.0),
    toe_out_deg: tuple[float, float] = (0.0, 0.0),
    half_stance: float = 0.09,
) -> Floats:
    """Joints (J, 3) in space of somebody who bends each knee by ``bend_deg`` with thigh and shank leaning alike.

    Each leg lies in an upright plane through its ankle whose heading is the foot's minus ``knee_in_deg``, so the
    knee points that far inside the foot. The hips are where the legs end; both ankles stand on the floor's height.
    """
    joints = np.full((JOINT_COUNT, 3), np.nan)
    for side, sign in (("left", 1.0), ("right", -1.0)):
        index = 0 if side == "left" else 1
        heading = np.radians(toe_out_deg[index] - knee_in_deg[index])
        ahead = np.array([sign * np.sin(heading), 0.0, np.cos(heading)])
        half = np.radians(bend_deg[index]) / 2
        ankle = np.array([sign * half_stance, 0.08, 0.0])
        knee = ankle + SHANK * (np.sin(half) * ahead + np.cos(half) * np.array([0.0, 1.0, 0.0]))
        hip = knee + THIGH * (-np.sin(half) * ahead + np.cos(half) * np.array([0.0, 1.0, 0.0]))
        out = np.radians(toe_out_deg[index])
        foot = FOOT * np.array([sign * np.sin(out), 0.0, np.cos(out)])
        heel = ankle - 0.2 * foot - np.array([0.0, 0.05, 0.0])
        for name, point in (("ankle", ankle), ("knee", knee), ("hip", hip), ("heel", heel)):
            joints[joint(f"{side}_{name}")] = point
        joints[joint(f"{side}_forefoot")] = heel + 0.75 * foot
        joints[joint(f"{side}_toe")] = heel + foot
    middle = joints[pair("hip")].mean(axis=0)
    for side, sign in (("left", 1.0), ("right", -1.0)):
        joints[joint(f"{side}_shoulder")] = middle + np.array([sign * 0.19, 0.50, 0.0])
        joints[joint(f"{side}_elbow")] = middle + np.array([sign * 0.24, 0.22, 0.0])
        joints[joint(f"{side}_wrist")] = middle + np.array([sign * 0.25, 0.0, 0.05])
        joints[joint(f"{side}_ear")] = middle + np.array([sign * 0.08, 0.72, 0.0])
    joints[joint("nose")] = middle + np.array([0.0, 0.70, 0.1])
    return joints


def seen_by_camera(
    joints: Floats,
    size: tuple[int, int] = (720, 1280),
    distance: float = 3.0,
    yaw_deg: float = 0.0,
    height: float = 0.9,
) -> Floats:
    """Image points (..., J, 2) px of joints (..., J, 3) through a level camera ``yaw_deg`` to the person's left, at a
    ``height``, m.

    yaw 180 is straight behind. The focal length is the one kneeline assumes, so that only geometry is tested.
    """
    yaw = np.radians(yaw_deg)
    toward = np.array([np.sin(yaw), 0.0, np.cos(yaw)])
    right = np.array([np.cos(yaw), 0.0, -np.sin(yaw)])
    centred = joints - np.array([0.0, height, 0.0])
    depth = distance - centred @ toward
    focal = 0.9 * max(size)
    x = size[0] / 2 + focal * (centred @ right) / depth
    y = size[1] / 2 - focal * centred[..., 1] / depth
    return np.stack([x, y], axis=-1)


def by_a_tilted_camera(points: Floats, lean_deg: float, up_deg: float, size: tuple[int, int] = (720, 1280)) -> Floats:
    """Points (..., 2) px of a level camera as one sees them that looks up by ``up_deg`` and is turned about its axis,
    so that plumb lines lean to the right by ``lean_deg``."""
    lean, up = np.radians([lean_deg, up_deg])
    focal = 0.9 * max(size)
    ray = np.stack(
        [points[..., 0] - size[0] / 2, size[1] / 2 - points[..., 1], np.full(points.shape[:-1], focal)], axis=-1
    )
    x, y, z = np.moveaxis(ray, -1, 0)
    y, z = y * np.cos(up) - z * np.sin(up), y * np.sin(up) + z * np.cos(up)
    x, y = x * focal / z, y * focal / z
    x, y = x * np.cos(lean) + y * np.sin(lean), y * np.cos(lean) - x * np.sin(lean)
    return np.stack([size[0] / 2 + x, size[1] / 2 - y], axis=-1)


def guessed_depth(turned_deg: float) -> Floats:
    """A pose model's guess (J, 3), metres, of hips and shoulders of somebody straight ahead, turned to their right."""
    depth = np.full((JOINT_COUNT, 3), np.nan)
    turned = np.radians(turned_deg)
    for name, half in (("hip", 0.1), ("shoulder", 0.2)):
        left = half * np.array([np.cos(turned), 0.0, -np.sin(turned)])
        depth[pair(name)] = np.stack([left, -left])
    return depth


def recording_of(
    xy: Floats, time_s: Floats, size: tuple[int, int] = (720, 1280), kind: SourceKind = "landmarks"
) -> Recording:
    """A recording that knows these image points (T, J, 2) at these times."""
    fps = None if len(time_s) == 1 else float(1 / np.median(np.diff(time_s)))
    source = Source("hand.json", kind, "0" * 64, len(time_s), fps, float(time_s[-1]), *size)
    return replace(
        empty_recording(source, time_s, "by hand"),
        xy=xy,
        visibility=np.where(np.isfinite(xy).all(axis=-1), 1.0, 0.0),
        looked=np.ones(len(time_s), dtype=np.bool_),
        people=np.ones(len(time_s), dtype=np.int64),
    )


def in_space(joints: Floats, time_s: Floats) -> Recording:
    """A motion-capture recording of joints (T, J, 3), seen from the front without perspective at 1 px per mm."""
    xy = np.stack([joints[..., 0], -joints[..., 1]], axis=-1) * 1000 + np.array([500.0, 2000.0])
    return replace(recording_of(xy, time_s, (1000, 2100), "mocap"), xyz=joints)


def squatting(bends: Floats, knee_in: Floats | None = None, toe_out: float = 8.0, half_stance: float = 0.14) -> Floats:
    """Joints (T, J, 3) of a squat with these bends (T,), the left knee pointing ``knee_in`` (T,) inside its foot."""
    inward = np.zeros_like(bends) if knee_in is None else knee_in
    frames = [
        person((bend, bend), (turned, 0.0), (toe_out, toe_out), half_stance)
        for bend, turned in zip(bends, inward, strict=True)
    ]
    return np.stack(frames)


def bends_of_squats(
    count: int = 2, deepest: float = 90.0, fps: float = 30.0, hold_s: float = 0.3
) -> tuple[Floats, Floats]:
    """Times (T,) and bends (T,) of ``count`` squats of 1 s down, a hold, 1 s up and 1 s of standing between."""
    one = 3.0 + hold_s
    time_s = np.arange(0, count * one + 1.0, 1 / fps)
    phase = np.mod(time_s - 1.0, one)
    down = np.clip(phase, 0, 1)
    up = np.clip(phase - 1.0 - hold_s, 0, 1)
    depth = np.where((time_s >= 1.0) & (time_s < 1.0 + count * one), _smooth(down) - _smooth(up), 0.0)
    return time_s, 4.0 + (deepest - 4.0) * depth


def _smooth(share: Floats) -> Floats:
    return share**3 * (10 - 15 * share + 6 * share**2)
