"""A turned square cut out of a picture, for the networks that look at people."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kneeline.core.recording import Floats

Pixels = NDArray[np.uint8]


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
