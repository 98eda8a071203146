import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from kneeline.core.errors import UnwritableFile
from kneeline.pixels import encode
from kneeline.pixels.encode import jpeg_bytes, write_jpeg, write_video
from kneeline.pixels.video import decode
from tests.pixels.conftest import CORNERS, PICTURE, corner_colours, frame, frame_number
from tests.pixels.strange import Rgb


def test_jpeg_keeps_size_and_colours() -> None:
    rgb = np.asarray(Image.open(BytesIO(jpeg_bytes(PICTURE))))
    assert rgb.shape == PICTURE.shape
    np.testing.assert_allclose(corner_colours(rgb).astype(int), CORNERS.astype(int), atol=4)
    assert len(jpeg_bytes(PICTURE, quality=30)) < len(jpeg_bytes(PICTURE, quality=95))


@pytest.mark.parametrize("encoder", ["libx264", "mpeg4"])
def test_video_keeps_times_order_and_colours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoder: str) -> None:
    monkeypatch.setattr(encode, "_ENCODERS", (encoder,))
    uneven = [0.0, 0.04, 0.1, 0.11, 0.5, 0.52, 1.0]
    write_video(tmp_path / "out.mp4", ((time_s, frame(5 * n)) for n, time_s in enumerate(uneven)), fps=29.97)
    back = list(decode(tmp_path / "out.mp4"))
    assert [frame_number(frame.rgb) for frame in back] == [0, 5, 10, 15, 20, 25, 30]
    np.testing.assert_allclose([frame.time_s for frame in back], uneven, atol=1e-4)
    np.testing.assert_allclose(corner_colours(back[0].rgb).astype(int), CORNERS.astype(int), atol=12)


def test_video_is_what_every_browser_plays(tmp_path: Path) -> None:
    write_video(tmp_path / "out.mp4", [(0.0, PICTURE)], fps=30)
    with av.open(str(tmp_path / "out.mp4")) as container:
        codec = container.streams.video[0].codec_context
        assert (codec.name, codec.pix_fmt) == ("h264", "yuv420p")
    content = (tmp_path / "out.mp4").read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


def test_odd_sizes_gain_one_line(tmp_path: Path) -> None:
    write_video(tmp_path / "out.mp4", [(0.0, PICTURE[:191, :127])], fps=30)
    assert next(decode(tmp_path / "out.mp4")).rgb.shape == (192, 128, 3)


def test_no_frame_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least one frame"):
        write_video(tmp_path / "out.mp4", [], fps=30)
    assert list(tmp_path.iterdir()) == []


def test_frames_that_fail_half_way_leave_what_was_there(tmp_path: Path) -> None:
    def failing() -> Iterator[tuple[float, Rgb]]:
        yield 0.0, PICTURE
        raise RuntimeError("stopped")

    (tmp_path / "out.mp4").write_bytes(b"before")
    with pytest.raises(RuntimeError, match="stopped"):
        write_video(tmp_path / "out.mp4", failing(), fps=30)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"before"]


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile):
        write_jpeg(tmp_path / "nowhere" / "out.jpg", PICTURE)
    with pytest.raises(UnwritableFile):
        write_video(tmp_path / "nowhere" / "out.mp4", [(0.0, PICTURE)], fps=30)


FULL_DISK = """
import resource, sys
from pathlib import Path
import numpy as np
from kneeline.core.errors import UnwritableFile
from kneeline.pixels.encode import write_video
random = np.random.default_rng(0)
frames = ((n / 30, random.integers(0, 256, (128, 128, 3), np.uint8)) for n in range(30))
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    write_video(Path(sys.argv[1]), frames, fps=30)
except UnwritableFile as error:
    print(error)
"""


def test_no_room_left_is_said_and_leaves_no_file(tmp_path: Path) -> None:
    command = [sys.executable, "-c", FULL_DISK, str(tmp_path / "out.mp4")]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "could not be written" in said.stdout
    assert list(tmp_path.iterdir()) == []
