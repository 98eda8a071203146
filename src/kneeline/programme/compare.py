"""Whether something changed between two checks of one person, by both their errors."""

import math

from kneeline.core.changes import Change, Changes
from kneeline.core.measurement import Conditions, Measurement, Value
from kneeline.core.words import UNITS, localised
from kneeline.programme.words import say


def compare(before: Measurement, after: Measurement, version: str = "") -> Changes:
    """Each measure, side and moment of either measurement: changed where |after − before| exceeds
    sqrt(a² + b²) of both repeat_error_95 (half-widths of 95 %), not changed, or why it can't be compared.

    Nothing compares where movement, conditions, pose model or view differ.
    """
    why = _why_nothing_compares(before, after)
    keys = dict.fromkeys(_key(value) for value in (*before.measures, *after.measures))
    old = {_key(value): value for value in before.measures}
    new = {_key(value): value for value in after.measures}
    return Changes(
        version=version,
        before=before.conditions,
        after=after.conditions,
        task=before.task if before.task == after.task else None,
        changes=tuple(_change(old.get(key), new.get(key), why) for key in keys),
        why=why,
    )


_Key = tuple[str, str, str]


def _key(value: Value) -> _Key:
    return value.name, value.side, value.at


def _why_nothing_compares(before: Measurement, after: Measurement) -> str | None:
    if before.task is None or after.task is None:
        return say("why_not", "no_task")
    if before.task != after.task:
        return say("why_not", "task")
    differ = _differing(before.conditions, after.conditions)
    if differ:
        return say("why_not", "conditions", which=", ".join(say("condition", name) for name in differ))
    if before.pose.estimator != after.pose.estimator:
        return say("why_not", "estimator")
    if before.view.facing != after.view.facing:
        return say("why_not", "view")
    return None


def _differing(before: Conditions, after: Conditions) -> list[str]:
    return [name for name in vars(before) if getattr(before, name) != getattr(after, name)]


def _change(old: Value | None, new: Value | None, why_nothing: str | None) -> Change:
    known = old or new
    assert known is not None  # every key comes from one of both
    a, b = old.value if old else None, new.value if new else None
    error = _error(old, new)
    why = why_nothing or _why_not(old, new, error)
    change = None if why or a is None or b is None else b - a
    clear = change is not None and error is not None and abs(change) > error
    verdict = "cannot_compare" if change is None else "changed" if clear else "not_changed"
    return Change(
        name=known.name,
        side=known.side,
        at=known.at,
        unit=known.unit,
        before=a,
        after=b,
        change=change,
        repeat_error_95=None if why else error,
        verdict=verdict,  # type: ignore[arg-type]
        text=_text(known, verdict, change, error, why),
        why=why,
    )


def _error(old: Value | None, new: Value | None) -> float | None:
    if old is None or new is None or old.repeat_error_95 is None or new.repeat_error_95 is None:
        return None
    return math.hypot(old.repeat_error_95, new.repeat_error_95)


def _why_not(old: Value | None, new: Value | None, error: float | None) -> str | None:
    if old is None or old.value is None:
        return say("why_not", "before")
    if new is None or new.value is None:
        return say("why_not", "after")
    if old.unit != new.unit:
        return say("why_not", "unit")
    if old.by_hand != new.by_hand:
        return say("why_not", "by_hand")
    return say("why_not", "error") if error is None else None


def _text(value: Value, verdict: str, change: float | None, error: float | None, why: str | None) -> str:
    """What happened to a value, to be read after its name and side."""
    written = {"change": _amount(change, value.unit, "+"), "error": _amount(error, value.unit)}
    return say("change", verdict, why=why, **written)


def _amount(number: float | None, unit: str, sign: str = "") -> str:
    """Whole degrees, since people read it; a change keeps its sign."""
    if number is None:
        return ""
    digits = {"deg": 0, "ratio": 2}.get(unit, 1)
    rounded = round(number, digits) + 0.0
    written = f"{rounded:{sign if rounded else ''}.{digits}f}"
    return localised(written) + UNITS.get(unit, f" {unit}")
