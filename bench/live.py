"""Sixty people coached at once by `kneeline serve` on one core, over real sockets: how long an answer takes.

    python -m bench.live [--streams 60] [--seconds 120] [--patients 6]

The server is the one a person starts, in a process of its own on the last core; this process sends from the first, so
that the load is made elsewhere. Each stream is a browser's: a socket with a session's cookie, the 928 bytes of a frame
30 times a second, of a simulated patient (bench/patient.py) who goes on and on; the streams begin one after the other
within BEGIN_S. Timed are frames that bring words (each event names its frame) and, as often, presses sent right behind
a frame, which are answered once the server has read what came before. It ends by itself after ``--seconds``.
"""

import argparse
import asyncio
import datetime
import json
import os
import sqlite3
import struct
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import psutil
import websockets

import kneeline
from bench.patient import RIGHT, frames_of, watched
from bench.summary import number, table
from kneeline.assess import findings_to_dict
from kneeline.catalogue import catalogue
from kneeline.coach import Frame, assignment
from kneeline.core.programme import Item, Programme
from kneeline.core.recording import Floats
from kneeline.core.skeleton import joint
from kneeline.pose.joints import LANDMARKS
from kneeline.programme import programme_to_dict
from tests.web.server import Browser, newcomer, serving

FPS: Final = 30
SIZE: Final = (720, 1280)
BEGIN_S: Final = 10.0
"""The streams begin within this time: sixty people do not come in the same second."""

ENDLESS: Final = 9_000
PRESS_EVERY: Final = 300
"""Frames from one press to the next, ten seconds."""

SETTLES_S: Final = 2.0
"""Nothing is timed in a stream's first seconds, in which it is let in."""


def packed(frame: Frame) -> bytes:
    """A frame as a browser sends it: its time, then x, y, z, visibility and three metres of 33 landmarks."""
    rows = np.zeros((33, 7), dtype="<f4")  # a browser knows all 33
    assert frame.model_xyz is not None
    for name, index in LANDMARKS.items():
        at = joint(name)
        rows[index] = (*frame.xy[at], 0.0, frame.visibility[at], *(frame.model_xyz[at] * (1, -1, -1)))
    return struct.pack("<f", frame.time_s) + rows.tobytes()


def bodies(exercise: str, seed: int) -> list[bytes]:
    """One set of a patient as a browser sends it, without the times."""
    return [packed(frame)[4:] for frame in frames_of(exercise, RIGHT, seed)]


@dataclass
class Stream:
    """One browser. sent: when the frame of each time was sent, on this process's clock; answered, pressed: seconds from
    a frame with words, and from a press, to what came of it."""

    exercise: str
    bodies: Sequence[bytes]
    sent: dict[int, float] = field(default_factory=dict)
    answered: list[float] = field(default_factory=list)
    pressed: list[float] = field(default_factory=list)
    press_at: float | None = None

    async def run(self, address: str, cookies: str, waits_s: float, seconds: float) -> None:
        """Open, begin, send 30 frames a second until ``seconds`` from now, and close."""
        await asyncio.sleep(waits_s)
        headers = {"Cookie": cookies}
        origin: Any = address.replace("ws://", "http://")
        async with websockets.connect(f"{address}/live/coach", origin=origin, additional_headers=headers) as socket:
            today = datetime.date.today().isoformat()
            begin = {"type": "begin", "key": str(uuid.uuid4()), "date": today, "exercise": self.exercise}
            await socket.send(json.dumps(begin))
            await socket.recv()  # where the session stands
            await socket.send(_AROUND)
            await socket.send(_START)
            hearing = asyncio.create_task(self._hear(socket))
            await self._send(socket, seconds - waits_s)
            hearing.cancel()

    async def _send(self, socket: Any, seconds: float) -> None:
        began = time.perf_counter()
        for index in range(round(seconds * FPS)):
            await asyncio.sleep(max(0.0, began + index / FPS - time.perf_counter()))
            now = time.perf_counter()
            if index / FPS > SETTLES_S:
                self.sent[index] = now
            await socket.send(struct.pack("<f", index / FPS) + self.bodies[index % len(self.bodies)])
            if index % PRESS_EVERY == PRESS_EVERY - 1:
                self.press_at = time.perf_counter()
                await socket.send(_START)

    async def _hear(self, socket: Any) -> None:
        async for told in socket:
            now, event = time.perf_counter(), json.loads(told)
            if event["event"] == "phase":
                if self.press_at is not None:
                    self.pressed.append(now - self.press_at)
                self.press_at = None
            elif (at := self.sent.pop(round(event["time_s"] * FPS), None)) is not None:
                self.answered.append(now - at)


