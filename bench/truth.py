"""The exact answers that come with the rendered people, as arrays in kneeline's own words and signs.

    python -m bench.truth          prints how many pictures, videos, bodies and values there are

World: metres, y up, the person faces +z, +x is the person's left. Every truth is either stored with the picture or
follows from its exact joints through ``kneeline.core.angles``.
"""

import json
import os
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np

from kneeline.core import angles
from kneeline.core.measurement import Task
from kneeline.core.recording import Floats
from kneeline.core.repetitions import Span
from kneeline.measure.scale import KNEE_FRONT_SHARE
from kneeline.measure.series import NEARLY_STRAIGHT, THIGH_SHORTENED

Split = Literal["fit", "check"]
Files = Literal["photos", "clips"]

TASKS: dict[str, Task] = {"single_leg_squat": "single-leg-squat", "squat": "squat", "step_down": "step-down"}

BODIES_APART = 10_000
"""Bodies of one set are numbered from 0 below this."""

CAVES_FROM = 7.0
"""A leg whose knee the rig moved in by more than this at full depth, deg, caves in."""

SIDES = ("L", "R")

STORED = {
    "fppa": "fppa_image_deg",
    "hip_knee_ankle_angle": "hka_frontal_deg",
    "knee_in_angle": "knee_in_vs_foot_deg",
    "knee_flexion": "knee_flexion_deg",
    "foot_progression_angle": "foot_progression_deg",
    "shank_angle": "shank_sagittal_deg",
    "hip_flexion": "hip_flexion_deg",
}
"""Measures of a leg whose truth is stored, by the name it has there."""


@dataclass(frozen=True)
class Item:
    """One rendered picture or video and where its truth is."""

    path: Path
    truth_path: Path
    scenario: str
    split: Split
    body: int
    kind: str

    @property
    def name(self) -> str:
        """Short name, such as ``sq03``."""
        return self.path.stem

    @property
    def moving(self) -> bool:
        """True for a video."""
        return self.path.suffix == ".mp4"

    @property
    def task(self) -> Task:
        """The movement shown."""
        return TASKS.get(self.scenario, "lunge" if self.scenario == "lunge" else "stand")


@dataclass(frozen=True)
class Truth:
    """Exact values over time. T frames (1 for a photo), both sides in each column of ``values`` (T, 2).

    spans: true repetitions, the bottom held from ``bottom_start_s`` to ``bottom_end_s``. amount, onset: by side, how
    far the knee moves in at full depth and from which bend, deg. stance: indices of the legs that stand (a lunge: that
    are tested). facing: +1 seen from the front, -1 from behind. yaw: of the camera, deg. facts: what the person wears
    and is, and how they were filmed, by name.
    """

    time_s: Floats
    values: Mapping[str, Floats]
    spans: tuple[Span, ...]
    amount: tuple[float, float]
    onset: tuple[float, float]
    stance: tuple[int, ...]
    facing: int
    yaw: float
    height_cm: float
    facts: Mapping[str, str]

    @cached_property
    def no_reasons(self) -> np.ndarray:
        """(T,) empty reasons, as the functions that read moments expect them."""
        return np.full(len(self.time_s), "", dtype=object)


def data_folder() -> Path:
    """The rendered sets. Ends the program with a sentence where KNEELINE_DATA is not set."""
    root = os.environ.get("KNEELINE_DATA")
    if not root or not (Path(root) / "synthetic" / "index.json").exists():
        sys.exit("Set KNEELINE_DATA to the folder that holds the measuring data (synthetic/index.json).")
    return Path(root) / "synthetic"


def items(folder: Path, only: Files | None = None) -> list[Item]:
    """Everything with truth, or what of it is photos or clips, in the order of the index; then of further sets of the
    same renderer (other series, so other bodies) whose folders KNEELINE_RENDERED lists."""
    more = [Path(each) for each in os.environ.get("KNEELINE_RENDERED", "").split(os.pathsep) if each]
    every = [item for number, each in enumerate((folder, *more)) for item in _listed(each, number * BODIES_APART)]
    return [item for item in every if only is None or item.moving == (only == "clips")]


def _listed(folder: Path, first_body: int) -> list[Item]:
    listed = json.loads((folder / "index.json").read_text(encoding="utf-8"))["items"]
    return [
        Item(
            folder / each["file"],
            folder / each["truth"],
            each["scenario"],
            each["split"],
            first_body + each["body"],
            each["kind"],
        )
        for each in listed
    ]


