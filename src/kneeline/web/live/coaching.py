"""An exercise coached by camera: frames in, what the coach says out; hands start, pause and end it.

It outlives its socket for a while, so that who is back within that time goes on with the same count.
"""

import datetime
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any, Literal
from uuid import UUID

import msgspec

from kneeline.coach import Assignment, Coach, Frame, event_to_dict, in_words
from kneeline.coach.events import Event
from kneeline.core.mirror import swapped_sides
from kneeline.core.programme import Done
from kneeline.core.recording import Floats
from kneeline.measure.level import Held, levelled
from kneeline.pose.joints import to_joints, to_model_xyz, to_visibility
from kneeline.pose.model_files import ModelName
from kneeline.web.live.hands import Signs
from kneeline.web.live.watching import Around
from kneeline.web.live.wire import Seen, held_in_picture, live_name

KEPT_S = 600.0
"""A session nobody is connected to is forgotten after so long."""
MOST_KEPT = 200
_OTHER_SIDE = swapped_sides()

Phase = Literal["waiting", "running", "paused", "done"]


class Begin(msgspec.Struct, tag="begin", forbid_unknown_fields=True):
    """Which exercise of which day; ``key``: the browser's name for this session, the same when it comes back."""

    key: UUID
    date: datetime.date
    exercise: str


class Steer(msgspec.Struct, tag="steer", forbid_unknown_fields=True):
    """A button's press."""

    do: Literal["start", "pause", "end"]


Message = Around | Begin | Steer
MESSAGES: msgspec.json.Decoder[Message] = msgspec.json.Decoder(Message)


@dataclass
class Coaching:
    """One exercise of one person. ``mirrored``: left and right are swapped in the picture; told by the hand that is
    raised to begin, the left one. None: not told yet, then as the browser's Around says."""

    assignment: Assignment
    on: datetime.date
    coach: Coach = field(init=False)
    phase: Phase = "waiting"
    mirrored: bool | None = None
    size: tuple[int, int] = (0, 0)
    held: Held | None = None
    model: ModelName = "full"
    signs: Signs = field(default_factory=Signs)
    last_s: float = -1.0
    used_at: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.coach = Coach(self.assignment)

    def around(self, told: Around) -> None:
        """What the browser says of the picture."""
        self.size = (told.width, told.height)
        self.held = held_in_picture(told.up, mirrored=False)  # of the picture once it is turned back
        self.model = told.model

    def steered(self, do: Literal["start", "pause", "end"]) -> list[dict[str, Any]]:
        """A press, or a sign of the hands."""
        if self.phase == "done":
            return []
        if do == "end":
            return [*self._said(self.coach.end()), self._now("done")]
        return [self._now("running" if do == "start" else "paused")]

    def fed(self, frame: Seen) -> list[dict[str, Any]]:
        """What this frame brings."""
        if frame.time_s <= self.last_s or self.phase == "done" or min(self.size) <= 0:
            return []
        self.last_s = frame.time_s
        signed = self._signed(frame)
        if signed or self.phase != "running":
            return signed
        said = self._said(self.coach.feed(self.frame_of(frame)))
        return [*said, self._now("done")] if self.coach.finished else said

    def state(self) -> dict[str, Any]:
        """Where it stands, for a browser that is back."""
        return {"event": "state", "phase": self.phase, "repetitions": self.repetitions}

    @property
    def repetitions(self) -> int:
        """Of this set, so far."""
        done = [event for event in self.coach.events if event.name in ("rep_done", "set_done")]
        last_set = max((index for index, event in enumerate(done) if event.name == "set_done"), default=-1)
        return len(done) - last_set - 1

    def done(self) -> Done | None:
        """What was done, as the log keeps it: one entry an exercise; None where nothing was."""
        entries = self.coach.log(self.on)
        if not entries:
            return None
        first = entries[0]
        return replace(
            first,
            side="both" if len(entries) > 1 else first.side,
            sets=max(each.sets for each in entries),
            reps_good=sum(each.reps_good for each in entries),
            reps_fault=sum(each.reps_fault for each in entries),
            reps_not_seen=sum(each.reps_not_seen for each in entries),
            seconds=sum(each.seconds for each in entries),
        )

    def _signed(self, frame: Seen) -> list[dict[str, Any]]:
        """One hand up starts, pauses and goes on; both end it."""
        up = self.signs.fed(frame)
        if not up:
            return []
        if len(up) == 2:
            return self.steered("end") if self.phase != "waiting" else []
        if self.phase == "waiting":
            self.mirrored = up == {"right"}
        return self.steered("pause" if self.phase == "running" else "start")

    def _now(self, phase: Phase) -> dict[str, Any]:
        self.phase = phase
        return {"event": "phase", "phase": phase, "mirrored": bool(self.mirrored)}

    def _said(self, events: list[Event]) -> list[dict[str, Any]]:
        return list(self._words(events))

    def _words(self, events: list[Event]) -> Iterator[dict[str, Any]]:
        for event in events:
            yield {**event_to_dict(event), "words": in_words(event, self.assignment.exercise)}

    def frame_of(self, frame: Seen) -> Frame:
        """A frame as the coach takes it, turned back where the picture is mirrored and as a camera held level sees it
        where the device tells how it is held; the network's depth only while it is looked for how somebody is seen."""
        xy, seen = to_joints(frame.landmarks[:, :2]), to_visibility(frame.landmarks[:, 3])
        model = to_model_xyz(frame.landmarks[:, 4:7]) if self.coach.follower is None else None
        if self.mirrored:
            seen, xy = seen[_OTHER_SIDE], _turned_back(xy, self.size[0])
            model = None if model is None else _turned_back(model, 0.0)
        if self.held is not None:
            xy = levelled(xy[None], self.held.plumb(self.size)[None], self.size)[0]
        return Frame(
            frame.time_s, xy, seen, self.size, model, estimator=live_name(self.model), mirrored=bool(self.mirrored)
        )


def _turned_back(points: Floats, width: float) -> Floats:
    """Joints as on the other side of a mirror ``width`` wide."""
    mirrored = points[_OTHER_SIDE]
    mirrored[:, 0] = width - mirrored[:, 0]
    return mirrored


class Kept:
    """Sessions by person and key, so that a broken connection loses none."""

    def __init__(self) -> None:
        self._kept: dict[tuple[UUID, UUID], Coaching] = {}
        self._lock = Lock()

    def find(self, person: UUID, key: UUID) -> Coaching | None:
        """The session of this name; only its person's."""
        with self._lock:
            self._forget_old()
            found = self._kept.get((person, key))
            if found is not None:
                found.used_at = time.monotonic()
            return found

    def keep(self, person: UUID, key: UUID, session: Coaching) -> None:
        """Keep a session until nobody has come back for it."""
        with self._lock:
            self._forget_old()
            while len(self._kept) >= MOST_KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[person, key] = session

    def _forget_old(self) -> None:
        oldest = time.monotonic() - KEPT_S
        self._kept = {name: each for name, each in self._kept.items() if each.used_at > oldest}


SESSIONS = Kept()
"""The sessions of this server."""
