"""A small network that looks at pictures, run by OpenCV."""

from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kneeline.pixels.warp import Pixels


class PictureNetwork:
    """An ONNX file whose input is one picture (RGB 0..1), loaded when first used. One thread at a time may run it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _network(self) -> Any:
        import cv2

        cv2.setNumThreads(1)  # as many networks as threads run at once; more threads for each only cost time
        return cv2.dnn.readNetFromONNX(str(self._path), cv2.dnn.ENGINE_CLASSIC)  # a quarter faster than the new one

    def run(self, picture: Pixels, answers: tuple[str, ...]) -> dict[str, NDArray[np.float32]]:
        """The named answers, each without its batch axis, for one picture (H, W, 3) of the size it was taught on."""
        import cv2

        self._network.setInput(cv2.dnn.blobFromImage(picture, 1 / 255))
        given = self._network.forward(answers)
        return {name: np.asarray(answer[0], dtype=np.float32) for name, answer in zip(answers, given, strict=True)}
