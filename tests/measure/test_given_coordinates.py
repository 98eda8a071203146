"""Measures that are functions of given coordinates come out as given, whatever the picture's shape or turn."""

import numpy as np
import pytest

from kneeline.core.measurement import Conditions, Measurement, Person
from kneeline.core.mirror import turned_back
from kneeline.core.recording import Recording
from kneeline.core.skeleton import joint
from kneeline.measure import measure_recording
from tests.skeletons import bends_of_squats, in_space, person, recording_of, seen_by_camera, squatting

PORTRAIT, LANDSCAPE = (720, 1280), (1280, 720)


def measured(recording: Recording, **asked: object) -> Measurement:
    options = {"person": Person(), "task": None, "side": None, "conditions": Conditions(), "version": "0"} | asked
    return measure_recording(recording, **options)  # type: ignore[arg-type]


def value(measurement: Measurement, name: str, side: str) -> float:
    found = measurement.value(name, side)  # type: ignore[arg-type]
    assert found is not None
    assert found.value is not None, found.why_missing
    return found.value


def standing_with_knees(left: float, right: float, size: tuple[int, int]) -> Recording:
    """Somebody who stands with shanks upright and each thigh tilted so that the image shows this FPPA."""
    xy = seen_by_camera(person(), size)
    unit = size[1] / 1280
    names = {"left": (1.0, left), "right": (-1.0, right)}
    for side, (sign, angle) in names.items():
        knee = np.array([size[0] / 2 + sign * 60 * unit, 800 * unit])
        tilt = np.radians(sign * angle)
        xy[joint(f"{side}_knee")] = knee
        xy[joint(f"{side}_ankle")] = knee + np.array([0, 250 * unit])
        xy[joint(f"{side}_hip")] = knee + 250 * unit * np.array([np.sin(tilt), -np.cos(tilt)])
    return recording_of(xy[None], np.zeros(1), size)


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
@pytest.mark.parametrize(("left", "right"), [(0, 0), (10, -6), (17.7, 3)])
def test_standing_fppa_is_that_of_the_coordinates(size: tuple[int, int], left: float, right: float) -> None:
    found = measured(standing_with_knees(left, right, size))
    assert found.task == "stand"
    assert value(found, "fppa", "left") == pytest.approx(left, abs=0.01)
    assert value(found, "fppa", "right") == pytest.approx(right, abs=0.01)
    assert value(found, "fppa", "difference") == pytest.approx(left - right, abs=0.02)


def test_a_mirrored_recording_gives_the_same_numbers_once_turned_back() -> None:
    straight = standing_with_knees(10, -6, PORTRAIT)
    mirror_image = turned_back(straight)
    again = turned_back(mirror_image)
    assert value(measured(mirror_image), "fppa", "left") == pytest.approx(-6, abs=0.01)
    assert value(measured(again), "fppa", "left") == pytest.approx(10, abs=0.01)


@pytest.mark.parametrize("bend", [25.0, 60.0, 90.0, 110.0])
@pytest.mark.parametrize("knee_in", [-8.0, 0.0, 14.0])
def test_space_measures_are_those_of_the_joints(bend: float, knee_in: float) -> None:
    time_s, bends = bends_of_squats(count=1, deepest=bend, hold_s=0.6)
    joints = np.stack([person((each, each), (knee_in, knee_in), (8.0, 8.0), 0.14) for each in bends])
    found = measured(in_space(joints, time_s), task="squat")
    assert found.series is not None
    at = int(np.argmax(bends))
    assert found.series.values["knee_flexion"][at] == pytest.approx([bend, bend], abs=0.01)
    assert found.series.values["knee_in_angle"][at] == pytest.approx([knee_in, knee_in], abs=0.01)
    assert found.series.values["foot_progression_angle"][at] == pytest.approx([8.0, 8.0], abs=0.01)


def test_a_straight_leg_has_no_knee_heading_and_says_so() -> None:
    time_s, bends = bends_of_squats(count=1, deepest=90)
    found = measured(in_space(squatting(bends), time_s), task="squat")
    assert found.series is not None
    assert np.isnan(found.series.values["knee_in_angle"][0]).all()


def test_a_still_of_one_frame_from_space_stands() -> None:
    found = measured(in_space(person((3, 3))[None], np.zeros(1)))
    assert found.task == "stand"
    assert value(found, "hip_knee_ankle_angle", "left") == pytest.approx(0.0, abs=0.01)