def truth_of(item: Item) -> Truth:
    """The exact values of one picture or video."""
    data = json.loads(item.truth_path.read_text(encoding="utf-8"))
    frames = data.get("frames", [data])
    facing = 1 if abs(frames[0]["body_yaw_vs_camera_deg"]) < 90 else -1
    stature = 100 * float(data["person"]["stature_m"])
    amount, onset = (_by_side(data.get("law", {}).get(key)) for key in ("amp", "onset"))
    stance = _stance(data["meta"])
    yaw = _yaw(float(np.nanmedian(_both(frames, "body_yaw_vs_camera_deg"))))
    return Truth(
        time_s=np.array([frame.get("t", 0.0) for frame in frames]),
        values=_blanked(_stored(frames), frames) | _against_stance(_from_joints(frames, facing, stature), stance),
        spans=tuple(_span(each) for each in data.get("reps", [])),
        amount=amount,
        onset=onset,
        stance=stance,
        facing=facing,
        yaw=yaw,
        height_cm=stature,
        facts=_facts(item, data, yaw),
    )


_RENDERED_NAME = {"forefoot": "mtp2"}


def exact_joints(item: Item, name: str) -> Floats:
    """(T, 2 sides, 2) px, where a paired joint truly is."""
    return _points(_frames(item), "joints2d_px", _RENDERED_NAME.get(name, name))


def exact_joints_in_space(item: Item, name: str) -> Floats:
    """(T, 2 sides, 3) metres, y up, +x the left of a person who faces +z."""
    return _points(_frames(item), "joints3d_m", _RENDERED_NAME.get(name, name))


def _frames(item: Item) -> list[dict[str, Any]]:
    data = json.loads(item.truth_path.read_text(encoding="utf-8"))
    frames: list[dict[str, Any]] = data.get("frames", [data])
    return frames


def _stored(frames: list[dict[str, Any]]) -> dict[str, Floats]:
    legs = {name: _columns(frames, key) for name, key in STORED.items()}
    gaps = {name: _both(frames, f"{name}_cm") for name in ("knee_gap", "intermalleolar_gap")}
    return (
        legs
        | {name: np.maximum(gap, 0.0) for name, gap in gaps.items()}
        | {"trunk_flexion": _both(frames, "trunk_flexion_sagittal_deg")}
    )


def _blanked(values: dict[str, Floats], frames: list[dict[str, Any]]) -> dict[str, Floats]:
    """Where the measure's own definition gives no value there is no truth to miss: a thigh that points at the camera
    has no angle in the image, a leg nearly straight no heading of its knee."""
    thigh = np.linalg.norm(_points(frames, "joints2d_px", "knee") - _points(frames, "joints2d_px", "hip"), axis=-1)
    towards = thigh < THIGH_SHORTENED * thigh.max(axis=0)
    straight = values["knee_flexion"] < NEARLY_STRAIGHT
    hidden = {"fppa": towards, "hip_knee_ankle_angle": towards, "knee_in_angle": straight}
    return values | {name: np.where(mask, np.nan, values[name]) for name, mask in hidden.items()}


def _columns(frames: list[dict[str, Any]], key: str) -> Floats:
    return np.array([[frame["side"][side][key] for side in SIDES] for frame in frames], dtype=np.float64)


def _both(frames: list[dict[str, Any]], key: str) -> Floats:
    """A whole-body value, the same in both columns; NaN where it was not rendered."""
    return np.array([[frame.get(key, np.nan)] * 2 for frame in frames], dtype=np.float64)


def _points(frames: list[dict[str, Any]], kind: str, name: str) -> Floats:
    """(T, 2 sides, 2 or 3) exact places of a paired joint."""
    return np.array([[frame[kind][f"{name}.{side}"] for side in SIDES] for frame in frames], dtype=np.float64)


