"""What `assess`, `plan` and `compare` read: measurements and answers, with a sentence for what they can't be."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from typer import Argument, Option

from kneeline.core.errors import BadArgument, UnreadableFile

if TYPE_CHECKING:
    from kneeline.assess import Answers
    from kneeline.core.measurement import Measurement
    from kneeline.core.programme import SessionLog

T = TypeVar("T")

MeasurementsArgument = Annotated[
    list[Path] | None,
    Argument(metavar="MEASUREMENT.json", help="What `kneeline measure --json` wrote; none where there is no camera."),
]
AnswersOption = Annotated[
    Path | None, Option("--answers", metavar="FILE.toml", help="Answers to questions, wishes, year of birth.")
]


def read_json(path: Path) -> Any:
    """What a JSON file holds. Raises UnreadableFile where it can't be read, BadArgument where it is no JSON."""
    text = read_text(path)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise BadArgument(f"{path}, line {error.lineno}: this is no JSON ({error.msg}).") from error
    except (RecursionError, ValueError) as error:
        why = "it goes too deep" if isinstance(error, RecursionError) else "a number has too many digits"
        raise BadArgument(f"{path}: this JSON can't be read: {why}.") from error


def read_text(path: Path) -> str:
    """A file's text. Raises UnreadableFile where it can't be read, BadArgument where it is no text."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise UnreadableFile(f"{path} could not be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadArgument(f"{path} is no text.") from error


def read_measurements(paths: Sequence[Path]) -> "list[Measurement]":
    """All measurements of these files, each one object or a list of them.

    Raises UnreadableFile where a file can't be read, BadArgument where it holds something else.
    """
    from kneeline.core.wire import measurement_from_dict

    found = []
    for path in paths:
        data = read_json(path)
        for each in data if isinstance(data, list) else [data]:
            if not isinstance(each, dict):
                raise BadArgument(f"{path}: a measurement is a JSON object, not {type(each).__name__}.")
            try:
                found.append(measurement_from_dict(each))
            except UnreadableFile as error:
                raise BadArgument(f"{path}: {error}") from error
    return found


def read_as(path: Path, kind: Callable[[object], T]) -> T:
    """What ``kind`` makes of a JSON file.

    Raises UnreadableFile where it can't be read, BadArgument, with the file, where it holds something else.
    """
    data = read_json(path)
    try:
        return kind(data)
    except UnreadableFile as error:
        raise BadArgument(f"{path}: {error}") from error


def read_log(path: Path) -> "SessionLog":
    """The log in a file. Raises as `read_as`, and BadArgument for a condition the catalogue does not have."""
    from kneeline import check_log
    from kneeline.programme import log_from_dict

    log = read_as(path, log_from_dict)
    try:
        check_log(log)
    except BadArgument as error:
        raise BadArgument(f"{path}: {error}") from error
    return log


def told(path: Path | None, wishes: dict[str, Any], on: date) -> "Answers":
    """The answers of a file, with the wishes that options give in their place.

    Raises UnreadableFile, or BadArgument where one of them makes no sense.
    """
    from dataclasses import asdict, replace

    from kneeline.assess import Answers, answers_from, read_answers

    answers = read_answers(path, on) if path else Answers()
    if not wishes:
        return answers
    everything = {**asdict(answers.wishes), **wishes}
    try:
        return replace(answers, wishes=answers_from({"wishes": everything}, "", on).wishes)
    except BadArgument as error:
        raise BadArgument(str(error).replace(", [wishes] ", "--")) from error


def nothing_known(measurements: "Sequence[Measurement]", answers: "Answers") -> bool:
    """Whether there is no value and no answer to go by."""
    return not answers.answers and not any(each.value is not None for one in measurements for each in one.measures)


def json_text(data: Any) -> str:
    """JSON as kneeline writes it."""
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
