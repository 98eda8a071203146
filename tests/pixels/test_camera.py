"""Pictures of a camera, from one that OpenCV only pretends to open."""

import numpy as np
import pytest

from kneeline.core.errors import UnreadableFile
from kneeline.pixels.camera import SILENT_S, camera_pictures


class Pretended:
    """A camera that gives three pictures, misses one between, then none."""

    def __init__(self) -> None:
        self.open = True
        blue = np.zeros((4, 6, 3), dtype=np.uint8)
        blue[..., 0] = 200
        self.reads = [(True, blue), (False, None), (True, blue), (True, blue)]

    def isOpened(self) -> bool:
        return True

    def set(self, _what: int, _value: float) -> bool:
        return False

    def read(self) -> tuple[bool, np.ndarray | None]:
        return self.reads.pop(0) if self.reads else (False, None)

    def release(self) -> None:
        self.open = False


def test_pictures_come_with_their_times_until_the_camera_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    camera, now = Pretended(), iter(np.arange(0, 100, SILENT_S / 10).tolist())
    monkeypatch.setattr("cv2.VideoCapture", lambda _number: camera)
    seen = list(camera_pictures(clock=lambda: next(now)))
    assert [rgb[0, 0].tolist() for _, rgb in seen] == [[0, 0, 200]] * 3
    times = [time_s for time_s, _ in seen]
    assert times[0] == 0.0
    assert times == sorted(times)
    assert not camera.open


def test_no_camera_is_said_in_a_sentence() -> None:
    with pytest.raises(UnreadableFile, match="no camera was found"):
        next(camera_pictures(97))
