"""`kneeline coach`: what the live coach says, event by event, about a recording or in front of the camera."""

import contextlib
import datetime
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from kneeline.cli import options
from kneeline.cli.outputs import STDOUT, JsonOption, QuietOption, check_writable, write_text
from kneeline.cli.progress import bar
from kneeline.cli.status import Status
from kneeline.core.errors import BadArgument

if TYPE_CHECKING:
    from kneeline import ModelName
    from kneeline.coach import Assignment, Event
    from kneeline.core.programme import SessionLog
    from kneeline.core.recording import Recording

ReplayOption = Annotated[
    Path | None, Option("--replay", metavar="PATH.html", help="Write a page: what was followed, its limits, the cues.")
]
LogOption = Annotated[
    Path | None, Option("--log", metavar="LOG.json", help="Add what was done to this log, for `kneeline plan next`.")
]
InPositionOption = Annotated[
    bool,
    Option("--in-position", help="The recording begins in the start position; do not wait for a still second."),
]

SourceArgument = Annotated[
    str, Option("--source", metavar="FILE|camera", help="A video, landmark or motion-capture file, or this camera.")
]
LiveModelOption = Annotated[
    options.ModelName | None, Option("--model", help="The pose model; heavy for a file, full for the camera if unsaid.")
]


def coach(
    exercise: Annotated[str, Argument(metavar="EXERCISE", help="An exercise's id; `kneeline catalogue list` has all.")],
    source: SourceArgument,
    in_position: InPositionOption = False,
    person: options.PersonOption = 1,
    mirrored: options.MirroredOption = False,
    model: LiveModelOption = None,
    json: JsonOption = None,
    replay: ReplayOption = None,
    log: LogOption = None,
    quiet: QuietOption = False,
) -> int:
    """Coach somebody: count, time, one cue at a time, and what can't be seen; in a recording as if it were live.

    With --source camera this computer's camera is looked at until the exercise is done or you press Ctrl+C; no picture
    is kept. Each event is a line, in words or as JSON. Ends with 0 where something was counted or timed, 3 where
    nothing was, 1 where the file or the camera could not be read, 2 for an exercise that does not exist.
    """
    from kneeline.catalogue import catalogue
    from kneeline.coach import assignment, replayed

    wanted = assignment(exercise, catalogue())
    before = _log_before(log)
    if source == "camera":
        if replay is not None:
            raise BadArgument("--replay shows a recording again; record yourself and give the file to --source.")
        events = _live(wanted, model or "full", mirrored, json, quiet)
        _note(events, wanted, log, before)
        return _status(events)
    if replay is not None:
        check_writable(replay)
    recording = _read(Path(source), model or "heavy", person, mirrored)
    told = replayed(wanted, recording, 0.0 if in_position else 1.0)
    if json is not None:
        write_text(json, "".join(map(_line, told.events)))
    if not quiet and json != STDOUT:
        sys.stdout.write("".join(_words(event, wanted) for event in told.events))
    if replay is not None:
        from kneeline.report.replay_page import replay_page

        write_text(replay, replay_page(told, recording, catalogue()))
    _note(told.events, wanted, log, before)
    return _status(told.events)


def _log_before(log: Path | None) -> "SessionLog":
    """What the log holds so far; a log that can't be read or written is said before anybody moves."""
    from kneeline.cli.known import read_log
    from kneeline.core.programme import SessionLog

    if log is None or not log.exists():
        if log is not None:
            check_writable(log)
        return SessionLog()
    check_writable(log)
    return read_log(log)


def _note(events: "Sequence[Event]", wanted: "Assignment", log: Path | None, before: "SessionLog") -> None:
    """Add what was done today; the log stays as it is where nothing was."""
    from kneeline.coach import done_of
    from kneeline.programme import log_to_dict

    done = done_of(events, wanted, datetime.date.today())
    if log is not None and done:
        after = replace(before, done=before.done + done)
        write_text(log, json.dumps(log_to_dict(after), ensure_ascii=False, indent=2) + "\n")


def _status(events: "Sequence[Event]") -> int:
    counted = any(event.name in ("rep_done", "hold_done") for event in events)
    return Status.MEASURED if counted else Status.NO_VALUE


def _live(
    wanted: "Assignment", model: "ModelName", mirrored: bool, out: "Path | None", quiet: bool
) -> "Sequence[Event]":
    """In front of the camera: each event is told as it comes; Ctrl+C sums up what was done. All events."""
    import kneeline
    from kneeline.coach import Coach

    if out is not None and out != STDOUT:
        check_writable(out)
    coach = Coach(wanted, "picture")
    with contextlib.suppress(KeyboardInterrupt):
        for frame in kneeline.camera_frames(model=model, mirrored=mirrored):
            _tell(coach.feed(frame), wanted, out == STDOUT, quiet)
            if coach.finished:
                break
    _tell(coach.end(), wanted, out == STDOUT, quiet)
    if out is not None and out != STDOUT:
        write_text(out, "".join(map(_line, coach.events)))
    return coach.events


def _tell(events: "Sequence[Event]", wanted: "Assignment", as_json: bool, quiet: bool) -> None:
    """Write events to the terminal at once."""
    for event in events:
        text = _line(event) if as_json else _words(event, wanted)
        if text and (as_json or not quiet):
            sys.stdout.write(text)
            sys.stdout.flush()


def _read(path: Path, model: options.ModelName, person: int, mirrored: bool) -> "Recording":
    import kneeline

    with bar(path.name) as tell:
        return kneeline.read(
            path, model=model, person_number=person, mirrored=mirrored, every_frame=True, progress=tell
        )


def _line(event: "Event") -> str:
    """One JSON object and the end of its line."""
    from kneeline.coach import event_to_dict

    return json.dumps(event_to_dict(event), ensure_ascii=False) + "\n"


def _words(event: "Event", wanted: "Assignment") -> str:
    """An event as a line for people; "" where it is not worth one."""
    from kneeline.coach import in_words

    words = in_words(event, wanted.exercise)
    return f"{event.time_s:6.1f} s  {words}\n" if words else ""
