"""How well a person can be seen in a picture: light and sharpness."""

from typing import Final

import numpy as np

from kneeline.core.recording import Floats
from kneeline.pixels.warp import Pixels

_REACH_PX: Final = 24  # an edge is followed this far to either side
_ROW_STEP: Final = 4
_STRONGEST: Final = 0.01  # share of the pixels that count as edges
_LUMA: Final = (0.299, 0.587, 0.114)  # ITU-R BT.601


def light(crop: Pixels) -> float:
    """Mean brightness 0..1 of a person's crop (H, W, 3)."""
    return float(crop.reshape(-1, 3).mean(axis=0) @ _LUMA / 255)


def sharpness(rgb: Pixels, box: Floats) -> float:
    """Width in px over which upright edges rise inside a box (4,): x, y, width, height px; NaN without an edge.

    At the steepest one in a hundred pixels: the contrast nearby divided by the slope there (after Marziliano et al.
    2002). A sharp picture gives about 2 px.
    """
    values = _window(rgb, box)
    if values.shape[0] == 0 or values.shape[1] < 2 * _REACH_PX:
        return float("nan")
    slope = np.abs(np.diff(values, axis=1))
    steep = slope > max(float(np.quantile(slope, 1 - _STRONGEST)), 1.0)
    if not steep.any():
        return float("nan")
    return float(np.median(_contrast(values)[:, :-1][steep] / slope[steep]))


def _window(rgb: Pixels, box: Floats) -> Floats:
    """Every fourth row of the green channel inside the box."""
    height, width = rgb.shape[:2]
    left, right = (int(edge) for edge in np.clip((box[0], box[0] + box[2]), 0, width))
    top, bottom = (int(edge) for edge in np.clip((box[1], box[1] + box[3]), 0, height))
    return rgb[top:bottom:_ROW_STEP, left:right, 1].astype(np.float64)


def _contrast(values: Floats) -> Floats:
    """Highest minus lowest value of the same row within reach."""
    from scipy.ndimage import maximum_filter1d, minimum_filter1d

    size = 2 * _REACH_PX + 1
    contrast: Floats = maximum_filter1d(values, size, axis=1) - minimum_filter1d(values, size, axis=1)
    return contrast
