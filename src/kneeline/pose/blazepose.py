"""Landmarks of people by BlazePose (Bazarevsky et al. 2020) on litert.

What decides whether the landmarks are those of the published pipeline: the squares (pose.roi), the crop without a
half-pixel shift, and the refinement of every landmark on its heat map.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kneeline.core.recording import Floats
from kneeline.pixels.warp import Pixels, square
from kneeline.pose import detector
from kneeline.pose.detector import Detection
from kneeline.pose.limbs import shank_widths
from kneeline.pose.model_files import ModelName, detection_model, landmark_model
from kneeline.pose.roi import Roi, around, corners, rotation, whole_picture

LANDMARK_COUNT = 33

_TERMINAL = threading.Lock()  # two threads that turned it aside at once could lose it for good

_INPUT_PX = 256
_CENTRE, _RIM = 33, 34  # two more points the network gives: centre of the person's circle, and a point on it
_KNEES, _ANKLES = slice(25, 27), slice(27, 29)
_WINDOW = np.arange(-3, 4)  # cells of the heat map around a landmark that refine it
_REFINE_FROM = 0.5  # surest cell of the window at least this sure


@dataclass(frozen=True)
class Pose:
    """The landmarks of one person.

    xy (33, 2): px of the picture. visibility (33,): 0..1. world (33, 3): metres from the mid-hip, x to the picture's
    right, y down, z away from the camera; the network's guess. presence: 0..1, that there is a person in the square.
    next_roi: the square in which to look for this person on the next frame. shank_widths (2,): px of the picture that
    the person is wide across the left and the right shank, clothes included; NaN where it can't be told.
    """

    xy: Floats
    visibility: Floats
    world: Floats
    presence: float
    next_roi: Roi
    shank_widths: Floats = field(default_factory=lambda: np.full(2, np.nan))


class Estimator(Protocol):
    """What finds people and their landmarks. One thread at a time may call each method of one estimator."""

    @property
    def name(self) -> str:
        """Name and version, for the recording."""
        ...

    def detect(self, rgb: Pixels) -> tuple[Detection, ...]:
        """Everybody found on a picture (H, W, 3), surest first."""
        ...

    def roi_of_detection(self, detection: Detection) -> Roi:
        """The square in which to look for the landmarks of a detected person."""
        ...

    def crop(self, rgb: Pixels, roi: Roi) -> Pixels:
        """(256, 256, 3) uint8: what ``landmarks`` needs of the picture (H, W, 3)."""
        ...

    def landmarks(self, crop: Pixels, roi: Roi) -> Pose:
        """The landmarks of the person in a crop taken at ``roi``."""
        ...


class BlazePose:
    """The pose models of this package, each on one thread of litert and loaded when first used.

    Raises KneelineError where the models were not built in, BadArgument for an unknown model.
    """

    def __init__(self, model: ModelName = "heavy") -> None:
        self.name = f"blazepose-{model} (litert {version('ai-edge-litert')})"
        self._detection_path = str(detection_model())
        self._landmark_path = str(landmark_model(model))

    @cached_property
    def _detection_network(self) -> "_Network":
        return _Network(self._detection_path)

    @cached_property
    def _landmark_network(self) -> "_Network":
        return _Network(self._landmark_path)

    def detect(self, rgb: Pixels) -> tuple[Detection, ...]:
        """Everybody found on a picture (H, W, 3) uint8, surest first."""
        height, width = rgb.shape[:2]
        seen = whole_picture(width, height)
        picture = square(rgb, corners(seen), detector.INPUT_PX, "black")
        answer = self._detection_network.run(picture.astype(np.float32) / np.float32(127.5) - np.float32(1))
        return detector.decode(answer[2254, 12], answer[2254, 1].ravel(), seen)

    def roi_of_detection(self, detection: Detection) -> Roi:
        """The square in which to look for the landmarks of a detected person."""
        return around(detection.keypoints[0], detection.keypoints[1])

    def crop(self, rgb: Pixels, roi: Roi) -> Pixels:
        """(256, 256, 3) uint8: what ``landmarks`` needs of the picture (H, W, 3); its edges are drawn outwards."""
        return square(rgb, corners(roi), _INPUT_PX, "stretched")

    def landmarks(self, crop: Pixels, roi: Roi) -> Pose:
        """The landmarks of the person in a crop taken at ``roi``."""
        answer = self._landmark_network.run(crop * np.float32(1 / 255))
        raw = answer[195,].reshape(39, 5)
        placed = refined(raw[:, :2].astype(np.float64) / _INPUT_PX, answer[64, 64, 39])
        turn = rotation(roi.angle)
        xy = np.array([roi.x, roi.y]) + (placed - 0.5) * roi.size @ turn.T
        cells = placed * _INPUT_PX
        widths = shank_widths(answer[_INPUT_PX, _INPUT_PX, 1][..., 0], cells[_KNEES], cells[_ANKLES])
        world = answer[117,].reshape(39, 3)[:LANDMARK_COUNT].astype(np.float64)
        world[:, :2] = world[:, :2] @ turn.T
        return Pose(
            xy=xy[:LANDMARK_COUNT],
            visibility=_logistic(raw[:LANDMARK_COUNT, 3].astype(np.float64)),
            world=world,
            presence=float(answer[1,][0]),
            next_roi=around(xy[_CENTRE], xy[_RIM]),
            shank_widths=widths * roi.size / _INPUT_PX,
        )


class _Network:
    """One tflite on one thread; answers are told apart by their shapes."""

    def __init__(self, path: str) -> None:
        from ai_edge_litert.interpreter import Interpreter

        with _quiet():
            self._interpreter = Interpreter(model_path=path, num_threads=1)
            self._interpreter.allocate_tensors()
        self._input = self._interpreter.get_input_details()[0]["index"]
        details = self._interpreter.get_output_details()
        self._outputs = {tuple(int(size) for size in each["shape"][1:]): each["index"] for each in details}

    def run(self, picture: NDArray[np.float32]) -> dict[tuple[int, ...], NDArray[np.float32]]:
        """Answers by shape (without the batch axis) for one picture (side, side, 3)."""
        self._interpreter.set_tensor(self._input, picture[None])
        self._interpreter.invoke()
        return {shape: self._interpreter.get_tensor(index)[0] for shape, index in self._outputs.items()}


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep litert's greeting, which no setting turns off, away from the person's terminal."""
    with _TERMINAL:
        terminal = os.dup(2)
        try:
            with open(os.devnull, "wb") as nowhere:
                os.dup2(nowhere.fileno(), 2)
            yield
        finally:
            os.dup2(terminal, 2)
            os.close(terminal)


