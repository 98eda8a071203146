"""Joints that a person put right on a picture: into the recording, and the error of a hand into every value they move.

A hand is no better than an eye and a finger: careful people who mark the same joints on another day differ so much that
an `fppa` has a standard error of 2.7 to 3.0 degrees (Munro 2012). ``PLACED_WITHIN`` gives just that.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from math import hypot

import numpy as np

from kneeline.core.measurement import Measurement, Repetition, Series, Value
from kneeline.core.recording import Floats, Recording
from kneeline.core.skeleton import JOINTS, SIDES, Side, joint, pair
from kneeline.measure.scale import GAPS

STEP = "corrected by hand"
"""What the history of a recording calls it."""

PLACED_WITHIN = 0.023
"""Standard deviation of a joint placed by hand in each direction, as a share of the shin's length (about 1 cm)."""

HELD_S, FADED_S = 0.1, 0.4
"""Neighbours in time move along, wholly for this long and then less, so that no filter takes the moment for noise
(our choice)."""

Place = tuple[float, float]
Again = Callable[[Recording], Measurement]
Shaken = tuple[Measurement, Measurement]
"""Measured with one joint a little off: there, and back."""

_NORMAL_95 = 1.96
_LEAST = 0.01
"""A value that a hand's slip moves by less than this is not moved by it."""


def put_right(recording: Recording, frame: int, places: Mapping[str, Place]) -> Recording:
    """The recording with these joints (by name) at these places, px of its upright picture, in one frame."""
    by_hand = _placed(recording).copy()
    moved = recording
    for name, place in places.items():
        by_hand[frame, joint(name)] = True
        moved = _moved(moved, frame, joint(name), place)
    return moved.with_step(STEP, by_hand=by_hand)


def with_the_hands_error(measured: Measurement, recording: Recording, again: Again) -> Measurement:
    """The measurement with how far each value moves when a joint placed by hand lies a little elsewhere, added in
    squares to its error, and those values marked. ``again`` measures another recording in the same way."""
    shaken = [(again(there), again(back)) for there, back in _shaken(recording)]
    joints = [JOINTS[index] for index in np.flatnonzero(_placed(recording).any(axis=0))]
    return replace(
        measured,
        pose=replace(measured.pose, by_hand=tuple(joints)),
        measures=tuple(_settled(measured, _value(measured, shaken, index)) for index in range(len(measured.measures))),
        repetitions=tuple(_repetition(each, shaken, index) for index, each in enumerate(measured.repetitions)),
        series=_series(measured.series, shaken) if measured.series is not None else None,
    )


def _placed(recording: Recording) -> np.ndarray:
    none = np.zeros(recording.xy.shape[:2], dtype=np.bool_)
    return none if recording.by_hand is None else recording.by_hand


def _moved(recording: Recording, frame: int, index: int, place: Place) -> Recording:
    """One joint at another place; where it was known before, its neighbours in time move along, and the skin beside
    it."""
    xy, visibility = np.array(recording.xy), np.array(recording.visibility)
    gaps = None if recording.skin_gaps is None else np.array(recording.skin_gaps)
    step = np.asarray(place) - xy[frame, index]
    if np.isfinite(step).all():
        steps = _along(recording.time_s - recording.time_s[frame])[:, None] * step
        xy[:, index] += steps
        if gaps is not None:
            gaps += _away_from_the_other(recording, index) * steps[:, :1]
    xy[frame, index] = place
    visibility[frame, index] = 1.0
    return replace(recording, xy=xy, visibility=visibility, skin_gaps=gaps)


def _away_from_the_other(recording: Recording, index: int) -> Floats:
    """(T, 2) by how much each gap between the legs grows with a px that a joint moves to the right: 1, 0 or -1."""
    facing = np.sign(recording.xy[:, joint("left_hip"), 0] - recording.xy[:, joint("right_hip"), 0])
    ways = [(index == joint(f"left_{name}")) - (index == joint(f"right_{name}")) for name, _ in GAPS.values()]
    return np.asarray(facing[:, None] * np.array(ways))


def _along(away_s: Floats) -> Floats:
    """(T,) share of a step that frames this far away in time take with it."""
    fading = np.clip((np.abs(away_s) - HELD_S) / (FADED_S - HELD_S), 0.0, 1.0)
    shares: Floats = 0.5 + 0.5 * np.cos(np.pi * fading)
    return shares


