"""A turned square cut out of a picture, for the networks that look at people."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kneeline.core.recording import Floats

Pixels = NDArray[np.uint8]

_FINEST = 4  # looks along a side of one pixel


def square(picture: Pixels, corners: Floats, side: int, border: Literal["black", "stretched"]) -> Pixels:
    """(side, side, channels) uint8: a square of a picture (H, W, channels) laid upright, bilinear.

    corners (3, 2) px: upper left, upper right, lower left. Beyond the picture: black, or its edge stretched outwards.
    Corners lie on corners, without the half-pixel shift between pixel centres and pixel edges: the networks were taught
    so, and the shift would move their landmarks by about 3 px.
    """
    import cv2

    target = np.array([[0, 0], [side, 0], [0, side]], dtype=np.float32)
    matrix = cv2.getAffineTransform(corners.astype(np.float32), target)
    mode = cv2.BORDER_CONSTANT if border == "black" else cv2.BORDER_REPLICATE
    return np.asarray(cv2.warpAffine(picture, matrix, (side, side), flags=cv2.INTER_LINEAR, borderMode=mode), np.uint8)


def portion(picture: Pixels, corners: Floats, size: tuple[int, int]) -> Pixels:
    """(height, width, channels) uint8: a rectangle of a picture (H, W, channels), its edge stretched outwards.

    corners (3, 2) px: upper left, upper right and lower left corner of the rectangle's outermost pixels' outer edges
    (the picture's own upper left corner is 0, 0); size: width and height, px. Where it shrinks, up to sixteen looks at
    the picture make one pixel, so that fine stripes don't turn into false edges.
    """
    import cv2

    width, height = size
    across, down = (float(np.linalg.norm(corners[end] - corners[0])) for end in (1, 2))
    finer = int(np.clip(np.ceil(max(across / width, down / height)), 1, _FINEST))
    target = np.array([[0, 0], [width, 0], [0, height]]) * finer - 0.5
    matrix = cv2.getAffineTransform((corners - 0.5).astype(np.float32), target.astype(np.float32))
    fine = cv2.warpAffine(
        picture, matrix, (width * finer, height * finer), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(cv2.resize(fine, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
