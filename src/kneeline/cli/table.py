"""The table of a batch: a row for every value, and a row for every file without one."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kneeline.core.output import whole_file

Row = Mapping[str, Any]

COLUMNS: Mapping[str, type] = {
    "file": str,
    "status": str,
    "reason": str,
    "task": str,
    "facing": str,
    "yaw_deg": float,
    "name": str,
    "side": str,
    "at": str,
    "value": float,
    "error_95": float,
    "repeat_error_95": float,
    "n": int,
    "unit": str,
    "time_s": float,
    "knee_flexion": float,
    "validated_on": str,
    "why_missing": str,
    "repetitions": int,
    "problems": str,
    "json": str,
}
_OF_A_VALUE = (
    *("name", "side", "at", "value", "error_95", "repeat_error_95", "n", "unit"),
    *("time_s", "knee_flexion", "validated_on", "why_missing"),
)


def rows_of(about: Row, measurement: Mapping[str, Any] | None) -> Iterator[Row]:
    """The rows of one file. ``about``: its file, status, reason and json; ``measurement``: its JSON object."""
    if measurement is None:
        yield about
        return
    view = measurement["view"]
    common = {
        **about,
        "task": measurement["task"],
        "facing": view["facing"],
        "yaw_deg": view["yaw_deg"],
        "repetitions": len(measurement["repetitions"]),
        "problems": " ".join(problem["code"] for problem in view["problems"]),
    }
    for value in measurement["measures"] or [{}]:
        yield {**common, **{key: value.get(key) for key in _OF_A_VALUE}}


def write_table(path: Path, rows: Iterable[Row]) -> None:
    """Write the rows as .csv or .parquet by the path's ending, whole or not at all. Raises UnwritableFile."""
    with whole_file(path) as temporary:
        if path.suffix.lower() == ".parquet":
            _write_parquet(temporary, rows)
        else:
            _write_csv(temporary, rows)


def _write_csv(path: Path, rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        table = csv.DictWriter(file, tuple(COLUMNS), restval="", lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def _write_parquet(path: Path, rows: Iterable[Row]) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    kinds = {str: pa.string(), float: pa.float64(), int: pa.int64()}
    schema = pa.schema([(name, kinds[kind]) for name, kind in COLUMNS.items()])
    parquet.write_table(pa.Table.from_pylist([_clean(row) for row in rows], schema=schema), path)


def _clean(row: Row) -> dict[str, Any]:
    """Text that UTF-8 can hold: a file's name need not be any."""
    return {
        key: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
        for key, value in row.items()
    }
