"""Findings as JSON-ready data and back (schema kneeline.findings/1, only ever added to)."""

from collections.abc import Mapping
from typing import Any

import msgspec

from kneeline.core.errors import UnreadableFile
from kneeline.core.findings import SCHEMA, Findings


def findings_to_dict(findings: Findings) -> dict[str, Any]:
    """Plain data with "schema" and "version" first; numbers to four decimals."""
    plain: dict[str, Any] = msgspec.to_builtins(findings)
    return {"schema": SCHEMA, **{key: _rounded(value) for key, value in plain.items()}}


def findings_from_dict(data: Mapping[str, Any]) -> Findings:
    """The Findings a JSON object stands for; keys of later additions are ignored.

    Raises UnreadableFile where the object is of another schema or lacks what the schema promises.
    """
    if data.get("schema") != SCHEMA:
        raise UnreadableFile(f"this is not a {SCHEMA} file (its schema is {data.get('schema')!r}).")
    try:
        return msgspec.convert(dict(data), Findings)
    except msgspec.ValidationError as error:
        raise UnreadableFile(f"this {SCHEMA} file does not follow its schema ({error}).") from error


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(each) for each in value]
    return round(value, 4) if isinstance(value, float) else value
