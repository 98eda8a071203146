"""A second look at the same crop as in a mirror: the mean of both is nearer the truth than either.

The network reads a picture and its mirror image a little differently. A second look takes as long as the first, so
it is spent where a value is read; what it brings is in docs/error-budget.md.
"""

from dataclasses import replace
from typing import Final

import numpy as np

from kneeline.core.recording import Floats
from kneeline.pixels.warp import Pixels
from kneeline.pose.blazepose import LANDMARK_COUNT, Estimator, Pose
from kneeline.pose.roi import Roi, rotation

LEAST_PRESENCE: Final = 0.5
"""A mirrored look that doubts the person more than this is left out."""

_EYES_AND_EARS: Final = ((1, 4), (2, 5), (3, 6), (7, 8), (9, 10))
_BODY: Final = tuple((left, left + 1) for left in range(11, LANDMARK_COUNT, 2))


def _other_side() -> list[int]:
    order = list(range(LANDMARK_COUNT))
    for left, right in (*_EYES_AND_EARS, *_BODY):
        order[left], order[right] = right, left
    return order


_OTHER_SIDE: Final = _other_side()


def seen_both_ways(straight: Pose, estimator: Estimator, crop: Pixels, roi: Roi) -> Pose:
    """The landmarks of the person in a crop taken at ``roi``: the mean of ``straight``, what the estimator saw in it,
    and of what it sees in its mirror image."""
    upright = Roi(0.0, 0.0, roi.size)  # answers as offsets from the square's own centre
    mirrored = estimator.landmarks(np.ascontiguousarray(crop[:, ::-1]), upright)
    if min(straight.presence, mirrored.presence) < LEAST_PRESENCE:
        return straight
    xy, world = _turned_back(mirrored, roi)
    return replace(
        straight,
        xy=(straight.xy + xy) / 2,
        world=(straight.world + world) / 2,
    )


def _turned_back(mirrored: Pose, roi: Roi) -> tuple[Floats, Floats]:
    """Landmarks (33, 2) px of the picture and world points (33, 3) of a mirrored look, as a straight one gives them.

    The network answers half a column to the right of what it sees, in the mirror half a column to the left. That is
    left as it is: both looks then lie on the same place, and a shift of all joints together changes no angle.
    """
    turn = rotation(roi.angle)
    xy = np.array([roi.x, roi.y]) + (mirrored.xy[_OTHER_SIDE] * np.array([-1.0, 1.0])) @ turn.T
    world = mirrored.world[_OTHER_SIDE] * np.array([-1.0, 1.0, 1.0])
    world[:, :2] = world[:, :2] @ turn.T
    return xy, world
