"""Videos and photos turned into recordings, spending model time only on the frames asked for."""

import hashlib
import queue
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import Self, TypeVar

import numpy as np

from kneeline.core.errors import BadArgument
from kneeline.core.recording import Floats, Recording, Source, SourceKind, empty_recording
from kneeline.pixels.photo import read_photo
from kneeline.pixels.plumb import Plumb, plumb_of, together
from kneeline.pixels.video import probe
from kneeline.pixels.warp import Pixels
from kneeline.pose.blazepose import BlazePose, Estimator
from kneeline.pose.coarse import CropKey, LegSpool, Pass, look_through
from kneeline.pose.joints import to_joints, to_model_xyz, to_visibility
from kneeline.pose.leg_network import (
    LegNetwork,
    LegReader,
    beliefs,
    leg_crops,
    legs_of,
    read_on_photo,
    skin_gaps,
    with_legs,
    without_lost_knees,
)
from kneeline.pose.model_files import ModelName
from kneeline.pose.people import (
    People,
    Sighting,
    astray,
    by_prominence,
    expected,
    hips_y,
    person_box,
    sighting,
)
from kneeline.pose.roi import to_look_at
from kneeline.pose.second_look import seen_both_ways
from kneeline.pose.spool import Spool

Progress = Callable[[str, float], None]
"""Told what is being done and the share 0..1 of it that is done."""


Tool = TypeVar("Tool")

LEGS_TOO = " and kneeline's leg network"
"""Added to the estimator's name where the legs were read by the network, too."""


def _doubted(seen: Sighting | None) -> bool:
    """Whether the legs of somebody who was seen rest on the pose model more than on the leg network."""
    if seen is None:
        return False
    return seen.legs is None or min(beliefs(to_joints(seen.pose.xy), seen.legs)) < 0.5


def _silent(_doing: str, _share: float) -> None:
    """Tells nobody."""


