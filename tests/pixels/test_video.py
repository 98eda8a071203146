import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import cv2
import numpy as np
import pytest

from kneeline.core.errors import UnreadableFile
from kneeline.pixels import video
from kneeline.pixels.sniff import VIDEO_KINDS
from kneeline.pixels.video import Clock, decode, frame_times, frames_at, probe
from tests.pixels import strange
from tests.pixels.conftest import CORNERS, FRAMES, PICTURE, corner_colours, frame_number

CONTAINERS = [strange.make_mov, strange.make_mkv, strange.make_webm, strange.make_avi, strange.make_ts]


@pytest.mark.parametrize("make", CONTAINERS)
def test_every_container_gives_every_frame_at_its_time(
    tmp_path: Path, clip: Path, make: Callable[[Path, Path], Path]
) -> None:
    frames = list(decode(make(tmp_path, clip)))
    assert [frame.index for frame in frames] == list(range(FRAMES))
    assert [frame_number(frame.rgb) for frame in frames] == list(range(FRAMES))
    np.testing.assert_allclose([frame.time_s for frame in frames], np.arange(FRAMES) / 30, atol=0.001)
    np.testing.assert_allclose(corner_colours(frames[0].rgb).astype(int), CORNERS.astype(int), atol=12)


@pytest.mark.parametrize("clockwise", [0, 90, 180, 270])
def test_rotation_is_applied(tmp_path: Path, clip: Path, clockwise: int) -> None:
    path = strange.make_rotated(tmp_path, clip, clockwise)
    first = next(decode(path)).rgb
    assert first.shape == PICTURE.shape
    assert first.flags.c_contiguous
    np.testing.assert_allclose(corner_colours(first).astype(int), CORNERS.astype(int), atol=12)
    info = probe(path)
    assert (info.width, info.height, info.rotation_deg) == (128, 192, clockwise)
    other_reader = np.asarray(cv2.VideoCapture(str(path)).read()[1], np.uint8)
    np.testing.assert_allclose(corner_colours(other_reader[..., ::-1]).astype(int), CORNERS.astype(int), atol=12)


def test_variable_frame_rate_keeps_true_times(tmp_path: Path, clip: Path) -> None:
    frames = list(decode(strange.make_variable_rate(tmp_path, clip)))
    assert len(frames) < 0.7 * FRAMES
    np.testing.assert_allclose([frame.time_s for frame in frames], [frame_number(frame.rgb) / 30 for frame in frames])


def test_pixels_that_are_not_square_are_made_square(tmp_path: Path, clip: Path) -> None:
    frame = next(decode(strange.make_wide_pixels(tmp_path, clip)))
    assert frame.rgb.shape == PICTURE.shape


def test_an_animated_gif_is_a_video(tmp_path: Path, clip: Path) -> None:
    frames = list(decode(strange.make_gif(tmp_path, clip)))
    assert [frame_number(frame.rgb) for frame in frames] == list(range(0, FRAMES, 3))
    np.testing.assert_allclose([frame.time_s for frame in frames], np.arange(20) / 10)


def test_one_frame_is_a_video_of_one_frame(tmp_path: Path, clip: Path) -> None:
    assert [frame.time_s for frame in decode(strange.make_one_frame(tmp_path, clip))] == [0.0]


def test_a_cut_off_tail_gives_the_frames_there_are(tmp_path: Path, clip: Path) -> None:
    frames = list(decode(strange.make_cut_off_tail(tmp_path, clip)))
    assert 3 <= len(frames) < FRAMES
    assert [frame_number(frame.rgb) for frame in frames] == list(range(len(frames)))


def test_frames_at_gives_just_these_frames(clip: Path) -> None:
    frames = list(frames_at(clip, [41, 3, 3, 999]))
    assert [(frame.index, frame_number(frame.rgb)) for frame in frames] == [(3, 3), (41, 41)]
    assert [frame.time_s for frame in frames] == pytest.approx([3 / 30, 41 / 30])
    assert list(frames_at(clip, [])) == []


def test_frame_times_are_those_of_decode(tmp_path: Path, clip: Path) -> None:
    path = strange.make_variable_rate(tmp_path, clip)
    np.testing.assert_array_equal(frame_times(path), [frame.time_s for frame in decode(path)])


