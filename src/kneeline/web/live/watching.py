"""What a socket's frames say while somebody gets into place and moves: the view, a raised hand, repetitions made.

No clock and no IO: fed with frames and with what the browser tells, it gives what there is to say.
"""

from collections import deque
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec

from kneeline.core.measurement import Task
from kneeline.core.skeleton import SIDES, Side
from kneeline.measure.choose import choose_movement
from kneeline.measure.level import Held, Up
from kneeline.measure.tracks import facing_of, make_tracks
from kneeline.pose.model_files import ModelName
from kneeline.web.live.tests_for import REPETITIONS
from kneeline.web.live.view import JUDGED_S, Surroundings, View, hand_raised, view_of
from kneeline.web.live.wire import Seen, held_in_picture

JUDGE_EVERY_S = 0.4
COUNT_EVERY_S = 0.7
COUNTED_FPS = 10.0
"""Frames of a take that are kept to count repetitions."""
LONGEST_TAKE_S = 60.0
STANDS_AGAIN_S = 0.7
"""A take is over when the last repetition ended this long ago."""
STILL_FOR_S = 1.2
"""Somebody in place who keeps still for so long is ready."""
STANDING_S = 3.5
"""A take of somebody who stands is long enough after this, and begun again where they move before."""


class Around(msgspec.Struct, tag="around", forbid_unknown_fields=True):
    """What the browser knows of picture and camera; up: for the camera itself, mirrored or not."""

    width: int
    height: int
    mirrored: bool = False
    people: int = 1
    light: float | None = None
    up: Up | None = None
    model: ModelName = "full"

    @property
    def held(self) -> Held | None:
        """How the camera of the picture is held."""
        return held_in_picture(self.up, self.mirrored)


class Do(msgspec.Struct, tag="do", forbid_unknown_fields=True):
    """What to look for from now on: a raised hand, whether somebody is in place, or the repetitions of a take."""

    watch: Literal["hand", "place", "take", "nothing"]
    task: Literal["stand", "squat", "single-leg-squat", "step-down"] = "stand"
    side: Side | None = None


Message = Around | Do
MESSAGES: msgspec.json.Decoder[Message] = msgspec.json.Decoder(Message)

Event = dict[str, Any]


@dataclass
class Watch:
    """One browser's camera."""

    around: Surroundings = field(default_factory=Surroundings)
    do: Do = field(default_factory=lambda: Do("nothing"))
    newest: "deque[Seen]" = field(default_factory=lambda: deque(maxlen=120))
    take: list[Seen] = field(default_factory=list)
    judged_s: float = -1.0
    counted_s: float = -1.0
    still_since_s: float | None = None
    said: tuple[object, ...] = ()

    def told(self, message: Message) -> None:
        """What the browser says beside its frames."""
        if isinstance(message, Around):
            size = (min(max(message.width, 0), 8192), min(max(message.height, 0), 8192))
            known = message.mirrored, message.people, message.light, message.held, message.model
            self.around = Surroundings(size, *known)
        else:
            self.do, self.take, self.said, self.still_since_s = message, [], (), None

    def fed(self, frame: Seen) -> list[Event]:
        """What this frame brings; nothing where its time does not rise."""
        if self.newest and frame.time_s <= self.newest[-1].time_s:
            return []
        self.newest.append(frame)
        if self.do.watch == "take":
            return self._stood(frame) if self.do.task == "stand" else self._counted(frame)
        if self.do.watch == "nothing" or frame.time_s - self.judged_s < JUDGE_EVERY_S:
            return []
        self.judged_s = frame.time_s
        return self._hand(frame) if self.do.watch == "hand" else self._view(frame)

    def _recent(self) -> list[Seen]:
        return [frame for frame in self.newest if frame.time_s >= self.newest[-1].time_s - JUDGED_S]

    def _hand(self, frame: Seen) -> list[Event]:
        """A raised hand says which side is which; until then, what is wrong with the view."""
        raised = hand_raised(self._recent())
        if raised is None:
            return self._view(frame)
        self.do = Do("nothing")
        return [{"event": "hand", "time_s": frame.time_s, "mirrored": raised == "right"}]

    def _view(self, frame: Seen) -> list[Event]:
        view = view_of(self._recent(), self.around, self.do.task)
        ready = self._ready(view, frame.time_s)
        said = (view.usable, view.code, ready)
        if said == self.said:
            return []
        self.said = said
        return [
            {
                "event": "view",
                "time_s": frame.time_s,
                "usable": view.usable,
                "ready": ready,
                "code": view.code,
                "message": view.message,
                "what_to_do": view.what_to_do,
            }
        ]

    def _ready(self, view: View, time_s: float) -> bool:
        """Whether somebody well in view has kept still for long enough."""
        if not (view.usable and view.still):
            self.still_since_s = None
            return False
        self.still_since_s = time_s if self.still_since_s is None else self.still_since_s
        return time_s - self.still_since_s >= STILL_FOR_S

    def _stood(self, frame: Seen) -> list[Event]:
        """Whether somebody has stood for long enough; a picture of how one stands is none of somebody who moves."""
        self.take = self.take or [frame]
        stands_s = frame.time_s - self.take[0].time_s
        if frame.time_s - self.judged_s >= JUDGE_EVERY_S and stands_s >= JUDGED_S:
            self.judged_s = frame.time_s
            recent = self._recent()
            if len(recent) > 1 and not view_of(recent, self.around, "stand").still:
                self.do = Do("nothing")
                return [{"event": "moved", "time_s": frame.time_s}]
        return self._told(frame, 0, stands_s >= STANDING_S)

    def _counted(self, frame: Seen) -> list[Event]:
        """How many repetitions there were so far, and whether that is enough."""
        if self.take and frame.time_s - self.take[0].time_s > LONGEST_TAKE_S:
            return []
        if not self.take or frame.time_s - self.take[-1].time_s >= 0.9 / COUNTED_FPS:
            self.take.append(frame)
        if frame.time_s - self.counted_s < COUNT_EVERY_S and self.counted_s <= frame.time_s:
            return []
        self.counted_s = frame.time_s
        ends = self._ends()
        enough = len(ends) >= REPETITIONS and frame.time_s - self.take[0].time_s - ends[-1] >= STANDS_AGAIN_S
        return self._told(frame, len(ends), enough)

    def _told(self, frame: Seen, count: int, enough: bool) -> list[Event]:
        if (count, enough) == (self.said or (0, False)):
            return []
        self.said = (count, enough)
        return [{"event": "count", "time_s": frame.time_s, "repetitions": count, "enough": enough}]

    def _ends(self) -> list[float]:
        """When each repetition of the take ended, s from its start, as it will be measured."""
        first_s = self.take[0].time_s
        frames = [Seen(frame.time_s - first_s, frame.landmarks) for frame in self.take]
        recording = self.around.recording(frames)
        tracks = make_tracks(recording)
        facing = facing_of(tracks)
        if facing is None:
            return []
        task: Task = self.do.task
        stands = SIDES.index(self.do.side) if self.do.side else None
        return [span.end_s for span in choose_movement(tracks, recording, facing, task, stands).spans]
