"""Hand-made measurements whose right words can be told by eye."""

from collections.abc import Sequence
from io import BytesIO

import numpy as np
from PIL import Image

from kneeline.core.measurement import (
    At,
    Conditions,
    Facing,
    Measurement,
    Person,
    PoseSummary,
    Problem,
    Repetition,
    RepetitionSide,
    Series,
    Task,
    Value,
    ValueSide,
    View,
)
from kneeline.core.recording import Source, SourceKind
from kneeline.core.skeleton import JOINT_COUNT, SIDES, Side, joint
from kneeline.core.still import Still

BOTH: tuple[Side, Side] = ("left", "right")


def value(
    name: str,
    side: ValueSide,
    at: At,
    number: float | None,
    error: float | None = 3.0,
    unit: str = "deg",
    why: str | None = None,
) -> Value:
    """One value; ``number`` None with the reason ``why``."""
    known = None if number is None else error
    return Value(name, side, at, number, known, known, 3, unit, validated_on="rendered", why_missing=why)


def source(file: str, kind: SourceKind) -> Source:
    """A portrait picture, or eight seconds of it."""
    if kind == "photo":
        return Source(file, kind, "ab" * 32, 1, None, 0.0, 640, 960)
    return Source(file, kind, "cd" * 32, 240, 30.0, 8.0, 480, 720)


def measurement(
    task: Task | None,
    measures: Sequence[Value],
    repetitions: Sequence[Repetition] = (),
    *,
    file: str = "clip.mp4",
    kind: SourceKind = "video",
    facing: Facing | None = "front",
    problems: Sequence[Problem] = (),
    series: Series | None = None,
    usable: bool = True,
) -> Measurement:
    """A measurement around these values."""
    frames = 1 if kind == "photo" else 240
    looked = 1 if kind == "photo" else 131
    seen = looked if facing else 0
    yaw = 3.1 if facing in ("front", "back") else None
    return Measurement(
        version="0.1.0",
        source=source(file, kind),
        pose=PoseSummary("BlazePose heavy", frames, looked, seen),
        view=View(facing, yaw, usable, tuple(problems)),
        task=task,
        task_given=False,
        person=Person(170.0, 0.21),
        conditions=Conditions(feet="barefoot"),
        measures=tuple(measures),
        repetitions=tuple(repetitions),
        series=series,
    )


def repetition(
    index: int,
    change: dict[Side, float | None],
    onset: dict[Side, float | None],
    *,
    start_s: float = 0.0,
    side: RepetitionSide = "both",
    why: str = "turned_away",
    bend: float = 96.0,
) -> Repetition:
    """One repetition of three seconds; a leg caves in where its change is over 5°, and None could not be seen."""
    caves_in = {leg: None if moved is None else moved > 5 for leg, moved in change.items()}
    errors = {
        "knee_flexion": 6.0,
        "peak_fppa": 3.0,
        "bottom_fppa": 3.0,
        "knee_in_change": 4.0,
        "valgus_onset_flexion": 6.0,
    }
    missing = {leg: why if moved is None else None for leg, moved in change.items()}
    return Repetition(
        index=index,
        side=side,
        start_s=start_s,
        bottom_s=start_s + 1.3,
        end_s=start_s + 2.8,
        knee_flexion=dict.fromkeys(change, bend),
        peak_fppa=dict.fromkeys(change, 12.0),
        bottom_fppa=dict.fromkeys(change, 9.0),
        knee_in_change=change,
        caves_in=caves_in,
        valgus_onset_flexion=onset,
        error_95={name: dict.fromkeys(change, error) for name, error in errors.items()},
        why_missing={"knee_in_change": missing, "caves_in": missing},
    )


