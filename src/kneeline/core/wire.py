"""A Measurement as JSON-ready data and back (schema kneeline.measurement/1, only ever added to)."""

import math
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass, replace
from typing import Any

import msgspec

from kneeline.core.errors import UnreadableFile
from kneeline.core.measurement import (
    SCHEMA,
    Conditions,
    Measurement,
    Person,
    PoseSummary,
    Repetition,
    Task,
    Value,
    View,
)
from kneeline.core.recording import Source
from kneeline.core.skeleton import SIDES

_PARTS: Mapping[str, Any] = {
    "version": str,
    "source": Source,
    "pose": PoseSummary,
    "view": View,
    "task": Task | None,
    "task_given": bool,
    "person": Person,
    "conditions": Conditions,
    "measures": tuple[Value, ...],
    "repetitions": tuple[Repetition, ...],
}
_ANGLES = ("knee_flexion", "peak_fppa", "bottom_fppa", "knee_in_change", "valgus_onset_flexion")
_FULL_TURN = 360.0
_LARGEST = 1e9


def measurement_to_dict(measurement: Measurement) -> dict[str, Any]:
    """Plain data in the order of the contract; numbers are rounded to what they can carry, NaN becomes None."""
    data = asdict(replace(measurement, series=None))
    del data["series"]
    for part in (data["pose"], *data["measures"]):
        if not part["by_hand"]:
            del part["by_hand"]
    ordered = {"schema": SCHEMA, **data}
    return {key: _plain(value) for key, value in ordered.items()}


def measurement_from_dict(data: Mapping[str, Any]) -> Measurement:
    """The Measurement a JSON object stands for; keys of later minor additions are ignored.

    Raises UnreadableFile, with what and where, where the object is of another schema, lacks what the schema promises,
    or holds a value of another kind or one that can't be (an infinite number, an angle of 720°, a negative error).
    """
    if data.get("schema") != SCHEMA:
        found = data.get("schema")
        shown = repr(found) if isinstance(found, str | int | None) else f"a {type(found).__name__}"
        raise UnreadableFile(f"this is not a {SCHEMA} file (its schema is {shown}).")
    try:
        measurement = Measurement(**{name: _part(data, name, kind) for name, kind in _PARTS.items()})
        _check_numbers(measurement)
    except BadPart as error:
        raise UnreadableFile(f"this {SCHEMA} file can't be used: {error} (at {error.where}).") from error
    return measurement


class BadPart(Exception):
    """A value that can't be used. ``where``: the path to it, such as ``measures[3].value``."""

    def __init__(self, what: str, where: str) -> None:
        super().__init__(what)
        self.where = where


def converted(value: object, kind: Any, where: str = "", largest: float = _LARGEST) -> Any:
    """The value of this kind (a dataclass, a tuple of them, …) that plain data stand for; unknown keys are ignored.

    Raises BadPart where a field is missing or of another kind, or a number is not finite or larger than ``largest``.
    """
    try:
        found = msgspec.convert(value, kind)
    except (msgspec.ValidationError, OverflowError, RecursionError) as error:
        what, _, place = str(error).partition(" - at ")
        path = (where + place.rpartition("`$")[2].removesuffix("`")).lstrip(".")
        raise BadPart(what[:1].lower() + what[1:], path or "the top") from error
    check_finite(found, where, largest)
    return found


def check_finite(value: Any, where: str = "", largest: float = _LARGEST) -> None:
    """Raises BadPart where a number among the fields is not finite or larger than ``largest``, either way."""
    if not _fits(value, largest):  # which is nearly never, so that where it stands is looked for only then
        _find_unfit(value, where, largest)


def _fits(value: Any, largest: float) -> bool:
    """Whether all numbers are finite and small enough; the years of a log have a hundred thousand of them."""
    kind = type(value)
    if value is None or kind is str or kind is bool:
        return True
    if kind is float or kind is int:
        return bool(abs(value) <= largest)  # not where it is NaN
    if kind is tuple or kind is list:
        return all(_fits(each, largest) for each in value)
    if isinstance(value, Mapping):
        return all(_fits(each, largest) for each in value.values())
    return not is_dataclass(value) or all(_fits(each, largest) for each in vars(value).values())


def _find_unfit(value: Any, where: str, largest: float) -> None:
    if isinstance(value, int | float) and not abs(value) <= largest:
        shown = f"{value:g}" if isinstance(value, float) else "one so large"
        raise BadPart(f"a number is needed, not {shown}", where.lstrip(".") or "the top")
    if is_dataclass(value) or isinstance(value, Mapping):
        for name, each in (value if isinstance(value, Mapping) else vars(value)).items():
            _find_unfit(each, f"{where}.{name}", largest)
    elif isinstance(value, tuple | list):
        for index, each in enumerate(value):
            _find_unfit(each, f"{where}[{index}]", largest)


def _part(data: Mapping[str, Any], name: str, kind: Any) -> Any:
    if name not in data:
        raise BadPart("it is incomplete", name)
    return converted(data[name], kind, name)


def _check_numbers(measurement: Measurement) -> None:
    """What types can't say: no negative error or count, no angle beyond a full turn, both legs where both moved."""
    for index, value in enumerate(measurement.measures):
        where = f"measures[{index}]"
        _check_error(value.error_95, f"{where}.error_95")
        _check_error(value.repeat_error_95, f"{where}.repeat_error_95")
        _check_error(value.n, f"{where}.n")
        _check_angle(value.value if value.unit == "deg" else None, f"{where}.value")
        _check_angle(value.knee_flexion, f"{where}.knee_flexion")
    for index, repetition in enumerate(measurement.repetitions):
        _check_repetition(repetition, f"repetitions[{index}]")


def _check_repetition(repetition: Repetition, where: str) -> None:
    sides = SIDES if repetition.side == "both" else (repetition.side,)
    for name in (*_ANGLES, "caves_in"):
        by_side = getattr(repetition, name)
        for side in sides:
            if side not in by_side:
                raise BadPart(f"the {side} leg is missing", f"{where}.{name}")
            _check_angle(by_side[side], f"{where}.{name}.{side}")
    for name, errors in repetition.error_95.items():
        for side, error in errors.items():
            _check_error(error, f"{where}.error_95.{name}.{side}")


def _check_error(number: float | None, where: str) -> None:
    if number is not None and number < 0:
        raise BadPart(f"it can't be below 0, as {number:g} is", where)


def _check_angle(number: float | None, where: str) -> None:
    if number is not None and abs(number) > _FULL_TURN:
        raise BadPart(f"an angle can't be {number:g}°", where)


def _plain(value: Any) -> Any:
    """Tuples to lists, NaN to None, floats to four decimals."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        return round(value, 4) if math.isfinite(value) else None
    return value
