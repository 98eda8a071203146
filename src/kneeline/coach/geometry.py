"""The formulas of core.angles and measure.lift for one leg of one frame, in plain numbers.

Arrays of two points cost more to set up than to reckon with: these take a tenth of the time, and a test holds them to
the formulas they repeat. Image points are (x, y) px, y down; space points (left, up, forward). Degrees.
"""

import math
from typing import NamedTuple

from kneeline.measure.lift import ALIKE_WITHIN_DEG

Point = tuple[float, float]
Space = tuple[float, float, float]

apart = math.dist
"""Distance of two points."""

LATERAL = (1.0, -1.0)
"""Per side (left, right): the person's lateral direction along the axis to their left."""


class Leg(NamedTuple):
    """Hip, knee and ankle in space, in leg lengths."""

    hip: Space
    knee: Space
    ankle: Space


class Lens(NamedTuple):
    """The camera: focal length and centre of the picture, px."""

    focal: float
    x: float
    y: float


def turn_between(first: Point, second: Point) -> float:
    """Signed angle from ``first`` to ``second``, + from the first axis towards the second."""
    cross = first[0] * second[1] - first[1] * second[0]
    return math.degrees(math.atan2(cross, first[0] * second[0] + first[1] * second[1]))


def between(first: Space, second: Space) -> float:
    """Unsigned angle between two vectors, 0..180."""
    across = _cross(first, second)
    return math.degrees(math.atan2(math.hypot(*across), _dot(first, second)))


def less(first: Point, second: Point) -> Point:
    """``first`` minus ``second``."""
    return first[0] - second[0], first[1] - second[1]


def middle(pair: tuple[Point, Point]) -> Point:
    """Midway between two points."""
    return (pair[0][0] + pair[1][0]) / 2, (pair[0][1] + pair[1][1]) / 2


def frontal_projection_angle(side: int, hip: Point, knee: Point, ankle: Point, facing: int) -> float:
    """FPPA of one leg in the picture, valgus + (core.angles.fppa)."""
    thigh = (facing * (knee[0] - hip[0]), hip[1] - knee[1])
    shank = (facing * (ankle[0] - knee[0]), knee[1] - ankle[1])
    return LATERAL[side] * turn_between(thigh, shank)


def lift_leg(
    hip: Point, knee: Point, ankle: Point, lens: Lens, distance: float, thigh: float, shank: float, facing: int
) -> Leg:
    """One leg in space from its image (measure.lift.lift_legs). ``distance``, ``thigh``, ``shank`` in leg lengths."""
    focal, x, y = lens
    nearer = -1.0 if facing > 0 else 1.0
    lean = math.degrees(math.acos(min(apart(hip, ankle) * distance / focal, 1.0)))
    a = ((ankle[0] - x) / focal * distance, (ankle[1] - y) / focal * distance, distance)
    k = _on_sphere((knee[0] - x) / focal, (knee[1] - y) / focal, a, shank, nearer, lean)
    h = _on_sphere((hip[0] - x) / focal, (hip[1] - y) / focal, k, thigh, -nearer, lean)
    return Leg(
        (facing * h[0], -h[1], -facing * h[2]),
        (facing * k[0], -k[1], -facing * k[2]),
        (facing * a[0], -a[1], -facing * a[2]),
    )


def measured_leg(hips: tuple[Space, Space], knee: Space, ankle: Space, side: int) -> Leg:
    """One leg measured in space (y up), on the body's own level axes (core.angles.frontal_axes)."""
    x, z = hips[0][0] - hips[1][0], hips[0][2] - hips[1][2]
    length = math.hypot(x, z) or 1.0
    left_x, left_z = x / length, z / length

    def own(point: Space) -> Space:
        return point[0] * left_x + point[2] * left_z, point[1], point[2] * left_x - point[0] * left_z

    return Leg(own(hips[side]), own(knee), own(ankle))


def turned(leg: Leg, cosine: float, sine: float) -> Leg:
    """From the camera's axes into the body's (measure.lift.turn)."""
    h, k, a = leg
    return Leg(
        (h[0] * cosine + h[2] * sine, h[1], h[2] * cosine - h[0] * sine),
        (k[0] * cosine + k[2] * sine, k[1], k[2] * cosine - k[0] * sine),
        (a[0] * cosine + a[2] * sine, a[1], a[2] * cosine - a[0] * sine),
    )


def beside(leg: Leg) -> float:
    """How far the knee is beside the line from hip to ankle, along the left axis (measure.series)."""
    along = (leg.hip[1] - leg.knee[1]) / (leg.hip[1] - leg.ankle[1])
    return leg.knee[0] - (leg.hip[0] + along * (leg.ankle[0] - leg.hip[0]))


def bend(leg: Leg) -> float:
    """Angle between thigh and shank, 0 = straight (core.angles.bend)."""
    return between(_less(leg.knee, leg.hip), _less(leg.ankle, leg.knee))


def knee_heading(side: int, leg: Leg, offset: float) -> float:
    """Where the knee points in the floor plane, outward + (core.angles.knee_heading); ``offset``: how far the knee
    stands beside its line on the straight leg."""
    knee = (leg.knee[0] - offset, leg.knee[1], leg.knee[2])
    hinge = _cross(_less(leg.ankle, knee), _less(leg.hip, knee))
    return math.degrees(math.atan2(LATERAL[side] * -hinge[2], hinge[0]))


def _on_sphere(x: float, y: float, centre: Space, radius: float, end: float, lean: float) -> Space:
    """Where the ray (x, y, 1) from the camera meets a sphere, farther away (``end`` +1) or nearer (-1); a segment that
    leans by less than one square to the ray does is at the other end."""
    u, v, w = centre
    square, along = x * x + y * y + 1.0, x * u + y * v + w
    inside = along * along - square * (u * u + v * v + w * w - radius * radius)
    leans_then = math.degrees(math.asin(max(-1.0, min(end * (along / square - w) / radius, 1.0))))
    at = end * max(-1.0, min((lean - leans_then) / ALIKE_WITHIN_DEG, 1.0))
    far = (along + at * math.sqrt(inside)) / square if inside > 0.0 else along / square
    return x * far, y * far, far


def _less(first: Space, second: Space) -> Space:
    return first[0] - second[0], first[1] - second[1], first[2] - second[2]


def _dot(first: Space, second: Space) -> float:
    return first[0] * second[0] + first[1] * second[1] + first[2] * second[2]


def _cross(first: Space, second: Space) -> Space:
    return (
        first[1] * second[2] - first[2] * second[1],
        first[2] * second[0] - first[0] * second[2],
        first[0] * second[1] - first[1] * second[0],
    )
