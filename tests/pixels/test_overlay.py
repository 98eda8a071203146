"""Lines lie on the legs, on every frame where the legs are known, and nowhere else."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from kneeline.core.errors import BadArgument, UnreadableFile
from kneeline.core.recording import Recording, Source, empty_recording
from kneeline.core.skeleton import Side, joint
from kneeline.core.still import Moment
from kneeline.pixels.draw import LEG_COLOURS
from kneeline.pixels.encode import write_video
from kneeline.pixels.overlay import write_annotated
from kneeline.pixels.video import decode
from tests.pixels.strange import Rgb, make_jpeg

FRAMES, FPS = 20, 20.0
KNEE = np.array([120.0, 160.0])


def grey(number: int = 0) -> Rgb:
    return np.full((320, 240, 3), 100 + number, np.uint8)


def recording(kind: str, frames: int, looked: list[int]) -> Recording:
    """One straight left leg through the middle of the picture, known on the frames looked at."""
    source = Source("made", kind, "", frames, FPS, frames / FPS, 240, 320)  # type: ignore[arg-type]
    empty = empty_recording(source, np.arange(frames) / FPS, "by hand")
    xy, seen = empty.xy.copy(), empty.looked.copy()
    seen[looked] = True
    for name, y in (("hip", 80.0), ("knee", 160.0), ("ankle", 240.0)):
        xy[looked, joint(f"left_{name}")] = (120.0, y)
    return replace(empty, xy=xy, looked=seen)


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    path = tmp_path / "clip.mp4"
    write_video(path, ((n / FPS, grey(n)) for n in range(FRAMES)), FPS)
    return path


def shows_leg(rgb: Rgb) -> bool:
    """Whether the thigh's colour is where the thigh is."""
    thigh = rgb[110:130, 119:122].reshape(-1, 3).astype(float).mean(axis=0)
    return bool(np.abs(thigh - LEG_COLOURS["left"]).max() < 40)


def no_text(frames: int) -> list[dict[Side, str]]:
    return [{"left": ""}] * frames


def test_lines_are_on_frames_between_looks_no_further_apart_than_a_fifth_of_a_second(
    clip: Path, tmp_path: Path
) -> None:
    seen = recording("video", FRAMES, [2, 6, 12, 13])
    write_annotated(clip, seen, no_text(FRAMES), (), tmp_path / "out.mp4")
    drawn = list(decode(tmp_path / "out.mp4"))
    assert [frame.index for frame in drawn if shows_leg(frame.rgb)] == [2, 3, 4, 5, 6, 12, 13]
    assert [frame.time_s for frame in drawn] == pytest.approx([frame.time_s for frame in decode(clip)], abs=1e-3)


def test_joints_are_not_laid_across_a_look_that_did_not_find_them(clip: Path, tmp_path: Path) -> None:
    seen = recording("video", FRAMES, [2, 4, 6])
    seen.xy[4] = np.nan
    write_annotated(clip, seen, no_text(FRAMES), (), tmp_path / "out.mp4")
    assert [frame.index for frame in decode(tmp_path / "out.mp4") if shows_leg(frame.rgb)] == [2, 6]


def test_picture_of_a_video_shows_the_moment(clip: Path, tmp_path: Path) -> None:
    seen = recording("video", FRAMES, list(range(FRAMES)))
    write_annotated(clip, seen, no_text(FRAMES), (Moment(15, ("left",), "peak"),), tmp_path / "out.png")
    rgb = np.asarray(Image.open(tmp_path / "out.png"), dtype=np.uint8)
    assert shows_leg(rgb)
    assert rgb[5, 5] == pytest.approx((115, 115, 115), abs=3)


def test_mirrored_photo_is_turned_back(tmp_path: Path) -> None:
    picture = grey()
    picture[:, :120] = 0
    path = make_jpeg(tmp_path, picture)
    seen = replace(recording("photo", 1, [0]), mirrored=True)
    write_annotated(path, seen, no_text(1), (), tmp_path / "out.png")
    rgb = np.asarray(Image.open(tmp_path / "out.png"), dtype=np.uint8)
    assert rgb[300, 20].mean() > 80
    assert rgb[300, 220].mean() < 20


def test_without_labels_both_legs_are_drawn(tmp_path: Path) -> None:
    path = make_jpeg(tmp_path, grey())
    write_annotated(path, recording("photo", 1, [0]), [], (), tmp_path / "out.jpg")
    assert shows_leg(np.asarray(Image.open(tmp_path / "out.jpg"), dtype=np.uint8))


def test_leg_without_a_label_of_its_own_is_left_out(tmp_path: Path) -> None:
    path = make_jpeg(tmp_path, grey())
    write_annotated(path, recording("photo", 1, [0]), [{"right": ""}], (), tmp_path / "out.jpg")
    assert not shows_leg(np.asarray(Image.open(tmp_path / "out.jpg"), dtype=np.uint8))


def test_what_cannot_be_is_refused(clip: Path, tmp_path: Path) -> None:
    photo = make_jpeg(tmp_path, grey())
    before = sorted(tmp_path.iterdir())
    with pytest.raises(BadArgument, match=r"\.mp4 for a video"):
        write_annotated(clip, recording("video", FRAMES, [0]), [], (), tmp_path / "out.gif")
    with pytest.raises(BadArgument, match="is a photo"):
        write_annotated(photo, recording("photo", 1, [0]), [], (), tmp_path / "out.mp4")
    with pytest.raises(BadArgument, match="no picture to draw on"):
        write_annotated(photo, recording("mocap", 1, [0]), [], (), tmp_path / "out.jpg")
    with pytest.raises(UnreadableFile, match="has changed"):
        write_annotated(clip, recording("video", 99, [0]), [], (Moment(90, (), "peak"),), tmp_path / "out.jpg")
    assert sorted(tmp_path.iterdir()) == before
