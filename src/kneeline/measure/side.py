"""Measures of a person seen from the side: the front leg of a lunge."""

import numpy as np

from kneeline.core import angles
from kneeline.core.measurement import Facing
from kneeline.core.recording import Floats
from kneeline.core.skeleton import SIDES
from kneeline.measure.lift import focal_px
from kneeline.measure.scale import KNEE_FRONT_SHARE
from kneeline.measure.series import LegSeries
from kneeline.measure.tracks import Tracks

TOE_OUT_DEG = 5.0
"""How far a foot that is to point straight ahead is taken to point outwards: half of what feet do on average (our
choice; about 10 deg, Staheli 1985)."""


def side_series(tracks: Tracks, facing: Facing, scale: float | None, height_cm: float | None) -> LegSeries:
    """Measures over time from the side; columns are (left, right) as always, whole-body ones hold the same in both."""
    forward = 1.0 if facing == "right" else -1.0
    hip, knee, ankle, heel, toe, shoulder = (
        tracks.upright(name) * np.array([forward, -1.0]) for name in ("hip", "knee", "ankle", "heel", "toe", "shoulder")
    )
    middle = np.array(tracks.size) / 2 * np.array([forward, -1.0])
    trunk = shoulder.mean(axis=1) - hip.mean(axis=1)
    shank_px = np.linalg.norm(knee - ankle, axis=-1)
    focal = focal_px(tracks.size)
    values = {
        "shank_angle": _shank_angle((knee - middle) / focal, (ankle - middle) / focal, facing),
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


def _shank_angle(knee: Floats, ankle: Floats, facing: Facing) -> Floats:
    """(T, 2 sides) deg: how far each shank leans forward in the upright plane in which its foot points.

    knee, ankle (T, 2 sides, 2): forward and up from the picture's middle, in focal lengths of a level camera. That
    plane passes through the ankle; the knee lies where its ray meets it. A foot turned out brings the knee of the leg
    next to the camera nearer, and the perspective of a camera above it makes the shank look shorter.
    """
    nearer = np.where(np.array(SIDES) == facing, 1.0, -1.0) * np.sin(np.radians(TOE_OUT_DEG))
    ahead = (knee - ankle)[..., 0] / (np.cos(np.radians(TOE_OUT_DEG)) + knee[..., 0] * nearer)
    above = knee[..., 1] * (1 - ahead * nearer) - ankle[..., 1]
    angle: Floats = np.degrees(np.arctan2(ahead, above))
    return angle


def _lunge_distance(knee: Floats, toe: Floats, scale: float | None, height_cm: float | None) -> Floats:
    """How far the skin in front of the knee is ahead of the big toe along the floor, cm."""
    if scale is None or height_cm is None:
        return np.full(knee.shape[:2], np.nan)
    ahead: Floats = (knee - toe)[..., 0] * scale + KNEE_FRONT_SHARE * height_cm
    return ahead