def _shaken(recording: Recording) -> Iterator[tuple[Recording, Recording]]:
    """The recording with each joint placed by hand a standard deviation off: there and back, one axis at a time."""
    slip = PLACED_WITHIN * _shin(recording)
    for frame, index in np.argwhere(_placed(recording)).tolist():
        x, y = recording.xy[frame, index]
        for step in ((slip, 0.0), (0.0, slip)):
            there, back = (
                _moved(recording, frame, index, (x + way * step[0], y + way * step[1])) for way in (1.0, -1.0)
            )
            yield there, back


def _shin(recording: Recording) -> float:
    """Usual length of the longer shin in the picture, px."""
    shins = np.linalg.norm(recording.xy[:, pair("knee")] - recording.xy[:, pair("ankle")], axis=-1)
    return float(np.nanmedian(np.nanmax(shins[np.isfinite(shins).any(axis=1)], axis=1)))


def _half_width(value: float | None, others: list[tuple[float | None, float | None]]) -> float:
    """95 % of what a hand's slips make of a value, 0 where it does not depend on them. Of a slip there and back the
    larger counts: a peak may only give way to one of both."""
    if value is None:
        return 0.0
    slips = [max((abs(other - value) for other in pair if other is not None), default=0.0) for pair in others]
    half = _NORMAL_95 * float(np.linalg.norm(slips))
    return half if half >= _LEAST else 0.0


def _value(measured: Measurement, shaken: list[Shaken], index: int) -> Value:
    value = measured.measures[index]
    half = _half_width(value.value, [(a.measures[index].value, b.measures[index].value) for a, b in shaken])
    if not half:
        return value
    return replace(
        value,
        error_95=hypot(value.error_95, half) if value.error_95 is not None else None,
        repeat_error_95=hypot(value.repeat_error_95, half) if value.repeat_error_95 is not None else None,
        validated_on="none",
        by_hand=True,
    )


def _settled(measured: Measurement, value: Value) -> Value:
    """An onset is not given where the change it begins no longer exceeds its error."""
    if value.name != "valgus_onset_flexion" or value.value is None or not value.by_hand:
        return value
    change = measured.value("knee_in_change", value.side)
    error = change.error_95 if change and change.error_95 is not None else 0.0
    if change is None or change.value is None or change.value > error:
        return value
    return replace(value, value=None, error_95=None, repeat_error_95=None, why_missing="no_rise")


def _repetition(repetition: Repetition, shaken: list[Shaken], index: int) -> Repetition:
    others = [
        (there.repetitions[index], back.repetitions[index])
        for there, back in shaken
        if index < min(len(there.repetitions), len(back.repetitions))
    ]
    errors = {
        name: {side: _with_slips(error, repetition, others, name, side) for side, error in by_side.items()}
        for name, by_side in repetition.error_95.items()
    }
    caves_in = {side: _still_seen(repetition, errors, side) for side in SIDES if side in repetition.caves_in}
    return replace(repetition, error_95=errors, caves_in=caves_in)


def _with_slips(
    error: float | None, repetition: Repetition, others: list[tuple[Repetition, Repetition]], name: str, side: Side
) -> float | None:
    pairs = [(_of(there, name, side), _of(back, name, side)) for there, back in others]
    return None if error is None else hypot(error, _half_width(_of(repetition, name, side), pairs))


def _of(repetition: Repetition, name: str, side: Side) -> float | None:
    found: float | None = getattr(repetition, name).get(side)
    return found


def _still_seen(repetition: Repetition, errors: Mapping[str, Mapping[Side, float | None]], side: Side) -> bool | None:
    """A knee that was seen to go in is so only while the change exceeds its error."""
    seen, change = repetition.caves_in[side], repetition.knee_in_change[side]
    error = errors.get("knee_in_change", {}).get(side)
    return seen and not (change is not None and error is not None and change <= error)


def _series(series: Series, shaken: list[Shaken]) -> Series:
    errors = dict(series.errors)
    for name, values in series.values.items():
        slips = [
            np.fmax(*(np.abs(np.nan_to_num(each.series.values[name] - values)) for each in pair if each.series))
            for pair in shaken
            if all(each.series for each in pair)
        ]
        apart = np.array(slips).reshape(-1, *values.shape)
        errors[name] = np.hypot(errors[name], _NORMAL_95 * np.linalg.norm(apart, axis=0))
    return replace(series, errors=errors)