def squat_series(starts: Sequence[float], amounts: tuple[float, float]) -> Series:
    """Bends to 96° and back; each knee level to 42° of bend, then rising in a straight line to its amount."""
    time_s = np.arange(240) / 30
    depth = np.zeros(240)
    for start in starts:
        share = np.clip((time_s - start) / 1.3, 0, 1) - np.clip((time_s - start - 1.5) / 1.3, 0, 1)
        depth = np.maximum(depth, 0.5 - 0.5 * np.cos(np.pi * share))
    flexion = 5 + 91 * depth
    ripple = 0.6 * np.sin(7 * time_s)
    knee_in = np.stack([ripple - 3 + amount * np.clip((flexion - 42) / 54, 0, 1) for amount in amounts], axis=1)
    knee_in[flexion < 20] = np.nan
    both = np.stack([flexion, flexion], axis=1)
    fppa = np.stack([0.8 * amounts[0] * depth, -18 * depth], axis=1)
    values = {"knee_flexion": both, "knee_in_angle": knee_in, "fppa": fppa}
    errors = {name: np.full_like(table, 3.5) for name, table in values.items()}
    return Series(time_s, np.ones(240, dtype=np.bool_), values, errors)


def squat(file: str = "squat.mp4") -> Measurement:
    """Two squats: the left knee moves in by 17° from 42° of bend, the right stays in line."""
    moved: dict[Side, float | None] = {"left": 17.0, "right": 1.0}
    onset: dict[Side, float | None] = {"left": 42.0, "right": None}
    repetitions = [repetition(1, moved, onset, start_s=0.5), repetition(2, moved, onset, start_s=4.0)]
    measures = [
        value("knee_in_change", "left", "peak", 17.0, 4.0),
        value("knee_in_change", "right", "peak", 1.0, 4.0),
        value("knee_in_change", "difference", "peak", 16.0, 5.5),
        value("knee_in_angle", "left", "peak", 14.0, 3.5),
        value("knee_in_angle", "right", "peak", -2.0, 3.5),
        value("knee_in_angle", "difference", "peak", 16.0, 5.0),
        value("knee_flexion", "left", "bottom", 96.0, 6.0),
        value("knee_flexion", "right", "bottom", 94.0, 6.0),
        value("knee_flexion", "difference", "bottom", 2.0, 6.0),
        value("fppa", "left", "bottom", 13.0, 3.5),
        value("fppa", "right", "bottom", -18.0, 3.5),
        value("valgus_onset_flexion", "left", "peak", 42.0, 6.0),
        value("valgus_onset_flexion", "right", "peak", None, why="no_rise"),
        value("knee_ankle_separation_ratio", "both", "bottom", 0.82, 0.06, "ratio"),
        value("foot_progression_angle", "left", "mean", 14.0, 5.0),
        value("foot_progression_angle", "right", "mean", 11.0, 5.0),
        value("hip_knee_ankle_angle", "left", "bottom", None, why="thigh_towards_camera"),
        value("hip_knee_ankle_angle", "right", "bottom", None, why="thigh_towards_camera"),
    ]
    return measurement("squat", measures, repetitions, file=file, series=squat_series([0.5, 4.0], (17.0, 1.0)))


def squat_unseen() -> Measurement:
    """A squat filmed from too far round: what the knees do could not be seen."""
    repetitions = [repetition(1, {"left": None, "right": None}, {"left": None, "right": None})]
    measures = [
        value("knee_flexion", "left", "bottom", 88.0, 6.0),
        value("knee_flexion", "right", "bottom", 86.0, 6.0),
        value("knee_in_change", "left", "peak", None, why="turned_away"),
        value("knee_in_change", "right", "peak", None, why="turned_away"),
    ]
    turned = Problem("turned_away", "You were turned away from the camera by 28°.", "Face the camera squarely.")
    return measurement("squat", measures, repetitions, file="turned.mp4", problems=[turned])


def single_leg_squat() -> Measurement:
    """Three single-leg squats on the left leg: it moved in in two, the third could not be seen."""
    moved: list[float | None] = [9.0, 11.0, None]
    repetitions = [
        repetition(
            index,
            {"left": amount, "right": None},
            {"left": 20.0 if amount else None, "right": None},
            start_s=2.6 * index - 2.5,
            side="left",
            why="too_few_frames",
            bend=61.0,
        )
        for index, amount in enumerate(moved, start=1)
    ]
    measures = [
        value("knee_in_change", "left", "peak", 10.0, 4.0),
        value("fppa", "left", "peak", 11.0, 3.0),
        value("knee_flexion", "left", "bottom", 61.0, 6.0),
        value("pelvic_drop", "left", "bottom", 6.0, 2.5),
        value("trunk_lean", "left", "bottom", -2.0, 2.5),
        value("valgus_onset_flexion", "left", "peak", 20.0, 6.0),
        value("hip_adduction", "left", "bottom", 8.0, 5.0),
    ]
    return measurement("single-leg-squat", measures, repetitions, file="one leg.mov")


