"""The poses of a check's pictures as JSON-ready data and back (schema kneeline.poses/1, only ever added to)."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from kneeline.core.errors import UnreadableFile
from kneeline.core.still import Still

SCHEMA = "kneeline.poses/1"


def poses_to_dict(stills: Sequence[Still]) -> dict[str, Any]:
    """Where every joint lies in every picture; the pictures themselves stay out."""
    return {"schema": SCHEMA, "poses": [_pose(still) for still in stills]}


def poses_from_dict(data: Mapping[str, Any]) -> tuple[Still, ...]:
    """Stills without their pictures. Raises UnreadableFile for another schema."""
    if data.get("schema") != SCHEMA:
        raise UnreadableFile(f"this is no {SCHEMA}.")
    return tuple(
        Still(
            jpeg=b"",
            width=pose["width"],
            height=pose["height"],
            time_s=pose["time_s"],
            xy=np.asarray(pose["xy"], dtype=np.float64),
            sides=tuple(pose["sides"]),
            moment=pose["moment"],
        )
        for pose in data["poses"]
    )


def _pose(still: Still) -> dict[str, Any]:
    xy = np.round(still.xy, 1).astype(object)
    xy[~np.isfinite(still.xy)] = None
    return {
        "width": still.width,
        "height": still.height,
        "time_s": round(still.time_s, 4),
        "xy": xy.tolist(),
        "sides": list(still.sides),
        "moment": still.moment,
    }
