"""Landmarks of one person on pictures that come one by one: found by the detector, then followed from square to square,
the legs read by the leg network."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from kneeline.core.recording import Floats
from kneeline.core.skeleton import JOINT_COUNT
from kneeline.pixels.warp import Pixels
from kneeline.pose.blazepose import BlazePose, Estimator, Pose
from kneeline.pose.joints import to_joints, to_model_xyz, to_visibility
from kneeline.pose.leg_network import LegNetwork, LegReader, leg_crops, with_legs
from kneeline.pose.model_files import ModelName

LEAST_PRESENCE = 0.5
"""A look that doubts the person more than this is none; the detector starts again."""


@dataclass(frozen=True)
class LiveLook:
    """One picture: its time, its size (width, height) px, and joints as in a Recording, NaN where nobody is."""

    time_s: float
    xy: Floats
    visibility: Floats
    model_xyz: Floats
    size: tuple[int, int]


def live_looks(
    pictures: Iterable[tuple[float, Pixels]],
    model: ModelName = "full",
    estimator: Callable[[ModelName], Estimator] = BlazePose,
    legs: Callable[[], LegReader] = LegNetwork,
) -> Iterator[LiveLook]:
    """The surest person on each picture (seconds, (H, W, 3) uint8).

    Raises KneelineError where the models are missing, BadArgument for an unknown model.
    """
    eyes, reader, place = estimator(model), legs(), None
    for time_s, rgb in pictures:
        if place is None:
            found = eyes.detect(rgb)
            place = eyes.roi_of_detection(found[0]) if found else None
        pose = eyes.landmarks(eyes.crop(rgb, place), place) if place else None
        seen = pose if pose is not None and pose.presence >= LEAST_PRESENCE else None
        place = seen.next_roi if seen else None
        yield _look(time_s, rgb, seen, reader)


def _look(time_s: float, rgb: Pixels, pose: Pose | None, reader: LegReader) -> LiveLook:
    size = (rgb.shape[1], rgb.shape[0])
    if pose is None:
        nobody = np.full((JOINT_COUNT, 3), np.nan)
        return LiveLook(time_s, nobody[:, :2], np.zeros(JOINT_COUNT), nobody, size)
    readings = [reader.read(crop.cut(rgb), crop) for crop in leg_crops(pose.xy)]
    visibility = to_visibility(pose.visibility)
    xy = with_legs(to_joints(pose.xy), readings)
    return LiveLook(time_s, xy, visibility, to_model_xyz(pose.world), size)
