"""The 33 landmarks of BlazePose as the joints of a recording."""

from typing import Final

import numpy as np

from kneeline.core.recording import Floats
from kneeline.core.skeleton import JOINT_COUNT, joint

LANDMARKS: Final[dict[str, int]] = {
    "nose": 0,
    "left_ear": 7,
    "right_ear": 8,
    "left_shoulder": 11,
    "right_shoulder": 12,
    "left_elbow": 13,
    "right_elbow": 14,
    "left_wrist": 15,
    "right_wrist": 16,
    "left_hip": 23,
    "right_hip": 24,
    "left_knee": 25,
    "right_knee": 26,
    "left_ankle": 27,
    "right_ankle": 28,
    "left_heel": 29,
    "right_heel": 30,
    "left_toe": 31,
    "right_toe": 32,
}

_JOINTS: Final = np.array([joint(name) for name in LANDMARKS])
_FROM: Final = np.array(list(LANDMARKS.values()))


def to_joints(landmarks: Floats) -> Floats:
    """(..., J, k) joints from (..., 33, k) landmarks. BlazePose has no forefoot: it is NaN."""
    joints = np.full((*landmarks.shape[:-2], JOINT_COUNT, landmarks.shape[-1]), np.nan)
    joints[..., _JOINTS, :] = landmarks[..., _FROM, :]
    return joints


def to_visibility(visibility: Floats) -> Floats:
    """(..., J) visibility 0..1 from (..., 33); 0 for a joint BlazePose does not have."""
    known = np.zeros((*visibility.shape[:-1], JOINT_COUNT))
    known[..., _JOINTS] = np.fmax(visibility[..., _FROM], 0.0)  # NaN is 0, too
    return known


def to_model_xyz(world: Floats) -> Floats:
    """(..., J, 3) metres, y up, +z towards the camera, from the network's (..., 33, 3) with y down and z away.

    x stays: the picture's right, which is the left of a person who faces the camera.
    """
    return to_joints(world * (1.0, -1.0, -1.0))
