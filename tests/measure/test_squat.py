"""A squat by a hand-made person through a plain camera: what is known going in comes out within its error."""

from dataclasses import replace

import numpy as np
import pytest

from kneeline.core.measurement import Conditions, Measurement, Person
from kneeline.core.recording import Floats
from kneeline.core.skeleton import pair
from kneeline.measure import measure_recording
from tests.skeletons import bends_of_squats, recording_of, seen_by_camera, squatting


def squat(
    knee_in_at_bottom: float = 0.0, onset: float = 45.0, deepest: float = 95.0, yaw: float = 0.0, count: int = 2
) -> Measurement:
    time_s, bends = bends_of_squats(count, deepest)
    inward = knee_in_at_bottom * np.clip((bends - onset) / (deepest - onset), 0, 1)
    xy = seen_by_camera(squatting(bends, inward), yaw_deg=yaw)
    return measured(xy, time_s)


def measured(xy: Floats, time_s: Floats, **asked: object) -> Measurement:
    options = {"person": Person(), "task": None, "side": None, "conditions": Conditions(), "version": "0"} | asked
    return measure_recording(recording_of(xy, time_s), **options)  # type: ignore[arg-type]


def test_it_is_told_apart_and_counted() -> None:
    found = squat()
    assert (found.task, found.task_given, found.view.facing) == ("squat", False, "front")
    assert len(found.repetitions) == 2
    assert [each.side for each in found.repetitions] == ["both", "both"]


@pytest.mark.parametrize("deepest", [50.0, 70.0, 95.0])
def test_the_bend_is_read_from_the_front(deepest: float) -> None:
    for repetition in squat(deepest=deepest).repetitions:
        assert repetition.knee_flexion["left"] == pytest.approx(deepest, abs=3)
        assert repetition.knee_flexion["right"] == pytest.approx(deepest, abs=3)


def test_a_left_knee_that_moves_in_is_seen_and_the_right_is_not() -> None:
    found = squat(knee_in_at_bottom=20.0)
    for repetition in found.repetitions:
        assert repetition.caves_in == {"left": True, "right": False}
        assert repetition.knee_in_change["left"] == pytest.approx(20, abs=3)
        assert repetition.knee_in_change["right"] == pytest.approx(0, abs=3)


@pytest.mark.parametrize("onset", [35.0, 50.0, 65.0])
def test_the_onset_is_where_the_knee_starts_to_move_in(onset: float) -> None:
    found = squat(knee_in_at_bottom=24.0, onset=onset)
    value = found.value("valgus_onset_flexion", "left")
    assert value is not None
    assert value.value == pytest.approx(onset, abs=6)
    right = found.value("valgus_onset_flexion", "right")
    assert right is not None
    assert right.value is None
    assert right.why_missing == "no_rise"


def test_every_value_has_its_error_or_its_reason() -> None:
    for value in squat(knee_in_at_bottom=20.0).measures:
        if value.value is None:
            assert value.why_missing
            assert value.error_95 is None
        else:
            assert value.error_95 is not None
            assert value.error_95 > 0
            assert value.repeat_error_95 is not None
            assert value.why_missing is None


