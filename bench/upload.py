"""What uploads cost the server: its memory and the time until a page answers meanwhile, for docs/speed.md.

    python -m bench.upload

Each recording is sent over loopback to `kneeline serve` with a home of its own; memory is the proportional set size of
the server's own process (not of the worker, nor of the process that measures), the most of it seen.
"""

import argparse
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

import kneeline
from bench.summary import table
from tests.web.server import Browser, newcomer, send, serving, settled

PAGE = Path(__file__).parent.parent / "docs" / "speed.md"
COMMAND = "python -m bench.upload"
BEGIN, END = "<!-- uploads: begin -->\n", "<!-- uploads: end -->"
SAMPLE = Path(kneeline.__file__).parent / "sample"
SAMPLE_S = 0.05


@dataclass
class Seen:
    """The most memory seen, in bytes: of the server, of the worker, of what measures; and how long pages took."""

    server: float = 0.0
    worker: float = 0.0
    looking: float = 0.0
    pages_s: list[float] = field(default_factory=list)


@contextmanager
def watching(server: int, browser: Browser) -> Iterator[Seen]:
    """Look at memory, and ask for a page, all the time."""
    seen, ended = Seen(), threading.Event()

    def look() -> None:
        while not ended.wait(SAMPLE_S):
            own = psutil.Process(server)
            seen.server = max(seen.server, _pss(own))
            for worker in own.children():
                seen.worker = max(seen.worker, _pss(worker))
                seen.looking = max([seen.looking, *(_pss(each) for each in worker.children())])

    def ask() -> None:
        while not ended.wait(SAMPLE_S):
            start = time.perf_counter()
            browser.get("/check")
            seen.pages_s.append(time.perf_counter() - start)

    threads = [threading.Thread(target=work, daemon=True) for work in (look, ask)]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        ended.set()
        for thread in threads:
            thread.join()


def _pss(process: psutil.Process) -> float:
    try:
        info = process.memory_full_info()
    except psutil.Error:
        return 0.0
    return float(getattr(info, "pss", info.rss))


def rows(server: int, browser: Browser) -> Iterator[list[str]]:
    """A row each: nothing, a photo, a clip, 300 MB, three at once, more than 2 GB."""
    with watching(server, browser) as seen:
        time.sleep(3.0)
    yield _row("nothing", 0.0, seen)
    for name, file in (("a photo", "standing_neutral.jpg"), ("a clip of 8 s", "squat_left_knee_in.mp4")):
        with watching(server, browser) as seen:
            start = time.perf_counter()
            settled(browser, send(browser, SAMPLE / file))
        yield _row(name, time.perf_counter() - start, seen)
    for name, size, at_once in (("300 MB", 300, 1), ("300 MB, three at once", 300, 3), ("2.1 GB, refused", 2100, 1)):
        with watching(server, browser) as seen:
            start = time.perf_counter()
            sending = [threading.Thread(target=_send_nothing, args=(browser, size)) for _ in range(at_once)]
            for thread in sending:
                thread.start()
            for thread in sending:
                thread.join()
        yield _row(name, time.perf_counter() - start, seen)


def _send_nothing(browser: Browser, megabytes: int) -> None:
    own = Browser(browser.address, dict(browser.cookies))
    page = own.send_nothing("/check", "/check/upload", megabytes, "nothing.mp4")
    if page.location:
        settled(own, page.location)


def _row(name: str, seconds: float, seen: Seen) -> list[str]:
    slowest = sorted(seen.pages_s)[int(0.95 * (len(seen.pages_s) - 1))]
    memory = [f"{value / 1e6:.0f}" for value in (seen.server, seen.worker, seen.looking)]
    return [name, f"{seconds:.1f}", *memory, f"{1000 * slowest:.0f}"]


def main() -> None:
    """Write the table into docs/speed.md."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "home") as (process, link):
        made = list(rows(process.pid, newcomer(link)))
    heads = ["sent", "s until answered", "server, MB", "worker, MB", "measuring, MB", "a page meanwhile, p95 ms"]
    text = f"Made by `{COMMAND}`.\n\n{table('Uploads over loopback', heads, made)}\n"
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
