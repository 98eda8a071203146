"""The figure's volumes as rounded blobs that melt into each other, per segment of the right side.

Metres of the reference figure (1.75 m, neither female nor male), in each segment's own frame: X front, Y up, Z to the
right. Widths and depths are those of an adult between the female and male medians of ANSUR II (Gordon et al. 2014):
chest 0.29 x 0.23, waist 0.27 x 0.20, hips 0.35 x 0.23, thigh 0.17, calf 0.115, foot 0.27 x 0.098 m.
"""

from dataclasses import dataclass
from typing import Final

from kneeline.body.anthropometry import ANKLE_HEIGHT, FOREARM, SHANK, THIGH, UPPER_ARM

Point = tuple[float, float, float]


@dataclass(frozen=True)
class Blob:
    """A cone with round ends from ``start`` to ``end``; ``flat`` widens it along X and Z; ``blend`` is how far it
    melts into what came before, m."""

    start: Point
    end: Point
    radius_start: float
    radius_end: float
    flat: tuple[float, float] = (1.0, 1.0)
    blend: float = 0.02


@dataclass(frozen=True)
class Volume:
    """One closed surface: ``blobs`` melted together, cut by the plane ``floor`` (y) where there is one.

    The mesh is cast from the line ``axis``: ``around`` x (``along`` + two caps of ``cap``) points; its shading is
    evened out over ``even`` m to either side, so that no ripples show where blobs meet.
    """

    blobs: tuple[Blob, ...]
    axis: tuple[Point, Point]
    around: int = 16
    along: int = 9
    cap: int = 3
    floor: float | None = None
    even: float = 0.003


def _ball(at: Point, radius: float, flat: tuple[float, float] = (1.0, 1.0), blend: float = 0.02) -> Blob:
    return Blob(at, at, radius, radius, flat, blend)


def _pair(start: Point, end: Point, radius_start: float, radius_end: float, blend: float = 0.05) -> tuple[Blob, Blob]:
    """The same on the left and on the right of a middle segment."""
    left = [(x, y, -z) for x, y, z in (start, end)]
    return (
        Blob(left[0], left[1], radius_start, radius_end, blend=blend),
        Blob(start, end, radius_start, radius_end, blend=blend),
    )


_SOLE: Final = -ANKLE_HEIGHT

