"""Centimetres from a height the person gave, and the gaps between knees and ankles."""

import numpy as np

from kneeline.core.recording import Floats
from kneeline.measure.tracks import Tracks

STATURE_PER_EAR_TO_HEEL = 1.124
"""Stature over the image distance from the ears' to the heels' middle, on rendered people (SD 2.5 %)."""

GAPS = {"knee_gap": ("knee", 0.0744), "intermalleolar_gap": ("ankle", 0.0314)}
"""Gaps between the skin of both legs: at which joint, and both legs' inner halves there, joint centre to skin, as a
share of stature, on rendered people (SD 1.3 cm at knees, 0.7 at ankles)."""

LOWER_DOWN = {"knee_gap": 1.02, "intermalleolar_gap": 1.05}
"""Length of what one px shows at the knees and at the ankles over that of ``cm_per_px``: a camera at the height of a
table or a chest is nearer to the rest of the body (median of the rendered ``fit`` people)."""

KNEE_FRONT_SHARE = 0.030
"""Knee centre to the skin in front of it as a share of stature (our choice, from rendered people)."""


def cm_per_px(tracks: Tracks, height_cm: float) -> float | None:
    """Scale at the person, from ears to heels where they stand tallest; None where either is never known."""
    span = np.linalg.norm(tracks.middle("heel") - tracks.middle("ear"), axis=-1)
    if not np.isfinite(span).any():
        return None
    tallest = float(np.nanquantile(span, 0.9))
    return height_cm / (tallest * STATURE_PER_EAR_TO_HEEL)


def gap_of_skin(skin_gaps: Floats, name: str, scale: float) -> Floats:
    """A gap (T,) of ``GAPS``, cm, from skin to skin (T, 2) px as the leg network reads it; touching = 0."""
    return np.asarray(np.maximum(skin_gaps[:, [*GAPS].index(name)] * scale * LOWER_DOWN[name], 0.0))


def gap_of_usual_width(tracks: Tracks, name: str, scale: float, height_cm: float) -> Floats:
    """A gap (T,) of ``GAPS``, cm, of somebody whose joints are as wide as is usual; touching = 0."""
    joint, width = GAPS[name]
    across = tracks.joints[joint][..., 0]
    return np.asarray(np.maximum(0.0, np.abs(across[:, 0] - across[:, 1]) * scale - width * height_cm))
