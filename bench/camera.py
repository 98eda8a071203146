"""Exact joints seen by a camera of our choice: a pinhole without noise."""

from dataclasses import dataclass

import numpy as np

from bench.truth import Item, exact_joints_in_space, truth_of
from kneeline.core.recording import Floats, Recording, Source, empty_recording
from kneeline.core.skeleton import JOINT_COUNT, pair

SIZE = (720, 1280)
SEEN = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "forefoot", "toe")


@dataclass(frozen=True)
class Camera:
    """Where a camera stands and how it sees.

    yaw_deg: to the person's left of straight ahead. distance_m: from their middle along the floor. height_m: above the
    floor. tilt_deg: looking down. pan_deg: turned to its own right on its spot. focal: focal length as a share of the
    picture's longer side. longer_left: share by which the person's left shank is longer than it is.
    """

    yaw_deg: float = 0.0
    distance_m: float = 3.0
    height_m: float = 1.0
    tilt_deg: float = 0.0
    pan_deg: float = 0.0
    focal: float = 0.9
    longer_left: float = 0.0

    def seen(self, points: Floats) -> Floats:
        """Points (..., 3) in metres, y up, a person at the origin facing +z, as (..., 2) px of a picture."""
        yaw, tilt, looks = np.radians([self.yaw_deg, self.tilt_deg, self.yaw_deg - self.pan_deg])
        right = np.array([np.cos(looks), 0.0, -np.sin(looks)])
        ahead = np.array([-np.sin(looks) * np.cos(tilt), -np.sin(tilt), -np.cos(looks) * np.cos(tilt)])
        down = np.cross(ahead, right)
        stands = np.array([np.sin(yaw) * self.distance_m, self.height_m, np.cos(yaw) * self.distance_m])
        along = points - stands
        depth = along @ ahead
        image = np.stack([along @ right / depth, along @ down / depth], axis=-1)
        seen: Floats = self.focal * max(SIZE) * image + np.array(SIZE) / 2
        return seen


def filmed(item: Item, camera: Camera) -> Recording:
    """A rendered clip's exact joints as this camera would see them, on every frame, as if from a video."""
    truth = truth_of(item)
    space = {name: exact_joints_in_space(item, name) for name in SEEN}
    middle = space["hip"].mean(axis=(0, 1)) * np.array([1.0, 0.0, 1.0])
    shank = space["knee"][:, 0] - space["ankle"][:, 0]
    for name in ("hip", "knee", "shoulder", "elbow", "wrist"):
        space[name][:, 0] = space[name][:, 0] + camera.longer_left * shank
    xy = np.full((len(truth.time_s), JOINT_COUNT, 2), np.nan)
    for name, points in space.items():
        xy[:, pair(name)] = camera.seen(points - middle)
    return recording_seen(xy, truth.time_s, item.name)


def recording_seen(xy: Floats, time_s: Floats, name: str) -> Recording:
    """Joints (T, J, 2) px in a picture of ``SIZE`` as a recording in which every frame was looked at."""
    rate = 1 / float(np.median(np.diff(time_s)))
    source = Source(name, "video", "", len(time_s), rate, float(time_s[-1]), *SIZE)
    recording = empty_recording(source, time_s, "exact joints")
    recording.xy[:] = xy
    recording.visibility[:] = np.isfinite(xy).all(axis=2)
    recording.looked[:] = True
    recording.people[:] = 1
    recording.person_box[:] = _boxes(xy)
    return recording


def _boxes(xy: Floats) -> Floats:
    low, high = np.nanmin(xy, axis=1), np.nanmax(xy, axis=1)
    return np.concatenate([low, high - low], axis=1)