VOLUMES: Final[dict[str, tuple[Volume, ...]]] = {
    "pelvis": (
        Volume(
            (
                *_pair((0.004, 0.075, 0.062), (-0.004, 0.010, 0.084), 0.074, 0.083),
                Blob((0.018, 0.075, 0.0), (0.014, 0.000, 0.0), 0.086, 0.080, blend=0.05),
                Blob((-0.040, 0.070, 0.0), (-0.036, 0.010, 0.0), 0.074, 0.076, blend=0.04),
                *_pair((-0.052, -0.010, 0.068), (-0.050, -0.024, 0.068), 0.081, 0.080, 0.02),
                *_pair((-0.002, 0.125, 0.048), (0.002, 0.075, 0.058), 0.066, 0.074, 0.05),
                Blob((-0.004, -0.040, 0.0), (0.010, 0.010, 0.0), 0.056, 0.074, blend=0.04),
            ),
            ((-0.018, 0.000, 0.0), (-0.012, 0.110, 0.0)),
            around=22,
            along=6,
            cap=4,
            even=0.014,
        ),
    ),
    "abdomen": (
        Volume(
            (
                *_pair((0.010, -0.040, 0.056), (0.018, 0.070, 0.045), 0.076, 0.082),
                *_pair((0.018, 0.070, 0.045), (0.018, 0.190, 0.050), 0.082, 0.083, 0.02),
                Blob((0.024, -0.030, 0.0), (0.028, 0.070, 0.0), 0.080, 0.084, blend=0.05),
                Blob((0.028, 0.070, 0.0), (0.018, 0.190, 0.0), 0.084, 0.086, blend=0.02),
                Blob((-0.008, 0.000, 0.0), (-0.004, 0.190, 0.0), 0.076, 0.082, blend=0.03),
            ),
            ((0.010, -0.020, 0.0), (0.016, 0.190, 0.0)),
            around=22,
            along=6,
            cap=3,
            even=0.018,
        ),
    ),
    "thorax": (
        Volume(
            (
                *_pair((0.018, -0.010, 0.050), (0.010, 0.175, 0.066), 0.084, 0.094),
                Blob((0.024, 0.010, 0.0), (0.016, 0.170, 0.0), 0.086, 0.094, blend=0.05),
                *_pair((-0.016, 0.090, 0.060), (-0.022, 0.190, 0.070), 0.072, 0.066, 0.03),
                Blob((-0.018, 0.100, 0.0), (-0.028, 0.190, 0.0), 0.078, 0.080, blend=0.03),
                *_pair((0.006, 0.190, 0.080), (0.006, 0.198, 0.146), 0.066, 0.050, 0.05),
                *_pair((-0.010, 0.262, 0.010), (0.000, 0.216, 0.145), 0.050, 0.038, 0.04),
                Blob((-0.020, 0.200, 0.0), (0.004, 0.295, 0.0), 0.076, 0.054, blend=0.04),
            ),
            ((0.010, 0.010, 0.0), (0.004, 0.215, 0.0)),
            around=24,
            along=10,
            cap=4,
            even=0.018,
        ),
    ),
    "head": (
        Volume(
            (Blob((-0.004, -0.030, 0.0), (0.012, 0.100, 0.0), 0.062, 0.056, (1.0, 0.98)),),
            ((-0.002, -0.030, 0.0), (0.012, 0.090, 0.0)),
            around=16,
            along=4,
            cap=3,
        ),
        Volume(
            (
                Blob((0.014, 0.170, 0.0), (0.022, 0.180, 0.0), 0.089, 0.085, (1.0, 0.87)),
                Blob((0.040, 0.172, 0.0), (0.058, 0.100, 0.0), 0.070, 0.046, (1.0, 0.92), 0.05),
                Blob((0.016, 0.104, 0.040), (0.070, 0.068, 0.012), 0.032, 0.025, (1.0, 1.0), 0.04),
                Blob((0.016, 0.104, -0.040), (0.070, 0.068, -0.012), 0.032, 0.025, (1.0, 1.0), 0.04),
                Blob((0.096, 0.156, 0.0), (0.112, 0.124, 0.0), 0.010, 0.011, (1.0, 0.9), 0.025),
                Blob((0.000, 0.156, -0.074), (0.000, 0.156, 0.074), 0.014, 0.014, (1.0, 1.0), 0.012),
                Blob((0.002, 0.134, -0.068), (0.002, 0.134, 0.068), 0.010, 0.010, (1.0, 1.0), 0.012),
            ),
            ((0.030, 0.100, 0.0), (0.014, 0.180, 0.0)),
            around=20,
            along=8,
            cap=5,
            even=0.007,
        ),
    ),
    "thigh": (
        Volume(
            (
                Blob((0.0, -0.002, 0.0), (0.0, -0.26, -0.004), 0.084, 0.067, (1.0, 0.99)),
                Blob((0.0, -0.20, -0.006), (0.002, -THIGH, 0.0), 0.069, 0.053, (1.0, 0.98), 0.012),
                Blob((0.018, -0.10, 0.004), (0.018, -0.31, 0.002), 0.063, 0.048, (1.0, 1.0), 0.02),
                Blob((-0.020, -0.14, -0.004), (-0.012, -0.30, -0.004), 0.055, 0.048, (1.0, 1.0), 0.02),
                _ball((0.012, -THIGH + 0.004, 0.0), 0.046, (1.0, 0.92), 0.02),
            ),
            ((0.0, -0.005, -0.004), (0.002, -THIGH, 0.0)),
            along=10,
            even=0.01,
        ),
    ),
    "shank": (
        Volume(
            (
                Blob((0.002, 0.0, 0.0), (0.000, -0.14, 0.0), 0.0525, 0.044, (1.0, 0.98)),
                Blob((0.002, -0.12, 0.0), (0.0, -SHANK, 0.0), 0.045, 0.033, (1.0, 0.97), 0.01),
                Blob((-0.026, -0.075, -0.014), (-0.022, -0.175, -0.010), 0.041, 0.038, (1.0, 1.0), 0.03),
                Blob((-0.024, -0.080, 0.016), (-0.018, -0.160, 0.012), 0.037, 0.034, (1.0, 1.0), 0.03),
                Blob((-0.014, -0.20, 0.0), (-0.022, -SHANK + 0.01, 0.0), 0.034, 0.016, (1.0, 1.0), 0.03),
                _ball((0.0, -SHANK + 0.004, 0.024), 0.014, (1.0, 1.0), 0.014),
                _ball((0.004, -SHANK + 0.012, -0.024), 0.014, (1.0, 1.0), 0.014),
            ),
            ((0.0, 0.0, 0.0), (0.0, -SHANK, 0.0)),
            along=11,
            even=0.008,
        ),
    ),
    "foot": (
        Volume(
            (
                Blob((-0.020, -0.036, 0.0), (-0.012, -0.020, 0.0), 0.036, 0.036, (1.0, 0.90)),
                Blob((0.004, 0.0, 0.0), (0.050, -0.030, -0.004), 0.036, 0.034, (1.0, 1.0), 0.03),
                Blob((0.050, -0.030, -0.006), (0.128, -0.050, -0.006), 0.034, 0.020, (1.0, 1.25), 0.025),
                Blob((0.090, -0.048, -0.024), (0.130, -0.049, -0.026), 0.020, 0.021, (1.0, 1.0), 0.02),
                Blob((0.000, -0.050, 0.014), (0.122, -0.054, 0.030), 0.020, 0.015, (1.0, 1.0), 0.02),
            ),
            ((-0.020, -0.040, 0.0), (0.122, -0.048, 0.0)),
            around=14,
            along=9,
            cap=3,
            floor=_SOLE,
            even=0.004,
        ),
    ),
    "forefoot": (
        Volume(
            (
                Blob((-0.006, -0.002, -0.014), (0.000, -0.003, 0.026), 0.018, 0.0155, (1.0, 1.0)),
                Blob((0.020, -0.006, -0.010), (0.014, -0.006, 0.024), 0.0145, 0.013, (1.0, 1.0), 0.012),
                Blob((0.016, -0.006, -0.012), (0.064, -0.0080, -0.008), 0.013, 0.0105, (1.0, 1.0), 0.006),
                Blob((0.014, -0.006, 0.002), (0.056, -0.0085, 0.005), 0.012, 0.0098, (1.0, 1.0), 0.006),
                Blob((0.012, -0.006, 0.014), (0.046, -0.0090, 0.017), 0.0115, 0.0092, (1.0, 1.0), 0.006),
                Blob((0.006, -0.006, 0.025), (0.034, -0.0095, 0.028), 0.011, 0.0088, (1.0, 1.0), 0.006),
            ),
            ((0.000, -0.006, 0.008), (0.040, -0.008, 0.008)),
            around=16,
            along=6,
            cap=3,
            floor=_SOLE + 0.050,
            even=0.002,
        ),
    ),
    "big_toe": (
        Volume(
            (
                Blob((-0.008, 0.000, 0.002), (0.030, -0.005, 0.004), 0.0205, 0.014, (1.0, 1.0)),
                Blob((0.030, -0.005, 0.004), (0.060, -0.0065, 0.006), 0.014, 0.0135, (1.0, 1.05), 0.01),
            ),
            ((-0.004, -0.002, 0.002), (0.058, -0.006, 0.006)),
            around=12,
            along=5,
            cap=3,
            floor=_SOLE + 0.048,
            even=0.002,
        ),
    ),
    "upper_arm": (
        Volume(
            (
                Blob((0.0, 0.000, 0.002), (0.0, -0.11, 0.005), 0.053, 0.046, (1.0, 0.97)),
                Blob((0.0, -0.10, 0.004), (0.0, -UPPER_ARM, 0.0), 0.045, 0.037, (1.0, 0.97), 0.01),
                Blob((0.010, -0.12, 0.0), (0.008, -0.21, 0.0), 0.037, 0.032, (1.0, 1.0), 0.01),
            ),
            ((0.0, 0.0, 0.0), (0.0, -UPPER_ARM, 0.0)),
            around=12,
            along=7,
            even=0.008,
        ),
    ),
    "forearm": (
        Volume(
            (
                Blob((0.0, 0.0, 0.0), (0.002, -0.09, 0.0), 0.037, 0.039, (1.0, 1.0)),
                Blob((0.002, -0.08, 0.0), (0.0, -FOREARM, 0.0), 0.039, 0.0255, (1.0, 0.92), 0.01),
            ),
            ((0.0, 0.0, 0.0), (0.0, -FOREARM, 0.0)),
            around=12,
            along=7,
            even=0.006,
        ),
    ),
    "hand": (
        Volume(
            (
                Blob((0.0, 0.0, 0.0), (0.002, -0.045, 0.0), 0.0235, 0.030, (1.12, 0.64)),
                Blob((0.003, -0.045, 0.0), (0.000, -0.090, -0.002), 0.030, 0.029, (1.26, 0.54), 0.008),
                Blob((0.000, -0.090, -0.002), (0.002, -0.145, -0.012), 0.025, 0.019, (1.40, 0.55), 0.008),
                Blob((0.002, -0.140, -0.011), (0.003, -0.168, -0.018), 0.017, 0.0145, (1.30, 0.62), 0.012),
            ),
            ((0.001, -0.010, 0.0), (0.002, -0.155, -0.012)),
            around=14,
            along=8,
            cap=3,
        ),
        Volume(
            (
                Blob((0.014, -0.028, -0.004), (0.040, -0.062, -0.014), 0.0185, 0.0145, (1.0, 0.9)),
                Blob((0.040, -0.062, -0.014), (0.049, -0.100, -0.018), 0.0140, 0.0105, (1.0, 0.95), 0.01),
            ),
            ((0.018, -0.034, -0.006), (0.048, -0.096, -0.018)),
            around=10,
            along=5,
            cap=3,
        ),
    ),
}
"""What each segment is made of; a left twin is its mirror image."""

SEAMS: Final = {"abdomen": 0.05, "thorax": 0.05, "head": 0.025, "thigh": 0.035, "shank": 0.02, "foot": 0.02} | {
    "forefoot": 0.012,
    "big_toe": 0.010,
    "upper_arm": 0.025,
    "forearm": 0.018,
    "hand": 0.010,
}
"""How far from where it meets its parent a segment's shading takes on the parent's, m: neutral standing shows no
seams, and a bend none but its own crease."""