def test_probe_says_what_the_file_says(clip: Path) -> None:
    info = probe(clip)
    assert (info.width, info.height, info.fps, info.rotation_deg, info.frames_declared) == (128, 192, 30, 0, 60)
    assert info.duration_s == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (strange.make_zero_frames, "damaged or cut off"),
        (strange.make_audio_only, "holds sound but no picture"),
        (lambda folder: strange.make_jpeg(folder, PICTURE), "is a photo, not a video"),
    ],
)
def test_what_holds_no_frame_is_refused(tmp_path: Path, make: Callable[[Path], Path], words: str) -> None:
    path = make(tmp_path)
    with pytest.raises(UnreadableFile, match=words):
        list(decode(path))
    with pytest.raises(UnreadableFile, match=words):
        probe(path)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (strange.make_cut_off_header, "damaged or cut off"),
        (strange.make_index_only, "no frame that can be read"),
    ],
)
def test_what_lost_its_frames_is_refused(
    tmp_path: Path, clip: Path, make: Callable[[Path, Path], Path], words: str
) -> None:
    path = make(tmp_path, clip)
    with pytest.raises(UnreadableFile, match=words):
        list(decode(path))
    with pytest.raises(UnreadableFile, match=words):
        probe(path)


@pytest.mark.parametrize(
    ("limit", "value", "words"),
    [
        ("LONGEST_S", 1.0, "longer than"),
        ("MOST_FRAMES", 59, "longer than"),
        ("MOST_STREAMS", 0, "tracks"),
        ("LARGEST_FRAME_PX", 128 * 192 - 1, "larger than 8K"),
    ],
)
def test_limits(clip: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: float, words: str) -> None:
    monkeypatch.setattr(video, limit, value)
    with pytest.raises(UnreadableFile, match=words):
        list(decode(clip))


@pytest.mark.parametrize("limit", ["LONGEST_S", "MOST_FRAMES"])
def test_limits_hold_where_the_header_claims_nothing(
    tmp_path: Path, clip: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    path = strange.make_ts(tmp_path, clip)
    monkeypatch.setattr(video, limit, 1)
    monkeypatch.setattr(video, "_declared_s", lambda container, stream: None)
    with pytest.raises(UnreadableFile, match="longer than"):
        list(decode(path))


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this machine, and what it was asked for."""
    requests: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            requests.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/clip.ts", requests
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("make", [strange.make_playlist, strange.make_concat_script])
@pytest.mark.parametrize("believed", [None, *VIDEO_KINDS])
def test_a_list_of_other_files_reaches_nothing(
    tmp_path: Path,
    asked: tuple[str, list[str]],
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[Path, str], Path],
    believed: str | None,
) -> None:
    """Not even where its first bytes had been taken for a video's."""
    address, requests = asked
    if believed is not None:
        monkeypatch.setattr(video, "sniff", lambda path: believed)
    with pytest.raises(UnreadableFile):
        list(decode(make(tmp_path, address)))
    assert requests == []


@pytest.mark.parametrize("make", [strange.make_playlist, strange.make_concat_script])
def test_a_list_does_not_reach_a_file_either(tmp_path: Path, clip: Path, make: Callable[[Path, str], Path]) -> None:
    for target in (str(clip), clip.name, f"file:{clip}"):
        with pytest.raises(UnreadableFile):
            list(decode(make(tmp_path, target)))


@pytest.mark.parametrize("name", ["http:clip.mp4", "concat:a|b.mp4", "-i.mp4", "ein knie %03d.mp4", "膝.mp4"])
def test_a_name_is_only_a_name(tmp_path: Path, clip: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(clip.read_bytes())
    assert probe(path).frames_declared == FRAMES


@pytest.mark.parametrize(
    "make", [strange.make_mov, strange.make_mkv, strange.make_avi, strange.make_ts, strange.make_gif]
)
@pytest.mark.parametrize("seed", range(4))
def test_damaged_bytes_give_frames_or_one_sentence(
    tmp_path: Path, clip: Path, make: Callable[[Path, Path], Path], seed: int
) -> None:
    path = make(tmp_path, clip)
    random = np.random.default_rng(seed)
    content = bytearray(path.read_bytes())
    for place in random.integers(16, len(content), 30):
        content[place] = random.integers(256)
    path.write_bytes(content[: round(len(content) * random.uniform(0.2, 1.0))])
    with suppress(UnreadableFile):
        assert (np.diff([frame.time_s for frame in decode(path)]) > 0).all()


def times(*stamps: float | None) -> list[float]:
    clock = Clock(interval_s=1.0)
    return [clock.time_s(stamp) for stamp in stamps]


def test_clock_starts_at_zero_and_keeps_true_distances() -> None:
    assert times(5, 6, 7.25, 11) == [0, 1, 2.25, 6]


def test_clock_puts_a_repeated_stamp_between_its_neighbours() -> None:
    assert times(0, 1, 1, 2) == [0, 1, 1.5, 2]


def test_clock_fills_missing_stamps() -> None:
    assert times(None, None, None) == [0, 1, 2]
    assert times(3, None, 5) == [0, 1, 2]


def test_clock_runs_on_where_stamps_start_again() -> None:
    assert times(0, 1, 2, 0, 1, 2) == [0, 1, 2, 3, 4, 5]
