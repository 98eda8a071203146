"""An estimator for pictures in which people are upright blocks of one colour, so that every answer is known."""

from typing import Final

import numpy as np

from kneeline.core.recording import Floats
from kneeline.pixels.warp import Pixels, square
from kneeline.pose.blazepose import Pose
from kneeline.pose.detector import Detection
from kneeline.pose.roi import Roi, corners

RED: Final = (200, 20, 20)
BLUE: Final = (20, 20, 200)
COLOURS: Final = (RED, BLUE)
GROUND: Final = (90, 90, 90)
BLOCK: Final = (40, 80)  # width, height px

_LAYOUT: Final = {0: (0, -0.4), 11: (0.2, -0.25), 12: (-0.2, -0.25), 23: (0.15, 0), 24: (-0.15, 0)}
_LEGS: Final = {25: (0.15, 0.2), 26: (-0.15, 0.2), 27: (0.15, 0.4), 28: (-0.15, 0.4)}


def picture(*people: tuple[tuple[int, int, int], int, int], width: int = 320, height: int = 160) -> Pixels:
    """(H, W, 3) grey with a block of each colour centred at x, y px; later ones in front."""
    rgb = np.full((height, width, 3), GROUND, dtype=np.uint8)
    for colour, x, y in people:
        rgb[max(0, y - 40) : y + 40, max(0, x - 20) : max(0, x + 20)] = colour
    return rgb


def landmarks_at(x: float, y: float) -> Floats:
    """(33, 2) px: the landmarks of a block centred here."""
    xy = np.tile([x, y], (33, 1)).astype(np.float64)
    for index, offset in (_LAYOUT | _LEGS).items():
        xy[index] += np.array(offset) * BLOCK[1]
    return xy


class Blocks:
    """Finds blocks. ``crops``: how many crops were looked at."""

    name = "blocks"

    def __init__(self, _model: str = "heavy") -> None:
        self.crops = 0

    def detect(self, rgb: Pixels) -> tuple[Detection, ...]:
        centres = [centre for colour in COLOURS if (centre := _centre(rgb, colour, 800)) is not None]
        return tuple(
            Detection(1.0, (x - 20, y - 40, 40, 80), np.array([[x, y], [x, y - 50], [x, y], [x, y]]))
            for x, y in centres
        )

    def roi_of_detection(self, detection: Detection) -> Roi:
        x, y = detection.keypoints[0]
        return Roi(float(x), float(y), 128.0)

    def crop(self, rgb: Pixels, roi: Roi) -> Pixels:
        return square(rgb, corners(roi), 256, "stretched")

    def landmarks(self, crop: Pixels, roi: Roi) -> Pose:
        self.crops += 1
        found = [centre for colour in COLOURS if (centre := _centre(crop, colour, 3000)) is not None]
        if not found:
            return Pose(np.zeros((33, 2)), np.zeros(33), np.zeros((33, 3)), 0.0, roi)
        column, row = min(found, key=lambda centre: abs(centre[0] - 128) + abs(centre[1] - 128))
        x = roi.x + (column / 256 - 0.5) * roi.size
        y = roi.y + (row / 256 - 0.5) * roi.size
        return Pose(landmarks_at(x, y), np.ones(33), np.zeros((33, 3)), 1.0, Roi(x, y, 128.0))


def _centre(rgb: Pixels, colour: tuple[int, int, int], least: int) -> tuple[float, float] | None:
    """x, y of the middle of a colour that covers at least so many px; every second row and column is read."""
    near = np.abs(rgb[::2, ::2].astype(np.int16) - np.array(colour, dtype=np.int16)).max(axis=2) < 60
    rows, columns = np.nonzero(near)
    return (2 * float(columns.mean()) + 1, 2 * float(rows.mean()) + 1) if 4 * len(rows) >= least else None
