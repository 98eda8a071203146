"""How well a person can be seen in a picture: light and sharpness."""

from typing import Final

import numpy as np

from kneeline.core.recording import Floats
from kneeline.pixels.warp import Pixels

_REACH_PX: Final = 24  # an edge is followed this far to either side
_ROWS: Final = 64  # as many rows are read, evenly spread
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
    values = _rows(rgb, box)
    slope = np.abs(np.diff(values[:, _REACH_PX:-_REACH_PX], axis=1))
    if slope.size == 0:
        return float("nan")
    row, column = np.nonzero(slope >= max(float(np.quantile(slope, 1 - _STRONGEST)), 1.0))
    if len(row) == 0:
        return float("nan")
    near = values[row[:, None], column[:, None] + np.arange(2 * _REACH_PX + 2)]
    return float(np.median((near.max(axis=1) - near.min(axis=1)) / slope[row, column]))


def _rows(rgb: Pixels, box: Floats) -> Floats:
    """Some rows of the green channel inside the box."""
    height, width = rgb.shape[:2]
    left, right = (int(edge) for edge in np.clip((box[0], box[0] + box[2]), 0, width))
    top, bottom = (int(edge) for edge in np.clip((box[1], box[1] + box[3]), 0, height))
    step = max(1, (bottom - top) // _ROWS)
    return rgb[top:bottom:step, left:right, 1].astype(np.float64)