def standing() -> Measurement:
    """A standing photo: left in by 14°, right in line at 1°."""
    measures = [
        value("fppa", "left", "standing", 14.2),
        value("fppa", "right", "standing", 0.8),
        value("fppa", "difference", "standing", 13.4, 4.0),
        value("hip_knee_ankle_angle", "left", "standing", 13.0),
        value("hip_knee_ankle_angle", "right", "standing", 1.4),
        value("knee_gap", "both", "standing", 0.0, 0.8, "cm"),
        value("intermalleolar_gap", "both", "standing", 7.4, 1.6, "cm"),
        value("foot_progression_angle", "left", "standing", 17.0, 6.0),
        value("foot_progression_angle", "right", "standing", None, why="feet_cut_off"),
        value("knee_in_angle", "left", "standing", None, why="leg_nearly_straight"),
        value("knee_in_angle", "right", "standing", None, why="leg_nearly_straight"),
    ]
    return measurement("stand", measures, file="standing.jpg", kind="photo")


def bow_legged() -> Measurement:
    """A standing photo: left out by 7°, right out by 4° (nearly in line)."""
    measures = [value("fppa", "left", "standing", -7.0), value("fppa", "right", "standing", -4.0)]
    return measurement("stand", measures, file="standing.jpg", kind="photo")


def lunge() -> Measurement:
    """A lunge from the left: the shin leans forward by 23°, the heel stays down."""
    measures = [
        value("shank_angle", "left", "still", 23.2),
        value("weight_bearing_lunge_distance", "left", "still", 8.4, 1.5, "cm"),
        value("heel_rise", "left", "still", 1.0, 3.0, "%"),
        value("knee_flexion", "left", "still", 65.0, 5.0),
        value("trunk_flexion", "both", "still", None, why="not_seen"),
    ]
    return measurement("lunge", measures, file="lunge.jpg", kind="photo", facing="left")


def landing() -> Measurement:
    """One landing from a marker file: both knees move in."""
    moved: dict[Side, float | None] = {"left": 8.0, "right": 12.0}
    onset: dict[Side, float | None] = {"left": None, "right": 48.0}
    measures = [
        value("knee_in_change", "left", "peak", 8.0, 3.0),
        value("knee_in_change", "right", "peak", 12.0, 3.0),
        value("knee_flexion", "left", "bottom", 81.0, 4.0),
        value("knee_flexion", "right", "bottom", 79.0, 4.0),
        value("valgus_onset_flexion", "left", "peak", None, why="too_few_frames"),
        value("valgus_onset_flexion", "right", "peak", 48.0, 6.0),
    ]
    return measurement("landing", measures, [repetition(1, moved, onset, bend=81.0)], file="DJ1.trc", kind="mocap")


def refused(file: str = "legs_only.jpg") -> Measurement:
    """A photo without a person from head to feet."""
    problem = Problem("no_person", "We couldn't find a whole person.", "Step back until your whole body fits.")
    missing = [value("fppa", side, "standing", None, why="no_person") for side in SIDES]
    return measurement(None, missing, file=file, kind="photo", facing=None, problems=[problem], usable=False)


def still(moment: str = "peak", time_s: float = 1.8, sides: tuple[Side, ...] = BOTH) -> Still:
    """A grey picture of 240 x 360 px; the left knee is in by about 12°, the right leg is straight."""
    points = {
        "left_hip": (135, 150),
        "left_knee": (128, 230),
        "left_ankle": (138, 310),
        "right_hip": (105, 150),
        "right_knee": (103, 230),
        "right_ankle": (101, 310),
    }
    xy = np.full((JOINT_COUNT, 2), np.nan)
    for name, point in points.items():
        xy[joint(name)] = point
    picture = BytesIO()
    Image.new("RGB", (240, 360), (150, 150, 150)).save(picture, "JPEG")
    return Still(picture.getvalue(), 240, 360, time_s, xy, sides, moment)


def everything() -> list[Measurement]:
    """One measurement of every kind."""
    return [squat(), squat_unseen(), single_leg_squat(), standing(), bow_legged(), lunge(), landing(), refused()]
