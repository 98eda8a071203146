"""Agreement where there is little truth: docs/agreement.md.

    KNEELINE_DATA=FOLDER KNEELINE_PAIRS=FOLDER python -m bench.agreement [--model heavy]

One movement seen by two cameras (rendered by `training.pairs`, and real), squats of one person, and
the order in which a trainer saw them.
"""

import argparse
import csv
import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

import kneeline
from bench.camera import Camera, recording_seen
from bench.raw import raw_landmarks
from bench.summary import number, table, write_numbers
from bench.truth import data_folder
from kneeline import ModelName
from kneeline.core.angles import fppa
from kneeline.core.measurement import At, Measurement, Value
from kneeline.core.recording import Floats, Recording
from kneeline.core.skeleton import SIDES, pair

PAGE = Path(__file__).parent.parent / "docs" / "agreement.md"
COMMAND = "KNEELINE_DATA=… KNEELINE_PAIRS=… python -m bench.agreement"

LEAST_BEND, MOST_BEND = 30.0, 60.0
PERSONS = ("squat_lnewco", "squat_mukundan")
MOCAP_SQUATS = ("mocap_subject5/squats1.trc", "mocap_squat2_stair/markers_Squat2.trc", "mocap_dls01/DLS01.trc")
MOCAP_VALUES = ("hip_knee_ankle_angle", "knee_in_change", "knee_in_angle", "knee_flexion")
TRAINED: tuple[tuple[str, At], ...] = (("fppa", "peak"), ("hip_knee_ankle_angle", "peak"), ("knee_in_change", "bottom"))
YAWS = (-25.0, -20.0, -15.0, -10.0, -5.0, 5.0, 10.0, 15.0, 20.0, 25.0)
CAMERAS = (("cam01", "cam02"), ("cam02", "cam03"))
FACING = {"cam01": 1, "cam02": 1, "cam03": -1}


@dataclass(frozen=True)
class Seen:
    """One clip: times (T,), our hip_knee_ankle_angle and fppa, the raw model's fppa: (T, 2) deg, NaN unknown."""

    time_s: Floats
    ours: Floats
    ours_fppa: Floats
    raw: Floats
    measurement: Measurement


def see(path: Path, model: ModelName, facing: int = 1) -> Seen:
    """Every frame of a clip by kneeline and by the pose model as it comes."""
    recording = kneeline.read(path, model=model, every_frame=True)
    measurement = kneeline.measure(recording)
    joints = raw_landmarks(path, model)
    raw = fppa(joints[:, pair("hip")], joints[:, pair("knee")], joints[:, pair("ankle")], facing)
    nothing = np.full((len(recording.time_s), 2), np.nan)
    values = measurement.series.values if measurement.series else {}
    ours, ours_fppa = (values.get(name, nothing) for name in ("hip_knee_ankle_angle", "fppa"))
    return Seen(recording.time_s, ours, ours_fppa, raw, measurement)


def rendered_pairs(folder: Path, model: ModelName) -> str:
    """The same rendered squat seen from both sides: how far the cameras disagree, and each is from truth."""
    rows, apart, off = [], [], []
    for first in sorted(folder.glob("*/*_left.mp4")):
        pair_of = [first, first.with_name(first.name.replace("_left", "_right"))]
        frames = json.loads(first.with_suffix(".json").read_text(encoding="utf-8"))["frames"]
        truth, bend = (_of_frames(frames, name) for name in ("hka_frontal_deg", "knee_flexion_deg"))
        seen = [see(path, model) for path in pair_of]
        ways = [[each.ours for each in seen], [each.raw for each in seen]]
        known = (bend < MOST_BEND) & np.isfinite(sum(each for way in ways for each in way))
        apart.append([np.abs(a - b)[known] for a, b in ways])
        off.append([np.abs(np.stack([a, b]) - truth)[:, known].ravel() for a, b in ways])
        rows.append([first.stem.removesuffix("_left"), str(known.sum()), *map(_mean, (*apart[-1], *off[-1]))])
    whole = [np.concatenate(each) for both in (apart, off) for each in zip(*both, strict=True)]
    rows.append(["all", str(len(whole[0])), *map(_mean, whole)])
    caption = (
        "Rendered people, the same squat seen from 16 deg to their left and 15 deg to their right, frames bent less "
        "than 60 deg: mean difference of hip_knee_ankle_angle between cameras, and from truth, deg; raw: image FPPA"
    )
    headings = ("squat", "leg-frames", "cameras apart", "raw", "off truth", "raw")
    return table(caption, headings, rows)


