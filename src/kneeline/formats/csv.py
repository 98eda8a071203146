"""The measures frame by frame as a table for spreadsheets and statistics."""

from math import isfinite
from pathlib import Path

from kneeline.core.between_looks import bridged, bridged_errors
from kneeline.core.errors import BadArgument
from kneeline.core.measurement import Measurement, Series
from kneeline.core.output import whole_file
from kneeline.core.skeleton import SIDES


def write_csv(path: Path, measurement: Measurement) -> None:
    """Write one row a source frame: frame (from 0), time_s, looked (1 or 0), then each measure and its error by side.

    Frames nobody looked at lie on a smooth curve where the looked-at frames around them are at most 0.2 s apart, with
    the larger of their two errors; a cell without a value stays empty. Raises UnwritableFile, and BadArgument for a
    measurement that came from a JSON file and so has no values frame by frame.
    """
    if measurement.series is None:
        raise BadArgument("this measurement holds no values frame by frame; measure the recording again for a CSV.")
    with whole_file(path) as temporary:
        temporary.write_text(csv_text(measurement.series), encoding="utf-8", newline="\n")


def csv_text(series: Series) -> str:
    """The table as text, comma separated, one line a frame after the line of names."""
    names, columns = ["frame", "time_s", "looked"], []
    for measure, values in series.values.items():
        given = bridged(series.time_s, series.looked, values)
        errors = bridged_errors(series.time_s, series.looked, series.errors[measure])
        for side, name in enumerate(SIDES):
            names += [f"{measure}_{name}", f"{measure}_{name}_error_95"]
            columns += [given[:, side].tolist(), errors[:, side].tolist()]
    lines = [",".join(names)]
    for frame, (time_s, looked) in enumerate(zip(series.time_s, series.looked, strict=True)):
        lines.append(",".join([str(frame), f"{time_s:.6f}", str(int(looked)), *(_cell(c[frame]) for c in columns)]))
    return "\n".join(lines) + "\n"


def _cell(number: float) -> str:
    return f"{number:.4f}" if isfinite(number) else ""
