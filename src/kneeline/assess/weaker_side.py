"""The leg that goes in more, by more than the error of the difference."""

import math
from collections.abc import Iterator, Sequence

from kneeline.assess.knee_in import ONE_LEG_TASKS
from kneeline.assess.readings import Reading, reading, readings, surest
from kneeline.core.measurement import Measurement
from kneeline.core.skeleton import Side


def weaker_side_of(measurements: Sequence[Measurement]) -> Side | None:
    """From the way in of both knees in one squat, else of each in its own one-legged recording, else standing."""
    for difference in _differences(measurements):
        if difference.above(0.0):
            return "left"
        if difference.below(0.0):
            return "right"
    return None


def _differences(measurements: Sequence[Measurement]) -> Iterator[Reading]:
    """left - right, those that show most first."""
    yield from readings(measurements, "knee_in_change", "difference", "bottom")
    for task in ONE_LEG_TASKS:
        own = [each for each in measurements if each.task == task]
        left, right = (surest(readings(own, "knee_in_change", side)) for side in ("left", "right"))
        if left is not None and right is not None:
            error = math.hypot(left.error_95, right.error_95)
            yield Reading(left.value - right.value, error, "deg", task, left.recording)
    for measurement in measurements:
        standing = reading(measurement, "fppa", "difference", "standing")
        if standing is not None:
            yield standing