def _of_frames(frames: Sequence[Mapping[str, Any]], name: str) -> Floats:
    """A joint angle's truth (T, 2), left first."""
    return np.array([[frame["side"][side][name] for side in "LR"] for frame in frames])


def reference(path: Path, count: int) -> dict[str, Floats]:
    """Columns of a reference table as (count,) arrays: one row a frame."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))[:count]
    return {name: np.array([float(row[name] or "nan") for row in rows]) for name in rows[0]}


def two_cameras(folder: Path, model: ModelName) -> str:
    """Disagreement of cameras that saw the same frames, and each camera against the triangulated reference."""
    clips = {name: see(folder / f"balancing_{name}.mp4", model, facing) for name, facing in FACING.items()}
    count = min(len(seen.time_s) for seen in clips.values())
    truth = reference(folder / "balancing_ref.csv", count)
    bend = np.stack([truth["knee_flex_l"], truth["knee_flex_r"]], axis=1)
    straight = (bend < MOST_BEND) & (bend <= bend.min(axis=1, keepdims=True))  # the leg he stands on
    axis = np.stack([truth["fppa_pelvis_l"], truth["fppa_pelvis_r"]], axis=1)
    rows = []
    for first, second in CAMERAS:
        pairs = ((clips[first].ours, clips[second].ours), (clips[first].raw, clips[second].raw))
        known = straight & np.isfinite(
            pairs[0][0][:count] - pairs[0][1][:count] + pairs[1][0][:count] - pairs[1][1][:count]
        )
        apart = [np.abs(a[:count] - b[:count])[known] for a, b in pairs]
        rows.append([f"{first} against {second}", str(known.sum()), *(_mean(each) for each in apart)])
    for name, seen in clips.items():
        known = straight & np.isfinite(seen.ours[:count] + seen.raw[:count] + axis)
        off = [np.abs(each[:count] - axis)[known] for each in (seen.ours, seen.raw)]
        rows.append([f"{name} against the reference", str(known.sum()), *(_mean(each) for each in off)])
    caption = (
        "One man balancing, three cameras (pair_pose2sim), the straighter leg, bent less than 60 deg: mean difference "
        "of hip_knee_ankle_angle, deg; raw: the image FPPA of the pose model as it comes. The reference is four "
        "cameras' OpenPose, triangulated: itself no better than 2-5 deg. Cameras 1 and 3 stand 25 and 30 deg aside: "
        "beyond 20 deg kneeline gives no such angle"
    )
    return table(caption, ("what", "leg-frames", "kneeline", "raw"), rows)


def _mean(values: Floats) -> str:
    return number(float(values.mean())) if len(values) else "–"


def one_persons_squats(folder: Path, model: ModelName) -> str:
    """Each squat of a person filmed more than once, on the way down between 30 and 60 deg of bend; SD by person."""
    cells: list[list[str]] = []
    by_person: dict[str, list[Floats]] = {}
    for row in _manifest(folder):
        person = row["file"].split("/")[0]
        if person not in PERSONS or not row["view"].startswith("frontal"):
            continue
        seen = see(folder / row["file"], model)
        for repetition in json.loads(row["reps_start_bottom_end_s"]):
            angles = _on_the_way_down(seen, repetition["start"], repetition["bottom"])
            by_person.setdefault(person, []).append(angles)
            cells.append([f"{Path(row['file']).stem}", *(number(float(each), 1) for each in angles.ravel())])
    squats = [np.array(each) for each in by_person.values()]
    spread = np.concatenate([np.square(each - each.mean(axis=0)) for each in squats])
    freedom = sum(len(each) - 1 for each in squats)
    pooled = np.sqrt(spread.sum(axis=0) / freedom)
    cells.append(["SD, within persons", *(number(float(each), 1) for each in pooled.ravel())])
    caption = (
        "Two men filmed squatting, four and three times (squat_lnewco, squat_mukundan), each squat on the way down "
        "between 30 and 60 deg of bend: hip_knee_ankle_angle and image FPPA by kneeline, image FPPA raw; left and "
        "right, deg. They did not squat alike, so the SD holds their own variation, too"
    )
    names = ("hip_knee_ankle", "FPPA", "raw FPPA")
    return table(caption, ("clip", *(f"{name}, {side}" for name in names for side in SIDES)), cells)


def _manifest(folder: Path) -> list[dict[str, str]]:
    with (folder / "MANIFEST.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def _on_the_way_down(seen: Seen, start_s: float, bottom_s: float) -> Floats:
    """(3, 2): the median of three angles over a descent's frames bent 30 to 60 deg."""
    values = seen.measurement.series.values if seen.measurement.series else {}
    bend = np.nanmean(values["knee_flexion"], axis=1)
    way = (seen.time_s >= start_s) & (seen.time_s <= bottom_s) & (bend > LEAST_BEND) & (bend < MOST_BEND)
    return np.array([np.nanmedian(each[way], axis=0) for each in (seen.ours, seen.ours_fppa, seen.raw)])


