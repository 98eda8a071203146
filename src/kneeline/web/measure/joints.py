"""The landmarks a check was measured from: packed for the database, and measured again where a person put one right."""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from kneeline.core.recording import Recording
from kneeline.core.skeleton import joint
from kneeline.core.still import Still
from kneeline.formats import landmarks_from_dict, landmarks_to_dict
from kneeline.measure.by_hand import put_right

if TYPE_CHECKING:
    from kneeline.core.measurement import Measurement
    from kneeline.web.measure.models import Joints

Placed = Mapping[str, Mapping[str, Sequence[float]]]
"""Joints by name with x and y in a picture's own px, by the picture's index (as text, since JSON has no other keys)."""

FEWEST = 2
"""So many joints have to be known in a picture and in its frame to tell where the picture was cut."""


@dataclass(frozen=True)
class Again:
    """What was measured again, and the pictures' poses as they are now."""

    measurement: "Measurement"
    stills: tuple[Still, ...]


def packed(recording: Recording) -> bytes:
    """A recording's landmarks as they are kept: some tens of kB for a clip."""
    return zlib.compress(json.dumps(landmarks_to_dict(recording), separators=(",", ":")).encode())


def unpacked(joints: "Joints") -> bytes:
    """The landmarks of a check as JSON (kneeline.landmarks/1)."""
    return zlib.decompress(joints.packed)


def measured_again(joints: "Joints", stills: Sequence[Still], placed: Placed) -> Again:
    """The check measured again with these joints put right. ``stills``: its pictures' poses as first measured."""
    import kneeline

    first = landmarks_from_dict(json.loads(unpacked(joints)))
    recording = first
    for index, places in placed.items():
        still = stills[int(index)]
        recording = put_right(recording, _frame(first, still), _in_recording(first, still, places))
    before = joints.check_made.numbers()
    task = before.task if before.task_given else None
    measurement = kneeline.measure(recording, before.person, task=task, conditions=before.conditions)
    return Again(measurement, tuple(_posed(still, placed.get(str(index), {})) for index, still in enumerate(stills)))


def _posed(still: Still, places: Mapping[str, Sequence[float]]) -> Still:
    xy = np.array(still.xy)
    for name, place in places.items():
        xy[joint(name)] = place
    return replace(still, xy=xy)


def _frame(recording: Recording, still: Still) -> int:
    return int(np.argmin(np.abs(recording.time_s - still.time_s)))


def _in_recording(recording: Recording, still: Still, places: Mapping[str, Sequence[float]]) -> dict[str, Any]:
    """Places in a picture as places in the recording: where it was cut out and by how much made smaller follows from
    the joints that both know."""
    whole = recording.xy[_frame(recording, still)]
    known = np.isfinite(whole).all(axis=1) & np.isfinite(still.xy).all(axis=1)
    assert np.count_nonzero(known) >= FEWEST  # a picture is cut by its joints
    cut, full = still.xy[known], whole[known]
    spread = cut - cut.mean(axis=0)
    scale = float((spread * (full - full.mean(axis=0))).sum() / (spread**2).sum())
    return {
        name: tuple((scale * (np.asarray(place) - cut.mean(axis=0)) + full.mean(axis=0)).tolist())
        for name, place in places.items()
    }