class Looker:
    """Looks at a video in rounds: first at about five frames a second, then at the frames asked for.

    A frame's landmarks depend on the first round alone, so they are the same whichever other frames are looked at.
    Nothing is decoded twice. With several people in view the largest and most central one is followed; ``person`` picks
    another by the same order (2 = the next). Use it as a context manager: it holds a temporary file.
    """

    def __init__(
        self,
        path: Path,
        model: ModelName = "heavy",
        person: int = 1,
        progress: Progress = _silent,
        estimator: Callable[[ModelName], Estimator] = BlazePose,
        legs: Callable[[], LegReader] | None = LegNetwork,
        threads: int = 2,
    ) -> None:
        """``threads`` look closer, 1 or 2: one where several videos are looked at side by side, each in a process.

        ``legs`` makes what reads the legs of the person whose landmarks are found; None: they stay as the estimator
        has them.

        Raises KneelineError where the models are missing, BadArgument for an unknown model or a person below 1.
        """
        _check_person(person)
        self._path = path
        self._person = person
        self._progress = progress
        self._estimators = [estimator(model) for _ in range(2)]
        self._readers = [legs() for _ in range(threads)] if legs else []
        self._threads = threads
        self._crops: Spool[CropKey] = Spool()
        self._legs = LegSpool(Spool()) if legs else None
        self._pass: Pass | None = None
        self._number: int | None = None
        self._seen: dict[int, Sighting | None] = {}
        self._seen_twice: set[int] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._crops.close()
        if self._legs is not None:
            self._legs.pictures.close()

    def recording(self) -> Recording:
        """All frames of the video, with landmarks on those looked at so far (after the first round: about five a
        second).

        Raises UnreadableFile where there is no video to read, BadArgument where fewer people are in view than asked
        for.
        """
        found = self._first_round()
        time_s = np.array(found.time_s)
        source = _source(self._path, "video", self._digest, time_s, found.width, found.height)
        self._read_legs(found)
        recording = recorded(source, time_s, self._name, self._seen, _counted(found))
        asked = found.plumb.get(self._number, []) if self._number is not None else []
        if asked:
            plumb = together(asked)
            recording = replace(recording, plumb=np.tile([plumb.lean, plumb.convergence], (len(time_s), 1)))
        return recording.with_step(f"looked at {int(recording.looked.sum())} of {len(time_s)} frames")

    def look(self, frames: Iterable[int]) -> Recording:
        """The recording after also looking at these frames (indices), on all threads. Raises as ``recording``."""
        found = self._first_round()
        wanted = sorted(set(frames).difference(self._seen))
        self._seen.update(
            self._on_all_threads(wanted, "Looking closer", self._estimators, partial(self._closer, found))
        )
        return self.recording()

    def look_twice(self, frames: Iterable[int]) -> Recording:
        """The recording after a second, mirrored look at those of these frames (indices) that show the person.

        A frame on which the leg network is believed needs none, and one that had its second look gets no third.
        """
        found = self._first_round()
        shown = sorted(frame for frame in set(frames) - self._seen_twice if _doubted(self._seen.get(frame)))
        self._seen_twice.update(shown)
        again = self._on_all_threads(shown, "Looking a second time", self._estimators, partial(self._twice, found))
        self._seen.update(again)
        return self.recording()

    def _read_legs(self, found: Pass) -> None:
        """Read the legs on every frame that shows the person and has not been read yet."""
        unread = sorted(frame for frame, seen in self._seen.items() if seen is not None and seen.legs is None)
        if self._legs is not None and self._number is not None:
            read = partial(self._with_legs, self._legs, self._number)
            self._seen.update(self._on_all_threads(unread, "Reading the legs", self._readers, read))

    def _with_legs(self, legs: LegSpool, number: int, frame: int, reader: LegReader) -> Sighting | None:
        seen = self._seen[frame]
        key = (number, frame)
        if seen is None or key not in legs.crops:
            return seen
        both = zip(legs.pictures.get(key), legs.crops[key], strict=True)
        left, right = (reader.read(picture, crop) for picture, crop in both)
        return replace(seen, legs=(left, right))

    def _on_all_threads(
        self, frames: Sequence[int], doing: str, tools: Sequence[Tool], look: Callable[[int, Tool], Sighting | None]
    ) -> dict[int, Sighting | None]:
        """What is seen by frame, looked at with as many tools as threads at once."""
        idle: queue.SimpleQueue[Tool] = queue.SimpleQueue()
        for tool in tools[: self._threads]:
            idle.put(tool)

        def lent(frame: int) -> Sighting | None:
            tool = idle.get()
            try:
                return look(frame, tool)
            finally:
                idle.put(tool)

        seen = {}
        with ThreadPoolExecutor(self._threads, thread_name_prefix="kneeline-look") as workers:
            for done, (frame, one) in enumerate(zip(frames, workers.map(lent, frames), strict=True), start=1):
                seen[frame] = one
                self._progress(doing, done / len(frames))
        return seen

    @property
    def _name(self) -> str:
        return self._estimators[0].name + (LEGS_TOO if self._readers else "")

    @cached_property
    def _digest(self) -> str:
        return _sha256(self._path)

    def _first_round(self) -> Pass:
        if self._pass is None:
            looker, finder = self._estimators
            declared = probe(self._path).frames_declared

            def tell(done: int) -> None:
                self._progress("Looking through the video", min(1.0, done / declared) if declared else 0.0)

            found = look_through(self._path, looker, finder, self._crops, self._legs, tell)
            self._number = _chosen(found.people, self._person, found.width, found.height)
            sightings = {} if self._number is None else found.people.tracks[self._number].sightings
            self._seen = {frame: sightings.get(frame) for frame in found.present}
            self._pass = found
        return self._pass

    def _closer(self, found: Pass, frame: int, estimator: Estimator) -> Sighting | None:
        """The chosen person on a frame between two looks."""
        if self._number is None or (self._number, frame) not in found.crops:
            return None
        track = found.people.tracks[self._number]
        looks = list(found.present)
        following = bisect_left(looks, frame)
        where = expected(track, looks[following - 1], looks[following], found.time_s[frame])
        if where is None:
            return None
        crop = found.crops.get((self._number, frame))
        seen = sighting(estimator, crop, to_look_at(where.roi), frame, found.time_s[frame])
        return None if seen is None or astray(seen, where, track) else seen

    def _twice(self, found: Pass, frame: int, estimator: Estimator) -> Sighting | None:
        """The chosen person on a frame where they were seen, the landmarks from both looks."""
        once = self._seen[frame]
        if once is None or self._number is None:
            return once
        crop = found.crops.get((self._number, frame))
        return seen_again(once, estimator, crop)


def read_photo_recording(
    path: Path,
    model: ModelName = "heavy",
    person: int = 1,
    estimator: Callable[[ModelName], Estimator] = BlazePose,
    legs: Callable[[], LegReader] | None = LegNetwork,
) -> Recording:
    """A photo as a recording of one frame; nobody in it gives a recording in which nobody was seen.

    Raises UnreadableFile for a file that is no photo, BadArgument where fewer people are in view than asked for.
    """
    _check_person(person)
    photo = read_photo(path)
    height, width = photo.rgb.shape[:2]
    eyes = estimator(model)
    people = People(eyes)
    present = people.look(0, 0.0, photo.rgb, eyes.detect(photo.rgb))
    number = _chosen(people, person, width, height)
    readers = (legs(), legs()) if legs else None
    source = _source(path, "photo", _sha256(path), np.zeros(1), width, height)
    name = eyes.name + (LEGS_TOO if legs else "")
    history = (*photo.notes, "looked at the photo")
    if number is None:
        return replace(recorded(source, np.zeros(1), name, {0: None}, {0: len(present)}), history=history)
    seen, plumb = _on_photo(eyes, readers, photo.rgb, people.tracks[number].last)
    recording = recorded(source, np.zeros(1), name, {0: seen}, {0: len(present)})
    if seen.legs is not None:
        recording.visibility[0] = without_lost_knees(recording.visibility[0], to_joints(seen.pose.xy), seen.legs)
    return replace(recording, plumb=np.array([[plumb.lean, plumb.convergence]]), history=history)


