"""Outlines of what a picture shows, as short smooth SVG paths."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from kneeline.core.recording import Floats

_CASES: Final[dict[int, tuple[tuple[str, str], ...]]] = {
    1: (("left", "top"),),
    2: (("top", "right"),),
    3: (("left", "right"),),
    4: (("right", "bottom"),),
    5: (("left", "top"), ("right", "bottom")),
    6: (("top", "bottom"),),
    7: (("left", "bottom"),),
    8: (("bottom", "left"),),
    9: (("bottom", "top"),),
    10: (("top", "right"), ("bottom", "left")),
    11: (("bottom", "right"),),
    12: (("right", "left"),),
    13: (("right", "top"),),
    14: (("top", "left"),),
}
"""Marching squares (Lorensen & Cline 1987): which corners are inside (1 top left, 2 top right, 4 bottom right, 8 bottom
left) to the edges the outline enters and leaves by, the inside on its right."""

_CORNER_PX: Final = 3.0


def outlines(field: npt.NDArray[np.floating], level: float) -> list[Floats]:
    """Closed outlines (N, 2), x and y in pixels, of where ``field`` (H, W), taken at the pixels' middles, is above
    ``level``; outside the picture is below."""
    padded = np.pad(np.asarray(field, dtype=np.float64), 1, constant_values=min(level - 1, float(field.min())))
    after, place = _crossings(padded, level)
    found = []
    while after:
        start, edge = after.popitem()
        ring = [start]
        while edge != start:
            ring.append(edge)
            edge = after.pop(edge)
        found.append(place(np.array(ring)) - 0.5)
    return found


def _crossings(field: Floats, level: float) -> tuple[dict[int, int], "_Place"]:
    """Each crossed edge's number to the next one's along the outline, and where the numbers are."""
    height, width = field.shape
    inside = field > level
    case = inside[:-1, :-1] + 2 * inside[:-1, 1:] + 4 * inside[1:, 1:] + 8 * inside[1:, :-1]
    row, column = np.nonzero((case > 0) & (case < 15))
    kind, cell, upright = case[row, column], row * width + column, height * width
    edges = {"top": cell, "bottom": cell + width, "left": cell + upright, "right": cell + upright + 1}
    after: dict[int, int] = {}
    for number, ways in _CASES.items():
        which = kind == number
        for one, other in ways:
            after.update(zip(edges[one][which].tolist(), edges[other][which].tolist(), strict=True))
    return after, _Place(field, level)


class _Place:
    """Where numbered edges are crossed, px."""

    def __init__(self, field: Floats, level: float) -> None:
        self.flat, self.level, self.shape = field.ravel(), level, field.shape

    def __call__(self, edges: npt.NDArray[np.int64]) -> Floats:
        height, width = self.shape
        upright = edges >= height * width
        start = np.where(upright, edges - height * width, edges)
        end = start + np.where(upright, width, 1)
        here, there = self.flat[start], self.flat[end]
        share = np.clip((self.level - here) / (there - here), 0, 1)
        x, y = start % width + np.where(upright, 0, share), start // width + np.where(upright, share, 0)
        return np.stack([x, y], axis=1)


def simplified(ring: Floats, tolerance: float) -> Floats:
    """The ring with as few of its points as keep it within ``tolerance`` (Douglas & Peucker 1973)."""
    far = int(np.argmax(((ring - ring[0]) ** 2).sum(axis=1)))
    closed = np.concatenate([ring, ring[:1]])
    keep = {0, far, *_kept(closed, 0, far, tolerance), *_kept(closed, far, len(ring), tolerance)}
    return ring[sorted(keep - {len(ring)})]


def _kept(points: Floats, first: int, last: int, tolerance: float) -> Iterator[int]:
    waiting = [(first, last)]
    while waiting:
        start, end = waiting.pop()
        if end - start < 2:
            continue
        gap = _gaps(points[start + 1 : end], points[start], points[end])
        worst = int(gap.argmax())
        if gap[worst] > tolerance:
            middle = start + 1 + worst
            yield middle
            waiting += [(start, middle), (middle, end)]


def _gaps(points: Floats, start: Floats, end: Floats) -> Floats:
    line = end - start
    share = np.clip((points - start) @ line / max(float(line @ line), 1e-12), 0, 1)
    gaps: Floats = np.linalg.norm(points - start - share[:, None] * line, axis=1)
    return gaps


def area(ring: Floats) -> float:
    """Signed area in px² enclosed by a ring."""
    x, y = ring.T
    return float(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2


def path_data(rings: Iterable[Floats], tolerance: float, least_area: float, scale: float, smooth: bool = True) -> str:
    """An SVG path of rings in whole units of ``scale`` a pixel, of curves or, half as long, of straight lines; rings
    smaller than ``least_area`` px² are left out."""
    drawn = [simplified(ring, tolerance) for ring in rings if abs(area(ring)) >= least_area]
    return "".join((_smooth if smooth else _straight)(ring, scale) for ring in drawn if len(ring) > 2)


def _straight(ring: Floats, scale: float) -> str:
    whole = np.round(ring * scale).astype(int).tolist()
    steps = [_relative("", one, two) for one, two in pairwise(whole)]
    return f"M{whole[0][0]} {whole[0][1]}l" + _run(steps) + "z"


def _run(steps: list[str]) -> str:
    """Numbers of one command after another, spaced only where no sign parts them."""
    return "".join(step if index == 0 or step.startswith("-") else f" {step}" for index, step in enumerate(steps))


def _smooth(ring: Floats, scale: float) -> str:
    """Curves round every corner, from the middle of one side to that of the next; long sides stay straight."""
    before, after = np.roll(ring, 1, axis=0), np.roll(ring, -1, axis=0)
    start, end = _beside(ring, before), _beside(ring, after)
    stops = np.round(np.stack([start, ring, end], axis=1) * scale).astype(int).tolist()
    pen = stops[0][0]
    text = [f"M{pen[0]} {pen[1]}"]
    for begin, corner, finish in stops:
        if begin != pen:
            text.append(_relative("l", pen, begin))
        text.append(_relative("q", begin, corner, finish))
        pen = finish
    return "".join([*text, "z"])


def _beside(ring: Floats, other: Floats) -> Floats:
    """Where the curve round each corner meets the side to its neighbour."""
    side = other - ring
    length = np.linalg.norm(side, axis=1, keepdims=True)
    return ring + side * np.where(length > 4 * _CORNER_PX, _CORNER_PX / np.maximum(length, 1e-9), 0.5)


def _relative(command: str, pen: list[int], *points: list[int]) -> str:
    numbers = [value - pen[axis] for point in points for axis, value in enumerate(point)]
    text = command + str(numbers[0])
    for number in numbers[1:]:
        text += str(number) if number < 0 else f" {number}"
    return text


def open_path(points: Floats, scale: float) -> str:
    """An SVG path along points (N, 2), in whole units of ``scale`` a pixel."""
    whole = np.round(points * scale).astype(int).tolist()
    steps = [_relative("", one, two) for one, two in pairwise(whole)]
    return f"M{whole[0][0]} {whole[0][1]}l" + _run(steps)
