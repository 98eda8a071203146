"""Where the camera stands is told by more than the feet, and what is measured stays the same as it moves round."""

import numpy as np
import pytest

from kneeline.core.measurement import Conditions, Measurement, Person
from kneeline.measure import measure_recording
from kneeline.measure.tracks import make_tracks
from kneeline.measure.yaw import yaw_of
from tests.skeletons import bends_of_squats, person, recording_of, seen_by_camera, squatting


def from_side(yaw: float, knee_in: float = 12.0) -> Measurement:
    """A squat in which the left knee moves in, seen by a camera this far to the person's left."""
    time_s, bends = bends_of_squats()
    inward = knee_in * np.clip((bends - 40) / 50, 0, 1)
    recording = recording_of(seen_by_camera(squatting(bends, inward), yaw_deg=yaw), time_s)
    return measure_recording(recording, Person(), None, None, Conditions(), "0")


def value(found: Measurement, name: str) -> float:
    one = found.value(name, "left", "bottom")
    assert one is not None
    assert one.value is not None
    return one.value


@pytest.mark.parametrize("yaw", [-10.0, -5.0, 5.0, 10.0])
@pytest.mark.parametrize("name", ["hip_knee_ankle_angle", "knee_in_angle", "knee_in_change", "knee_flexion"])
def test_up_to_ten_degrees_of_yaw_a_squat_measures_as_from_the_front(name: str, yaw: float) -> None:
    assert value(from_side(yaw), name) == pytest.approx(value(from_side(0.0), name), abs=2.0)


@pytest.mark.parametrize("yaw", [-27.0, 27.0])
def test_far_off_to_the_side_the_planes_of_the_body_are_refused(yaw: float) -> None:
    found = from_side(yaw).value("hip_knee_ankle_angle", "left", "bottom")
    assert found is not None
    assert found.why_missing == "turned_away"


def test_feet_that_turn_out_unlike_mislead_less_where_the_hips_tell_too() -> None:
    """One foot turned out by 20, the other by 4 degrees: the feet alone would say 8 degrees of yaw."""
    time_s, bends = bends_of_squats()
    joints = np.stack([person((bend, bend), (0.0, 0.0), (20.0, 4.0), 0.14) for bend in bends])
    recording = recording_of(seen_by_camera(joints), time_s)
    yaw = yaw_of(make_tracks(recording), recording, both_stand=True)
    feet_alone = yaw_of(make_tracks(recording), recording_of(recording.xy, time_s, kind="video"), both_stand=True)
    assert feet_alone is not None
    assert yaw is not None
    assert abs(yaw) < abs(feet_alone)