def test_a_mirrored_person_swaps_the_legs() -> None:
    time_s, bends = bends_of_squats(1, 90)
    joints = squatting(bends, 18.0 * np.clip((bends - 40) / 50, 0, 1))
    other = joints * np.array([-1.0, 1.0, 1.0])
    for name in ("ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "forefoot", "toe"):
        where = pair(name)
        other[:, where] = other[:, where][:, ::-1]
    one, two = (measured(seen_by_camera(each), time_s).repetitions[0] for each in (joints, other))
    assert one.knee_in_change["left"] == pytest.approx(two.knee_in_change["right"], abs=1e-6)
    assert one.bottom_fppa["left"] == pytest.approx(two.bottom_fppa["right"], abs=1e-6)


@pytest.mark.parametrize("yaw", [-18.0, -10.0, 10.0, 18.0])
def test_a_camera_off_to_the_side_is_noticed_and_taken_out(yaw: float) -> None:
    found = squat(knee_in_at_bottom=0.0, yaw=yaw)
    assert found.view.yaw_deg == pytest.approx(yaw, abs=4)
    change = found.repetitions[0].knee_in_change
    assert abs(change["left"] or 0.0) < 6
    assert abs(change["right"] or 0.0) < 6


def test_too_far_round_is_refused_with_its_reason() -> None:
    found = squat(knee_in_at_bottom=20.0, yaw=32.0)
    assert "turned_away" in [problem.code for problem in found.view.problems]
    value = found.value("knee_in_angle", "left")
    assert value is not None
    assert value.value is None
    assert value.why_missing == "turned_away"
    assert found.repetitions[0].caves_in == {"left": None, "right": None}


def test_from_behind_the_same_squat_reads_the_same() -> None:
    front, back = squat(knee_in_at_bottom=20.0), squat(knee_in_at_bottom=20.0, yaw=180.0)
    assert back.view.facing == "back"
    assert back.repetitions[0].caves_in == {"left": True, "right": False}
    assert front.repetitions[0].knee_in_change["left"] == pytest.approx(
        back.repetitions[0].knee_in_change["left"], abs=6
    )


@pytest.mark.parametrize("yaw", [0.0, 180.0])
@pytest.mark.parametrize("height", [0.1, 0.5, 0.9, 1.5])
def test_a_straight_leg_is_straight_from_wherever_the_camera_looks_at_it(height: float, yaw: float) -> None:
    time_s, bends = bends_of_squats(deepest=90.0)
    xy = seen_by_camera(squatting(bends), yaw_deg=yaw, height=height)
    series = measured(xy, time_s).series
    assert series is not None
    straight, bent = bends < 10, bends > 60
    off = series.values["knee_flexion"] - bends[:, None]
    assert np.abs(off[straight]).max() < 5
    assert np.abs(off[bent]).max() < 2
    out = np.sin(np.radians(8))  # knees over toes that point out
    outward = 2 * np.degrees(np.arctan(np.tan(np.radians(bends / 2)) * out))
    assert np.abs(series.values["hip_knee_ankle_angle"][straight] + outward[straight, None]).max() < 0.7


def test_standing_still_is_no_squat() -> None:
    time_s = np.arange(0, 4, 1 / 30)
    xy = seen_by_camera(squatting(np.full_like(time_s, 4.0)))
    assert measured(xy, time_s).task == "stand"
    asked = measured(xy, time_s, task="squat")
    assert asked.view.usable is False
    assert asked.repetitions == ()
    assert "no_repetition" in [problem.code for problem in asked.view.problems]


def test_one_picture_is_no_squat() -> None:
    xy = seen_by_camera(squatting(np.array([90.0])))
    found = measured(xy, np.zeros(1), task="squat")
    assert [problem.code for problem in found.view.problems if problem.code == "one_picture"]
    assert found.measures == ()


def test_walking_up_to_the_camera_is_not_counted() -> None:
    time_s, bends = bends_of_squats(1, 90)
    joints = squatting(bends)
    walking = np.where(time_s < 0.9, 0.9 - time_s, 0.0)
    joints[..., 0] += walking[:, None]
    assert len(measured(seen_by_camera(joints), time_s).repetitions) == 1


def test_asking_for_one_leg_reports_only_that_leg() -> None:
    time_s, bends = bends_of_squats(1, 90)
    found = measured(seen_by_camera(squatting(bends)), time_s, side="left")
    assert {value.side for value in found.measures} == {"left", "both"}
    assert set(found.repetitions[0].knee_flexion) == {"left"}


def test_a_part_of_the_looks_gives_nearly_the_same() -> None:
    time_s, bends = bends_of_squats(2, 95)
    inward = 20 * np.clip((bends - 45) / 50, 0, 1)
    whole = recording_of(seen_by_camera(squatting(bends, inward)), time_s)
    looked = np.arange(len(time_s)) % 2 == 0
    half = replace(whole, xy=np.where(looked[:, None, None], whole.xy, np.nan), looked=looked)
    one, two = (measure_recording(each, Person(), None, None, Conditions(), "0") for each in (whole, half))
    assert one.repetitions[0].knee_in_change["left"] == pytest.approx(two.repetitions[0].knee_in_change["left"], abs=1)
