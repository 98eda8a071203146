"""The server as somebody starts it: the whole way of an upload, and processes killed in the middle."""

import http.client
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psutil
import pytest

import kneeline
from tests.web.server import Browser, files_under, newcomer, send, serving, settled

SAMPLE = Path(kneeline.__file__).parent / "sample"
PHOTO = SAMPLE / "standing_neutral.jpg"
CLIP = SAMPLE / "squat_left_knee_in.mp4"
ASKED_FOR = pytest.mark.skipif(
    os.environ.get("KNEELINE_ALL_MOMENTS") != "1", reason="all twenty moments, minutes: KNEELINE_ALL_MOMENTS=1"
)


def checks(home: Path) -> list[dict[str, object]]:
    """Every check's measurement, straight from the database."""
    with closing(sqlite3.connect(home / "kneeline.sqlite3")) as database:
        return [json.loads(document) for (document,) in database.execute("SELECT document FROM measure_check")]


def lying(home: Path) -> list[Path]:
    return files_under(home / "inbox")


@pytest.mark.slow
def test_an_upload_says_what_the_command_says(tmp_path: Path) -> None:
    """And nothing of it stays but numbers; the server needs less than 500 MB."""
    home = tmp_path / "home"
    with serving(home) as (process, link):
        browser = newcomer(link)
        said = settled(browser, send(browser, CLIP))
        memory = psutil.Process(process.pid).memory_full_info()
        assert getattr(memory, "pss", memory.rss) < 500e6
        result = re.search(r'href="(/check/[^"]+)"', said)
        assert result is not None
        assert "Your left knee moves in" in browser.get(result[1]).text
        assert browser.get(f"{result[1]}/picture/0").status == 200
        assert browser.get(f"{result[1]}/picture/0").status == 404
    out = tmp_path / "own.json"
    subprocess.run(
        [sys.executable, "-m", "kneeline.cli", "measure", str(CLIP), "--json", str(out), "--quiet"], check=True
    )
    assert checks(home) == [json.loads(out.read_text())]
    assert lying(home) == []
    assert list((home / "pictures").rglob("*.jpg")) == []


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, int, Browser]]:
    """A home, the server's process id, and a browser."""
    home = tmp_path_factory.mktemp("home")
    with serving(home) as (process, link):
        yield home, process.pid, newcomer(link)


def moments(of: int, always: int) -> list[object]:
    """So many seeds; each takes seconds, so that all but the first few have to be asked for."""
    return [seed if seed < always else pytest.param(seed, marks=ASKED_FOR) for seed in range(of)]


@pytest.mark.parametrize("moment", moments(13, always=5))
def test_a_killed_worker_loses_nothing(running: tuple[Path, int, Browser], moment: int) -> None:
    home, server, browser = running
    before = len(checks(home))
    path = send(browser, PHOTO)
    time.sleep(random.Random(moment).uniform(0.0, 2.5))
    for child in psutil.Process(server).children():
        child.send_signal(signal.SIGKILL)
    said = settled(browser, path)
    assert "It is done." in said
    assert len(checks(home)) == before + 1
    assert lying(home) == []


@pytest.mark.parametrize("moment", moments(7, always=2))
def test_a_killed_server_goes_on_where_it_was(tmp_path: Path, moment: int) -> None:
    """Killed while a photo is on its way or measured. Then the photo is measured, once, or it never arrived and its
    sender knows; nothing lies about, and the next one goes well."""
    at_s = random.Random(moment).uniform(0.0, 2.0)
    with serving(tmp_path) as (process, link), ThreadPoolExecutor() as aside:
        browser = newcomer(link)
        token = browser.token("/check")
        told = aside.submit(slowly, browser, token, PHOTO, over_s=1.0)
        time.sleep(at_s)
        process.kill()
        location = told.result()
    with serving(tmp_path) as (_process, link):
        again = Browser(link.rpartition("/open/")[0], dict(browser.cookies))
        assert newcomer_again(again)
        if location:
            assert "It is done." in settled(again, location)
        until = time.monotonic() + 60
        while lying(tmp_path) and time.monotonic() < until:  # it arrived although the answer did not
            time.sleep(0.3)
        kept = len(checks(tmp_path))
        assert kept == 1 if location else kept in (0, 1)
        assert "It is done." in settled(again, send(again, PHOTO))
        assert len(checks(tmp_path)) == kept + 1
    assert lying(tmp_path) == []
    with closing(sqlite3.connect(tmp_path / "kneeline.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def slowly(browser: Browser, token: str, file: Path, over_s: float) -> str:
    """Send a photo piece by piece over so many seconds; where it waits now, or "" where the server went away."""
    whole = file.read_bytes()
    pieces = [whole[at : at + len(whole) // 10 + 1] for at in range(0, len(whole), len(whole) // 10 + 1)]

    def paced() -> Iterator[bytes]:
        for piece in pieces:
            time.sleep(over_s / len(pieces))
            yield piece

    try:
        return browser.send_pieces("/check/upload", token, paced(), len(whole), file.name).location
    except (OSError, http.client.HTTPException):
        return ""


def newcomer_again(browser: Browser) -> bool:
    """Whether a browser is still known to a server that was just started."""
    for _ in range(50):  # the port listens before the server answers
        try:
            return browser.get("/check").status == 200
        except ConnectionError:
            time.sleep(0.2)
    return False


def test_a_second_server_of_the_same_home_says_so(running: tuple[Path, int, Browser]) -> None:
    assert "already running" in refused(running[0], "--port", "0")


def test_a_port_that_is_taken_is_said(running: tuple[Path, int, Browser], tmp_path: Path) -> None:
    port = running[2].address.rpartition(":")[2]
    assert f"Port {port} of 127.0.0.1 can't be used" in refused(tmp_path, "--port", port)


def test_others_need_https(tmp_path: Path) -> None:
    assert "without https" in refused(tmp_path, "--host", "0.0.0.0")


def refused(home: Path, *options: str) -> str:
    """The one line with which the server does not start."""
    run = subprocess.run(
        [sys.executable, "-m", "kneeline.cli", "serve", "--no-browser", *options],
        env={"KNEELINE_HOME": str(home), "PATH": ""},
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert run.returncode != 0
    assert run.stderr.count("\n") == 1
    return run.stderr
