"""Frames as a browser sends them, of people made by hand."""

import json
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import numpy as np

from kneeline.core.recording import Floats
from kneeline.core.skeleton import SIDES, joint
from kneeline.pose.joints import LANDMARKS
from kneeline.web.live.wire import NUMBERS, Seen, frame_of
from tests.skeletons import bends_of_squats, by_a_tilted_camera, person, seen_by_camera, squatting

SIZE = (720, 1280)


def landmarks_of(joints: Floats, yaw_deg: float = 0.0, distance: float = 3.0, down_px: float = 0.0) -> Floats:
    """(33, 7) of joints (J, 3) in space, seen by a camera; ``down_px``: the picture moved down."""
    xy = seen_by_camera(joints, SIZE, distance, yaw_deg) + np.array([0.0, down_px])
    hips = joints[[joint("left_hip"), joint("right_hip")]].mean(axis=0)
    turn = np.radians(yaw_deg)
    numbers = np.zeros((33, 7))
    numbers[:, :2] = np.nanmean(xy, axis=0)
    for name, index in LANDMARKS.items():
        x, y, z = joints[joint(name)] - hips
        across, ahead = x * np.cos(turn) - z * np.sin(turn), x * np.sin(turn) + z * np.cos(turn)
        numbers[index] = [*xy[joint(name)], 0.0, 1.0, across, -y, -ahead]
    return numbers


def mirrored(landmarks: Floats) -> Floats:
    """The same as a device that mirrors gives it: the model names the sides as they look."""
    turned = np.array(landmarks)
    turned[:, 0] = SIZE[0] - turned[:, 0]
    turned[:, 4] *= -1
    for name, index in LANDMARKS.items():
        if name.startswith("left_"):
            other = LANDMARKS[name.replace("left_", "right_")]
            turned[[index, other]] = turned[[other, index]]
    return turned


def tilted(landmarks: Floats, lean_deg: float, up_deg: float) -> Floats:
    """The same by a camera that leans, looking up."""
    turned = np.array(landmarks)
    turned[:, :2] = by_a_tilted_camera(landmarks[:, :2], lean_deg, up_deg, SIZE)
    return turned


def felt(lean_deg: float, up_deg: float) -> tuple[float, float, float]:
    """Which way is up for that camera."""
    lean, up = np.radians([lean_deg, up_deg])
    return float(np.cos(up) * np.sin(lean)), float(np.cos(up) * np.cos(lean)), float(np.sin(up))


def content(time_s: float, landmarks: Floats | None) -> bytes:
    """The 928 bytes of a frame; None: nobody."""
    numbers = np.full(NUMBERS, np.nan, dtype="<f4")
    numbers[0] = time_s
    if landmarks is not None:
        numbers[1:] = landmarks.ravel()
    return numbers.tobytes()


def frames(landmarks: Floats | None, seconds: float = 1.0, start_s: float = 1.0, fps: float = 20.0) -> list[Seen]:
    """Somebody who keeps still."""
    times = start_s + np.arange(0, seconds, 1 / fps)
    return [frame_of(content(float(time_s), landmarks)) for time_s in times]


def standing(knee_in: float = 0.0) -> Floats:
    """Joints of somebody who stands with the left knee in."""
    return person((8.0, 8.0), (knee_in, 0.0), (8.0, 8.0))


def squats(count: int = 3, knee_in: float = 20.0) -> Iterator[tuple[float, Floats]]:
    """Times and landmarks of squats in which the left knee moves in."""
    time_s, bends = bends_of_squats(count, 95.0)
    joints = squatting(bends, knee_in * np.clip((bends - 45) / 50, 0, 1))
    for each, frame in zip(time_s, joints, strict=True):
        yield float(each), landmarks_of(frame)


@dataclass
class Taken:
    """A take as a browser holds it, which looks where it is told to. reads: whether it has the leg network; what that
    answers is what the landmarks say, both knees moved by knee_px. edges: of frames looked at, None where it finds
    none."""

    times_s: list[float]
    landmarks: list[Floats]
    task: str = "squat"
    side: str | None = None
    mirrored: bool = False
    take: str = field(default_factory=lambda: str(uuid4()))
    looked: list[int] = field(default_factory=list)
    round: int = 0
    reads: bool = False
    knee_px: float = 0.0
    legs: dict[int, bytes] = field(default_factory=dict)
    edges: dict[int, list[list[float]]] | None = None
    changed: dict[str, Any] = field(default_factory=dict)

    def body(self) -> bytes:
        """What is sent."""
        told = {
            "take": self.take,
            "task": self.task,
            "side": self.side,
            "mirrored": self.mirrored,
            "model": "heavy",
            "width": SIZE[0],
            "height": SIZE[1],
            "round": self.round,
            "times_s": self.times_s,
            "looked": self.looked,
            "people": [1] * len(self.looked),
            "light": [0.5] * len(self.looked),
            "read": sorted(self.legs) if self.reads else None,
            "edges": self.edges,
            **self.changed,
        }
        head = json.dumps(told).encode()
        seen = [content(self.times_s[index], self.landmarks[index]) for index in self.looked]
        legs = [self.legs[index] for index in sorted(self.legs)]
        return struct.pack("<I", len(head)) + head + b"".join([*seen, *legs])

    def look(self, wanted: Sequence[int]) -> None:
        """Look at these frames, too."""
        self.looked = sorted({*self.looked, *wanted})

    def read(self, wanted: Sequence[Mapping[str, Any]]) -> None:
        """Read the legs of these frames, cut out where it is said."""
        for each in wanted:
            frame = each["frame"]
            self.legs[frame] = legs_of(self.landmarks[frame], np.array(each["corners"]), self.knee_px)


def legs_of(landmarks: Floats, corners: Floats, knee_px: float) -> bytes:
    """The 152 bytes of a frame's legs: where landmarks (33, 7) have them, the knees moved to the picture's right, as a
    network says that is sure to one degree. corners (2, 3, 2) px: of both crops."""
    answers = []
    for side, (corner, right, bottom) in zip(SIDES, corners, strict=True):
        hip, knee, ankle, heel, toe = (
            landmarks[LANDMARKS[f"{side}_{name}"], :2] for name in ("hip", "knee", "ankle", "heel", "toe")
        )
        forefoot = heel + 0.75 * (toe - heel)
        other_hip = landmarks[LANDMARKS["right_hip" if side == "left" else "left_hip"], :2]
        read = knee + np.array([knee_px, 0.0])
        points = np.array([hip, read, ankle, heel, forefoot, toe, other_hip, read, ankle])
        shares = (points - corner) / np.array([right[0] - corner[0], bottom[1] - corner[1]])
        answers.append([*shares.ravel(), 0.0])
    return np.array(answers, dtype="<f4").tobytes()


def taken(task: str = "squat", mirror: bool = False, reads: bool = False) -> Taken:
    """Three squats, or somebody who stands, the left knee in."""
    if task == "stand":
        moments = [(float(time_s), landmarks_of(standing(20.0))) for time_s in np.arange(0.0, 4.0, 1 / 30)]
    else:
        moments = list(squats())
    turned = [mirrored(each) if mirror else each for _, each in moments]
    return Taken([time_s for time_s, _ in moments], turned, task, mirrored=mirror, reads=reads)