def trainers_order(folder: Path, model: ModelName) -> str:
    """What a trainer wrote of the two knees beside how they differ in what kneeline measures."""
    cells = []
    for row in _manifest(folder):
        told = re.search(r"knee stability (\d+)", row["reference_values"])
        if not told:
            continue
        measurement = see(folder / row["file"], model).measurement
        apart = [_right_further_in(measurement, measure, at) for measure, at in TRAINED]
        cells.append([Path(row["file"]).stem, told.group(1), *map(_with_error, apart)])
    caption = (
        "One man, four squats (squat_lnewco): by how much the right knee is further in than the left, deg. Trainer: 50 "
        "is best, 0 the left knee poorer, 100 the right"
    )
    names = (f"{measure}, {at}" for measure, at in TRAINED)
    return table(caption, ("clip", "trainer", *names), cells)


def _right_further_in(measurement: Measurement, measure: str, at: At) -> Value | None:
    """The difference of both legs the other way round."""
    apart = measurement.value(measure, "difference", at)
    return None if apart is None or apart.value is None else replace(apart, value=-apart.value)


def mocap_from_the_side(folder: Path) -> str:
    """Motion capture's joints through cameras that stand aside: what changes against the one straight in front."""
    rows = []
    for name in MOCAP_SQUATS:
        mocap = kneeline.read(folder / name)
        ahead = _seen_from(mocap, 0.0)
        for yaw in YAWS:
            seen = _seen_from(mocap, yaw)
            off = [_furthest(seen, ahead, measure) for measure in MOCAP_VALUES]
            told = "–" if seen.view.yaw_deg is None else number(seen.view.yaw_deg, 0)
            rows.append([name.split("/")[0], f"{yaw:.0f}", told, *off])
    caption = (
        "Motion capture's own joints, no pose model, through a simulated camera that stands to a person's left (+) or "
        "right (−): the yaw told, and how far a bottom's value of either leg moves from that of the camera straight in "
        "front, deg; –: refused"
    )
    return table(caption, ("recording", "camera at", "told", *MOCAP_VALUES), rows)


def _seen_from(mocap: Recording, yaw_deg: float) -> Measurement:
    """Measured as landmarks of a camera that stands ``yaw_deg`` to the person's left."""
    assert mocap.xyz is not None
    middle = np.nanmean(mocap.xyz[:, pair("hip")], axis=(0, 1)) * np.array([1.0, 0.0, 1.0])
    seen = recording_seen(Camera(yaw_deg=yaw_deg).seen(mocap.xyz - middle), mocap.time_s, "camera")
    return kneeline.measure(replace(seen, source=replace(seen.source, kind="landmarks")))


def _furthest(seen: Measurement, ahead: Measurement, measure: str) -> str:
    """The larger change of both legs' bottom values, or a dash where one of them is refused."""
    values = [[each.value(measure, side, "bottom") for side in SIDES] for each in (seen, ahead)]
    known = [[np.nan if one is None or one.value is None else one.value for one in both] for both in values]
    change = np.abs(np.array(known[0]) - np.array(known[1]))
    return "–" if np.isnan(change).any() else number(float(change.max()), 1)


def _with_error(value: Value | None) -> str:
    if value is None or value.value is None or value.error_95 is None:
        return "–"
    return f"{value.value:.0f} ± {value.error_95:.0f}"


def main() -> None:
    """Print the tables and write them to docs/agreement.md."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", choices=("heavy", "full", "lite"), default="heavy", help="pose model")
    model: ModelName = parser.parse_args().model
    real = data_folder().parent / "real"
    pairs = os.environ.get("KNEELINE_PAIRS")
    parts = (
        f"Made by `{COMMAND}`.",
        *((rendered_pairs(Path(pairs), model),) if pairs else ()),
        two_cameras(real / "pair_pose2sim", model),
        one_persons_squats(real, model),
        trainers_order(real, model),
        mocap_from_the_side(real),
    )
    text = "\n\n".join(parts)
    print(text)
    write_numbers(PAGE, text)


if __name__ == "__main__":
    main()
