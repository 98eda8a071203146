"""Which moments of a recording are worth a picture, and what to write beside each leg on every frame."""

import numpy as np

from kneeline.core.between_looks import bridged, bridged_errors
from kneeline.core.measurement import Measurement
from kneeline.core.recording import Recording
from kneeline.core.skeleton import SIDES, Side
from kneeline.core.still import Moment

_SHOWN = ("knee_in_angle", "fppa", "shank_angle")


def picture_moments(recording: Recording, measurement: Measurement) -> tuple[Moment, ...]:
    """The peak of each leg, legs that share a frame together; the middle of a still; nothing where nobody is seen."""
    seen = np.flatnonzero(recording.seen)
    if len(seen) == 0:
        return ()
    by_frame: dict[int, list[Side]] = {}
    for side in SIDES:
        value = _shown(measurement, side)
        if value is not None:
            frame = int(seen[np.argmin(np.abs(recording.time_s[seen] - value))])
            by_frame.setdefault(frame, []).append(side)
    if not by_frame:
        return (Moment(int(seen[len(seen) // 2]), (), "still"),)
    name = "peak" if measurement.repetitions else "standing" if measurement.task == "stand" else "still"
    return tuple(Moment(frame, tuple(sides), name) for frame, sides in sorted(by_frame.items()))


def _shown(measurement: Measurement, side: Side) -> float | None:
    """Moment, s, at which a leg's telling value was read."""
    for name in _SHOWN:
        for at in ("peak", "standing", "still"):
            value = measurement.value(name, side, at)
            if value is not None and value.value is not None and value.time_s is not None:
                return value.time_s
    return None


def leg_labels(measurement: Measurement) -> list[dict[Side, str]]:
    """For each source frame, the text beside each reported leg: its image angle with its error, or nothing."""
    if measurement.series is None:
        return []
    series = measurement.series
    name = "fppa" if "fppa" in series.values else "shank_angle"
    reported = [side for side in SIDES if any(value.side == side for value in measurement.measures)]
    values = bridged(series.time_s, series.looked, series.values[name])
    errors = bridged_errors(series.time_s, series.looked, series.errors[name])
    return [
        {side: _text(values[frame, SIDES.index(side)], errors[frame, SIDES.index(side)]) for side in reported}
        for frame in range(len(series.time_s))
    ]


def _text(value: float, error: float) -> str:
    if not (np.isfinite(value) and np.isfinite(error)):
        return ""
    return f"{round(float(value))}° ± {round(float(error))}°"
