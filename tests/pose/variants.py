"""The pictures on which our landmarks are held against mediapipe's, made the same way on both sides.

Knows only numpy: the oracle's environment reads it too.
"""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]


def as_is(picture: Picture) -> Picture:
    return picture


def doubled(picture: Picture) -> Picture:
    """Every pixel as two by two."""
    return picture.repeat(2, axis=0).repeat(2, axis=1)


def mirrored(picture: Picture) -> Picture:
    return np.ascontiguousarray(picture[:, ::-1])


def tilted(picture: Picture) -> Picture:
    """Turned by ten degrees about its centre; corners are grey."""
    height, width = picture.shape[:2]
    angle = np.radians(10)
    y, x = np.mgrid[:height, :width]
    across, down = x - width / 2, y - height / 2
    column = np.floor(np.cos(angle) * across + np.sin(angle) * down + width / 2).astype(np.int64)
    row = np.floor(np.cos(angle) * down - np.sin(angle) * across + height / 2).astype(np.int64)
    inside = (column >= 0) & (column < width) & (row >= 0) & (row < height)
    turned = picture[np.clip(row, 0, height - 1), np.clip(column, 0, width - 1)]
    return np.where(inside[:, :, None], turned, 128).astype(np.uint8)


def wide(picture: Picture) -> Picture:
    """Off the middle of a picture as wide as 16:9."""
    height, width = picture.shape[:2]
    page = np.full((height, height * 16 // 9, 3), 128, dtype=np.uint8)
    page[:, width // 2 : width // 2 + width] = picture
    return page


VARIANTS: Final[dict[str, Callable[[Picture], Picture]]] = {
    "as is": as_is,
    "doubled": doubled,
    "mirrored": mirrored,
    "tilted": tilted,
    "wide": wide,
}
