"""How well a person can be seen in a picture: light, sharpness, grain, and the squares of hard compression."""

from typing import Final

import numpy as np

from kneeline.core.recording import Floats
from kneeline.pixels.warp import Pixels

_REACH_PX: Final = 24  # an edge is followed this far to either side
_ROWS: Final = 64  # as many rows are read, evenly spread
_STRONGEST: Final = 0.01  # share of the pixels that count as edges
_SAMPLES: Final = 24
_OVER_HIPS, _PAST_BODY = 1.3, 2.2  # lengths of lines, in distances of the hips
_FLAT_OVER_HIPS, _FLAT_PAST_BODY = 1.2, 3.0  # SD in levels of 0..255
_BLOCK_PX: Final = 8  # side of the squares that JPEG compresses one by one
_LEAST_STEP: Final = 0.05  # levels; between columns of a picture without any texture
_SD_OF_MEDIAN: Final = 1.4826  # SD of a normal error over its median size
_EDGE: Final = 12.0  # levels; larger steps belong to the picture, not to its squares
_LUMA: Final = (0.299, 0.587, 0.114)  # ITU-R BT.601


def light(crop: Pixels) -> float:
    """Mean brightness 0..1 of a person's crop (H, W, 3)."""
    return float(crop.reshape(-1, 3).mean(axis=0) @ _LUMA / 255)


def covered(crop: Pixels, hips: Floats) -> bool:
    """True where something flat lies over both hips (2, 2), x, y in px of a crop (H, W, 3): the pose model sees hips
    through a table or a board with full belief.

    The colour along the hips' line, and along one twice as long that leaves the body on both sides, is more even than
    clothes, skin and a room ever are (least SD on rendered people 1.8 and 5.5 levels; our choice of limits).
    """
    return (
        _unevenness(crop, hips, _OVER_HIPS) < _FLAT_OVER_HIPS or _unevenness(crop, hips, _PAST_BODY) < _FLAT_PAST_BODY
    )


def _unevenness(crop: Pixels, hips: Floats, reach: float) -> float:
    """SD of the colour, levels, along lines ``reach`` times as long as the hips' own: the middle one of three."""
    along, apart = (hips[0] - hips[1]) / 2 * reach, float(np.linalg.norm(hips[0] - hips[1]))
    line = hips.mean(axis=0) + np.linspace(-1, 1, _SAMPLES)[:, None] * along
    edge = np.array(crop.shape[1::-1]) - 1
    spread = []
    for shift in (-0.1, 0.0, 0.1):
        x, y = np.clip(np.rint(line + np.array([0.0, shift * apart])), 0, edge).astype(np.int64).T
        spread.append(float(crop[y, x].astype(np.float64).std(axis=0).max()))
    return float(np.median(spread))


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


def grain(rgb: Pixels, box: Floats) -> float:
    """SD of the noise inside a box (4,): x, y, width, height px, in levels of 0..255; NaN where the box holds nothing.

    From the median size of second differences along rows, which edges hardly change (after Immerkær 1996).
    """
    values = _rows(rgb, box)
    bends = np.abs(values[:, :-2] - 2 * values[:, 1:-1] + values[:, 2:])
    return float(_SD_OF_MEDIAN * np.median(bends) / np.sqrt(6)) if bends.size else float("nan")


def blockiness(rgb: Pixels, box: Floats) -> float:
    """How much larger steps between columns are every 8 px than elsewhere inside a box (4,): 1 in a picture that was
    not compressed, 1.2-1.9 in an ordinary JPEG, over 2 where its squares can be seen; NaN without enough columns.
    """
    values = _rows(rgb, box)
    steps = np.minimum(np.abs(np.diff(values, axis=1)), _EDGE)
    if values.shape[0] == 0 or steps.shape[1] < 2 * _BLOCK_PX:
        return float("nan")
    by_column = np.array([steps[:, first::_BLOCK_PX].mean() for first in range(_BLOCK_PX)])
    return float(by_column.max() / max(float(np.median(by_column)), _LEAST_STEP))


def _rows(rgb: Pixels, box: Floats) -> Floats:
    """Some rows of the green channel inside the box."""
    height, width = rgb.shape[:2]
    left, right = (int(edge) for edge in np.clip((box[0], box[0] + box[2]), 0, width))
    top, bottom = (int(edge) for edge in np.clip((box[1], box[1] + box[3]), 0, height))
    step = max(1, (bottom - top) // _ROWS)
    return rgb[top:bottom:step, left:right, 1].astype(np.float64)
