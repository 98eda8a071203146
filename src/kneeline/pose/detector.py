"""The raw output of the person detector as people: anchors, boxes, overlapping answers merged.

The network (BlazePose detector; Bazarevsky et al. 2020) answers on a fixed grid of anchors; each answer is a box and
four points as offsets from its anchor in px of the network's 224 x 224 input.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from kneeline.core.recording import Floats
from kneeline.pose.roi import Roi

INPUT_PX = 224
MINIMUM_SCORE = 0.5
MERGE_OVERLAP = 0.3

_GRIDS = ((28, 2), (14, 2), (7, 6))  # cells a side, anchors a cell
_SCORE_LIMIT = 100.0  # raw scores are clipped here before the logistic function


@dataclass(frozen=True)
class Detection:
    """One person found. score 0..1; box: x, y, width, height in px of the face and upper body, as the network was
    taught; keypoints (4, 2) px: mid-hip, a point whose distance from it is the person's size, mid-shoulder, and
    the size of the upper body."""

    score: float
    box: tuple[float, float, float, float]
    keypoints: Floats


@cache
def anchors() -> Floats:
    """(2254, 2) anchor centres x, y as fractions of the network's input."""
    grids = [_grid(cells, repeats) for cells, repeats in _GRIDS]
    return np.concatenate(grids)


def _grid(cells: int, repeats: int) -> Floats:
    centres = (np.arange(cells) + 0.5) / cells
    x, y = np.meshgrid(centres, centres)
    grid: Floats = np.stack([x.ravel(), y.ravel()], axis=1).repeat(repeats, axis=0)
    return grid


def decode(raw_boxes: NDArray[np.float32], raw_scores: NDArray[np.float32], seen: Roi) -> tuple[Detection, ...]:
    """People in the network's answer, surest first.

    raw_boxes (2254, 12): centre x, y, width, height and four points x, y; raw_scores (2254,). ``seen`` is the square of
    the picture the network looked at (not rotated); the result is in px of the picture.
    """
    scores = 1.0 / (1.0 + np.exp(-np.clip(raw_scores.astype(np.float64), -_SCORE_LIMIT, _SCORE_LIMIT)))
    sure = np.flatnonzero(scores >= MINIMUM_SCORE)
    values = _in_pixels(raw_boxes[sure].astype(np.float64), anchors()[sure], seen)
    return tuple(_detection(score, value) for score, value in merge(scores[sure], values))


def _in_pixels(raw: Floats, anchor: Floats, seen: Roi) -> Floats:
    """(n, 12): x, y of the upper left corner, width, height, then four points, in px of the picture."""
    points = raw.reshape(-1, 6, 2) / INPUT_PX
    size = points[:, 1] * seen.size
    corner = np.array([seen.x, seen.y]) - seen.size / 2
    placed = (points + anchor[:, None]) * seen.size + corner
    return np.concatenate([placed[:, 0] - size / 2, size, placed[:, 2:].reshape(-1, 8)], axis=1)


def merge(scores: Floats, values: Floats) -> list[tuple[float, Floats]]:
    """Overlapping answers averaged by their scores into one (weighted non-maximum suppression), surest first.

    scores (n,); values (n, 12) as from the network, the first four being x, y, width, height.
    """
    left = np.argsort(-scores, kind="stable")
    people: list[tuple[float, Floats]] = []
    while len(left):
        same = overlap(values[left[0]], values[left]) > MERGE_OVERLAP
        same[0] = True
        group = left[same]
        people.append((float(scores[left[0]]), np.average(values[group], axis=0, weights=scores[group])))
        left = left[~same]
    return people


def overlap(box: Floats, boxes: Floats) -> Floats:
    """(n,) intersection over union of one box with others; the first four columns are x, y, width, height."""
    low = np.maximum(box[:2], boxes[:, :2])
    high = np.minimum(box[:2] + box[2:4], boxes[:, :2] + boxes[:, 2:4])
    shared = np.prod(np.clip(high - low, 0, None), axis=1)
    union = box[2] * box[3] + boxes[:, 2] * boxes[:, 3] - shared
    ratio: Floats = shared / np.maximum(union, 1e-12)
    return ratio


def _detection(score: float, value: Floats) -> Detection:
    x, y, width, height = (float(number) for number in value[:4])
    return Detection(score=score, box=(x, y, width, height), keypoints=value[4:].reshape(4, 2))