def _on_photo(
    eyes: Estimator, readers: tuple[LegReader, LegReader] | None, rgb: Pixels, once: Sighting
) -> tuple[Sighting, Plumb]:
    """A closer look at somebody found: at their mirror image, and on two threads at both legs and the room's edges."""
    seen = seen_again(once, eyes, eyes.crop(rgb, once.roi))
    with ThreadPoolExecutor(2, thread_name_prefix="kneeline-look") as workers:
        plumb = workers.submit(plumb_of, rgb, person_box(seen.pose.xy), hips_y(seen.pose.xy))
        if readers is not None:
            legs = legs_of(to_joints(seen.pose.xy))
            left, right = workers.map(read_on_photo, readers, (rgb, rgb), leg_crops(seen.pose.xy), legs)
            seen = replace(seen, legs=(left, right))
    return seen, plumb.result()


def seen_again(once: Sighting, estimator: Estimator, crop: Pixels) -> Sighting:
    """A sighting with the places of both looks at its crop; what can be seen stays as the first look said."""
    both = seen_both_ways(once.pose, estimator, crop, once.roi)
    return replace(once, pose=replace(both, visibility=once.pose.visibility))


def recorded(
    source: Source,
    time_s: Floats,
    estimator: str,
    seen: Mapping[int, Sighting | None],
    people: Mapping[int, int],
) -> Recording:
    """A recording of the frames at ``time_s`` (T,) with the sightings of one person and the number of people in view.

    seen: by frame looked at, None where the person was not found.
    """
    recording = empty_recording(source, time_s, estimator)
    model_xyz = np.full((*recording.xy.shape[:2], 3), np.nan)
    shank_width, gaps = np.full((2, len(time_s), 2), np.nan)
    grain, blockiness = np.full((2, len(time_s)), np.nan)
    for frame, one in seen.items():
        recording.looked[frame] = True
        recording.people[frame] = people[frame]
        if one is not None:
            joints = to_joints(one.pose.xy)
            if one.legs is None:
                recording.xy[frame] = joints
            else:
                recording.xy[frame] = with_legs(joints, one.legs)
                gaps[frame] = skin_gaps(joints, one.legs)
            recording.visibility[frame] = to_visibility(one.pose.visibility)
            recording.person_box[frame] = person_box(one.pose.xy)
            recording.light[frame] = one.light
            recording.sharpness[frame] = one.sharpness
            model_xyz[frame] = to_model_xyz(one.pose.world)
            shank_width[frame] = one.pose.shank_widths
            grain[frame], blockiness[frame] = one.grain, one.blockiness
    read = any(one is not None and one.legs is not None for one in seen.values())
    return replace(
        recording,
        model_xyz=model_xyz,
        shank_width=shank_width,
        grain=grain,
        blockiness=blockiness,
        skin_gaps=gaps if read else None,
    )


def _counted(found: Pass) -> dict[int, int]:
    """People in view by frame, between two looks as on the one before."""
    looks = list(found.present)
    ends = [*looks[1:], len(found.time_s)]
    spans = zip(looks, ends, strict=True)
    return {frame: len(found.present[look]) for look, end in spans for frame in range(look, end)}


def _check_person(person: int) -> None:
    if person < 1:
        raise BadArgument(f"There is no person number {person}: 1 is the largest and most central, 2 the next.")


def _chosen(people: People, person: int, width: int, height: int) -> int | None:
    """Index of the track of the person asked for; None where nobody is in view."""
    order = by_prominence(people, width, height)
    if not order:
        return None
    if person > len(order):
        raise BadArgument(f"Person {person} was asked for, but only {len(order)} could be seen: choose a lower number.")
    return people.tracks.index(order[person - 1])


def _source(path: Path, kind: SourceKind, sha256: str, time_s: Floats, width: int, height: int) -> Source:
    interval_s = float(np.median(np.diff(time_s))) if len(time_s) > 1 else None
    return Source(
        file=path.name,
        kind=kind,
        sha256=sha256,
        frames=len(time_s),
        fps=1 / interval_s if interval_s else None,
        duration_s=float(time_s[-1]) + (interval_s or 0.0),
        width=width,
        height=height,
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