def _from_joints(frames: list[dict[str, Any]], facing: int, stature_cm: float) -> dict[str, Floats]:
    names = ("hip", "knee", "ankle", "heel", "toe", "shoulder")
    space = {name: _points(frames, "joints3d_m", name) for name in names}
    image = {name: angles.image_to_left_up(_points(frames, "joints2d_px", name), facing) for name in ("hip", "knee")}
    left, _ = angles.frontal_axes(space["hip"][:, 0], space["hip"][:, 1])
    frontal = {name: angles.on_frontal_plane(points, left) for name, points in space.items()}
    shank = np.linalg.norm(space["knee"] - space["ankle"], axis=-1)
    whole = _whole_body(frontal, shank.mean(axis=1))
    ahead = 100 * (space["knee"] - space["toe"])[..., 2] + KNEE_FRONT_SHARE * stature_cm
    return {name: np.repeat(value[:, None], 2, axis=1) for name, value in whole.items()} | {
        "hip_adduction": angles.hip_adduction(image["hip"], image["knee"]),
        "knee_over_toe_offset": -100 * angles.LATERAL * (frontal["knee"] - frontal["toe"])[..., 0] / shank,
        "heel_rise": 100 * (space["heel"] - space["toe"])[..., 1] / shank,
        "weight_bearing_lunge_distance": ahead,
    }


def _whole_body(frontal: Mapping[str, Floats], shank: Floats) -> dict[str, Floats]:
    """(T,) measures of the whole body on its own frontal plane; leaning and dropping as seen on two legs."""
    hips, ankles, shoulders = (frontal[name] for name in ("hip", "ankle", "shoulder"))
    return {
        "trunk_lean": angles.lean_from_vertical(hips.mean(axis=1), shoulders.mean(axis=1)),
        "pelvic_drop": -angles.tilt_from_level(hips[:, 0], hips[:, 1]),
        "knee_ankle_separation_ratio": angles.separation_ratio(frontal["knee"], ankles),
        "stance_width": (ankles[:, 0, 0] - ankles[:, 1, 0]) / (shoulders[:, 0, 0] - shoulders[:, 1, 0]),
        "pelvis_shift": 100 * (hips.mean(axis=1) - ankles.mean(axis=1))[:, 0] / shank,
    }


def _against_stance(values: dict[str, Floats], stance: tuple[int, ...]) -> dict[str, Floats]:
    """On one leg a lean counts towards it and a drop on the other side."""
    if len(stance) == 2:
        return values
    sign = angles.LATERAL[stance[0]]
    return values | {"trunk_lean": sign * values["trunk_lean"], "pelvic_drop": -sign * values["pelvic_drop"]}


def _by_side(value: float | Mapping[str, float] | None) -> tuple[float, float]:
    if value is None:
        return np.nan, np.nan
    return (value["L"], value["R"]) if isinstance(value, Mapping) else (value, value)


def _span(repetition: Mapping[str, float]) -> Span:
    bottom, ascent = repetition["bottom_s"], repetition["ascent_s"]
    return Span(repetition["start_s"], bottom, (bottom + ascent) / 2, ascent, repetition["end_s"])


def _stance(meta: Mapping[str, Any]) -> tuple[int, ...]:
    side = meta.get("stance_side") or meta.get("front_side")
    return (0, 1) if side is None else (SIDES.index(side),)


def _yaw(degrees: float) -> float:
    """Turn against the nearer of straight ahead and straight behind, -90..90."""
    return (degrees + 90) % 180 - 90


def _banded(value: float, upper: Mapping[str, float], above: str) -> str:
    """Name of the band a value falls in: the first whose upper limit it does not exceed."""
    return next((name for name, limit in upper.items() if value <= limit), above)


def _facts(item: Item, data: Mapping[str, Any], yaw: float) -> dict[str, str]:
    person = data["person"]
    kind, _, degradation = item.kind.partition("/")
    tone = float(person["skin_tone_0light_1dark"])
    return {
        "set": item.scenario,
        "kind": kind,
        "degraded": degradation,
        "outfit": person["outfit"],
        "feet": "barefoot" if person["barefoot"] else "shoes",
        "skin": _banded(tone, {"light": 1 / 3, "medium": 2 / 3}, "dark"),
        "height": _banded(100 * person["stature_m"], {"under 165 cm": 165, "165–180 cm": 180}, "over 180 cm"),
        "yaw": _banded(abs(yaw), {"within 5°": 5, "5–10°": 10, "10–15°": 15}, "beyond 15°"),
        "stance": data["meta"].get("stance", ""),
        "camera": "hand-held" if data.get("handheld") else "fixed",
    }


def main() -> None:
    """Print what there is."""
    found = items(data_folder())
    for (scenario, split), count in sorted(Counter((item.scenario, item.split) for item in found).items()):
        bodies = len({item.body for item in found if (item.scenario, item.split) == (scenario, split)})
        print(f"{scenario:18} {split:6} {count:4} files {bodies:4} bodies")


if __name__ == "__main__":
    main()
