"""Live state machines without IO and clock: frames of landmarks in, events out; the events make a part of a log.

What is named here is loaded when it is first asked for.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kneeline.coach.assignments import Assignment, assignment
    from kneeline.coach.coach import Coach
    from kneeline.coach.events import Event, event_to_dict
    from kneeline.coach.frame import Frame, frames_of
    from kneeline.coach.replay import Replay, replayed
    from kneeline.coach.summary import done_of
    from kneeline.coach.words import in_words, say

__all__ = [
    "Assignment",
    "Coach",
    "Event",
    "Frame",
    "Replay",
    "assignment",
    "done_of",
    "event_to_dict",
    "frames_of",
    "in_words",
    "replayed",
    "say",
]

_WHERE = {
    "Assignment": "assignments",
    "assignment": "assignments",
    "Coach": "coach",
    "Event": "events",
    "event_to_dict": "events",
    "Frame": "frame",
    "frames_of": "frame",
    "in_words": "words",
    "Replay": "replay",
    "done_of": "summary",
    "replayed": "replay",
    "say": "words",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"kneeline.coach.{_WHERE[name]}"), name)
