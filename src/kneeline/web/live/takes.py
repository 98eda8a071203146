"""A take: a movement recorded in a browser, whose frames never leave it. The server asks for the frames it wants
landmarks of, round by round, as it asks its own pose model, and for the legs it wants read by the leg network, and
measures."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Literal, get_args
from uuid import UUID

import msgspec
import numpy as np

import kneeline
from kneeline.core.measurement import Conditions, Measurement, Person
from kneeline.core.mirror import turned_back
from kneeline.core.recording import Floats, Recording, Source, empty_recording
from kneeline.measure import next_looks
from kneeline.measure.level import Up
from kneeline.pixels.plumb import Part
from kneeline.pose.coarse import LOOK_EVERY_S
from kneeline.pose.leg_crop import LegCrop
from kneeline.pose.leg_network import skin_gaps, with_legs
from kneeline.pose.look import LEGS_TOO
from kneeline.pose.repair import repaired
from kneeline.web.live.edges import Edge, makes_sense, parts_without, plumb_of_room, showing_the_room
from kneeline.web.live.legs import READING_BYTES, Readings, crops_of, readings_of
from kneeline.web.live.wire import FRAME_BYTES, NoFrame, Seen, frame_of, held_in_picture, with_frames

MOST_ROUNDS = 4
"""Of looks where it pays, after those all over the take."""
AT_ONCE = 24
"""So many looks all over the take are asked for at a time: the legs of those before are read meanwhile."""
LONGEST_S = 60.0
MOST_FRAMES = 2000
WAY = "blazepose-{model} (tasks-vision {version}, in the browser){legs}"
RUNTIME = "0.10.35"
"""The version of tasks-vision that frontend/package.json pins."""

_SHARE_EVERYWHERE = 0.6
_SHARE_OF_ROUND = (1 - _SHARE_EVERYWHERE) / MOST_ROUNDS
_LENGTH = struct.Struct("<I")


Model = Literal["heavy", "full"]


class BadTake(ValueError):
    """What was sent is no take; the text says why, for who wrote the browser's part."""


class Told(msgspec.Struct, forbid_unknown_fields=True):
    """What a browser tells of a take. times_s: of all its frames; looked: the indices whose landmarks follow, rising;
    people, light: of each of those; round: as the server said with what it asked for last, 0 at first; read: the
    indices among them whose legs follow, rising, None where the browser can't run the leg network; up: where up was for
    the camera, on the whole, None where the device doesn't tell; edges: straight edges in the room, by the indices of
    frames whose edges were asked for, None where the browser can't find any."""

    take: UUID
    task: Literal["stand", "squat", "single-leg-squat", "step-down"]
    side: Literal["left", "right"] | None
    mirrored: bool
    model: Model
    width: int
    height: int
    round: int
    times_s: list[float]
    looked: list[int]
    people: list[int]
    light: list[float | None]
    read: list[int] | None = None
    up: Up | None = None
    edges: dict[int, list[Edge]] | None = None
    effort: Literal["relaxed", "corrected"] = "relaxed"


@dataclass(frozen=True)
class Take:
    """What was told, the landmarks so far, and the legs that were read, by frame."""

    told: Told
    frames: tuple[Seen, ...]
    digest: str
    legs: Mapping[int, Readings] = field(default_factory=dict)


@dataclass(frozen=True)
class Wanted:
    """What a browser does next: frames to look at, by index; frames whose legs are to be read, with where the left and
    the right leg are cut out; frames in parts of which the room's edges are to be found. All empty where enough has
    been seen. round: what it says when it asks again; share: how much of the work is done before and after this, 0..1.
    """

    look: tuple[int, ...] = ()
    legs: Mapping[int, tuple[LegCrop, LegCrop]] = field(default_factory=dict)
    edges: Mapping[int, tuple[Part, ...]] = field(default_factory=dict)
    round: int = 0
    share: tuple[float, float] = (0.0, 1.0)

    def for_browser(self) -> dict[str, object]:
        """As the camera's script takes it."""
        legs = [
            {"frame": frame, "corners": [crop.corners.tolist() for crop in crops]} for frame, crops in self.legs.items()
        ]
        edges = [{"frame": frame, "parts": [list(part) for part in parts]} for frame, parts in self.edges.items()]
        return {
            "look": list(self.look),
            "legs": legs,
            "edges": edges,
            "round": self.round,
            "share": list(self.share),
        }


def take_of(content: bytes) -> Take:
    """The take in a request: four bytes of length, that much JSON, the frames, the legs. Raises BadTake."""
    if len(content) < _LENGTH.size:
        raise BadTake("there is nothing")
    (length,) = _LENGTH.unpack_from(content)
    head, body = content[4 : 4 + length], content[4 + length :]
    try:
        told = msgspec.json.decode(head, type=Told)
        read = told.read or []
        middle = max(len(body) - READING_BYTES * len(read), 0)
        frames = tuple(frame_of(each) for each in _parts(body[:middle], FRAME_BYTES))
        _check(told, len(frames))
        by_index = dict(zip(told.looked, frames, strict=True))
        answers = zip(read, _parts(body[middle:], READING_BYTES), strict=True)
        legs = {index: readings_of(answer, by_index[index]) for index, answer in answers}
    except (msgspec.DecodeError, NoFrame) as wrong:
        raise BadTake(str(wrong)) from wrong
    return Take(told, frames, sha256(content).hexdigest(), legs)


