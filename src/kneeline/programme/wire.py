"""Programmes, logs and changes as JSON-ready data and back; schemas are only ever added to."""

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from kneeline.core import changes, programme
from kneeline.core.changes import Changes
from kneeline.core.errors import UnreadableFile
from kneeline.core.programme import YEARS, Programme, SessionLog
from kneeline.core.wire import BadPart, converted
from kneeline.programme.words import say

T = TypeVar("T")

_LARGEST = 10_000
"""Beyond any number of a programme or a log; a planner given more runs out of memory."""


def programme_to_dict(value: Programme) -> dict[str, Any]:
    """Plain data in the order of the contract, schema and version first."""
    return _to_dict(programme.SCHEMA, value)


def programme_from_dict(data: object) -> Programme:
    """The Programme a JSON object stands for; unknown keys are ignored. Raises UnreadableFile, with what and where."""
    return _from_dict(programme.SCHEMA, data, Programme)


def log_to_dict(value: SessionLog, version: str = "") -> dict[str, Any]:
    """Plain data of a log, schema and version first."""
    return {"schema": programme.LOG_SCHEMA, "version": version, **msgspec.to_builtins(value)}


def log_from_dict(data: object) -> SessionLog:
    """The SessionLog a JSON object stands for; unknown keys are ignored. Raises UnreadableFile, with what and where."""
    return _from_dict(programme.LOG_SCHEMA, data, SessionLog)


def changes_to_dict(value: Changes) -> dict[str, Any]:
    """Plain data of what changed, schema and version first."""
    return _to_dict(changes.SCHEMA, value)


def _to_dict(schema: str, value: object) -> dict[str, Any]:
    return {"schema": schema, **msgspec.to_builtins(value)}


def _from_dict(schema: str, data: object, kind: type[T]) -> T:
    found = data.get("schema") if isinstance(data, Mapping) else None
    if found != schema:
        shown = repr(found) if isinstance(found, str | int | None) else type(found).__name__
        raise UnreadableFile(say("unreadable", "schema", schema=schema, found=shown))
    try:
        value: T = converted(data, kind, largest=_LARGEST)
        for name in ("start", "block_start"):
            _check_day(getattr(value, name, None), name)
    except BadPart as error:
        raise UnreadableFile(say("unreadable", "content", schema=schema, what=error, where=error.where)) from error
    return value


def _check_day(day: datetime.date | None, where: str) -> None:
    if day is not None and day.year not in YEARS:
        raise BadPart(f"a day between {YEARS[0]} and {YEARS[-1]} is needed, not {day}", where)
