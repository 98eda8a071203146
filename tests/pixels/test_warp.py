"""Portions of a picture, against the golden file that the browser's (`frontend/src/camera/portion.ts`) is held to."""

import json
from pathlib import Path

import numpy as np
import pytest

from kneeline.pixels.warp import Pixels, portion

GOLDEN = Path(__file__).parent.parent / "golden" / "portions.json"
SIZE = (96, 192)
CASES = {
    "as large": [[20.0, 10.0], [116.0, 10.0], [20.0, 202.0]],
    "shrunk": [[10.5, 20.25], [260.5, 20.25], [10.5, 520.25]],
    "enlarged": [[40.0, 40.0], [80.0, 40.0], [40.0, 120.0]],
    "mirrored": [[200.0, 30.0], [50.0, 30.0], [200.0, 330.0]],
    "beyond the edge": [[-60.0, 450.0], [80.0, 450.0], [-60.0, 730.0]],
}


def waves() -> Pixels:
    """A picture of 300 x 600 px, smooth, of another brightness in each colour."""
    y, x, colour = np.mgrid[0:600, 0:300, 0:3]
    return np.asarray(np.round(127 + 100 * np.sin(x / 9 + colour) * np.cos(y / 11)), dtype=np.uint8)


def some(cut: Pixels) -> list[list[int]]:
    """Every sixteenth row and column: row by row, the colours of each."""
    return [[int(value) for value in row] for row in cut[8::16, 8::16].reshape(-1, 3)]


@pytest.mark.parametrize("name", CASES)
def test_a_portion_is_as_it_was(name: str) -> None:
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))[name]
    assert golden["corners"] == CASES[name]
    assert some(portion(waves(), np.array(CASES[name]), SIZE)) == golden["pixels"]


def test_a_portion_lies_where_its_corners_say() -> None:
    picture = waves()
    cut = portion(picture, np.array(CASES["as large"]), SIZE)
    assert np.array_equal(cut, picture[10:202, 20:116])


def test_beyond_the_edge_it_is_stretched() -> None:
    cut = portion(waves(), np.array(CASES["beyond the edge"]), SIZE)
    assert np.array_equal(cut[10:50, 0], cut[10:50, 30])
    assert np.array_equal(cut[-1], cut[-30])
