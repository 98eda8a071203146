"""What a browser sends of one frame: 928 bytes, little-endian Float32, and the recording that frames make.

Byte 0: the time, s. Then 33 landmarks of 7 numbers: x, y (px of the upright picture), z, visibility, and the network's
guess in metres (x to the picture's right, y down, z away). Nobody seen: NaN throughout.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from kneeline.core.recording import Floats, Recording, Source, empty_recording
from kneeline.measure.level import Held, Up, held_by
from kneeline.pose.blazepose import LANDMARK_COUNT
from kneeline.pose.joints import to_joints, to_model_xyz, to_visibility
from kneeline.pose.model_files import ModelName
from kneeline.pose.people import person_box

NUMBERS = 1 + LANDMARK_COUNT * 7
FRAME_BYTES = 4 * NUMBERS
FARTHEST = 1e5
"""A landmark farther away than this, px, is none."""


class NoFrame(ValueError):
    """These bytes are no frame; the text says why."""


@dataclass(frozen=True)
class Seen:
    """One frame: its time, s, and landmarks (33, 7) as sent, what makes no sense NaN."""

    time_s: float
    landmarks: Floats

    @property
    def anybody(self) -> bool:
        """Whether a person was seen."""
        return bool(np.isfinite(self.landmarks[:, :2]).any())


def frame_of(content: bytes) -> Seen:
    """The frame in these bytes. Raises NoFrame for another size, or a time that is none."""
    if len(content) != FRAME_BYTES:
        raise NoFrame(f"a frame has {FRAME_BYTES} bytes, not {len(content)}")
    numbers = np.frombuffer(content, dtype="<f4").astype(np.float64)
    time_s = float(numbers[0])
    if not math.isfinite(time_s) or time_s < 0:
        raise NoFrame("its time is no time")
    landmarks = numbers[1:].reshape(LANDMARK_COUNT, 7)
    sensible = np.abs(landmarks) < FARTHEST  # NaN is not
    if not sensible.all():
        landmarks[~sensible.all(axis=1)] = np.nan
    visibility = landmarks[:, 3]
    np.minimum(np.maximum(visibility, 0.0, out=visibility), 1.0, out=visibility)
    return Seen(time_s, landmarks)


def live_name(model: ModelName) -> str:
    """The estimator's name where a browser looks while somebody moves."""
    return f"blazepose-{model}"


def recording_of(frames: Sequence[Seen], size: tuple[int, int], model: ModelName, held: Held | None) -> Recording:
    """A recording of these frames, all looked at by a model, their times rising; held: how the camera of the
    picture is, None where nothing tells."""
    time_s = np.array([frame.time_s for frame in frames])
    length_s = float(time_s[-1] - time_s[0]) if len(frames) else 0.0
    source = Source("", "video", "", len(frames), None, length_s, *size)
    recording = with_frames(empty_recording(source, time_s, live_name(model)), frames, range(len(frames)))
    return recording if held is None else replace(recording, plumb=np.tile(held.plumb(size), (len(frames), 1)))


def held_in_picture(up: Up | None, mirrored: bool) -> Held | None:
    """How the camera of a picture is held, by what its device feels, which a mirrored picture does not turn round."""
    if up is None:
        return None
    right, above, ahead = up
    return held_by((-right if mirrored else right, above, ahead))


def with_frames(recording: Recording, frames: Sequence[Seen], where: Sequence[int]) -> Recording:
    """The recording with these frames seen at these of its indices."""
    at = np.asarray(where, dtype=np.int64)
    model_xyz = np.full((*recording.xy.shape[:2], 3), np.nan)
    if len(frames):
        landmarks = np.stack([frame.landmarks for frame in frames])
        recording.looked[at] = True
        recording.xy[at] = to_joints(landmarks[..., :2])
        recording.visibility[at] = to_visibility(landmarks[..., 3])
        recording.people[at] = [int(frame.anybody) for frame in frames]
        model_xyz[at] = to_model_xyz(landmarks[..., 4:7])
        for index, frame in zip(where, frames, strict=True):
            if frame.anybody:
                recording.person_box[index] = person_box(frame.landmarks[:, :2])
    return recording.with_step(
        f"looked at {int(recording.looked.sum())} of {len(recording.time_s)} frames", model_xyz=model_xyz
    )
