"""Sixty people coached at once on one core: how long a frame waits and takes.

    python -m bench.live [--streams 60] [--seconds 120] [--patients 6]

Each stream is a simulated patient (bench/patient.py) at 30 frames a second, as the 928 bytes that a browser sends of a
frame: unpacked, made joints of, fed to a coach, its events made JSON. What each frame takes is measured in this
process's own processor time, so that other work on the machine does not count; the core's queue follows from that:
frames come evenly spread over a thirtieth of a second, and are served in turn. Neither the socket nor the network is in
it. It ends by itself: streams x seconds x 30 frames, whatever comes.
"""

import argparse
import json
import struct
import time
from collections.abc import Iterator
from typing import Final

import numpy as np

from bench.patient import RIGHT, frames_of, watched
from bench.summary import number, table
from kneeline.catalogue import catalogue
from kneeline.coach import Coach, Frame, assignment, event_to_dict
from kneeline.core.recording import Floats
from kneeline.core.skeleton import joint
from kneeline.pose.joints import LANDMARKS, to_joints, to_model_xyz, to_visibility

FPS: Final = 30
NUMBERS: Final = 1 + 33 * 7
SIZE: Final = (720, 1280)


def packed(frame: Frame) -> bytes:
    """A frame as a browser sends it: its time, then x, y, z, visibility and three metres of 33 landmarks."""
    rows = np.full((33, 7), np.nan, dtype="<f4")
    assert frame.model_xyz is not None
    for name, index in LANDMARKS.items():
        at = joint(name)
        rows[index] = (*frame.xy[at], 0.0, frame.visibility[at], *(frame.model_xyz[at] * (1, -1, -1)))
    return struct.pack("<f", frame.time_s) + rows.tobytes()


def unpacked(content: bytes) -> Frame:
    """The frame in these bytes."""
    numbers = np.frombuffer(content, dtype="<f4").astype(np.float64)
    rows = numbers[1:].reshape(33, 7)
    return Frame(float(numbers[0]), to_joints(rows[:, :2]), to_visibility(rows[:, 3]), SIZE, to_model_xyz(rows[:, 4:7]))


def stream(exercise: str, seed: int, seconds: float) -> Iterator[bytes]:
    """A patient who does an exercise again and again."""
    frames = frames_of(exercise, RIGHT, seed)
    for index in range(round(seconds * FPS)):
        frame = frames[index % len(frames)]
        yield packed(Frame(index / FPS, frame.xy, frame.visibility, SIZE, frame.model_xyz))


def costs(streams: int, seconds: float, patients: int) -> Floats:
    """(streams, frames) seconds of processor time that each frame took."""
    names = watched()
    kinds = [list(stream(names[each % len(names)], each, seconds)) for each in range(patients)]
    coaches = [Coach(assignment(names[each % patients % len(names)], catalogue())) for each in range(streams)]
    taken = np.zeros((streams, len(kinds[0])))
    for index in range(len(kinds[0])):
        for each, coach in enumerate(coaches):
            if coach.finished:  # the same person goes on with another set
                coaches[each] = coach = Coach(coach.assignment)
            began = time.process_time()
            events = coach.feed(unpacked(kinds[each % patients][index]))
            json.dumps([event_to_dict(event) for event in events])
            taken[each, index] = time.process_time() - began
    return taken


def waits(taken: Floats) -> Floats:
    """(streams, frames) seconds from a frame's coming to its answer, on one core that serves them in turn."""
    streams, frames = taken.shape
    arrives = (np.arange(frames)[:, None] + np.arange(streams) / streams) / FPS
    free, done = 0.0, np.zeros((frames, streams))
    for index in range(frames):
        for each in range(streams):
            free = max(free, arrives[index, each]) + taken[each, index]
            done[index, each] = free
    answered: Floats = (done - arrives).T
    return answered


def row(name: str, seconds: Floats) -> list[str]:
    """One row of the table, in ms."""
    values = (np.median(seconds), seconds.mean(), *np.quantile(seconds, (0.95, 0.99)), seconds.max())
    return [name, *(number(1000 * float(value), 2) for value in values)]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--streams", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--patients", type=int, default=6, help="different streams; the rest repeat them")
    chosen = parser.parse_args()
    taken = costs(chosen.streams, chosen.seconds, chosen.patients)
    answered = waits(taken)
    rows = [row("a frame takes", taken), row("a frame is answered after", answered)]
    caption = f"{chosen.streams} streams of {FPS} frames a second on one core, ms"
    print(table(caption, ("", "median", "mean", "95 %", "99 %", "most"), rows))
    print(f"The core is busy for {100 * taken.sum() / chosen.seconds:.0f} % of the time.")


if __name__ == "__main__":
    main()
