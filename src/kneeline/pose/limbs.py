"""How wide a person's shanks look, clothes and all, on the pose model's own outline of the person."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from kneeline.core.recording import Bools, Floats

_DOWN: Final = 0.6  # from knee to ankle: below the calf a bare leg is slim and wide cloth is not


def shank_widths(outline: NDArray[np.float32], knees: Floats, ankles: Floats) -> Floats:
    """Width (2,), cells, of the person across each shank, left and right; NaN where the shank is off the outline.

    outline (rows, columns): the person where above 0. knees, ankles (2, 2): x, y in its cells. Legs that touch there
    share one width, of which each gets half.
    """
    person = outline > 0
    points = np.rint(knees + _DOWN * (ankles - knees)).astype(np.int64)
    widths = np.full(2, np.nan)
    for side, (x, y) in enumerate(points):
        if 0 <= y < person.shape[0] and 0 <= x < person.shape[1] and person[y, x]:
            start, stop = _run(person[y], int(x))
            shared = start <= points[1 - side][0] < stop
            widths[side] = (stop - start) / (2 if shared else 1)
    return widths


def _run(row: Bools, x: int) -> tuple[int, int]:
    """Start and stop of the unbroken stretch of True cells around x."""
    gaps = np.flatnonzero(~row)
    place = int(np.searchsorted(gaps, x))
    start = int(gaps[place - 1]) + 1 if place > 0 else 0
    stop = int(gaps[place]) if place < len(gaps) else len(row)
    return start, stop
