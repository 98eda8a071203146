"""A Measurement as JSON-ready data and back (schema kneeline.measurement/1, only ever added to)."""

import math
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any, TypeVar

from kneeline.core.errors import UnreadableFile
from kneeline.core.measurement import (
    SCHEMA,
    Conditions,
    Measurement,
    Person,
    PoseSummary,
    Problem,
    Repetition,
    Value,
    View,
)
from kneeline.core.recording import Source

T = TypeVar("T")


def measurement_to_dict(measurement: Measurement) -> dict[str, Any]:
    """Plain data in the order of the contract; numbers are rounded to what they can carry, NaN becomes None."""
    data = asdict(replace(measurement, series=None))
    del data["series"]
    ordered = {"schema": SCHEMA, **data}
    return {key: _plain(value) for key, value in ordered.items()}


def measurement_from_dict(data: Mapping[str, Any]) -> Measurement:
    """The Measurement a JSON object stands for; keys of later minor additions are ignored.

    Raises UnreadableFile where the object is of another schema or lacks what the schema promises.
    """
    if data.get("schema") != SCHEMA:
        raise UnreadableFile(f"this is not a {SCHEMA} file (its schema is {data.get('schema')!r}).")
    try:
        return Measurement(
            version=data["version"],
            source=_known(Source, data["source"]),
            pose=_known(PoseSummary, data["pose"]),
            view=_view(data["view"]),
            task=data["task"],
            task_given=data["task_given"],
            person=_known(Person, data["person"]),
            conditions=_known(Conditions, data["conditions"]),
            measures=tuple(_known(Value, value) for value in data["measures"]),
            repetitions=tuple(_known(Repetition, repetition) for repetition in data["repetitions"]),
        )
    except (KeyError, TypeError) as error:
        raise UnreadableFile(f"this {SCHEMA} file is incomplete ({error}).") from error


def _view(data: Mapping[str, Any]) -> View:
    problems = tuple(_known(Problem, problem) for problem in data["problems"])
    return _known(View, {**data, "problems": problems})


def _known(kind: type[T], data: Mapping[str, Any]) -> T:
    return kind(**{key: value for key, value in data.items() if key in kind.__dataclass_fields__})  # type: ignore[attr-defined]


def _plain(value: Any) -> Any:
    """Tuples to lists, NaN to None, floats to four decimals."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        return round(value, 4) if math.isfinite(value) else None
    return value
