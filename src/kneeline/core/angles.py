"""Angles of the leg as functions of given coordinates. One function a measure, vectorised over any leading axes.

Image points are px from the upper left corner (y down); space points are metres with y up. A side axis, where there
is one, is (left, right) and the second to last axis of points. Signs are kneeline's: valgus +, adduction +,
toe-out +, inward +, forward +. All results are degrees.
"""

import numpy as np

from kneeline.core.recording import Floats

LATERAL = np.array([1.0, -1.0])
"""Per side (left, right): the person's lateral direction along the axis that points to the person's left."""


def signed_angle(first: Floats, second: Floats) -> Floats:
    """Angle (...,) from ``first`` to ``second`` (..., 2), + from the first axis towards the second."""
    cross = first[..., 0] * second[..., 1] - first[..., 1] * second[..., 0]
    angle: Floats = np.degrees(np.arctan2(cross, (first * second).sum(axis=-1)))
    return angle


def between(first: Floats, second: Floats) -> Floats:
    """Unsigned angle (...,), 0..180, between vectors (..., n); exact near 0 and 180 (Kahan 2006)."""
    a = first / np.linalg.norm(first, axis=-1, keepdims=True)
    b = second / np.linalg.norm(second, axis=-1, keepdims=True)
    angle: Floats = np.degrees(2 * np.arctan2(np.linalg.norm(a - b, axis=-1), np.linalg.norm(a + b, axis=-1)))
    return angle


def image_to_left_up(points: Floats, facing: int) -> Floats:
    """Image points (..., 2) as (towards the person's left, up). ``facing``: +1 seen from the front, -1 from behind."""
    turned: Floats = points * np.array([float(facing), -1.0])
    return turned


def frontal_projection_angle(hip: Floats, knee: Floats, ankle: Floats) -> Floats:
    """Angle between thigh and shank (..., 2 sides) of points (..., 2 sides, 2) given as (left, up); valgus +.

    With image points this is the FPPA (Willson & Davis 2008; Munro, Herrington & Carolan 2012); with points on the
    body's own frontal plane it is the hip-knee-ankle angle. 0 = straight, knee towards the midline = +.
    """
    angle: Floats = LATERAL * signed_angle(knee - hip, ankle - knee)
    return angle


def fppa(hip: Floats, knee: Floats, ankle: Floats, facing: int) -> Floats:
    """Frontal-plane projection angle (..., 2) from image points (..., 2 sides, 2) px; valgus +."""
    return frontal_projection_angle(*(image_to_left_up(points, facing) for points in (hip, knee, ankle)))


def bend(hip: Floats, knee: Floats, ankle: Floats) -> Floats:
    """Angle (...,) between thigh and shank, 0 = straight: knee flexion where the points lie in space or are seen
    from the side."""
    return between(knee - hip, ankle - knee)


def frontal_axes(left_hip: Floats, right_hip: Floats) -> tuple[Floats, Floats]:
    """The body's level axes (..., 3) in space: towards the person's left, and forward, from the hips' line made level.

    Source: design of the measure (frontal plane = vertical x the pelvis's left-right axis made horizontal).
    """
    left = (left_hip - right_hip) * np.array([1.0, 0.0, 1.0])
    left = left / np.linalg.norm(left, axis=-1, keepdims=True)
    forward = np.cross(left, np.array([0.0, 1.0, 0.0]))
    return left, forward


def on_frontal_plane(points: Floats, left: Floats) -> Floats:
    """Space points (..., 2 sides, 3) as (left, up) on the frontal plane of axis ``left`` (..., 3)."""
    across = (points * left[..., None, :]).sum(axis=-1)
    return np.stack([across, points[..., 1]], axis=-1)


def heading(across_left: Floats, forward: Floats) -> Floats:
    """Direction in the floor plane (..., 2 sides) from its parts along the body's axes; outward (toe-out) +."""
    outward: Floats = np.degrees(np.arctan2(LATERAL * across_left, forward))
    return outward


def knee_heading(hip: Floats, knee: Floats, ankle: Floats, left: Floats, forward: Floats) -> Floats:
    """Where the knee points in the floor plane (..., 2 sides); outward +. Points (..., 2 sides, 3), axes (..., 3).

    The knee's hinge is taken as the normal of the hip-knee-ankle plane; the heading is the level direction
    perpendicular to the hinge. Meaningless on a straight leg, whose plane is undefined.
    """
    hinge = np.cross(ankle - knee, hip - knee)  # towards the person's left on a knee bent forwards
    hinge_left = (hinge * left[..., None, :]).sum(axis=-1)
    hinge_forward = (hinge * forward[..., None, :]).sum(axis=-1)
    return heading(-hinge_forward, hinge_left)


def foot_heading(heel: Floats, forefoot: Floats, left: Floats, forward: Floats) -> Floats:
    """Heel to second metatarsal in the floor plane (..., 2 sides), toe-out +. Points (..., 2 sides, 3)."""
    foot = forefoot - heel
    return heading((foot * left[..., None, :]).sum(axis=-1), (foot * forward[..., None, :]).sum(axis=-1))


def tilt_from_level(left_point: Floats, right_point: Floats) -> Floats:
    """Tilt (...,) of the line between two points (..., 2) given as (left, up); + = the left one is higher."""
    line = left_point - right_point
    angle: Floats = np.degrees(np.arctan2(line[..., 1], line[..., 0]))
    return angle


def lean_from_vertical(lower: Floats, upper: Floats) -> Floats:
    """Lean (...,) of the line from ``lower`` to ``upper`` (..., 2) given as (left, up); + = towards the left."""
    line = upper - lower
    angle: Floats = np.degrees(np.arctan2(line[..., 0], line[..., 1]))
    return angle


def hip_adduction(hip: Floats, knee: Floats) -> Floats:
    """Angle (..., 2) of each thigh against the perpendicular of the hips' line; points (..., 2 sides, 2) as (left, up);
    + = towards the midline (the two-dimensional hip angle of Dingenen et al. 2014, as its difference from 90°)."""
    hips = hip[..., 0, :] - hip[..., 1, :]
    down = np.stack([hips[..., 1], -hips[..., 0]], axis=-1)
    return LATERAL * signed_angle(knee - hip, np.broadcast_to(down[..., None, :], hip.shape))


def separation_ratio(knee: Floats, ankle: Floats) -> Floats:
    """Knee distance over ankle distance (...,) along the left axis, from (..., 2 sides, 2); < 1 = knees closer
    (Mizner et al. 2012)."""
    ratio: Floats = (knee[..., 0, 0] - knee[..., 1, 0]) / (ankle[..., 0, 0] - ankle[..., 1, 0])
    return ratio
