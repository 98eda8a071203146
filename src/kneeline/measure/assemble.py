"""A Recording becomes a Measurement."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from kneeline.core.measurement import (
    Conditions,
    Facing,
    Measurement,
    Person,
    PoseSummary,
    Problem,
    Repetition,
    Series,
    Task,
    View,
)
from kneeline.core.recording import Recording
from kneeline.core.repetitions import Span
from kneeline.core.skeleton import SIDES, Side
from kneeline.measure import scale
from kneeline.measure.by_hand import with_the_hands_error
from kneeline.measure.caving import Caving, caving
from kneeline.measure.choose import Movement, choose_movement
from kneeline.measure.errors import ErrorModel, error_model
from kneeline.measure.messages import problem
from kneeline.measure.moments import Reading
from kneeline.measure.movement import MovementTest
from kneeline.measure.movements import MOVEMENTS
from kneeline.measure.series import LegSeries, frontal_series
from kneeline.measure.side import side_series
from kneeline.measure.tracks import Tracks, facing_of, make_tracks
from kneeline.measure.values import Timeline, file_values
from kneeline.measure.view import (
    problem_of_yaw,
    problems_of_view,
    side_yaw,
)
from kneeline.measure.yaw import STRAIGHT_AHEAD, Yaw, at_the_camera, yaw_on

REFUSES = frozenset({"no_person", "hips_hidden", "knees_hidden", "feet_cut_off", "too_small"})
"""Views that give no value at all."""

LegChoice = Literal["left", "right", "both"]


@dataclass(frozen=True)
class _Seen:
    """What was made of a recording before any value is read."""

    tracks: Tracks
    facing: Facing | None
    yaw: Yaw | None
    movement: Movement
    problems: tuple[Problem, ...]


def measure_recording(
    recording: Recording,
    person: Person,
    task: Task | None,
    side: LegChoice | None,
    conditions: Conditions,
    version: str,
) -> Measurement:
    """All values, repetitions and series of a recording; ``task`` None = tell it from the movement.

    Where a person put joints right, the values that rest on them carry the error of a hand, too.
    """
    measured = _measured(recording, person, task, side, conditions, version)
    if recording.by_hand is None or not measured.measures:
        return measured
    return with_the_hands_error(
        measured, recording, lambda other: _measured(other, person, measured.task, side, conditions, version)
    )


def _measured(
    recording: Recording,
    person: Person,
    task: Task | None,
    side: LegChoice | None,
    conditions: Conditions,
    version: str,
) -> Measurement:
    seen = _see(recording, task, side)
    test = MOVEMENTS[seen.movement.task] if seen.movement.task else None
    scaled = _scaled(person, seen.tracks)
    base = Measurement(
        version=version,
        source=recording.source,
        pose=_summary(recording),
        view=View(seen.facing, seen.yaw.told if seen.yaw else None, False, seen.problems),
        task=seen.movement.task,
        task_given=task is not None,
        person=scaled,
        conditions=replace(conditions, mirrored=recording.mirrored),
        measures=(),
        repetitions=(),
    )
    return base if test is None or _refused(seen, test) else _filled(base, recording, seen, test, scaled, side)


def _see(recording: Recording, task: Task | None, side: LegChoice | None) -> _Seen:
    tracks = make_tracks(recording)
    problems = list(problems_of_view(tracks, recording))
    facing = facing_of(tracks)
    if facing is None or any(each.code == "no_person" for each in problems):
        return _Seen(tracks, None, None, Movement(task, (0, 1), ()), tuple(problems))
    stands = SIDES.index(side) if side in SIDES else None
    movement = choose_movement(tracks, recording, facing, task, stands)
    yaw = _yaw(tracks, recording, facing, movement)
    problems += _problems_of_movement(recording, movement, facing, yaw)
    return _Seen(tracks, facing, yaw, movement, tuple(problems))


def _yaw(tracks: Tracks, recording: Recording, facing: Facing, movement: Movement) -> Yaw | None:
    """Yaw of the view; motion capture is looked at from straight ahead."""
    if not _frontal(facing):
        return Yaw(side_yaw(facing), side_yaw(facing))
    return STRAIGHT_AHEAD if recording.xyz is not None else yaw_on(tracks, recording, movement.stance)


def _frontal(facing: Facing | None) -> bool:
    return facing in ("front", "back")


def _problems_of_movement(recording: Recording, movement: Movement, facing: Facing, yaw: Yaw | None) -> list[Problem]:
    if movement.task is None:
        return [problem("task_unclear")]
    test = MOVEMENTS[movement.task]
    found = []
    if test.frontal and not _frontal(facing):
        found.append(problem("side_view"))
    if not test.frontal and _frontal(facing):
        found.append(problem("not_side_view"))
    if test.repeated and recording.source.frames == 1:
        found.append(problem("one_picture", task=test.words))
    elif test.repeated and not movement.spans:
        found.append(problem("no_repetition", task=test.words))
    if test.frontal and facing == "back" and recording.source.kind in ("photo", "video"):
        found.append(problem("from_behind"))
    turned = problem_of_yaw(yaw.told) if yaw is not None and test.frontal and _frontal(facing) else None
    return [*found, *([turned] if turned else [])]


def _refused(seen: _Seen, test: MovementTest) -> bool:
    """True where the view or the missing movement leaves no value to give."""
    codes = {each.code for each in seen.problems}
    stops = REFUSES | {"side_view", "not_side_view", "one_picture", "no_repetition"}
    hidden_at_end = set() if seen.movement.spans else {"body_leaves"}
    return bool(codes & (stops | hidden_at_end))


def _filled(
    base: Measurement, recording: Recording, seen: _Seen, test: MovementTest, person: Person, side: LegChoice | None
) -> Measurement:
    series = _series(recording, seen, test, person)
    if series is None:
        return base
    errors = error_model(recording, test.task, _yaw_for_errors(seen), {each.code for each in seen.problems})
    timeline = Timeline(recording.time_s, series, seen.movement.spans, recording.seen)
    sides = _sides(seen.movement, test, side)
    repetitions, fitted = _repetitions(timeline, seen.movement, test, sides, errors)
    values = tuple(file_values(test, timeline, sides, errors, fitted))
    return replace(
        base,
        view=replace(base.view, usable=any(value.value is not None for value in values)),
        measures=values,
        repetitions=repetitions,
        series=_public_series(recording, series, errors),
    )


def _yaw_for_errors(seen: _Seen) -> float:
    return seen.yaw.told if seen.yaw is not None and _frontal(seen.facing) else 0.0


def _sides(movement: Movement, test: MovementTest, side: LegChoice | None) -> tuple[int, ...]:
    """Indices of the legs to report: those that carry the movement, or the one asked for among both."""
    if test.legs == "both" and side in SIDES:
        return (SIDES.index(side),)
    return movement.stance


def _series(recording: Recording, seen: _Seen, test: MovementTest, person: Person) -> LegSeries | None:
    if not test.frontal:
        if seen.facing is None:
            return None
        return side_series(seen.tracks, seen.facing, person.cm_per_px, person.height_cm)
    facing = 1 if seen.facing == "front" else -1
    yaw = seen.yaw or at_the_camera(seen.tracks)
    series = frontal_series(seen.tracks, recording, facing, yaw, seen.movement.stance, test.repeated)
    return series if series is None or test.task != "stand" else _with_gaps(series, seen.tracks, person)


def _with_gaps(series: LegSeries, tracks: Tracks, person: Person) -> LegSeries:
    """The series with the gaps between knees and ankles, cm, where a height sets the scale."""
    values, reasons = dict(series.values), dict(series.reasons)
    for name in scale.GAPS:
        if person.cm_per_px is None or person.height_cm is None:
            gap, reason = np.full(len(tracks.time_s), np.nan), "height_not_given"
        elif tracks.skin_gaps is not None:
            gap, reason = scale.gap_of_skin(tracks.skin_gaps, name, person.cm_per_px), "not_seen"
        else:
            gap, reason = scale.gap_of_usual_width(tracks, name, person.cm_per_px, person.height_cm), "not_seen"
        values[name] = np.repeat(gap[:, None], 2, axis=1)
        reasons[name] = np.where(np.isfinite(values[name]), "", reason).astype(object)
    return replace(series, values=values, reasons=reasons)


def _repetitions(
    timeline: Timeline, movement: Movement, test: MovementTest, sides: tuple[int, ...], errors: ErrorModel
) -> tuple[tuple[Repetition, ...], dict[str, dict[int, Reading]]]:
    """All repetitions, and what is fitted over them together, by measure and side."""
    if not test.repeated:
        return (), {}
    one = {side: [_caving(timeline, side, (span,), errors) for span in movement.spans] for side in sides}
    together = {side: _caving(timeline, side, movement.spans, errors) for side in sides}
    repetitions = tuple(
        _repetition(timeline, index, span, {side: one[side][index] for side in sides}, errors)
        for index, span in enumerate(movement.spans)
    )
    return repetitions, {
        "knee_in_change": {side: each.change for side, each in together.items()},
        "valgus_onset_flexion": {side: each.onset for side, each in together.items()},
    }


def _caving(timeline: Timeline, side: int, spans: tuple[Span, ...], errors: ErrorModel) -> Caving:
    moment = "repetition" if len(spans) == 1 else "bottom"
    return caving(timeline.time_s, timeline.series, side, spans, errors, moment)


def _repetition(
    timeline: Timeline, index: int, span: Span, cavings: dict[int, Caving], errors: ErrorModel
) -> Repetition:
    readings = {
        "knee_flexion": {side: timeline.in_repetition("knee_flexion", side, "bottom", span) for side in cavings},
        "peak_fppa": {side: timeline.in_repetition("fppa", side, "peak", span) for side in cavings},
        "bottom_fppa": {side: timeline.in_repetition("fppa", side, "bottom", span) for side in cavings},
        "knee_in_change": {side: each.change for side, each in cavings.items()},
        "valgus_onset_flexion": {side: each.onset for side, each in cavings.items()},
    }
    values = {name: _by_side(by_side) for name, by_side in readings.items()}
    return Repetition(
        index=index + 1,
        side="both" if len(cavings) == 2 else SIDES[next(iter(cavings))],
        start_s=span.start_s,
        bottom_s=span.bottom_s,
        end_s=span.end_s,
        caves_in={SIDES[side]: each.caves_in for side, each in cavings.items()},
        error_95={name: _errors_by_side(name, by_side, errors) for name, by_side in readings.items()},
        why_missing={
            name: {SIDES[side]: reading.reason or None for side, reading in by_side.items()}
            for name, by_side in readings.items()
        },
        bottom_start_s=span.bottom_start_s,
        bottom_end_s=span.bottom_end_s,
        **values,
    )


def _by_side(readings: dict[int, Reading]) -> dict[Side, float | None]:
    return {SIDES[side]: reading.value if np.isfinite(reading.value) else None for side, reading in readings.items()}


def _errors_by_side(name: str, readings: dict[int, Reading], errors: ErrorModel) -> dict[Side, float | None]:
    measure = "fppa" if name.endswith("_fppa") else name
    return {
        SIDES[side]: float(errors.half_width(measure, "repetition", reading.bend, reading.value))
        if np.isfinite(reading.value)
        else None
        for side, reading in readings.items()
    }


def _public_series(recording: Recording, series: LegSeries, errors: ErrorModel) -> Series:
    """The series with an error for every known value."""
    bend = series.values.get("knee_flexion", np.zeros((len(recording.time_s), 2)))
    halves = {
        name: np.where(np.isfinite(values), errors.half_width(name, "frame", bend, values), np.nan)
        for name, values in series.values.items()
    }
    return Series(recording.time_s, recording.looked, series.values, halves)


def _scaled(person: Person, tracks: Tracks) -> Person:
    if person.height_cm is None:
        return person
    return replace(person, cm_per_px=scale.cm_per_px(tracks, person.height_cm))


def _summary(recording: Recording) -> PoseSummary:
    return PoseSummary(
        estimator=recording.estimator,
        frames_total=len(recording.time_s),
        frames_looked=int(recording.looked.sum()),
        frames_seen=int((recording.looked & recording.seen).sum()),
    )