def _parts(content: bytes, size: int) -> list[bytes]:
    return [content[at : at + size] for at in range(0, len(content), size)]


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
    if told.read is not None and (not {*told.read} <= {*told.looked} or (np.diff(told.read) <= 0).any()):
        raise BadTake("legs were read at no look")
    edges = told.edges or {}
    if not {*edges} <= {*told.looked} or not all(makes_sense(found) for found in edges.values()):
        raise BadTake("its edges are none")


def wanted(take: Take) -> Wanted:
    """What to look at and to read next: all over the take, then, with the legs of all that read, where it pays."""
    told = take.told
    everywhere = _coarse(np.array(told.times_s))
    looked = {*told.looked}
    missing = [index for index in everywhere if index not in looked]
    unread, edges = _unread(take), _without_edges(take)
    if missing or unread or edges:
        look = tuple(missing[:AT_ONCE])
        begun = _SHARE_EVERYWHERE * (1 - len(missing) / len(everywhere)) + _SHARE_OF_ROUND * told.round
        share = (begun, begun + _SHARE_EVERYWHERE * len(look) / len(everywhere))
        return Wanted(look, unread, edges, told.round, share)
    if told.round >= MOST_ROUNDS:
        return Wanted()
    recording = recorded(take)
    look = tuple(np.searchsorted(recording.time_s, next_looks(recording)).tolist())
    begun = _SHARE_EVERYWHERE + _SHARE_OF_ROUND * told.round
    return Wanted(look, round=told.round + 1, share=(begun, begun + _SHARE_OF_ROUND))


def _coarse(times: Floats) -> list[int]:
    """The first frame, the last, and about five a second between."""
    step = np.floor((times - times[0] + 1e-6) / LOOK_EVERY_S)
    first_of_each = np.flatnonzero(np.diff(step, prepend=-1.0) > 0)
    return sorted({*first_of_each.tolist(), len(times) - 1})


def _unread(take: Take) -> dict[int, tuple[LegCrop, LegCrop]]:
    """Where the legs that have not been read yet are cut out, by frame; of a browser that can't read them, none."""
    if take.told.read is None:
        return {}
    crops = {index: crops_of(frame) for index, frame in _by_index(take).items() if index not in take.legs}
    return {index: both for index, both in crops.items() if both is not None}


def _without_edges(take: Take) -> dict[int, tuple[Part, ...]]:
    """Where in its pictures the edges of the room are still to be found; nowhere where the device tells how it is held,
    or the browser can't."""
    told = take.told
    if told.up is not None or told.edges is None:
        return {}
    size = (told.width, told.height)
    return {index: parts_without(seen, size) for index, seen in _room(take).items() if index not in told.edges}


def _room(take: Take) -> dict[int, Seen]:
    """The frames in which the room's edges count, by their indices; later rounds of looks change nothing of them."""
    looked = _by_index(take)
    everywhere = _coarse(np.array(take.told.times_s))
    return showing_the_room({index: looked[index] for index in everywhere if index in looked})


def _by_index(take: Take) -> dict[int, Seen]:
    """The frames that were looked at, by their indices, which rise."""
    return dict(zip(take.told.looked, take.frames, strict=True))


def model_of(estimator: str) -> Model | None:
    """The model that measured a take in a browser, by the name in its measurement; None where it was no browser."""
    models: tuple[Model, ...] = get_args(Model)
    return next(
        (model for model in models if estimator.startswith(WAY.format(model=model, version=RUNTIME, legs=""))), None
    )


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
    name = WAY.format(model=told.model, version=RUNTIME, legs=LEGS_TOO if take.legs else "")
    recording = with_frames(empty_recording(source, times, name), take.frames, told.looked)
    gaps = np.full((len(times), 2), np.nan)
    for index, legs in take.legs.items():
        gaps[index] = skin_gaps(recording.xy[index], legs)
        recording.xy[index] = with_legs(recording.xy[index], legs)
    recording.people[told.looked] = [max(0, count) for count in told.people]
    recording.light[told.looked] = [np.nan if value is None else value for value in told.light]
    plumb = _plumb(take)
    return replace(
        recording,
        refined=bool(take.legs),
        skin_gaps=gaps if take.legs else None,
        plumb=None if plumb is None else np.tile(plumb, (len(times), 1)),
    )


def _plumb(take: Take) -> Floats | None:
    """(2,) how plumb lines lean in the picture, by what the device feels, else by the room's edges."""
    told = take.told
    size = (told.width, told.height)
    held = held_in_picture(told.up, told.mirrored)
    return plumb_of_room(_room(take), told.edges or {}, size) if held is None else held.plumb(size)


def measured(take: Take, person: Person) -> tuple[Recording, Measurement]:
    """The recording, repaired and turned back where it was mirrored, and its measurement."""
    told = take.told
    recording = repaired(recorded(take))
    recording = turned_back(recording) if told.mirrored else recording
    conditions = Conditions(effort=told.effort, mirrored=told.mirrored)
    return recording, kneeline.measure(recording, person, task=told.task, side=told.side, conditions=conditions)
