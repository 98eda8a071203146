"""Measures of a person seen from the side: the front leg of a lunge."""

import numpy as np

from kneeline.core import angles
from kneeline.core.measurement import Facing
from kneeline.core.recording import Floats
from kneeline.measure.scale import KNEE_FRONT_SHARE
from kneeline.measure.series import LegSeries
from kneeline.measure.tracks import Tracks


def side_series(tracks: Tracks, facing: Facing, scale: float | None, height_cm: float | None) -> LegSeries:
    """Measures over time from the side; columns are (left, right) as always, whole-body ones hold the same in both."""
    forward = 1.0 if facing == "right" else -1.0
    hip, knee, ankle, heel, toe, shoulder = (
        tracks.joints[name] * np.array([forward, -1.0]) for name in ("hip", "knee", "ankle", "heel", "toe", "shoulder")
    )
    trunk = shoulder.mean(axis=1) - hip.mean(axis=1)
    shank = knee - ankle
    shank_px = np.linalg.norm(shank, axis=-1)
    values = {
        "shank_angle": np.degrees(np.arctan2(shank[..., 0], shank[..., 1])),
        "knee_flexion": angles.bend(hip, knee, ankle),
        "hip_flexion": 180 - angles.between(shoulder - hip, knee - hip),
        "heel_rise": 100 * (heel[..., 1] - toe[..., 1]) / shank_px,
        "trunk_flexion": np.repeat(np.degrees(np.arctan2(trunk[:, 0], trunk[:, 1]))[:, None], 2, axis=1),
        "weight_bearing_lunge_distance": _lunge_distance(knee, toe, scale, height_cm),
    }
    reasons = {name: np.where(np.isfinite(value), "", "not_seen").astype(object) for name, value in values.items()}
    if scale is None:
        reasons["weight_bearing_lunge_distance"][:] = "height_not_given"
    return LegSeries(values, reasons)


def _lunge_distance(knee: Floats, toe: Floats, scale: float | None, height_cm: float | None) -> Floats:
    """How far the skin in front of the knee is ahead of the big toe along the floor, cm."""
    if scale is None or height_cm is None:
        return np.full(knee.shape[:2], np.nan)
    ahead: Floats = (knee - toe)[..., 0] * scale + KNEE_FRONT_SHARE * height_cm
    return ahead
