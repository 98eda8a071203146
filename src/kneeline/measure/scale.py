"""Centimetres from a height the person gave, and the gaps between knees and ankles."""

import numpy as np

from kneeline.core.recording import Floats
from kneeline.measure.tracks import Tracks

STATURE_PER_EAR_TO_HEEL = 1.124
"""Stature over the image distance from the ears' to the heels' middle, on rendered people (SD 2.5 %)."""

KNEE_WIDTH_SHARE = 0.0744
"""Both knees' inner halves, joint centre to skin, as a share of stature, on rendered people (SD 1.3 cm)."""

ANKLE_WIDTH_SHARE = 0.0314
"""Both ankles' inner halves, joint centre to skin, as a share of stature, on rendered people (SD 0.7 cm)."""

KNEE_FRONT_SHARE = 0.030
"""Knee centre to the skin in front of it as a share of stature (our choice, from rendered people)."""


def cm_per_px(tracks: Tracks, height_cm: float) -> float | None:
    """Scale at the person, from ears to heels where they stand tallest; None where either is never known."""
    span = np.linalg.norm(tracks.middle("heel") - tracks.middle("ear"), axis=-1)
    if not np.isfinite(span).any():
        return None
    tallest = float(np.nanquantile(span, 0.9))
    return height_cm / (tallest * STATURE_PER_EAR_TO_HEEL)


def gap_cm(points: Floats, scale: float, width_share: float, height_cm: float) -> Floats:
    """Gap (T,) between the skin of both legs at a pair of joints (T, 2 sides, 2 px), cm; touching = 0."""
    apart = np.abs(points[:, 0, 0] - points[:, 1, 0]) * scale
    gap: Floats = np.where(np.isfinite(apart), np.maximum(0.0, apart - width_share * height_cm), np.nan)
    return gap
