"""The first pass over a video: everything is decoded once, and a few looks a second tell where the people are.

Frames between two looks wait until the second one is done. Then the square of each person on them is known (between
their squares on the two looks), the crops are cut out and kept aside, and the frames are let go.
"""

import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from kneeline.core.recording import Floats
from kneeline.pixels.plumb import Plumb, plumb_of
from kneeline.pixels.video import Frame, decode
from kneeline.pose.blazepose import Estimator
from kneeline.pose.detector import Detection
from kneeline.pose.leg_crop import LegCrop
from kneeline.pose.leg_network import leg_crops
from kneeline.pose.people import People, Track, expected, hips_y, person_box
from kneeline.pose.roi import Roi, to_look_at
from kneeline.pose.spool import Spool

LOOK_EVERY_S: Final = 0.2

PLUMB_EVERY_S: Final = 1.0
MOST_PLUMB: Final = 5
"""How often the room behind somebody is asked which way is up, and how many times at most: a phone that films stands
still or nearly so."""

_WAITING_BYTES: Final = 45_000_000  # of pictures between two looks: large pictures are looked at more often
_AHEAD: Final = 8  # frames decoded ahead of what is looked at: what passes during one look
_AHEAD_BYTES: Final = 40_000_000  # but no more than this

CropKey = tuple[int, int]  # index of the track, frame


@dataclass(frozen=True)
class Decoded:
    """A frame, and the people detected on it where it is one to look at."""

    frame: Frame
    detections: tuple[Detection, ...] | None


@dataclass
class LegSpool:
    """Pictures of both legs (2, 192, 96, 3), left first, and where they were cut out."""

    pictures: Spool[CropKey]
    crops: dict[CropKey, tuple[LegCrop, LegCrop]] = field(default_factory=dict)

    def put(self, key: CropKey, frame: Frame, landmarks: Floats) -> None:
        """Cut out both legs of a person whose landmarks (33, 2) px are about known, and keep them."""
        crops = leg_crops(landmarks)
        self.pictures.put(key, np.stack([crop.cut(frame.rgb) for crop in crops]))
        self.crops[key] = crops


@dataclass(frozen=True)
class Place:
    """Where a person is on a frame: the square to look at, and about where their landmarks (33, 2) are, px."""

    key: CropKey
    frame: Frame
    roi: Roi
    landmarks: Floats


@dataclass
class Pass:
    """What the first pass found out."""

    people: People
    crops: Spool[CropKey]
    legs: LegSpool | None
    time_s: list[float] = field(default_factory=list)
    present: dict[int, list[Track]] = field(default_factory=dict)  # by the frames looked at
    plumb: dict[int, list[Plumb]] = field(default_factory=dict)  # by index of the track
    plumb_s: dict[int, float] = field(default_factory=dict)  # when last, by index of the track
    width: int = 0
    height: int = 0


def look_through(
    path: Path,
    looker: Estimator,
    finder: Estimator,
    crops: Spool[CropKey],
    legs: LegSpool | None,
    done: Callable[[int], None],
) -> Pass:
    """Decode a video once, look at a few frames a second, and keep crops of the people, and of their legs, on all.

    While ``looker`` finds landmarks here, ``finder`` detects people in a second thread and cuts out crops in a third.
    ``done`` is told the number of frames so far. Raises UnreadableFile as pixels.video.decode.
    """
    found = Pass(People(looker), crops, legs)
    waiting: list[Frame] = []
    with ThreadPoolExecutor(1, thread_name_prefix="kneeline-cut") as cutter:
        cutting: Future[None] | None = None
        for decoded in _ahead(_detected(path, finder)):
            frame = decoded.frame
            found.height, found.width = frame.rgb.shape[:2]
            found.time_s.append(frame.time_s)
            waiting.append(frame)
            if decoded.detections is None:
                continue
            found.present[frame.index] = found.people.look(frame.index, frame.time_s, frame.rgb, decoded.detections)
            if cutting is not None:
                cutting.result()  # no more than two stretches of frames are kept in memory
            cutting = cutter.submit(_keep, finder, found, _places(found, waiting))
            waiting = []
            done(frame.index + 1)
        if cutting is not None:
            cutting.result()
    return found


