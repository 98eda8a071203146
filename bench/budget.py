"""What limits each measure: one part at a time replaced with the truth, on rendered people: docs/error-budget.md.

    KNEELINE_DATA=FOLDER python -m bench.budget [--cache FOLDER]

A part whose truth takes much of the error away is worth the work.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

import kneeline
from bench.camera import Camera, filmed
from bench.observations import Case, Observation, of_files, of_frames
from bench.recordings import Store, add_arguments, prepare
from bench.repetitions import caving_f1
from bench.summary import number, summarise, table, write_numbers
from bench.truth import Item, data_folder, exact_joints, items, truth_of
from kneeline.core import angles
from kneeline.core.measurement import Person
from kneeline.core.recording import Recording
from kneeline.core.skeleton import pair
from kneeline.pixels.photo import read_photo
from kneeline.pose.blazepose import BlazePose, Pose
from kneeline.pose.joints import to_joints
from kneeline.pose.roi import Roi, to_look_at
from kneeline.pose.second_look import seen_both_ways

PAGE = Path(__file__).parent.parent / "docs" / "error-budget.md"
COMMAND = "KNEELINE_DATA=… python -m bench.budget"

LEGS = ("hip", "knee", "ankle")
FEET = ("heel", "forefoot", "toe")
PARTS: dict[str, tuple[str, ...]] = {
    "as kneeline sees it": (),
    "true hips": ("hip",),
    "true knees": ("knee",),
    "true ankles": ("ankle",),
    "true feet": FEET,
    "true hips and ankles": ("hip", "ankle"),
    "true legs": LEGS,
    "all true": (*LEGS, *FEET, "shoulder"),
}
"""Which joints are put where they truly are."""

VALUES = (
    ("fppa", "bottom"),
    ("knee_flexion", "bottom"),
    ("knee_in_change", "bottom"),
    ("knee_in_angle", "bottom"),
    ("hip_knee_ankle_angle", "frame"),
    ("valgus_onset_flexion", "mean"),
)
CAMERAS = {
    "square on, level, focal length 0.9": Camera(),
    "focal length 0.75": Camera(focal=0.75),
    "focal length 1.3": Camera(focal=1.3),
    "looking down by 10°": Camera(tilt_deg=10.0),
    "from 0.5 m height": Camera(height_m=0.5),
    "from 1.6 m height": Camera(height_m=1.6),
    "from 10° to the left": Camera(yaw_deg=10.0),
    "from 18° to the left": Camera(yaw_deg=18.0),
    "8° beside the middle of the picture": Camera(pan_deg=8.0),
    "legs of 1 % difference": Camera(longer_left=0.01),
}


def with_true(recording: Recording, item: Item, parts: Sequence[str]) -> Recording:
    """The recording with some paired joints put where they are, on every frame on which they were seen."""
    xy = recording.xy.copy()
    for part in parts:
        true = exact_joints(item, part)[: len(xy)]
        seen = np.isfinite(xy[: len(true), pair(part)])
        xy[: len(true), pair(part)] = np.where(seen, true, np.nan)
    return replace(recording, xy=xy)


def measured(item: Item, recording: Recording) -> Case:
    """A clip measured, told nothing but the person's height."""
    truth = truth_of(item)
    return Case(item, truth, recording, kneeline.measure(recording, Person(truth.height_cm)))


def replaced(store: Store, clips: Sequence[Item]) -> str:
    """Mean absolute errors of the values of squats and step-downs, with each part true in turn."""
    rows = [
        [label, *_errors([measured(clip, with_true(store.recording(clip), clip, parts)) for clip in clips], VALUES)]
        for label, parts in PARTS.items()
    ]
    return table(
        f"{_clips(clips)}: MAE with one part replaced by the truth, deg, on rendered people", _headings(VALUES), rows
    )


