"""Who is who: the people of a clip, followed from look to look without being mixed up.

At each look the detector's people, and the places where the people of the look before should be, are candidates. A
candidate belongs to the track whose head, shoulders and hips it moved the least from, in a person of the same size and
colours. So one who is hidden is lost for a while rather than taken for the one who hides them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from kneeline.core.recording import Floats
from kneeline.pixels.warp import Pixels
from kneeline.pose.blazepose import Estimator, Pose
from kneeline.pose.detector import Detection
from kneeline.pose.leg_network import LegReading
from kneeline.pose.quality import blockiness, covered, grain, light, sharpness
from kneeline.pose.roi import Roi, between, rotation, to_look_at

MINIMUM_PRESENCE: Final = 0.5

_STEP_AT_ONCE: Final = 0.15  # of the square's side: what a candidate may have moved, at once
_STEP_PER_S: Final = 1.0  # and for every second since
COLOUR_LIMIT: Final = 0.25  # root mean square difference of colours 0..1 beyond which it is somebody else
_SAME_POINT: Final = 0.08  # of the square's side
_SAME_SHARE: Final = 0.5  # of the landmarks at the same point: the same person found twice
_COLOUR_MEMORY: Final = 0.8
_NEAR: Final = 0.25  # of the square's side: a detection this near a track's place makes its place superfluous
_STEADY: Final = 0.1  # of the square's side: a detection this near confirms that somebody stayed where they were
_MOST_TRACKS: Final = 4  # people with landmarks at one look

_NOSE, _SHOULDERS, _HIPS, _KNEES = 0, [11, 12], [23, 24], [25, 26]


@dataclass(frozen=True)
class Sighting:
    """One person on one frame. colours (2, 3): mean RGB 0..1 of trunk and thighs; light, sharpness, grain and
    blockiness as in a recording; roi: the square that was looked at; legs: left and right, where the leg network has
    read them."""

    frame: int
    time_s: float
    pose: Pose
    colours: Floats
    light: float
    sharpness: float
    roi: Roi
    grain: float = float("nan")
    blockiness: float = float("nan")
    legs: tuple[LegReading, LegReading] | None = None


class Track:
    """One person followed over the looks. sightings: by frame, in order. colours (2, 3): as they have been of late."""

    def __init__(self, first: Sighting) -> None:
        self.sightings = {first.frame: first}
        self.last = first
        self.colours = first.colours

    def add(self, sighting: Sighting) -> None:
        """The person was seen again."""
        self.sightings[sighting.frame] = self.last = sighting
        self.colours = _COLOUR_MEMORY * self.colours + (1 - _COLOUR_MEMORY) * sighting.colours


@dataclass
class People:
    """Everybody seen so far, in order of appearance."""

    estimator: Estimator
    tracks: list[Track] = field(default_factory=list)
    _last_time_s: float = float("-inf")

    def look(self, frame: int, time_s: float, rgb: Pixels, detections: Sequence[Detection]) -> list[Track]:
        """The people on this frame, each with a new last sighting; people seen for the first time are new tracks."""
        rois = self._places(detections)
        candidates = [seen for roi in rois if (seen := self._sighting(frame, time_s, rgb, roi)) is not None]
        here = _assigned(self.tracks, candidates)
        for track, seen in here:
            track.add(seen)
        strangers = _different(candidates, [seen for _, seen in here])
        fresh = [Track(stranger) for stranger in strangers]
        self.tracks.extend(fresh)
        self._last_time_s = time_s
        return [track for track, _ in here] + fresh

    def _places(self, detections: Sequence[Detection]) -> list[Roi]:
        """Squares to look at: the detected people, and the people of the last look who might have been overlooked.

        Where a detection confirms that somebody is still where they were, their own last square is taken: it is
        steadier than the detector's, and landmarks wander with their square. With several people about, a detection
        can blend two of them, so everybody is also looked for where they were.
        """
        detected = [self.estimator.roi_of_detection(detection) for detection in detections[:_MOST_TRACKS]]
        recent = [track for track in self.tracks if track.last.time_s == self._last_time_s]
        places = [track.last.pose.next_roi for track in recent]
        confirmed = [next((place for place in places if _steady(place, roi)), roi) for roi in detected]
        crowded = len(detected) > 1 or len(recent) > 1
        overlooked = [place for place in places if crowded or not any(_near(place, roi) for roi in detected)]
        return list(dict.fromkeys(confirmed + overlooked))

    def _sighting(self, frame: int, time_s: float, rgb: Pixels, roi: Roi) -> Sighting | None:
        looked_at = to_look_at(roi)
        seen = sighting(self.estimator, self.estimator.crop(rgb, looked_at), looked_at, frame, time_s)
        if seen is None:
            return None
        box = legs_box(seen.pose.xy)
        return replace(seen, sharpness=sharpness(rgb, box), grain=grain(rgb, box), blockiness=blockiness(rgb, box))


def sighting(estimator: Estimator, crop: Pixels, roi: Roi, frame: int, time_s: float) -> Sighting | None:
    """The person in a crop taken at ``roi``, their sharpness unknown; None where there is nobody."""
    pose = estimator.landmarks(crop, roi)
    if pose.presence < MINIMUM_PRESENCE:
        return None
    if covered(crop, in_crop(pose.xy[_HIPS], roi, crop.shape[0])):
        pose = replace(pose, visibility=np.where(np.isin(np.arange(len(pose.visibility)), _HIPS), 0.0, pose.visibility))
    return Sighting(frame, time_s, pose, colours(crop, roi, pose), light(crop), float("nan"), roi)


def _near(place: Roi, other: Roi, limit: float = _NEAR) -> bool:
    return float(np.hypot(place.x - other.x, place.y - other.y)) < limit * place.size


def _steady(place: Roi, other: Roi) -> bool:
    return _near(place, other, _STEADY) and abs(np.log(place.size / other.size)) < 2 * _STEADY


def _assigned(tracks: Iterable[Track], candidates: Iterable[Sighting]) -> list[tuple[Track, Sighting]]:
    """Tracks with the candidate that is them, the likeliest pairs first; each is used once."""
    pairs = [(cost, t, c) for t in tracks for c in candidates if (cost := unlikeness(t, c)) is not None]
    assigned: list[tuple[Track, Sighting]] = []
    for _, track, candidate in sorted(pairs, key=lambda pair: pair[0]):
        taken = any(track is t or same_person(candidate.pose, c.pose) for t, c in assigned)
        if not taken:
            assigned.append((track, candidate))
    return assigned


def _different(candidates: Iterable[Sighting], known: Sequence[Sighting]) -> list[Sighting]:
    """Candidates that are none of the known people, nor one another."""
    different: list[Sighting] = []
    for candidate in candidates:
        if not any(same_person(candidate.pose, other.pose) for other in (*known, *different)):
            different.append(candidate)
    return different


def unlikeness(track: Track, candidate: Sighting) -> float | None:
    """How unlike the person of a track a candidate is (0 = the same), or None where it cannot be them."""
    since_s = candidate.time_s - track.last.time_s
    step = moved(track.last.pose.xy, candidate.pose.xy, track.last.pose.next_roi.size)
    colour = colour_difference(track.colours, candidate.colours)
    if step > _STEP_AT_ONCE + _STEP_PER_S * since_s or colour > COLOUR_LIMIT:
        return None
    growth = abs(np.log(candidate.pose.next_roi.size / track.last.pose.next_roi.size))
    return step + colour + float(growth)


def colour_difference(colours: Floats, others: Floats) -> float:
    """Root mean square difference 0..1 of two sets of colours."""
    return float(np.sqrt(np.mean((colours - others) ** 2)))


def moved(before: Floats, after: Floats, size: float) -> float:
    """The farthest that nose, mid-shoulder or mid-hip moved between landmarks (33, 2), as a share of ``size`` px."""
    return float(np.linalg.norm(_trunk(after) - _trunk(before), axis=1).max()) / size


def _trunk(xy: Floats) -> Floats:
    """(3, 2) nose, mid-shoulder, mid-hip from landmarks (33, 2)."""
    return np.stack([xy[_NOSE], xy[_SHOULDERS].mean(axis=0), xy[_HIPS].mean(axis=0)])


def same_person(pose: Pose, other: Pose) -> bool:
    """Whether two poses of one frame are the same person found twice."""
    distance = np.linalg.norm(pose.xy - other.xy, axis=1)
    return bool(np.mean(distance < _SAME_POINT * pose.next_roi.size) > _SAME_SHARE)


def colours(crop: Pixels, roi: Roi, pose: Pose) -> Floats:
    """(2, 3) mean RGB 0..1 inside trunk and thighs, from the crop (side, side, 3) taken at ``roi``."""
    trunk = _between(pose.xy[_SHOULDERS], pose.xy[_HIPS])
    thighs = _between(pose.xy[_HIPS], pose.xy[_KNEES])
    side = crop.shape[0]
    placed = in_crop(np.stack([trunk, thighs]), roi, side)
    column, row = np.moveaxis(np.clip(placed, 0, side - 1).astype(np.int64), -1, 0)
    return np.asarray(crop[row, column].mean(axis=1) / 255)


def in_crop(points: Floats, roi: Roi, side: int) -> Floats:
    """Points (..., 2) px of the picture as x, y in px of the crop taken at ``roi``, whose sides have ``side`` px."""
    placed: Floats = ((points - (roi.x, roi.y)) @ rotation(roi.angle) / roi.size + 0.5) * side
    return placed


def _between(top: Floats, bottom: Floats) -> Floats:
    """(50, 2) points inside the four-sided figure of a left and a right point (2, 2) at the top and at the bottom."""
    down, across = (grid.ravel()[:, None] for grid in np.meshgrid(np.linspace(0.1, 0.9, 10), np.linspace(0.1, 0.9, 5)))
    left = top[0] + down * (bottom[0] - top[0])
    right = top[1] + down * (bottom[1] - top[1])
    return np.asarray(left + across * (right - left))


@dataclass(frozen=True)
class Expected:
    """Where a person should be on a frame between two looks. xy (33, 2) px; since_s: to the nearer look used where only
    one of them showed the person, else 0."""

    roi: Roi
    xy: Floats
    since_s: float


def expected(track: Track, previous: int, following: int, time_s: float) -> Expected | None:
    """Where the person of a track should be at a time between the looks at these two frames.

    Halfway between two sightings, at the one sighting there is, or None where neither look showed them.
    """
    before, after = track.sightings.get(previous), track.sightings.get(following)
    if before is None or after is None:
        one = before or after
        return Expected(one.pose.next_roi, one.pose.xy, abs(time_s - one.time_s)) if one else None
    share = (time_s - before.time_s) / max(after.time_s - before.time_s, 1e-9)
    xy = before.pose.xy + share * (after.pose.xy - before.pose.xy)
    return Expected(between(before.pose.next_roi, after.pose.next_roi, share), xy, 0.0)


def astray(seen: Sighting, where: Expected, track: Track) -> bool:
    """Whether landmarks between two looks belong to somebody else than the person of the track."""
    step = moved(where.xy, seen.pose.xy, where.roi.size)
    too_far = step > _STEP_AT_ONCE + _STEP_PER_S * where.since_s
    return too_far or colour_difference(track.colours, seen.colours) > COLOUR_LIMIT


def legs_box(xy: Floats) -> Floats:
    """(4,) x, y, width, height px around hips, knees and ankles of landmarks (33, 2), a little wider than the legs."""
    legs = xy[23:29]
    low, high = legs.min(axis=0), legs.max(axis=0)
    margin = 0.15 * float((high - low).max())
    return np.array([low[0] - margin, low[1], high[0] - low[0] + 2 * margin, high[1] - low[1]])


def person_box(xy: Floats) -> Floats:
    """(4,) x, y, width, height px around a person: all landmarks (33, 2), and the head above the nose."""
    crown = xy[_NOSE] - 0.6 * (xy[_SHOULDERS].mean(axis=0) - xy[_NOSE])
    points = np.vstack([xy, crown])
    low, high = points.min(axis=0), points.max(axis=0)
    return np.concatenate([low, high - low])


def hips_y(xy: Floats) -> float:
    """px from above: the middle of the hips of landmarks (33, 2)."""
    return float(xy[_HIPS, 1].mean())


def by_prominence(people: People, width: int, height: int) -> list[Track]:
    """The tracks, largest and most central first: size times nearness to the upright middle line, over all looks."""
    return sorted(people.tracks, key=lambda track: -_prominence(track, width, height))


def _prominence(track: Track, width: int, height: int) -> float:
    rois = [seen.pose.next_roi for seen in track.sightings.values()]
    return sum(roi.size / height * max(0.0, 1 - abs(2 * roi.x / width - 1)) for roi in rois)
