"""The curves of a measurement as JSON-ready data and back (schema kneeline.series/1, only ever added to)."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from kneeline.core.errors import UnreadableFile
from kneeline.core.measurement import Series
from kneeline.core.recording import Floats

SCHEMA = "kneeline.series/1"

_DECIMALS = 4


def series_to_dict(series: Series) -> dict[str, Any]:
    """Plain data: rows of frames, columns (left, right); numbers to four decimals, NaN becomes None."""
    return {
        "schema": SCHEMA,
        "time_s": _plain(series.time_s),
        "looked": series.looked.tolist(),
        "values": {name: _plain(table) for name, table in series.values.items()},
        "errors": {name: _plain(table) for name, table in series.errors.items()},
    }


def series_from_dict(data: Mapping[str, Any]) -> Series:
    """The Series these data stand for. Raises UnreadableFile for another schema, or tables that do not fit."""
    if data.get("schema") != SCHEMA:
        raise UnreadableFile(f"this is no {SCHEMA}.")
    try:
        series = Series(
            _array(data["time_s"]),
            np.asarray(data["looked"], bool),
            {name: _array(table) for name, table in data["values"].items()},
            {name: _array(table) for name, table in data["errors"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableFile(f"this {SCHEMA} can't be used: {error}.") from error
    tables = [*series.values.values(), *series.errors.values()]
    if series.values.keys() != series.errors.keys() or any(len(table) != len(series.time_s) for table in tables):
        raise UnreadableFile(f"this {SCHEMA} can't be used: its tables do not fit together.")
    return series


def _plain(table: Floats) -> list[Any]:
    """Nested lists; only few numbers of a table are known, so that most of it is None."""
    rounded = np.round(table, _DECIMALS).astype(object)
    rounded[~np.isfinite(table)] = None
    plain: list[Any] = rounded.tolist()
    return plain


def _array(rows: Any) -> Floats:
    return np.asarray(rows, dtype=np.float64)  # None becomes NaN