def seen_exactly(clips: Sequence[Item]) -> str:
    """The same with exact joints through another camera: what the guesses about the camera cost."""
    values = [value for value in VALUES if value[0] != "fppa"]  # which is each camera's own
    rows = [
        [label, *_errors([measured(clip, filmed(clip, camera)) for clip in clips], values)]
        for label, camera in CAMERAS.items()
    ]
    caption = f"{_clips(clips)}: MAE of exact joints seen by another camera, deg, on rendered people"
    return table(caption, _headings(values), rows)


def _headings(values: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    return ("", *(f"{measure}, {at}" for measure, at in values), "caves in, F1")


def _clips(clips: Sequence[Item]) -> str:
    return f"{len(clips)} clips of squats, single-leg squats and step-downs"


def _errors(cases: Sequence[Case], values: Sequence[tuple[str, str]]) -> list[str]:
    found = [each for case in cases for each in _observations(case)]
    chosen = [[each for each in found if (each.measure, each.at) == value] for value in values]
    return [*(number(summarise(each).mae, 1) for each in chosen), number(caving_f1(cases))]


def _observations(case: Case) -> Iterator[Observation]:
    yield from of_files(case)
    yield from of_frames(case, ("hip_knee_ankle_angle",))


def looks(photos: Sequence[Item]) -> str:
    """Standing FPPA by how the pose model looks: the whole square, a tighter one, and the mirror image, too."""
    eyes = BlazePose()
    ways: dict[str, Callable[[np.ndarray, Roi], Pose]] = {
        "the square the model was taught on": lambda rgb, roi: eyes.landmarks(eyes.crop(rgb, roi), roi),
        "a tighter square": lambda rgb, roi: _tighter(eyes, rgb, roi),
        "a tighter square, and its mirror image": lambda rgb, roi: _both_ways(eyes, rgb, roi),
    }
    rows = []
    for label, look in ways.items():
        errors = [error for photo in photos for error in _standing_errors(eyes, photo, look)]
        rows.append([label, str(len(errors)), number(float(np.mean(np.abs(errors)))), number(float(np.std(errors)))])
    caption = "Standing photos of the fit bodies: FPPA by how the pose model looks, deg, on rendered people"
    return table(caption, ("look", "legs", "MAE", "SD"), rows)


def _tighter(eyes: BlazePose, rgb: np.ndarray, roi: Roi) -> Pose:
    closer = to_look_at(roi)
    return eyes.landmarks(eyes.crop(rgb, closer), closer)


def _both_ways(eyes: BlazePose, rgb: np.ndarray, roi: Roi) -> Pose:
    closer = to_look_at(roi)
    crop = eyes.crop(rgb, closer)
    return seen_both_ways(eyes.landmarks(crop, closer), eyes, crop, closer)


def _standing_errors(eyes: BlazePose, photo: Item, look: Callable[[np.ndarray, Roi], Pose]) -> list[float]:
    """Given minus true FPPA of both legs, deg; none where nobody is found."""
    rgb = read_photo(photo.path).rgb
    found = eyes.detect(rgb)
    if not found:
        return []
    joints = to_joints(look(rgb, eyes.roi_of_detection(found[0])).xy)
    truth = truth_of(photo)
    hip, knee, ankle = (joints[None, pair(name)] for name in LEGS)
    given = angles.fppa(hip, knee, ankle, truth.facing)[0]
    return [float(error) for error in given - truth.values["fppa"][0]]


def report(store: Store, fresh: bool) -> str:
    """All tables."""
    found = items(data_folder())
    clips = [item for item in found if item.moving]
    photos = [item for item in found if item.scenario == "standing" and item.split == "fit"]
    prepare(store, clips, ("product",), fresh)
    return "\n\n".join((f"Made by `{COMMAND}`.", replaced(store, clips), looks(photos), seen_exactly(clips)))


def main() -> None:
    """Print the tables and write them to docs/error-budget.md."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    chosen = parser.parse_args()
    text = report(Store(chosen.cache, chosen.model), chosen.fresh)
    print(text)
    write_numbers(PAGE, text)


if __name__ == "__main__":
    main()
