"""The exit status of a command, and the one line that says why."""

import os
import sys
from collections.abc import Callable, Iterable
from enum import IntEnum
from typing import TypeVar

from kneeline.core.errors import BadArgument, KneelineError

T = TypeVar("T")


class Status(IntEnum):
    """What became of a file, or of a whole command, as its exit status."""

    MEASURED = 0
    FAILED = 1
    """Something could not be read or written."""
    USAGE = 2
    """An option made no sense."""
    NO_VALUE = 3
    """It opened, and nothing in it could be measured."""
    STOPPED = 130


_GRAVEST_FIRST = (Status.STOPPED, Status.USAGE, Status.FAILED, Status.NO_VALUE, Status.MEASURED)


def overall(statuses: Iterable[Status]) -> Status:
    """The gravest of several: 2, then 1, then 3, then 0."""
    return min(statuses, key=_GRAVEST_FIRST.index, default=Status.MEASURED)


def complain(sentence: str) -> None:
    """One line on stderr; what is no printable character, in a file's name for one, can't break it."""
    from kneeline.report.words import printable

    print(f"kneeline: {printable(sentence)}", file=sys.stderr)


def silence_stdout() -> None:
    """For where nobody reads on, or nothing more can be written: what still waits in it would fail again at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def attempt(subject: object | None, work: Callable[[], T]) -> tuple[T | None, Status]:
    """What the work gives, or None after one line on stderr that says why it failed. ``subject``: a file's name, None
    where it is no file's work."""
    try:
        return work(), Status.MEASURED
    except Exception as error:
        complain(sentence_of(subject, error))
        return None, Status.USAGE if isinstance(error, BadArgument) else Status.FAILED


def sentence_of(subject: object | None, error: Exception) -> str:
    """What a person is told of an error: its own sentence, or that the fault is ours."""
    if isinstance(error, KneelineError):
        return str(error)
    where = "" if subject is None else f"{subject}: "
    return f"{where}something went wrong inside kneeline ({type(error).__name__}: {error}); please report it."
