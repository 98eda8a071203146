"""What the coach is fed: the joints of one moment."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kneeline.core.recording import Floats, Recording


@dataclass(frozen=True)
class Frame:
    """One moment. What is not known is NaN; nobody seen: all of it.

    time_s: seconds on any clock that rises. xy (J, 2): px from the upper left corner, joints as in core.skeleton, left
    and right the person's own. visibility (J,): 0..1. size: width and height of the picture, px. model_xyz (J, 3): a
    pose model's guess of depth, metres, axes as in Recording. xyz (J, 3): measured in space. estimator: what made the
    landmarks; mirrored: from a mirrored picture, turned back.
    """

    time_s: float
    xy: Floats
    visibility: Floats
    size: tuple[int, int]
    model_xyz: Floats | None = None
    xyz: Floats | None = None
    estimator: str = ""
    mirrored: bool = False


def frames_of(recording: Recording) -> Iterator[Frame]:
    """The frames of a recording that were looked at, in order."""
    for index in np.flatnonzero(recording.looked).tolist():
        yield Frame(
            float(recording.time_s[index]),
            recording.xy[index],
            recording.visibility[index],
            recording.size,
            None if recording.model_xyz is None else recording.model_xyz[index],
            None if recording.xyz is None else recording.xyz[index],
            recording.estimator,
            recording.mirrored,
        )
