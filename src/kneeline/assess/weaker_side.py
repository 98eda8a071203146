"""The leg that goes in more: by more than the error of the difference, or as told where nothing was measured."""

import math
from collections.abc import Iterator, Sequence

from kneeline.assess.answers import Answers
from kneeline.assess.knee_in import ONE_LEG_TASKS
from kneeline.assess.readings import Reading, reading, readings, surest
from kneeline.core.measurement import Measurement
from kneeline.core.skeleton import SIDES, Side


def weaker_side_of(measurements: Sequence[Measurement], answers: Answers) -> Side | None:
    """From the way in of both knees in one squat, else of each in its own one-legged recording, else standing; where
    no difference was measured, the one knee seen to go in in the mirror, else at all."""
    differences = list(_differences(measurements))
    for difference in differences:
        if difference.above(0.0):
            return "left"
        if difference.below(0.0):
            return "right"
    return None if differences else _told(answers)


def _told(answers: Answers) -> Side | None:
    """The one leg named; both or none in the mirror goes before what was said of standing."""
    for question in ("mirror_knee_in", "shape_side"):
        if answers.told(question) is not None:
            named = [side for side in SIDES if answers.is_leg(question, side)]
            return named[0] if len(named) == 1 else None
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
