"""Hand-made people who move in front of a plain camera, as frames for the coach."""

from dataclasses import replace
from typing import Any

import numpy as np

from kneeline.catalogue import catalogue
from kneeline.coach import Assignment, Coach, Event, Frame, assignment, event_to_dict
from kneeline.coach.events import Cue, HoldDone, RepDone
from kneeline.core.recording import Floats
from kneeline.core.skeleton import JOINT_COUNT, joint
from tests.skeletons import HIP_HALF, seen_by_camera, squatting

SIZE = (720, 1280)

_GLIDE_S = 1.2


def squats(
    knee_in: tuple[float, ...] = (0.0, 0.0, 0.0), deepest: float = 85.0, fps: float = 30.0, before_s: float = 1.5
) -> tuple[Floats, Floats]:
    """Times (T,) and joints (T, J, 3) of squats, one for each ``knee_in``: how far, deg, the left knee goes in."""
    one = 3 * _GLIDE_S
    time_s = np.arange(0, before_s + one * len(knee_in) + 0.5, 1 / fps)
    phase = (time_s - before_s) / _GLIDE_S
    depth, inward = np.zeros_like(time_s), np.zeros_like(time_s)
    for index, amount in enumerate(knee_in):
        share = _down_and_up(phase - 3 * index)
        depth += share
        inward += amount * np.clip((share * deepest - 35) / (deepest - 35), 0, 1)
    return time_s, squatting(4 + (deepest - 4) * depth, inward)


def _down_and_up(phase: Floats) -> Floats:
    """0 to 1 over the first unit of phase, back over the second, then 0 for the third."""
    share = np.clip(np.where(phase < 1, phase, 2 - phase), 0, 1)
    smooth: Floats = share**3 * (10 - 15 * share + 6 * share**2)
    return smooth


def frames(
    time_s: Floats, joints: Floats, yaw_deg: float = 0.0, distance: float = 3.2, size: tuple[int, int] = SIZE
) -> list[Frame]:
    """What a camera sees of them."""
    xy = seen_by_camera(joints, size, distance, yaw_deg)
    return [Frame(float(t), points, np.ones(JOINT_COUNT), size) for t, points in zip(time_s, xy, strict=True)]


def hidden(frame: Frame) -> Frame:
    """The same moment with nobody in it."""
    return replace(frame, xy=np.full((JOINT_COUNT, 2), np.nan), visibility=np.zeros(JOINT_COUNT))


def moved(frame: Frame, by: tuple[float, float]) -> Frame:
    """The same moment seen elsewhere in the picture, px."""
    return replace(frame, xy=frame.xy + np.array(by))


def mirrored(frame: Frame) -> Frame:
    """The frame of somebody who does the same with the other side."""
    xy = frame.xy.copy()
    pairs = [(index, index + 1) for index in range(0, JOINT_COUNT - 1, 2)]
    for left, right in pairs:
        xy[[left, right]] = xy[[right, left]]
    xy[:, 0] = frame.size[0] - xy[:, 0]
    return replace(frame, xy=xy)


def on_one_leg(seconds: float, knee_in_px: float = 0.0, fps: float = 30.0) -> list[Frame]:
    """Somebody who stands for 1.5 s, then lifts the right foot and stands on the left for ``seconds``; the left knee is
    ``knee_in_px`` inside its line all the while."""
    time_s = np.arange(0, 1.5 + seconds, 1 / fps)
    still = frames(time_s, np.repeat(squatting(np.array([4.0]), half_stance=HIP_HALF), len(time_s), axis=0))
    return [_lifted(frame, knee_in_px) if frame.time_s > 1.5 else frame for frame in still]


def _lifted(frame: Frame, knee_in_px: float) -> Frame:
    xy = frame.xy.copy()
    for name in ("knee", "ankle", "heel", "forefoot", "toe"):
        xy[joint(f"right_{name}"), 1] -= 70
    xy[joint("left_knee"), 0] -= knee_in_px
    return replace(frame, xy=xy)


def planned(exercise: str, **changes: Any) -> Assignment:
    """An exercise in the article's dose, but for ``changes``."""
    return replace(assignment(exercise, catalogue()), **changes)


def squat_coach(reps: int = 3, **options: Any) -> Coach:
    """A coach of squats."""
    return Coach(planned("banded-chair-squat", reps=reps), **options)


def fed(coach: Coach, seen: list[Frame]) -> list[Event]:
    """All events of these frames, with the end."""
    for frame in seen:
        coach.feed(frame)
    coach.end()
    return coach.events


def repetitions(events: list[Event]) -> list[RepDone]:
    """The repetitions told."""
    return [event for event in events if isinstance(event, RepDone)]


def holds(events: list[Event]) -> list[HoldDone]:
    """The holds told."""
    return [event for event in events if isinstance(event, HoldDone)]


def cues(events: list[Event]) -> list[str]:
    """The faults spoken of, but for those of the tempo."""
    return [event.fault for event in events if isinstance(event, Cue) and event.fault not in ("drops", "drops-down")]


def names(events: list[Event]) -> list[str]:
    """The kinds of events, in order."""
    return [event.name for event in events]


def as_lines(events: list[Event]) -> list[dict[str, Any]]:
    """The events as plain data."""
    return [event_to_dict(event) for event in events]
