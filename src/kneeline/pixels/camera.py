"""Pictures of this computer's own camera, as they come."""

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from kneeline.core.errors import UnreadableFile
from kneeline.pixels.photo import Rgb

if TYPE_CHECKING:
    import cv2

SILENT_S = 5.0
"""A camera that gives no picture for this long has gone."""


def camera_pictures(number: int = 0, clock: Callable[[], float] = time.monotonic) -> Iterator[tuple[float, Rgb]]:
    """Seconds since the first, and picture (H, W, 3) uint8, of the camera of this ``number``, the newest each time.

    Ends when the camera goes. Raises UnreadableFile where there is none, or another program has it.
    """
    import cv2

    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    camera = cv2.VideoCapture(number)
    try:
        if not camera.isOpened():
            raise UnreadableFile(
                "no camera was found, or another program is using it; plug one in, close other programs that show its "
                "picture, or give a file to --source."
            )
        camera.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        yield from _pictures(camera, clock)
    finally:
        camera.release()


def _pictures(camera: "cv2.VideoCapture", clock: Callable[[], float]) -> Iterator[tuple[float, Rgb]]:
    began: float | None = None
    last = clock()
    while clock() - last < SILENT_S:
        there, bgr = camera.read()
        now = clock()
        if not there:
            time.sleep(0.02)
            continue
        began, last = now if began is None else began, now
        yield now - began, np.ascontiguousarray(bgr[..., ::-1])