def refined(placed: Floats, heat: NDArray[np.float32]) -> Floats:
    """Landmarks moved to the centre of mass of the heat map around them, where it is sure enough.

    placed (n, 2): x, y as fractions of the crop; heat (rows, columns, n): heat maps as logits. A landmark off the map,
    or whose 7 x 7 window has no cell of at least 0.5, stays.
    """
    rows, columns, count = heat.shape
    cell = np.trunc(placed * (columns, rows)).astype(np.int64)
    column = cell[:, :1] + _WINDOW
    row = cell[:, 1:] + _WINDOW
    on_map = ((row >= 0) & (row < rows))[:, :, None] & ((column >= 0) & (column < columns))[:, None, :]
    near_row, near_column = np.clip(row, 0, rows - 1), np.clip(column, 0, columns - 1)
    window = heat[near_row[:, :, None], near_column[:, None, :], np.arange(count)[:, None, None]]
    weight = np.where(on_map, _logistic(window.astype(np.float64)), 0.0)
    total = weight.sum(axis=(1, 2))
    sure = (weight.max(axis=(1, 2)) >= _REFINE_FROM) & on_map[:, 3, 3]
    centre_x = (weight * column[:, None, :]).sum(axis=(1, 2)) / np.maximum(total, 1e-12) / columns
    centre_y = (weight * row[:, :, None]).sum(axis=(1, 2)) / np.maximum(total, 1e-12) / rows
    return np.where(sure[:, None], np.stack([centre_x, centre_y], axis=1), placed)


def _logistic(value: Floats) -> Floats:
    return 1.0 / (1.0 + np.exp(-value))
