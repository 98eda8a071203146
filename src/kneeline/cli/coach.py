"""`kneeline coach`: what the live coach says about a recording, event by event."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from kneeline.cli import options
from kneeline.cli.outputs import STDOUT, JsonOption, QuietOption, check_writable, write_text
from kneeline.cli.progress import bar
from kneeline.cli.status import Status
from kneeline.core.errors import BadArgument

if TYPE_CHECKING:
    from kneeline.coach import Replay
    from kneeline.core.recording import Recording

ReplayOption = Annotated[
    Path | None, Option("--replay", metavar="PATH.html", help="Write a page: what was followed, its limits, the cues.")
]
InPositionOption = Annotated[
    bool,
    Option("--in-position", help="The recording begins in the start position; do not wait for a still second."),
]


def coach(
    exercise: Annotated[str, Argument(metavar="EXERCISE", help="An exercise's id; `kneeline catalogue list` has all.")],
    source: Annotated[str, Option("--source", metavar="FILE", help="A video, landmark or motion-capture file.")],
    in_position: InPositionOption = False,
    person: options.PersonOption = 1,
    mirrored: options.MirroredOption = False,
    model: options.ModelOption = "heavy",
    json: JsonOption = None,
    replay: ReplayOption = None,
    quiet: QuietOption = False,
) -> int:
    """Coach somebody in a recording as if they were live: count, time, one cue at a time, and what can't be seen.

    Each event is a line, in words or as JSON. Ends with 0 where something was counted or timed, 3 where nothing was,
    1 where the file could not be read, 2 for an exercise that does not exist.
    """
    from kneeline.catalogue import catalogue
    from kneeline.coach import assignment, replayed

    if source == "camera":
        raise BadArgument("--source camera: a live camera is coached in the web app; give a file here.")
    wanted = assignment(exercise, catalogue())
    if replay is not None:
        check_writable(replay)
    recording = _read(Path(source), model, person, mirrored)
    told = replayed(wanted, recording, 0.0 if in_position else 1.0)
    if json is not None:
        write_text(json, _lines(told))
    if not quiet and json != STDOUT:
        _print(told)
    if replay is not None:
        from kneeline.report.replay_page import replay_page

        write_text(replay, replay_page(told, recording, catalogue()))
    return Status.MEASURED if any(event.name in ("rep_done", "hold_done") for event in told.events) else Status.NO_VALUE


def _read(path: Path, model: options.ModelName, person: int, mirrored: bool) -> "Recording":
    import kneeline

    with bar(path.name) as tell:
        return kneeline.read(
            path, model=model, person_number=person, mirrored=mirrored, every_frame=True, progress=tell
        )


def _lines(replay: "Replay") -> str:
    """One JSON object a line."""
    from kneeline.coach import event_to_dict

    return "".join(json.dumps(event_to_dict(event), ensure_ascii=False) + "\n" for event in replay.events)


def _print(replay: "Replay") -> None:
    from kneeline.coach import in_words

    for event in replay.events:
        words = in_words(event, replay.assignment.exercise)
        if words:
            sys.stdout.write(f"{event.time_s:6.1f} s  {words}\n")
