from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from kneeline.core.errors import UnwritableFile
from kneeline.pixels.animation import write_open_video, write_png, write_webp
from kneeline.pixels.video import decode
from tests.pixels.conftest import PICTURE, frame, frame_number


def test_png_keeps_every_pixel(tmp_path: Path) -> None:
    write_png(tmp_path / "out.png", PICTURE)
    np.testing.assert_array_equal(np.asarray(Image.open(tmp_path / "out.png")), PICTURE)


def test_webp_shows_each_picture_for_its_time(tmp_path: Path) -> None:
    one, two = frame(0), frame(20)
    write_webp(tmp_path / "out.webp", [one, one, two, one], [0.0, 0.1, 0.2, 0.5])
    with Image.open(tmp_path / "out.webp") as back:
        assert getattr(back, "n_frames", 1) == 3
        assert back.info["loop"] == 0
        durations = []
        for index in range(3):
            back.seek(index)
            back.load()
            durations.append(back.info["duration"])
    assert durations == [200, 300, 300]


@pytest.mark.parametrize(("name", "codecs"), [("out.mp4", ("av1", "vp9")), ("out.webm", ("av1", "vp9"))])
def test_video_is_free_of_royalties_and_keeps_times(
    tmp_path: Path, name: str, codecs: tuple[str, ...], capfd: pytest.CaptureFixture[str]
) -> None:
    times = [0.0, 0.1, 0.2, 0.4]
    write_open_video(tmp_path / name, ((time, frame(5 * n)) for n, time in enumerate(times)), fps=10)
    with av.open(str(tmp_path / name)) as container:
        assert container.streams.video[0].codec_context.codec.canonical_name in codecs
    back = list(decode(tmp_path / name))
    assert [frame_number(each.rgb) for each in back] == [0, 5, 10, 15]
    np.testing.assert_allclose([each.time_s for each in back], times, atol=2e-3)
    assert capfd.readouterr().err == ""


def test_a_folder_that_is_missing_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile):
        write_open_video(tmp_path / "none" / "out.mp4", [(0.0, PICTURE)], fps=10)


def test_no_frame_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least one frame"):
        write_open_video(tmp_path / "out.mp4", [], fps=10)
    assert not list(tmp_path.iterdir())
