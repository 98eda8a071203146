"""The part of the coach that looks: waits for the start position, learns how the person is seen, says what it can't
see, and hands what it sees to the follower."""

import math
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kneeline.catalogue.schema import Exercise
from kneeline.coach.assignments import Assignment
from kneeline.coach.calm import BELIEVED_FROM, Calm, Joints, joints_of
from kneeline.coach.cues import Cues
from kneeline.coach.events import CannotSee, Event, GetInPosition, Ready
from kneeline.coach.feet import first_working
from kneeline.coach.following import Follower
from kneeline.coach.frame import Frame
from kneeline.coach.onset import OnsetTraining
from kneeline.coach.phases import UNSEEN_S
from kneeline.coach.presence import Presence, uncollapsed
from kneeline.coach.sight import Sight, sight_of, upright
from kneeline.coach.signals import Posture
from kneeline.coach.words import say
from kneeline.core.programme import ItemSide
from kneeline.core.skeleton import pair
from kneeline.measure.errors import Kind
from kneeline.measure.view import YAW_REFUSED

STILL_SHARE = 0.035
"""Hips and ankles that stay within this share of the leg keep still (our choice; breathing moves them by 1 %)."""

STAYING = (0.1, 0.9)
"""Shares of the frames between which the spread is taken: joints are lost or put onto each other for a few frames."""

AGAIN_S = 10.0
"""The same thing about the view or the position is said again after this."""

LOST_S = 3.0
"""Somebody hidden for longer has to get into position anew."""

TRIES_S = 0.5
"""How the person is seen is looked at no more often than this: it takes as long as 500 frames."""

GAP_S = 1.0
"""Frames farther apart than this do not belong together."""


