"""Following each person through frames in which people stand in no fixed order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from kneeline.core.recording import Floats

_FARTHEST_STEP = 0.5


@dataclass
class Track:
    """One person: their place in each frame's list, where they were last, and the sum of their sizes (px)."""

    last: Floats
    places: dict[int, int] = field(default_factory=dict)
    prominence: float = 0.0


def follow(frames: Sequence[Floats]) -> list[Track]:
    """The people in frames of (P, K, 2) px, NaN = not known; P varies.

    A person goes on as the one whose key points lie nearest, the closest pairs first; whoever stands further
    than half a body from everyone followed so far is somebody new.
    """
    tracks: list[Track] = []
    for frame, people in enumerate(frames):
        matched = _matches(tracks, people)
        for place, points in enumerate(people):
            if not np.isfinite(points).any():
                continue
            if place not in matched:
                tracks.append(Track(points))
            track = matched.get(place, tracks[-1])
            track.last = np.where(np.isfinite(points), points, track.last)
            track.places[frame] = place
            track.prominence += _extent(points)
    return tracks


def prominent_first(tracks: Sequence[Track]) -> list[Track]:
    """Whoever was seen largest for longest comes first."""
    return sorted(tracks, key=lambda track: -track.prominence)


def _matches(tracks: Sequence[Track], people: Floats) -> Mapping[int, Track]:
    """Track by place in the frame's list, the closest pairs first, for all people who are close enough to one."""
    steps = [
        (_step(track.last, points), row, place)
        for row, track in enumerate(tracks)
        for place, points in enumerate(people)
    ]
    matched: dict[int, int] = {}
    for step, row, place in sorted(steps):
        if step <= _FARTHEST_STEP and place not in matched and row not in matched.values():
            matched[place] = row
    return {place: tracks[row] for place, row in matched.items()}


def _step(before: Floats, after: Floats) -> float:
    """Median distance between the key points known in both, in body sizes; infinite where none is."""
    distances = np.linalg.norm(before - after, axis=1)
    known = distances[np.isfinite(distances)]
    return float(np.median(known)) / max(_extent(before), 1.0) if len(known) else np.inf


def _extent(points: Floats) -> float:
    """Diagonal of the box around the known key points, px."""
    known = points[np.isfinite(points).all(axis=1)]
    return float(np.linalg.norm(np.ptp(known, axis=0))) if len(known) else 0.0
