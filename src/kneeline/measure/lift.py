"""The legs in space from one camera in front of (or behind) the person.

A leg whose segments keep their length can turn towards the camera only as far as its image shortens. Starting from
the ankle, the knee lies where the ray through its image meets the sphere of the shank's length (the nearer of the
two points: knees bend forwards), the hip where its ray meets the sphere of the thigh's length around the knee (the
farther one). Lengths come from the recording itself, where the person stands tallest. (After Taylor 2000,
reconstruction of articulated objects from point correspondences, with perspective instead of scaled orthography.)
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from kneeline.core.recording import Bools, Floats

FOCAL_SHARE = 0.9
"""Focal length as a share of the picture's longer side where the file doesn't say it: phones film at 0.75-0.95, and a
wrong guess moves an angle by less than a degree (docs/method.md)."""

TALLEST_SHARE = 0.15
"""Share of the time, that with the longest legs, that gives the segments' lengths."""

LONGEST_LOOK_S = 0.5
"""A look stands for no more time than this, however long until the next."""

FOOT_SHARE = {"forefoot": 0.224, "toe": 0.244}
"""Length of the foot from the heel to its second metatarsal head, or to the pose model's toe, as a share of the leg
from hip to ankle, on rendered people (docs/method.md)."""

MARKER_SHARE = 0.265
"""The same from skin marker to skin marker, heel to forefoot, of laboratories that mark no toe: 0.23 to 0.29 on four
people (docs/agreement.md)."""

ALIKE_WITHIN_DEG = 5.0
"""A segment that leans by about as much as one square to the ray, within so many deg, is laid between the two places
where it may be (our choice: of 1 to 12, 5 and 6 read rendered legs bent less than 40 deg from the front best; from
behind 2)."""

TipName = Literal["forefoot", "toe"]


@dataclass(frozen=True)
class Foot:
    """The point that tells the foot's heading, and the foot's length to it as a share of the leg."""

    tip: TipName
    share: float


@dataclass(frozen=True)
class SegmentLengths:
    """Image lengths of the segments where the person stands tallest, px; both legs share them."""

    thigh: float
    shank: float

    @property
    def leg(self) -> float:
        """Hip to ankle along the leg, px."""
        return self.thigh + self.shank


@dataclass(frozen=True)
class Legs:
    """Joints in space (T, 2 sides, 3) along (towards the person's left, up, forward).

    ``unit`` says in what: leg lengths (lifted from a picture) or metres (motion capture). foot (T, 2): heading of the
    foot, deg, toe-out +, in the axes of the joints.
    """

    hip: Floats
    knee: Floats
    ankle: Floats
    foot: Floats
    unit: str


def segment_lengths(
    time_s: Floats, hip: Floats, knee: Floats, ankle: Floats, counted: Bools, remoteness: Floats
) -> SegmentLengths | None:
    """Lengths of thigh and shank from image points (T, 2 sides, 2) of the sides and frames that count (T, 2).

    Both sides share one thigh and one shank: a person's legs differ by less than a landmark's error. ``remoteness``
    (2,): distance of each foot from the camera as a share of their mean. A frame counts as long as the time it stands
    for, so that looking closely at the bottoms does not change who is tall. None where no counted frame shows a whole
    leg.
    """
    thigh = np.linalg.norm(knee - hip, axis=-1) * remoteness
    shank = np.linalg.norm(ankle - knee, axis=-1) * remoteness
    known = counted & np.isfinite(thigh + shank)
    if not known.any():
        return None
    stands_for = np.stack([_stands_for(time_s, side) for side in known.T], axis=1)[known]
    thigh, shank = thigh[known], shank[known]
    tall = thigh + shank >= _weighted_quantile(thigh + shank, stands_for, 1 - TALLEST_SHARE)
    middle = [_weighted_quantile(each[tall], stands_for[tall], 0.5) for each in (thigh, shank)]
    return SegmentLengths(thigh=middle[0], shank=middle[1])


def _stands_for(time_s: Floats, known: Bools) -> Floats:
    """How much time (T,), s, each known frame stands for: half of that to its known neighbours; 1 for a lone frame."""
    times = time_s[known]
    weights = np.ones(len(time_s))
    if len(times) > 1:
        gaps = np.minimum(np.diff(times), LONGEST_LOOK_S)
        weights[known] = (np.concatenate((gaps[:1], gaps)) + np.concatenate((gaps, gaps[-1:]))) / 2
    return weights


def _weighted_quantile(values: Floats, weights: Floats, share: float) -> float:
    """Quantile (0..1) of values that count by their weights; with equal weights the ordinary one between samples."""
    order = np.argsort(values)
    reached = np.cumsum(weights[order]) - weights[order] / 2
    first, last = reached[0], reached[-1]
    return float(np.interp(first + share * (last - first), reached, values[order]))


def focal_px(size: tuple[int, int]) -> float:
    """Focal length, px, that a camera is taken to have whose pictures are so large."""
    return FOCAL_SHARE * max(size)


