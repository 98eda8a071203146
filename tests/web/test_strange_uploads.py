"""What people send by mistake, and what others send on purpose: a kind sentence each, and nothing of it stays."""

import re
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from PIL import Image

import kneeline
from kneeline.pixels.photo import read_photo
from tests.pixels import strange
from tests.web.server import Browser, newcomer, send, serving, settled

SAMPLE = Path(kneeline.__file__).parent / "sample"
PHOTO, CLIP = SAMPLE / "standing_neutral.jpg", SAMPLE / "squat_left_knee_in.mp4"
SERVER_BYTES = 500e6


def zip_bomb(folder: Path) -> Path:
    """200 MB of nothing in 200 kB, called a video."""
    path = folder / "bomb.mp4"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("film.mp4", bytes(200 * 2**20))
    return path


def picture_bomb(folder: Path) -> Path:
    """400 million pixels of one colour in a small PNG."""
    path = folder / "bomb.png"
    Image.new("1", (20000, 20000)).save(path)
    return path


def polyglot(folder: Path) -> Path:
    """A photo that is a page with a script, too, to who reads it so."""
    path = folder / "photo.html"
    page = b"<html><script>alert(1)</script></html>"
    content = PHOTO.read_bytes()
    path.write_bytes(content[:2] + b"\xff\xfe" + (len(page) + 2).to_bytes(2, "big") + page + content[2:])
    return path


def letter(folder: Path) -> Path:
    """A letter."""
    path = folder / "letter.pdf"
    path.write_bytes(b"%PDF-1.7\n" + bytes(4000))
    return path


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, int, Browser]]:
    """A home, the server's process id, and a browser."""
    home = tmp_path_factory.mktemp("home")
    with serving(home) as (process, link):
        yield home, process.pid, newcomer(link)


REFUSED: list[tuple[str, Callable[[Path], Path], str]] = [
    ("playlist", lambda folder: strange.make_playlist(folder, "http://127.0.0.1:1/a.ts"), "playlist.mp4 is a playlist"),
    ("script", lambda folder: strange.make_concat_script(folder, "/etc/passwd"), "concat.mp4 is a list of other files"),
    ("text", strange.make_text, "text.mp4 is neither a photo"),
    ("drawing", strange.make_svg, "drawing.jpg is a drawing"),
    ("zip bomb", zip_bomb, "bomb.mp4 is a zip archive"),
    ("picture bomb", picture_bomb, "bomb.png has more than 100 megapixels"),
    ("letter", letter, "letter.pdf is a PDF"),
    ("no index", lambda folder: strange.make_cut_off_header(folder, CLIP), "cut_off_header.mp4 is damaged or cut off"),
    ("no frame", strange.make_zero_frames, "zero_frames.mp4 is damaged or cut off"),
    ("sound alone", strange.make_audio_only, "audio_only.mp4 holds sound but no picture"),
]


@pytest.mark.parametrize(("make", "sentence"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_cannot_be_measured_hears_why(
    running: tuple[Path, int, Browser], tmp_path: Path, make: Callable[[Path], Path], sentence: str
) -> None:
    home, server, browser = running
    said = settled(browser, send(browser, make(tmp_path)))
    told = re.sub(r"<[^>]+>", " ", said)
    assert sentence in told
    assert str(home) not in told  # no place of the server's
    assert "Try another recording" in told
    assert [file for file in (home / "inbox").rglob("*") if file.is_file()] == []
    assert memory(server) < SERVER_BYTES


MEASURED: list[tuple[str, Callable[[Path], Path]]] = [
    ("polyglot", polyglot),
    ("turned by EXIF", lambda folder: strange.make_exif(folder, read_photo(PHOTO).rgb, 6)),
    ("HEIC", lambda folder: strange.make_heic(folder, read_photo(PHOTO).rgb)),
]


@pytest.mark.parametrize("make", [row[1] for row in MEASURED], ids=[row[0] for row in MEASURED])
def test_what_is_only_unusual_is_measured(
    running: tuple[Path, int, Browser], tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    browser = running[2]
    said = settled(browser, send(browser, make(tmp_path)))
    assert "It is done." in said
    result = re.search(r'href="(/check/[^"]+)"', said)
    assert result is not None
    picture = browser.get(f"{result[1]}/picture/0")
    assert picture.headers["Content-Type"] == "image/jpeg"  # cut out and encoded anew: no script came along
    assert picture.headers["X-Content-Type-Options"] == "nosniff"
    assert "alert(1)" not in picture.text


def test_nobody_in_the_picture_is_said(running: tuple[Path, int, Browser], tmp_path: Path) -> None:
    browser = running[2]
    said = settled(browser, send(browser, strange.make_one_pixel(tmp_path)))
    result = re.search(r'href="(/check/[^"]+)"', said)
    assert result is not None
    assert "could not" in browser.get(result[1]).text


def test_a_sender_who_stops_in_the_middle_leaves_nothing(running: tuple[Path, int, Browser]) -> None:
    """And meanwhile pages are answered."""
    home, _server, browser = running

    def lying() -> list[Path]:
        return [file for file in (home / "inbox").rglob("*") if file.is_file()]

    def pieces() -> Iterator[bytes]:
        yield bytes(4_000_000)
        assert browser.get("/check").status == 200
        raise TimeoutError("the sender has gone")

    with pytest.raises(TimeoutError):
        browser.send_pieces("/check/upload", browser.token("/check"), pieces(), 5_000_000, "slow.mp4")
    until = time.monotonic() + 20
    while lying() and time.monotonic() < until:
        time.sleep(0.1)
    assert lying() == []
    assert browser.get("/check").status == 200


@pytest.mark.slow
def test_more_than_two_gigabytes_hear_why_at_once(running: tuple[Path, int, Browser]) -> None:
    home, server, browser = running
    refused = browser.send_nothing("/check", "/check/upload", 2100, "long.mp4")
    assert refused.status == 413
    assert "larger than 2 GB" in refused.text
    assert memory(server) < SERVER_BYTES
    assert [file for file in (home / "inbox").rglob("*") if file.is_file()] == []


def memory(server: int) -> float:
    """What the server's own process takes, shared pages divided among those who share them."""
    own = psutil.Process(server).memory_full_info()
    return float(getattr(own, "pss", own.rss))
