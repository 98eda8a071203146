"""The measures frame by frame as a table for spreadsheets and statistics."""

from itertools import pairwise
from math import isfinite
from pathlib import Path

import numpy as np

from kneeline.core.errors import BadArgument
from kneeline.core.measurement import Measurement, Series
from kneeline.core.output import whole_file
from kneeline.core.recording import Bools, Floats
from kneeline.core.skeleton import SIDES

LONGEST_BRIDGE_S = 0.2


def write_csv(path: Path, measurement: Measurement) -> None:
    """Write one row a source frame: frame (from 0), time_s, looked (1 or 0), then each measure and its error by side.

    Frames nobody looked at are interpolated where the looked-at frames around them lie at most 0.2 s apart, with the
    larger of their two errors; a cell without a value stays empty. Raises UnwritableFile, and BadArgument for a
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
        for side, name in enumerate(SIDES):
            value, error = bridged(series.time_s, series.looked, values[:, side], series.errors[measure][:, side])
            names += [f"{measure}_{name}", f"{measure}_{name}_error_95"]
            columns += [value.tolist(), error.tolist()]
    lines = [",".join(names)]
    for frame, (time_s, looked) in enumerate(zip(series.time_s, series.looked, strict=True)):
        lines.append(",".join([str(frame), f"{time_s:.6f}", str(int(looked)), *(_cell(c[frame]) for c in columns)]))
    return "\n".join(lines) + "\n"


def bridged(time_s: Floats, looked: Bools, values: Floats, errors: Floats) -> tuple[Floats, Floats]:
    """values, errors (T,) with the frames nobody looked at filled in from the looked-at frames on both sides.

    A frame stays NaN where those lie more than 0.2 s apart or one of them has no value.
    """
    value, error = np.where(looked, values, np.nan), np.where(looked, errors, np.nan)
    seen = np.flatnonzero(looked)
    for before, after in pairwise(seen):
        between = slice(before + 1, after)
        span = time_s[after] - time_s[before]
        if after > before + 1 and span <= LONGEST_BRIDGE_S + 1e-9:
            share = (time_s[between] - time_s[before]) / span
            value[between] = values[before] + share * (values[after] - values[before])
            error[between] = np.maximum(errors[before], errors[after])
    return value, error


def _cell(number: float) -> str:
    return f"{number:.4f}" if isfinite(number) else ""
