"""Every measure over time, from calm tracks: image measures as they are, the others on the body's own planes."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from kneeline.core import angles
from kneeline.core.recording import Bools, Floats, Recording
from kneeline.core.skeleton import pair
from kneeline.measure import lift
from kneeline.measure.tracks import Tracks
from kneeline.measure.view import YAW_REFUSED
from kneeline.measure.yaw import Yaw

NEARLY_STRAIGHT = 20.0
"""Bend, deg, below which a hip-knee-ankle plane has no heading (design of the measure)."""

STRAIGHT = 15.0
"""Bend, deg, up to which a lifted leg counts as straight (our choice)."""

NOT_STRAIGHT = 25.0
"""Bend, deg, from which on it does not; in between the less, the more it bends (our choice)."""

STRAIGHTEST = 0.1
"""Share of the frames in which a leg that is never straight is as straight as it gets (our choice)."""

THIGH_SHORTENED = 0.35
"""Share of its standing length under which the thigh's image no longer shows an angle (design of the measure)."""


KNEE_ASIDE = 0.004
"""How much farther out our pose model puts the knee of a straight leg than that of a bent one, as a share of the leg:
on the rendered ``fit`` people, whose knees it would otherwise turn in by 1 to 3 deg (docs/method.md)."""


@dataclass(frozen=True)
class LegSeries:
    """Measures over time: values by name (T, 2), deg, % or ratio, and by name (T, 2) the code of why one is NaN."""

    values: Mapping[str, Floats]
    reasons: Mapping[str, np.ndarray]


def frontal_series(
    tracks: Tracks, recording: Recording, facing: int, yaw: Yaw, stance: tuple[int, ...], bends: bool
) -> LegSeries | None:
    """Measures of a person seen from the front (+1) or behind (-1); ``stance``: indices of the sides that stand.

    ``bends``: the movement bends the knees, so that a turned camera no longer shows the image FPPA that studies mean.
    None where no whole leg is ever known.
    """
    level = {name: tracks.upright(name) for name in ("hip", "knee", "ankle", "shoulder", "heel", "forefoot", "toe")}
    counted = np.zeros((len(tracks.time_s), 2), dtype=np.bool_)
    counted[:, list(stance)] = True
    remoteness = lift.remoteness_of_feet(level["ankle"], tracks.size, facing, yaw.lifting if len(stance) == 2 else 0.0)
    lengths = lift.segment_lengths(tracks.time_s, level["hip"], level["knee"], level["ankle"], counted, remoteness)
    if lengths is None:
        return None
    if recording.xyz is not None:
        legs = _measured_legs(recording)
    else:
        legs = _lifted_legs(level, lengths, tracks.size, facing, yaw.lifting, remoteness)
    aside = 0.0 if recording.source.kind in ("landmarks", "mocap") else KNEE_ASIDE
    values = (
        _image_values(tracks, facing) | _upright_values(level, facing, lengths, stance) | _space_values(legs, aside)
    )
    thigh = np.linalg.norm(level["knee"] - level["hip"], axis=-1) / lengths.thigh
    seen_turned = abs(yaw.told) > YAW_REFUSED and recording.xyz is None
    return _with_reasons(values, thigh, seen_turned, bends, legs.unit == "leg")


def _lifted_legs(
    image: Mapping[str, Floats],
    lengths: lift.SegmentLengths,
    size: tuple[int, int],
    facing: int,
    turned_deg: float,
    remoteness: Floats,
) -> lift.Legs:
    points = lift.lift_legs(image["hip"], image["knee"], image["ankle"], lengths, size, facing, remoteness)
    hip, knee, ankle = (lift.turn(each, turned_deg) for each in points)
    foot = lift.foot_seen(image["forefoot"], image["toe"])
    turned_out = lift.foot_heading_in_image(image["heel"], image[foot.tip], foot.share * lengths.leg, size, facing)
    return lift.Legs(hip, knee, ankle, turned_out + turned_deg * angles.LATERAL, "leg")


def _measured_legs(recording: Recording) -> lift.Legs:
    """Joints of motion capture in the body's own axes, frame by frame."""
    assert recording.xyz is not None
    points = {name: recording.xyz[:, pair(name)] for name in ("hip", "knee", "ankle", "heel", "forefoot", "toe")}
    left, forward = angles.frontal_axes(points["hip"][:, 0], points["hip"][:, 1])
    up = np.broadcast_to(np.array([0.0, 1.0, 0.0]), left.shape)
    axes = np.stack([left, up, forward], axis=1)
    tip = np.where(np.isfinite(points["forefoot"]), points["forefoot"], points["toe"])
    foot = angles.foot_heading(points["heel"], tip, left, forward)
    own = {name: np.einsum("tsc,tac->tsa", points[name], axes) for name in ("hip", "knee", "ankle")}
    return lift.Legs(own["hip"], own["knee"], own["ankle"], foot, "m")


def _image_values(tracks: Tracks, facing: int) -> dict[str, Floats]:
    """Angles between parts of the body in the picture as it is."""
    hip, knee, ankle = (angles.image_to_left_up(tracks.joints[name], facing) for name in ("hip", "knee", "ankle"))
    ratio = angles.separation_ratio(knee, ankle)
    return {
        "fppa": angles.frontal_projection_angle(hip, knee, ankle),
        "hip_adduction": angles.hip_adduction(hip, knee),
        "knee_ankle_separation_ratio": np.repeat(ratio[:, None], 2, axis=1),
    }


