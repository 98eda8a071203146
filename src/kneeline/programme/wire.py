"""Programmes, logs and changes as JSON-ready data and back; schemas are only ever added to."""

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from kneeline.core import changes, programme
from kneeline.core.changes import Changes
from kneeline.core.errors import UnreadableFile
from kneeline.core.programme import Programme, SessionLog
from kneeline.programme.words import say

T = TypeVar("T")


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
        raise UnreadableFile(say("unreadable", "schema", schema=schema, found=repr(found)))
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `$")
        place = where.removesuffix("`").lstrip(".") or "the top"
        raise UnreadableFile(say("unreadable", "content", schema=schema, what=what, where=place)) from error
