"""Where the camera stands is told by more than the feet, and what is measured stays the same as it moves round."""

import numpy as np
import pytest

from kneeline.core.measurement import Conditions, Measurement, Person
from kneeline.core.skeleton import pair
from kneeline.measure import measure_recording
from kneeline.measure.lift import MARKER_SHARE
from kneeline.measure.tracks import make_tracks
from kneeline.measure.yaw import yaw_of, yaw_on
from tests.skeletons import FOOT, SHANK, THIGH, bends_of_squats, person, recording_of, seen_by_camera, squatting


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


def test_a_foot_known_by_markers_alone_has_the_length_of_markers() -> None:
    """Laboratories mark heel and forefoot, farther apart than the joints of a pose model; turned out by 8 degrees."""
    time_s, bends = bends_of_squats()
    joints = squatting(bends)
    xy = seen_by_camera(joints)
    xy[:, pair("toe")] = np.nan
    heel, forefoot = xy[:, pair("heel")], xy[:, pair("forefoot")]
    xy[:, pair("forefoot")] = heel + (forefoot - heel) * MARKER_SHARE * (THIGH + SHANK) / (0.75 * FOOT)
    measured = measure_recording(recording_of(xy, time_s), Person(), None, None, Conditions(), "0")
    assert measured.series is not None
    turned_out = measured.series.values["foot_progression_angle"]
    assert np.nanmedian(turned_out, axis=0) == pytest.approx((8.0, 8.0), abs=1.0)


def test_standing_a_little_less_straight_changes_little() -> None:
    """What a knee stands aside while the leg is straight is its build; that must not come and go with one degree."""
    time_s, bends = bends_of_squats()

    def change(least: float) -> float:
        bent = np.maximum(bends, least)
        recording = recording_of(seen_by_camera(squatting(bent, np.full_like(bent, 20.0))), time_s)
        return value(measure_recording(recording, Person(), None, None, Conditions(), "0"), "knee_in_change")

    assert change(14.5) == pytest.approx(change(16.0), abs=2.0)


def test_thighs_that_shorten_as_they_bend_mislead_the_yaw_told_less_than_that_to_lift_by() -> None:
    """Markers on the skin: at 90 degrees of bend the thigh between them has lost a twentieth."""
    time_s, bends = bends_of_squats()
    joints = squatting(bends, np.zeros_like(bends))
    hips, knees = joints[:, pair("hip")], joints[:, pair("knee")]
    joints[:, pair("hip")] = knees + (hips - knees) * (1 - 0.05 * bends / 90)[:, None, None]
    recording = recording_of(seen_by_camera(joints, yaw_deg=24.0), time_s)
    yaw = yaw_on(make_tracks(recording), recording, (0, 1))
    assert yaw is not None
    assert abs(yaw.told - 24) < 5
    assert abs(yaw.lifting - 24) > 8
