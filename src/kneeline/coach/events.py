"""What the coach says: one frozen value a kind of event; as JSON one object a line, ``event`` and ``time_s`` first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

import msgspec

from kneeline.core.programme import ItemSide, RepeatQuality
from kneeline.core.skeleton import Side

BySide = Mapping[Side, float | None]


@dataclass(frozen=True)
class Event:
    """Something that happened at ``time_s``, on the frames' clock."""

    name: ClassVar[str]
    time_s: float


@dataclass(frozen=True)
class GetInPosition(Event):
    """Nothing counts yet; ``text`` says how to stand."""

    name = "get_in_position"
    text: str


@dataclass(frozen=True)
class Ready(Event):
    """In position and still; what follows counts. ``side``: of the working leg where it is known."""

    name = "ready"
    side: ItemSide | None


@dataclass(frozen=True)
class RepStarted(Event):
    """A repetition began. ``index``: of this set, from 1."""

    name = "rep_started"
    index: int
    side: ItemSide | None


@dataclass(frozen=True)
class RepDone(Event):
    """A repetition ended. quality: of its checks; ``not_seen``: one that has to run did not. faults: ids of those seen.

    knee_flexion: most bend, deg; knee_in_change, caves_in and error_95 as in a measurement's repetition, by side, None
    where it could not be seen. could_not_judge: ids of checks that did not run. start_s, end_s, out_s, back_s: when it
    began and ended, and how long the way out and back took.
    """

    name = "rep_done"
    index: int
    side: ItemSide | None
    quality: RepeatQuality
    faults: tuple[str, ...]
    knee_flexion: BySide
    knee_in_change: BySide
    error_95: Mapping[str, BySide]
    caves_in: Mapping[Side, bool | None]
    could_not_judge: tuple[str, ...]
    start_s: float
    end_s: float
    out_s: float | None
    back_s: float | None


@dataclass(frozen=True)
class HoldTick(Event):
    """A whole second held (or in motion)."""

    name = "hold_tick"
    seconds: int
    of_s: float | None


@dataclass(frozen=True)
class HoldDone(Event):
    """A hold, or the time in motion, is over."""

    name = "hold_done"
    seconds: float
    side: ItemSide | None
    quality: RepeatQuality
    faults: tuple[str, ...]
    could_not_judge: tuple[str, ...]


@dataclass(frozen=True)
class SwitchSide(Event):
    """The other side is next."""

    name = "switch_side"
    side: ItemSide


@dataclass(frozen=True)
class Cue(Event):
    """The one thing that helps now. ``value``, ``error_95``: what was seen, in the signal's unit."""

    name = "cue"
    fault: str
    text: str
    why: str
    value: float | None = None
    error_95: float | None = None


@dataclass(frozen=True)
class Praise(Event):
    """What the last cue asked for is done."""

    name = "praise"
    fault: str
    text: str


@dataclass(frozen=True)
class CannotSee(Event):
    """Nothing is counted or judged until this is mended. ``what``: a code of messages.toml."""

    name = "cannot_see"
    what: str
    text: str
    what_to_do: str


@dataclass(frozen=True)
class Depth(Event):
    """Onset training: how deep, against the range to work in. ``place``: above, inside or below it."""

    name = "depth"
    place: Literal["too_high", "inside", "too_deep"]
    knee_flexion: float
    from_flexion: float
    to_flexion: float
    text: str


@dataclass(frozen=True)
class Rest(Event):
    """Rest before the next set."""

    name = "rest"
    seconds: float


@dataclass(frozen=True)
class SetDone(Event):
    """A set is over. well, work_on, clean: a sentence each. could_not_judge: checks that never ran, in words. ask: what
    only the person can tell."""

    name = "set_done"
    set: int
    side: ItemSide | None
    reps_good: int
    reps_fault: int
    reps_not_seen: int
    seconds: float
    well: str
    work_on: str | None
    clean: str
    could_not_judge: tuple[str, ...]
    ask: str


@dataclass(frozen=True)
class Finished(Event):
    """All sets of all sides are done, or the frames ended."""

    name = "finished"
    reps_good: int
    reps_fault: int
    reps_not_seen: int
    seconds: float
    complete: bool = field(default=True)


def event_to_dict(event: Event) -> dict[str, Any]:
    """Plain data of one event, numbers rounded to what they can carry."""
    data = msgspec.to_builtins(event)
    return {"event": event.name} | {key: _rounded(value) for key, value in data.items()}


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(each) for each in value]
    return round(value, 3) if isinstance(value, float) else value
