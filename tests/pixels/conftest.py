"""A picture whose four corners have their own colours, and a clip of it in which a white bar counts the frames."""

from pathlib import Path

import numpy as np
import pytest

from kneeline.pixels.encode import write_video
from tests.pixels.strange import Rgb

FRAMES = 60
CORNERS = np.array([[(220, 30, 30), (30, 200, 40)], [(40, 60, 220), (240, 230, 60)]], np.uint8)
PICTURE: Rgb = CORNERS.repeat(96, axis=0).repeat(64, axis=1)


def corner_colours(rgb: Rgb) -> Rgb:
    """(2, 2, 3) colours a quarter of the way in from each corner."""
    height, width = rgb.shape[:2]
    return rgb[height // 4 :: height // 2, width // 4 :: width // 2][:2, :2]


def frame(index: int) -> Rgb:
    """The picture with a black band across its middle; a white bar in it stands at twice the frame's index."""
    rgb = PICTURE.copy()
    rgb[80:112] = 0
    rgb[80:112, 2 * index : 2 * index + 2] = 255
    return rgb


def frame_number(rgb: Rgb) -> int:
    """The index of the frame, read from where its bar stands."""
    band = rgb[84:108].astype(float).mean(axis=(0, 2))
    weights = np.clip(band - 40, 0, None)
    return round(float((weights * np.arange(len(band))).sum() / weights.sum() - 0.5) / 2)


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds, 128 x 192 px, 30 frames a second."""
    path = tmp_path_factory.mktemp("clip") / "clip.mp4"
    write_video(path, ((index / 30, frame(index)) for index in range(FRAMES)), fps=30)
    return path
