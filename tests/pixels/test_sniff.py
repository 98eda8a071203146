import os
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from kneeline.core.errors import UnreadableFile
from kneeline.pixels import sniff as sniffing
from kneeline.pixels.sniff import sniff
from tests.pixels import strange
from tests.pixels.conftest import PICTURE


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (strange.make_jpeg, "jpeg"),
        (strange.make_png_16_bit, "png"),
        (strange.make_animated_webp, "webp"),
        (strange.make_heic, "heic"),
        (strange.make_still_gif, "gif"),
    ],
)
def test_photos_are_known_by_content(tmp_path: Path, make: Callable[..., Path], kind: str) -> None:
    assert sniff(make(tmp_path, PICTURE).rename(tmp_path / "holiday.txt")) == kind


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (strange.make_one_frame, "mov"),
        (strange.make_mov, "mov"),
        (strange.make_mkv, "matroska"),
        (strange.make_webm, "matroska"),
        (strange.make_avi, "avi"),
        (strange.make_ts, "mpegts"),
        (strange.make_gif, "gif"),
    ],
)
def test_videos_are_known_by_content(tmp_path: Path, clip: Path, make: Callable[..., Path], kind: str) -> None:
    assert sniff(make(tmp_path, clip).rename(tmp_path / "holiday.jpg")) == kind


def test_camcorder_transport_stream_with_a_time_before_each_packet(tmp_path: Path) -> None:
    path = tmp_path / "00001.mts"
    path.write_bytes((b"\0\0\0\0" + b"\x47" + bytes(187)) * 4)
    assert sniff(path) == "mpegts"


def test_old_quicktime_without_a_type_box(tmp_path: Path) -> None:
    path = tmp_path / "old.mov"
    path.write_bytes(struct.pack(">I4s", 8, b"wide") + struct.pack(">I4s", 16, b"mdat") + bytes(8))
    assert sniff(path) == "mov"


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (strange.make_empty, "is empty (0 bytes)"),
        (strange.make_text, "is neither a photo"),
        (strange.make_svg, "is a drawing (SVG)"),
        (lambda folder: strange.make_zip(folder, PICTURE), "is a zip archive"),
        (strange.make_folder, "is a folder"),
        (lambda folder: strange.make_playlist(folder, "other.ts"), "is a playlist"),
        (lambda folder: strange.make_concat_script(folder, "other.mp4"), "is a list of other files"),
        (lambda folder: folder / "nowhere.mp4", "there is no such file"),
    ],
)
def test_what_is_not_a_picture_is_refused_in_one_sentence(
    tmp_path: Path, make: Callable[[Path], Path], words: str
) -> None:
    with pytest.raises(UnreadableFile, match=r"^[^\n]+\.$") as refusal:
        sniff(make(tmp_path))
    assert words in str(refusal.value)


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mp4")
    with pytest.raises(UnreadableFile, match="not an ordinary file"):
        sniff(tmp_path / "pipe.mp4")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_no_permission(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no permission"):
        sniff(strange.make_forbidden(tmp_path, PICTURE))


def test_a_file_beyond_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sniffing, "LARGEST_FILE_BYTES", 100)
    with pytest.raises(UnreadableFile, match="cut it to the movement"):
        sniff(strange.make_jpeg(tmp_path, PICTURE))