def _upright_values(
    level: Mapping[str, Floats], facing: int, lengths: lift.SegmentLengths, stance: tuple[int, ...]
) -> dict[str, Floats]:
    """What is held against vertical or level, in the picture as a level camera would have taken it."""
    hip, knee, ankle, shoulder, toe = (
        angles.image_to_left_up(level[name], facing) for name in ("hip", "knee", "ankle", "shoulder", "toe")
    )
    middle_hip, middle_ankle = hip.mean(axis=1), ankle[:, list(stance)].mean(axis=1)
    one_leg = angles.LATERAL[stance[0]] if len(stance) == 1 else 1.0
    whole = {
        "trunk_lean": one_leg * angles.lean_from_vertical(middle_hip, shoulder.mean(axis=1)),
        "pelvic_drop": (one_leg if len(stance) == 1 else -1.0) * angles.tilt_from_level(hip[:, 0], hip[:, 1]),
        "stance_width": (ankle[:, 0, 0] - ankle[:, 1, 0]) / np.abs(shoulder[:, 0, 0] - shoulder[:, 1, 0]),
        "pelvis_shift": 100 * (middle_hip[:, 0] - middle_ankle[:, 0]) / lengths.shank,
    }
    medial = -angles.LATERAL * (knee - toe)[..., 0]
    return {name: np.repeat(value[:, None], 2, axis=1) for name, value in whole.items()} | {
        "knee_over_toe_offset": 100 * medial / lengths.shank,
    }


def _space_values(legs: lift.Legs, aside: float) -> dict[str, Floats]:
    left = np.broadcast_to(np.array([1.0, 0.0, 0.0]), legs.hip[:, 0].shape)
    forward = np.broadcast_to(np.array([0.0, 0.0, 1.0]), left.shape)
    frontal = (legs.hip[..., :2], legs.knee[..., :2], legs.ankle[..., :2])
    knee = angles.knee_heading(legs.hip, legs.knee - _standing_offset(legs, aside), legs.ankle, left, forward)
    return {
        "knee_flexion": angles.bend(legs.hip, legs.knee, legs.ankle),
        "hip_knee_ankle_angle": angles.frontal_projection_angle(*frontal),
        "foot_progression_angle": legs.foot,
        "knee_in_angle": _steady(legs.foot) - knee,
    }


def _standing_offset(legs: lift.Legs, aside: float) -> Floats:
    """How far each knee stands beside its hip-ankle line on a straight leg (2 sides, 3), along the left axis.

    On a straight leg this is the leg's own build and the constant error of its landmarks, not where the knee points;
    bent by 30 degrees the same offset would turn the heading by about twice the angle. Taken off lifted legs only:
    joints that were measured in space have no such error, and the plane they span is used as it is. ``aside``: what
    of it, outward, is the pose model's way of seeing straight legs alone.
    """
    offset = np.zeros((2, 3))
    if legs.unit != "leg":
        return offset
    bend = angles.bend(legs.hip, legs.knee, legs.ankle)
    along = (legs.hip[..., 1] - legs.knee[..., 1]) / (legs.hip[..., 1] - legs.ankle[..., 1])
    beside = legs.knee[..., 0] - (legs.hip[..., 0] + along * (legs.ankle[..., 0] - legs.hip[..., 0]))
    for side in (0, 1):
        known = bend[np.isfinite(bend[:, side]), side]
        if len(known):
            most = max(STRAIGHT, float(np.quantile(known, STRAIGHTEST)))
            counts = float(np.clip((NOT_STRAIGHT - most) / (NOT_STRAIGHT - STRAIGHT), 0.0, 1.0))
            seen = float(np.median(beside[bend[:, side] <= most, side]))
            offset[side, 0] = counts * (seen - angles.LATERAL[side] * aside)
    return offset


def _steady(foot: Floats) -> Floats:
    """A foot that stands keeps its heading: its median over the recording (T, 2)."""
    if len(foot) == 1:
        return foot
    known = np.isfinite(foot).any(axis=0)
    steady = np.full(foot.shape, np.nan)
    steady[:, known] = np.nanmedian(foot[:, known], axis=0)
    return steady


def _with_reasons(
    values: dict[str, Floats], thigh_share: Floats, seen_turned: bool, bends: bool, lifted: bool
) -> LegSeries:
    """Blank what the view or the posture does not show, each with its reason."""
    towards = thigh_share < THIGH_SHORTENED
    bent = values["knee_flexion"] >= NEARLY_STRAIGHT
    away = np.full(bent.shape, seen_turned)
    rules: list[tuple[str, Bools, str]] = [
        ("fppa", towards, "thigh_towards_camera"),
        ("fppa", away & bent & bends, "turned_away"),
        ("hip_knee_ankle_angle", towards & lifted, "thigh_towards_camera"),
        ("knee_in_angle", ~bent, "leg_nearly_straight"),
        ("knee_in_angle", away, "turned_away"),
        ("hip_knee_ankle_angle", away, "turned_away"),
    ]
    reasons = {name: np.where(np.isfinite(value), "", "not_seen").astype(object) for name, value in values.items()}
    for name, mask, code in rules:
        hidden = mask & np.isfinite(values[name])
        values[name] = np.where(mask, np.nan, values[name])
        reasons[name][hidden] = code
    return LegSeries(values, reasons)
