"""The pose model as it comes: found by its detector, followed from frame to frame, every frame looked at once."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kneeline import ModelName
from kneeline.core.recording import Floats
from kneeline.core.skeleton import JOINT_COUNT
from kneeline.pixels.photo import is_still, read_photo
from kneeline.pixels.video import decode
from kneeline.pose.blazepose import BlazePose, Pose
from kneeline.pose.joints import to_joints

LEAST_PRESENCE = 0.5
"""A look that doubts the person more than this is none; the detector starts again."""


def follow(pictures: Iterable[NDArray[np.uint8]], model: ModelName) -> Iterator[Pose | None]:
    """The first person found on each picture (height, width, 3), each square coming from the look before."""
    eyes, place = BlazePose(model), None
    for rgb in pictures:
        if place is None:
            found = eyes.detect(rgb)
            place = eyes.roi_of_detection(found[0]) if found else None
        pose = eyes.landmarks(eyes.crop(rgb, place), place) if place else None
        seen = pose if pose and pose.presence >= LEAST_PRESENCE else None
        place = seen.next_roi if seen else None
        yield seen


def raw_landmarks(path: Path, model: ModelName) -> Floats:
    """Joints (T, J, 2) px on every frame of a photo or video; NaN where nobody was found."""
    pictures = [read_photo(path).rgb] if is_still(path) else (frame.rgb for frame in decode(path))
    nobody = np.full((JOINT_COUNT, 2), np.nan)
    return np.array([to_joints(pose.xy) if pose else nobody for pose in follow(pictures, model)])