_AROUND: Final = json.dumps({"type": "around", "width": SIZE[0], "height": SIZE[1]})
_START: Final = json.dumps({"type": "steer", "do": "start"})


def endless() -> Programme:
    """A programme whose first day has every exercise a camera judges, without an end."""
    programme = kneeline.plan(kneeline.assess([]), start=datetime.date.today())
    first = programme.weeks[0]
    day = replace(first.days[0], items=tuple(_item(name) for name in watched()), lighter=())
    return replace(programme, weeks=(replace(first, days=(day, *first.days[1:])), *programme.weeks[1:]))


def _item(exercise: str) -> Item:
    usual = assignment(exercise, catalogue())
    side, reps = usual.sides[0], None if usual.reps is None else ENDLESS
    hold_s, seconds = (usual.hold_s, None) if usual.reps is not None else (None, float(ENDLESS))
    return Item(exercise, usual.stage, side, 1, reps, hold_s, seconds, 0.0, "", None, 1.0)


def keep(home: Path, programme: Programme) -> None:
    """Give the only person of this folder's server that programme."""
    now = datetime.datetime.now(datetime.UTC).isoformat(" ")
    with closing(sqlite3.connect(home / "kneeline.sqlite3")) as database:
        ((person,),) = database.execute("SELECT id FROM people_person WHERE example = 0").fetchall()
        row = (uuid.uuid4().hex, person, now, now, programme.start.isoformat())
        kept = (json.dumps(programme_to_dict(programme)), json.dumps(findings_to_dict(kneeline.assess([]))))
        names = "id, person_id, made_at, looked_at, start, document, findings"
        database.execute(f"INSERT INTO plans_plan ({names}) VALUES (?, ?, ?, ?, ?, ?, ?)", row + kept)
        database.commit()


def streams(count: int, patients: int) -> Iterator[Stream]:
    """So many streams of so many patients."""
    names = watched()
    kinds = [bodies(names[each % len(names)], each) for each in range(patients)]
    for each in range(count):
        yield Stream(names[each % patients % len(names)], kinds[each % patients])


async def all_at_once(running: Sequence[Stream], browser: Browser, seconds: float) -> None:
    """Every stream until the time is over."""
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    address = browser.address.replace("http://", "ws://")
    waits = [BEGIN_S * each / len(running) for each in range(len(running))]
    await asyncio.gather(
        *(each.run(address, cookies, wait, seconds) for each, wait in zip(running, waits, strict=True))
    )


def row(name: str, seconds: Floats) -> list[str]:
    """One row of the table, in ms."""
    values = (np.median(seconds), seconds.mean(), *np.quantile(seconds, (0.95, 0.99)), seconds.max())
    return [name, str(len(seconds)), *(number(1000 * float(value), 2) for value in values)]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--streams", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--patients", type=int, default=6, help="different streams; the rest repeat them")
    chosen = parser.parse_args()
    cores = sorted(os.sched_getaffinity(0))
    running = list(streams(chosen.streams, chosen.patients))
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as (process, link):
        server = psutil.Process(process.pid)
        for each in (server, *server.children(recursive=True)):
            each.cpu_affinity(cores[-1:])
        psutil.Process().cpu_affinity(cores[:1])
        browser = newcomer(link)
        keep(Path(folder), endless())
        before, began = sum(server.cpu_times()[:2]), time.perf_counter()
        asyncio.run(all_at_once(running, browser, chosen.seconds))
        busy = (sum(server.cpu_times()[:2]) - before) / (time.perf_counter() - began)
    parts = [
        row("a frame with words", np.array([each for stream in running for each in stream.answered])),
        row("a press behind a frame", np.array([each for stream in running for each in stream.pressed])),
    ]
    caption = f"{chosen.streams} streams of {FPS} frames a second, the server on one core, ms to the answer"
    print(table(caption, ("", "n", "median", "mean", "95 %", "99 %", "most"), parts))
    a_frame = 1000 * busy / (chosen.streams * FPS)
    print(f"The server's core: busy for {100 * busy:.0f} %, {a_frame:.2f} ms a frame; load {os.getloadavg()[0]:.1f}.")


if __name__ == "__main__":
    main()
