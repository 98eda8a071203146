"""A take: a movement recorded in a browser, whose frames never leave it. The server asks for the frames it wants
landmarks of, round by round, as it asks its own pose model, and measures."""

import struct
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Literal
from uuid import UUID

import msgspec
import numpy as np

import kneeline
from kneeline.core.measurement import Conditions, Measurement, Person
from kneeline.core.mirror import turned_back
from kneeline.core.recording import Floats, Recording, Source, empty_recording
from kneeline.measure import next_looks
from kneeline.pose.coarse import LOOK_EVERY_S
from kneeline.pose.repair import repaired
from kneeline.web.live.wire import FRAME_BYTES, NoFrame, Seen, frame_of, with_frames

MOST_ROUNDS = 5
"""The first round looks all over the take; the others where it pays."""
LONGEST_S = 60.0
MOST_FRAMES = 2000
WAY = "blazepose-{model} (tasks-vision {version}, in the browser)"
RUNTIME = "0.10.35"
"""The version of tasks-vision that frontend/package.json pins."""

_LENGTH = struct.Struct("<I")


class BadTake(ValueError):
    """What was sent is no take; the text says why, for who wrote the browser's part."""


class Told(msgspec.Struct, forbid_unknown_fields=True):
    """What a browser tells of a take. times_s: of all its frames; looked: the indices whose landmarks follow, rising;
    people, light: of each of those; round: how often it was asked before."""

    take: UUID
    task: Literal["stand", "squat", "single-leg-squat", "step-down"]
    side: Literal["left", "right"] | None
    mirrored: bool
    model: Literal["heavy", "full"]
    width: int
    height: int
    round: int
    times_s: list[float]
    looked: list[int]
    people: list[int]
    light: list[float | None]
    effort: Literal["relaxed", "corrected"] = "relaxed"


@dataclass(frozen=True)
class Take:
    """What was told, and the landmarks so far."""

    told: Told
    frames: tuple[Seen, ...]
    digest: str


def take_of(content: bytes) -> Take:
    """The take in a request: four bytes of length, that much JSON, then the frames. Raises BadTake."""
    if len(content) < _LENGTH.size:
        raise BadTake("there is nothing")
    (length,) = _LENGTH.unpack_from(content)
    head, body = content[4 : 4 + length], content[4 + length :]
    try:
        told = msgspec.json.decode(head, type=Told)
        frames = tuple(frame_of(body[at : at + FRAME_BYTES]) for at in range(0, len(body), FRAME_BYTES))
    except (msgspec.DecodeError, NoFrame) as wrong:
        raise BadTake(str(wrong)) from wrong
    _check(told, len(frames))
    return Take(told, frames, sha256(content).hexdigest())


def _check(told: Told, frames: int) -> None:
    times = np.array(told.times_s)
    if not 1 <= len(times) <= MOST_FRAMES or not np.isfinite(times).all() or (np.diff(times) <= 0).any():
        raise BadTake("its times do not rise")
    if times[-1] - times[0] > LONGEST_S or times[0] < 0:
        raise BadTake("it is too long")
    if not (0 < told.width <= 8192 and 0 < told.height <= 8192):
        raise BadTake("its picture has no size")
    if not len(told.looked) == len(told.people) == len(told.light) == frames:
        raise BadTake("not every look has its frame")
    if any(not 0 <= index < len(times) for index in told.looked) or (np.diff(told.looked) <= 0).any():
        raise BadTake("a look is at no frame")


def wanted(take: Take) -> list[int]:
    """Indices of the frames to look at next; none where enough has been seen."""
    told = take.told
    if not told.looked:
        return _coarse(np.array(told.times_s))
    if told.round >= MOST_ROUNDS:
        return []
    recording = recorded(take)
    times = next_looks(recording)
    found: list[int] = np.searchsorted(recording.time_s, times).tolist()
    return found


def _coarse(times: Floats) -> list[int]:
    """The first frame, the last, and about five a second between."""
    step = np.floor((times - times[0] + 1e-6) / LOOK_EVERY_S)
    first_of_each = np.flatnonzero(np.diff(step, prepend=-1.0) > 0)
    return sorted({*first_of_each.tolist(), len(times) - 1})


def recorded(take: Take) -> Recording:
    """The take as a recording, as the camera gave it."""
    told = take.told
    times = np.array(told.times_s) - told.times_s[0]
    interval = float(np.median(np.diff(times))) if len(times) > 1 else None
    source = Source(
        file="camera",
        kind="video",
        sha256=take.digest,
        frames=len(times),
        fps=1 / interval if interval else None,
        duration_s=float(times[-1]) + (interval or 0.0),
        width=told.width,
        height=told.height,
    )
    recording = empty_recording(source, times, WAY.format(model=told.model, version=RUNTIME))
    recording = with_frames(replace(recording, refined=False), take.frames, told.looked)
    recording.people[told.looked] = [max(0, count) for count in told.people]
    recording.light[told.looked] = [np.nan if value is None else value for value in told.light]
    return recording


def measured(take: Take, person: Person) -> tuple[Recording, Measurement]:
    """The recording, repaired and turned back where it was mirrored, and its measurement."""
    told = take.told
    recording = repaired(recorded(take))
    recording = turned_back(recording) if told.mirrored else recording
    conditions = Conditions(effort=told.effort, mirrored=told.mirrored)
    return recording, kneeline.measure(recording, person, task=told.task, side=told.side, conditions=conditions)
