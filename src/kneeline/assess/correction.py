"""How much of a knee that goes in a person can take away by will: relaxed against corrected, with its error."""

import math
from collections.abc import Iterator, Sequence

from kneeline.assess.messages import number, say, with_error
from kneeline.assess.readings import natural, recording_of
from kneeline.core.findings import Correction
from kneeline.core.measurement import At, Measurement, Task, Value
from kneeline.core.skeleton import SIDES, Side

COMPARED: dict[Task, tuple[str, At]] = {
    "stand": ("fppa", "standing"),
    "squat": ("knee_in_change", "bottom"),
    "single-leg-squat": ("knee_in_change", "bottom"),
    "step-down": ("knee_in_change", "bottom"),
}
"""The number that is compared in each movement: the angle in the picture standing, the way in when bent (fixed limits
of the angle in the picture do not hold there)."""


def corrections(measurements: Sequence[Measurement]) -> tuple[Correction, ...]:
    """For each movement recorded relaxed and corrected by the same model, and each leg: what was taken away.

    change = relaxed - corrected, its half-width sqrt(a² + b²) of both repeat errors: what is constant in one person's
    recordings cancels. share = change / relaxed only where relaxed lies above zero by its whole error.
    """
    relaxed = natural(measurements)
    corrected = [each for each in measurements if each.conditions.effort == "corrected"]
    found = {
        (each.measure, first.task, each.side): each
        for first in relaxed
        for second in corrected
        if _comparable(first, second)
        for each in _of_legs(first, second)
    }
    return tuple(found.values())


def _comparable(relaxed: Measurement, corrected: Measurement) -> bool:
    """Same movement, same model, and nothing else different than the effort."""
    a, b = relaxed.conditions, corrected.conditions
    return (
        relaxed.task == corrected.task
        and relaxed.task in COMPARED
        and relaxed.pose.estimator == corrected.pose.estimator
        and recording_of(relaxed) != recording_of(corrected)
        and (a.heels, a.feet, a.brace, a.band) == (b.heels, b.feet, b.brace, b.band)
    )


def _of_legs(relaxed: Measurement, corrected: Measurement) -> Iterator[Correction]:
    if relaxed.task is None:
        return
    name, at = COMPARED[relaxed.task]
    for side in SIDES:
        first, second = relaxed.value(name, side, at), corrected.value(name, side, at)
        if first is not None and second is not None:
            yield from _correction(side, first, second)


def _correction(side: Side, first: Value, second: Value) -> Iterator[Correction]:
    before, after = first.value, second.value
    if before is None or after is None or first.error_95 is None:
        return
    if first.repeat_error_95 is None or second.repeat_error_95 is None:
        return
    change, error = before - after, math.hypot(first.repeat_error_95, second.repeat_error_95)
    share = share_error = None
    if before > first.error_95:
        share = change / before
        share_error = share_half_width(change, error, before, first.error_95)
    words = {
        "relaxed": with_error(before, first.error_95),
        "corrected": with_error(after, second.error_95 or error),
        "change": with_error(change, error),
        "share": "" if share is None or share_error is None else _percent(share, share_error),
    }
    key = "within_error" if abs(change) <= error else "some" if share is not None else "not_above"
    text = say(f"correction.{key}", **words)
    yield Correction(first.name, side, before, after, change, error, share, share_error, text)


def share_half_width(change: float, change_error: float, relaxed: float, relaxed_error: float) -> float:
    """Half-width of change / relaxed, to first order as if both errors were independent (rather too wide)."""
    return math.hypot(change_error / relaxed, change * relaxed_error / relaxed**2)


def _percent(share: float, error: float) -> str:
    return f"{number(100 * share, '%')} ± {number(max(100 * error, 1.0), '%')}"
