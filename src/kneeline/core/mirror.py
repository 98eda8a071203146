"""Turning a mirrored recording back: left becomes right in the picture and in the joints' names."""

import numpy as np

from kneeline.core.recording import Floats, Recording
from kneeline.core.skeleton import JOINT_COUNT, PAIRED, pair


def turned_back(recording: Recording) -> Recording:
    """The recording of the same person as an unmirrored camera sees them.

    A selfie preview shows the person's left where their right would be, so every landmark lies mirrored and the
    estimator named the sides the wrong way round: x is reflected and the sides are swapped.
    """
    width = recording.source.width
    order = swapped_sides()
    box = np.array(recording.person_box)
    box[:, 0] = width - box[:, 0] - box[:, 2]
    changes: dict[str, object] = {
        "xy": _reflected(recording.xy, width)[:, order],
        "visibility": recording.visibility[:, order],
        "person_box": box,
        "mirrored": True,
    }
    for name in ("xyz", "model_xyz"):
        space: Floats | None = getattr(recording, name)
        if space is not None:
            changes[name] = _reflected(space, 0.0)[:, order]
    if recording.by_hand is not None:
        changes["by_hand"] = recording.by_hand[:, order]
    if recording.shank_width is not None:
        changes["shank_width"] = recording.shank_width[:, ::-1]
    if recording.plumb is not None:
        changes["plumb"] = recording.plumb * np.array([-1.0, 1.0])
    if recording.covariance is not None:
        flip = np.array([[1.0, -1.0], [-1.0, 1.0]])
        changes["covariance"] = (recording.covariance * flip)[:, order]
    return recording.with_step("turned the mirrored picture back", **changes)


def swapped_sides() -> list[int]:
    """Indices of the joint axis with left and right of every pair exchanged."""
    order = list(range(JOINT_COUNT))
    for name in PAIRED:
        where = pair(name)
        order[where] = order[where][::-1]
    return order


def _reflected(points: Floats, width: float) -> Floats:
    """Points (..., 2 or 3) with x counted from the other edge."""
    mirrored = np.array(points)
    mirrored[..., 0] = width - mirrored[..., 0]
    return mirrored