@dataclass
class Watcher:
    """Looks at frames of one exercise. ``asked``: the side to exercise now. still_s: how long the start position has to
    be held before anything counts."""

    assignment: Assignment
    kind: Kind
    still_s: float
    believed_from: float = BELIEVED_FROM
    asked: ItemSide = "both"

    def __post_init__(self) -> None:
        self._calm = Calm()
        self._presence = Presence()
        self._cues = Cues(self.exercise)
        self._onset = OnsetTraining.of(self.assignment)
        self._said: dict[str, float] = {}
        self._unseen_since: float | None = None
        self._last_s = self._tried_s = -math.inf
        self._reps = 0
        self.seek()

    @property
    def exercise(self) -> Exercise:
        """The exercise that is watched."""
        return self.assignment.exercise

    @property
    def _frontal(self) -> bool:
        """Whether the exercise is watched from the front."""
        return self.exercise.camera.view in ("front", "back")

    def seek(self) -> None:
        """Nothing counts until the start position has been held again."""
        self._still: deque[Frame] = deque()
        self.follower: Follower | None = None
        self._calm.forget()
        self._calm.leg = math.inf
        self._presence.forget()

    def begin_set(self, side: ItemSide) -> None:
        """The next set; another side has to be got into position."""
        if side != self.asked:
            self.asked = side
            self.seek()
        self._reps = 0
        if self.follower is not None:
            self.follower.reps = 0

    def step(self, frame: Frame) -> list[Event]:
        """What this frame brings."""
        elapsed_s, self._last_s = frame.time_s - self._last_s, frame.time_s
        if elapsed_s > GAP_S:
            self._calm.forget()
        if self.follower is None:
            return list(self._seeking(frame))
        return list(self._watching(frame, self.follower, min(elapsed_s, GAP_S)))

    def end(self) -> list[Event]:
        """No more frames come."""
        return [] if self.follower is None else list(self.follower.end())

    def _watching(self, frame: Frame, follower: Follower, elapsed_s: float) -> Iterator[Event]:
        raw = joints_of(upright(frame, follower.sight.quarter), self.believed_from)
        needed = self._needed(follower.sight, follower.working)
        if self._presence.strange(raw, frame.time_s, follower.sight, needed):
            follower.hidden(frame.time_s)
            yield from self._hidden("another", frame.time_s)
            return
        joints = self._calm.step(uncollapsed(raw, follower.sight), frame.time_s)
        missing = self._presence.missing(joints, needed)
        if missing is not None:
            follower.hidden(frame.time_s)
            yield from self._hidden(missing, frame.time_s)
            return
        self._unseen_since = None
        yield from follower.step(Posture(frame.time_s, joints, follower.sight, space=frame.xyz), elapsed_s)
        self._reps = follower.reps

    @staticmethod
    def _needed(sight: Sight, working: int | None) -> Sequence[int]:
        """The sides without which nothing can be told: from the side only the nearer leg is sure."""
        if sight.frontal:
            return (0, 1)
        return (0 if sight.facing == "left" else 1,) if working is None else (working,)

    # getting into position

    def _seeking(self, frame: Frame) -> Iterator[Event]:
        """Wait until everything needed keeps still, then learn how the person is seen."""
        joints = self._calm.step(joints_of(frame, self.believed_from), frame.time_s)
        problem = self._presence.missing(joints, (0, 1) if self._frontal else _whole_legs(joints))
        if problem is not None:
            self._still.clear()
            yield from self._hidden(problem, frame.time_s)
            return
        self._unseen_since = None
        self._still.append(frame)
        while len(self._still) > 2 and frame.time_s - self._still[1].time_s >= self.still_s:
            self._still.popleft()
        waited = frame.time_s - self._still[0].time_s >= self.still_s - 1e-9
        if waited and frame.time_s - self._tried_s >= TRIES_S:
            self._tried_s = frame.time_s
            still = _keeps_still(self._still, self.believed_from)
            yield from self._in_position(frame) if still else self._position("still", frame.time_s)
        else:
            yield from self._position("still", frame.time_s)

    def _in_position(self, frame: Frame) -> Iterator[Event]:
        both_stand = self.exercise.coach.legs in ("both", "asked")
        supine = self.exercise.position == "supine"
        sight = sight_of(list(self._still), self.kind, self.exercise.camera.turned, both_stand, supine)
        if sight is None:
            yield from self._position("still", frame.time_s)
        elif sight.frontal != self._frontal:
            yield from self._say_hidden("not_front" if self._frontal else "not_side", frame.time_s)
        else:
            yield from self._start(sight, frame)

    def _start(self, sight: Sight, frame: Frame) -> Iterator[Event]:
        self._calm.forget()
        for each in self._still:
            joints = self._calm.step(joints_of(upright(each, sight.quarter), self.believed_from), each.time_s)
        working = first_working(self.exercise.coach, self.asked, joints, sight)
        follower = Follower(self.assignment, sight, self._cues, self._onset, working, self._reps)
        if not follower.stand_ready(Posture(frame.time_s, joints, sight, working, frame.xyz)):
            self._calm.forget()
            yield from self._position("start", frame.time_s)
            return
        self.follower = follower
        self._calm.leg = sight.leg
        self._said.clear()
        yield Ready(frame.time_s, follower.side)
        judges_knees = any(check.signal == "knee_in_change" for check in self.exercise.checks)
        if sight.frontal and abs(sight.yaw.told) > YAW_REFUSED and judges_knees:
            yield from self._say_hidden("turned", frame.time_s)

    # what is said about the view

    def _hidden(self, problem: str, time_s: float) -> Iterator[Event]:
        """Something needed can't be seen: nothing counts, and after a while it is said."""
        if self._unseen_since is None:
            self._unseen_since = time_s
        hidden_s = time_s - self._unseen_since
        if hidden_s >= UNSEEN_S:
            yield from self._say_hidden(problem, time_s)
        if self.follower is not None and (hidden_s > LOST_S or self._presence.stays(time_s)):
            self.seek()

    def _say_hidden(self, code: str, time_s: float) -> Iterator[Event]:
        if self._says(code, time_s):
            yield CannotSee(time_s, code, say("cannot_see", code), say("what_to_do", code))

    def _position(self, code: str, time_s: float) -> Iterator[Event]:
        if self._says(code, time_s):
            yield GetInPosition(time_s, say("position", code, start=self.exercise.start_in_short + "."))

    def _says(self, code: str, time_s: float) -> bool:
        """Whether it is time to say this (again)."""
        if time_s - self._said.get(code, -math.inf) < AGAIN_S:
            return False
        self._said[code] = time_s
        return True


def _whole_legs(joints: Joints) -> tuple[int, ...]:
    """Sides of which hip, knee and ankle are known; both where none is, so that it is told what is missing."""
    known = tuple(side for side in (0, 1) if all(joints[name][side] is not None for name in ("hip", "knee", "ankle")))
    return known or (0, 1)


def _keeps_still(frames: Sequence[Frame], believed_from: float) -> bool:
    """Whether hips and ankles, where they are known, have stayed; a few frames in which they are put wrong do not
    count."""
    xy = np.stack([np.where(frame.visibility[:, None] >= believed_from, frame.xy, np.nan) for frame in frames])
    xy = np.where(np.isfinite(xy), xy, np.nan)
    hips, knees, ankles = (_middle_of_known(xy[:, pair(name)]) for name in ("hip", "knee", "ankle"))
    thighs, shanks = np.linalg.norm(hips - knees, axis=1), np.linalg.norm(knees - ankles, axis=1)
    legs = np.maximum(thighs, shanks) + shanks  # of somebody who sits the thighs point towards the camera
    known = np.isfinite(legs)
    if not known.any():
        return False
    low, high = (np.nanquantile(np.hstack((hips, ankles)), share, axis=0) for share in STAYING)
    spread = float(np.max(high - low))
    return spread < STILL_SHARE * float(np.median(legs[known]))


def _middle_of_known(points: np.ndarray) -> np.ndarray:
    """Midway between both sides (T, 2, 2), or the one that is known."""
    left, right = points[:, 0], points[:, 1]
    return np.where(np.isnan(left), right, np.where(np.isnan(right), left, (left + right) / 2))