def _places(found: Pass, waiting: Sequence[Frame]) -> list[Place]:
    """Everybody on the frames before a look, between where they are on this look and on the look before; and on the
    last frame, the one looked at, as it was looked at."""
    looks = list(found.present)
    previous = looks[-2] if len(looks) > 1 else looks[-1]
    places = []
    for number, track in enumerate(found.people.tracks):
        for frame in waiting[:-1]:
            where = expected(track, previous, looks[-1], frame.time_s)
            if where is not None:
                places.append(Place((number, frame.index), frame, to_look_at(where.roi), where.xy))
        if track in found.present[looks[-1]]:
            places.append(Place((number, looks[-1]), waiting[-1], track.last.roi, track.last.pose.xy))
    return places


def _keep(cutter: Estimator, found: Pass, places: Iterable[Place]) -> None:
    """What is needed of frames that are about to be let go."""
    for place in places:
        found.crops.put(place.key, cutter.crop(place.frame.rgb, place.roi))
        if found.legs is not None:
            found.legs.put(place.key, place.frame, place.landmarks)
        _ask_the_room(found, place)


def _ask_the_room(found: Pass, place: Place) -> None:
    """How plumb lines lean behind somebody, now and then."""
    number, now = place.key[0], place.frame.time_s
    asked = found.plumb.setdefault(number, [])
    if len(asked) < MOST_PLUMB and now - found.plumb_s.get(number, -np.inf) >= PLUMB_EVERY_S:
        asked.append(plumb_of(place.frame.rgb, person_box(place.landmarks), hips_y(place.landmarks)))
        found.plumb_s[number] = now


def _detected(path: Path, finder: Estimator) -> Iterator[Decoded]:
    """Every frame; those to look at (the first, the last, and a few a second between) with the people on them."""
    last_look_s = float("-inf")
    waiting = 0
    held: Frame | None = None
    for frame in decode(path):
        if held is not None:
            look = held.time_s - last_look_s >= LOOK_EVERY_S - (frame.time_s - held.time_s) / 2
            look = look or waiting * held.rgb.nbytes > _WAITING_BYTES
            yield Decoded(held, finder.detect(held.rgb) if look else None)
            last_look_s, waiting = (held.time_s, 0) if look else (last_look_s, waiting + 1)
        held = frame
    if held is not None:
        yield Decoded(held, finder.detect(held.rgb))


def _ahead(items: Iterator[Decoded]) -> Iterator[Decoded]:
    """The same items, made in a thread of their own a little ahead of their use. What fails there is raised here."""
    first = next(items, None)
    if first is None:
        return
    yield first
    room = max(1, min(_AHEAD, _AHEAD_BYTES // first.frame.rgb.nbytes))
    made: queue.Queue[Decoded | Exception | None] = queue.Queue(maxsize=room)
    stopped = threading.Event()
    maker = threading.Thread(target=_make, args=(items, made, stopped), name="kneeline-decode", daemon=True)
    maker.start()
    try:
        while (item := made.get()) is not None:
            if isinstance(item, Exception):
                raise item
            yield item
    finally:
        stopped.set()
        with suppress(queue.Empty):
            while True:
                made.get_nowait()  # makes room for the maker, should it wait for some
        maker.join()


def _make(items: Iterator[Decoded], made: "queue.Queue[Decoded | Exception | None]", stopped: threading.Event) -> None:
    """Puts every item into the queue, then None; what fails is put there too."""
    try:
        for item in items:
            made.put(item)
            if stopped.is_set():
                return
        made.put(None)
    except Exception as error:
        made.put(error)