def remoteness_of_feet(ankle: Floats, size: tuple[int, int], facing: int, turned_deg: float) -> Floats:
    """Distance (2,) of each foot from the camera as a share of their mean, for somebody turned as for ``turn``.

    Ankles (T, 2, 2) px. Turned to their right, they have the left foot nearer by the stance's width times the tangent
    (behind: the right one).
    """
    sides = [side[np.isfinite(side)] for side in ankle[..., 0].T]
    if any(len(side) == 0 for side in sides):
        return np.ones(2)
    x = np.array([float(np.median(side)) for side in sides])
    left_of_middle = facing * (x - x.mean()) / focal_px(size)
    shares: Floats = 1 - facing * left_of_middle * np.tan(np.radians(turned_deg))
    return shares


def lift_legs(
    hip: Floats,
    knee: Floats,
    ankle: Floats,
    lengths: SegmentLengths,
    size: tuple[int, int],
    facing: int,
    remoteness: Floats,
) -> tuple[Floats, Floats, Floats]:
    """Hip, knee and ankle (T, 2, 3) in leg lengths along (person's left, up, towards or away from the camera).

    Image points (T, 2, 2) px; ``facing`` +1 seen from the front, -1 from behind; ``remoteness`` (2,) of the feet. The
    third axis is forward for a person square to the camera. Where a ray passes outside its sphere the segment is
    taken as square to the ray. How far a segment leans, to know on which side of that it stands, is told by how near
    the hip came to its ankle, both segments leaning alike.
    """
    focal = focal_px(size)
    centre = np.array(size) / 2
    distance = focal / lengths.leg * remoteness

    def rays(points: Floats) -> Floats:
        across = (points - centre) / focal
        return np.concatenate([across, np.ones((*points.shape[:-1], 1))], axis=-1)

    at_ankle = rays(ankle) * distance[:, None]
    high = np.linalg.norm(hip - ankle, axis=-1) * distance / focal
    lean = np.degrees(np.arccos(np.minimum(high, 1.0)))
    nearer, farther = (-1.0, 1.0) if facing > 0 else (1.0, -1.0)
    at_knee = _on_sphere(rays(knee), at_ankle, lengths.shank / lengths.leg, nearer, lean)
    at_hip = _on_sphere(rays(hip), at_knee, lengths.thigh / lengths.leg, farther, lean)
    axes = np.array([float(facing), -1.0, -float(facing)])
    return at_hip * axes, at_knee * axes, at_ankle * axes


def _on_sphere(ray: Floats, centre: Floats, radius: float, end: float, lean_deg: Floats) -> Floats:
    """The point of each ray (..., 3) on the sphere around ``centre``; ``end`` -1 takes the near one, +1 the far one.

    A segment that leans towards that end by ``lean_deg`` (...), but less than one square to the ray does, is at the
    other one: a straight leg that the camera looks down or up at.
    """
    square = (ray * ray).sum(axis=-1)
    along = (ray * centre).sum(axis=-1)
    inside = along**2 - square * ((centre * centre).sum(axis=-1) - radius**2)
    square_on = along / square - centre[..., 2]
    leans_then = np.degrees(np.arcsin(np.clip(end * square_on / radius, -1.0, 1.0)))
    at = end * np.clip((lean_deg - leans_then) / ALIKE_WITHIN_DEG, -1.0, 1.0)
    reach = (along + at * np.sqrt(np.maximum(inside, 0.0))) / square
    point: Floats = ray * reach[..., None]
    return point


def turn(points: Floats, turned_deg: float) -> Floats:
    """Points (..., 3) from the camera's axes into those of a body turned by so much to its own right against them."""
    cosine, sine = np.cos(np.radians(turned_deg)), np.sin(np.radians(turned_deg))
    left, up, forward = points[..., 0], points[..., 1], points[..., 2]
    return np.stack([left * cosine + forward * sine, up, forward * cosine - left * sine], axis=-1)


def foot_seen(forefoot: Floats, toe: Floats) -> Foot:
    """Which of two points (T, 2, 2) px tells the foot's heading: the second metatarsal head, by which it is defined, if
    it is known about as often as the toe."""
    known = [np.isfinite(points).all(axis=-1).sum() for points in (forefoot, toe)]
    if known[1] == 0 < known[0]:
        return Foot("forefoot", MARKER_SHARE)
    tip: TipName = "forefoot" if known[0] > 0 and known[0] >= 0.5 * known[1] else "toe"
    return Foot(tip, FOOT_SHARE[tip])


def foot_heading_in_image(heel: Floats, tip: Floats, foot_px: float, size: tuple[int, int], facing: int) -> Floats:
    """Heading of each foot (T, 2) against the camera's axis from image points (T, 2, 2), deg, outward +.

    A foot that points along its line of sight shows no width; turned away from it, it shows its sine. ``foot_px``: its
    length, heel to ``tip``. The line of sight itself leaves the camera's axis by the tip's place in the picture.
    """
    lateral = facing * np.array([1.0, -1.0])
    across = lateral * (tip[..., 0] - heel[..., 0]) / foot_px
    sight = np.degrees(np.arctan2(lateral * facing * (tip[..., 0] - size[0] / 2), focal_px(size)))
    outward: Floats = np.degrees(np.arcsin(np.clip(across, -1.0, 1.0))) - sight
    return outward
