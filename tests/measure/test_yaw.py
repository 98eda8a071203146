"""Where the camera stands is told by more than the feet, and what is measured stays the same as it moves round."""

from dataclasses import replace
from typing import Literal

import numpy as np
import pytest

from kneeline.core.measurement import Conditions, Measurement, Person
from kneeline.core.mirror import turned_back
from kneeline.core.recording import Floats, Recording
from kneeline.core.skeleton import pair
from kneeline.measure import measure_recording
from kneeline.measure.lift import MARKER_SHARE, focal_px
from kneeline.measure.tracks import make_tracks
from kneeline.measure.yaw import yaw_of, yaw_on
from tests.skeletons import (
    FOOT,
    SHANK,
    THIGH,
    bends_of_squats,
    guessed_depth,
    person,
    recording_of,
    seen_by_camera,
    squatting,
)


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


def panned(xy: Floats, deg: float, size: tuple[int, int] = (720, 1280)) -> Floats:
    """Image points of a level camera that is turned to the right on its spot."""
    focal = focal_px(size)
    right, down = (xy[..., 0] - size[0] / 2) / focal, (xy[..., 1] - size[1] / 2) / focal
    cosine, sine = np.cos(np.radians(deg)), np.sin(np.radians(deg))
    ahead = right * sine + cosine
    return focal * np.stack([(right * cosine - sine) / ahead, down / ahead], axis=-1) + np.array(size) / 2


def of_squat(xy: Floats, time_s: Floats, kind: Literal["landmarks", "video"]) -> Measurement:
    return measure_recording(recording_of(xy, time_s, kind=kind), Person(), "squat", None, Conditions(), "0")


SPACE = ("hip_knee_ankle_angle", "knee_in_angle", "knee_flexion", "foot_progression_angle")


@pytest.mark.parametrize("pan", [-12.0, 12.0])
@pytest.mark.parametrize("yaw", [0.0, 6.0, 174.0, 180.0])
@pytest.mark.parametrize(("kind", "within"), [("video", 1.0), ("landmarks", 3.0)])
def test_somebody_beside_the_middle_of_the_picture_measures_as_in_it(
    kind: Literal["landmarks", "video"], within: float, yaw: float, pan: float
) -> None:
    """A camera that is turned on its spot sees nothing new; only where in the picture somebody stands changes."""
    time_s, bends = bends_of_squats()
    middle = seen_by_camera(squatting(bends, 12.0 * np.clip((bends - 40) / 50, 0, 1)), yaw_deg=yaw)
    there, here = (of_squat(xy, time_s, kind).series for xy in (middle, panned(middle, pan)))
    assert there is not None
    assert here is not None
    for name in SPACE:
        assert here.values[name][bends > 30] == pytest.approx(there.values[name][bends > 30], abs=within), name


@pytest.mark.parametrize("pan", [-12.0, 12.0])
def test_who_is_seen_on_one_leg_without_depth_is_taken_to_look_at_the_camera(pan: float) -> None:
    time_s, bends = bends_of_squats()
    middle = seen_by_camera(squatting(bends, 12.0 * np.clip((bends - 40) / 50, 0, 1)))

    def on_left_leg(xy: Floats) -> Floats:
        recording = recording_of(xy, time_s, kind="video")
        found = measure_recording(recording, Person(), "single-leg-squat", "left", Conditions(), "0")
        assert found.view.yaw_deg is None
        assert found.series is not None
        left: Floats = found.series.values["hip_knee_ankle_angle"][bends > 30, 0]
        return left

    assert on_left_leg(panned(middle, pan)) == pytest.approx(on_left_leg(middle), abs=1.0)


@pytest.mark.parametrize("aside", [-8.0, 8.0])
@pytest.mark.parametrize("kind", ["video", "landmarks"])
def test_from_behind_a_camera_a_little_aside_measures_as_straight_behind(
    kind: Literal["landmarks", "video"], aside: float
) -> None:
    time_s, bends = bends_of_squats()
    joints = squatting(bends, 12.0 * np.clip((bends - 40) / 50, 0, 1))
    straight, seen = (of_squat(seen_by_camera(joints, yaw_deg=180.0 - to), time_s, kind) for to in (0.0, aside))
    assert seen.view.yaw_deg == pytest.approx(aside, abs=1.5)
    assert straight.series is not None
    assert seen.series is not None
    for name in SPACE:
        there, here = (each.values[name][bends > 30] for each in (straight.series, seen.series))
        assert here == pytest.approx(there, abs=2.5), name


def test_feet_that_turn_out_unlike_mislead_less_where_the_hips_tell_too() -> None:
    """One foot turned out by 20, the other by 4 degrees: the feet alone would say 8 degrees of yaw."""
    time_s, bends = bends_of_squats()
    joints = np.stack([person((bend, bend), (0.0, 0.0), (20.0, 4.0), 0.14) for bend in bends])
    recording = recording_of(seen_by_camera(joints), time_s)
    yaw = yaw_of(make_tracks(recording), recording, both_stand=True)
    feet_alone = yaw_of(make_tracks(recording), recording_of(recording.xy, time_s, kind="video"), both_stand=True)
    assert feet_alone is not None
    assert yaw is not None
    assert abs(yaw.told) < abs(feet_alone.told)


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


def with_depth(xy: Floats, time_s: Floats, turned: float, estimator: str) -> Recording:
    """A recording of a video whose pose model turns the body, seen from straight ahead, by so much to its right."""
    depth = np.tile(guessed_depth(turned), (len(xy), 1, 1))
    return replace(recording_of(xy, time_s, kind="video"), model_xyz=depth, estimator=estimator)


@pytest.mark.parametrize(("estimator", "turned"), [("blazepose-heavy", 3.7), ("blazepose-lite (x)", -0.5)])
def test_what_a_pose_model_always_turns_people_by_is_taken_off(estimator: str, turned: float) -> None:
    time_s, bends = bends_of_squats()
    recording = with_depth(seen_by_camera(squatting(bends)), time_s, turned, estimator)
    for each in (recording, turned_back(recording)):
        yaw = yaw_of(make_tracks(each), each, both_stand=False)
        assert yaw is not None
        assert yaw.told == pytest.approx(0.0, abs=0.05)


def test_on_one_leg_the_model_turns_people_farther_and_in_a_mirror_the_other_way() -> None:
    time_s, bends = bends_of_squats()
    recording = with_depth(seen_by_camera(squatting(bends)), time_s, 3.7, "blazepose-heavy")
    for leg, turned in ((0, 1.7), (1, -0.4)):
        yaw = yaw_on(make_tracks(recording), recording, (leg,))
        back = yaw_on(make_tracks(turned_back(recording)), turned_back(recording), (1 - leg,))
        assert yaw is not None
        assert back is not None
        assert (yaw.told, back.told) == pytest.approx((turned, -turned), abs=0.05)


def test_on_a_photo_seen_in_the_mirror_as_well_nothing_is_taken_off() -> None:
    xy = seen_by_camera(person())[None]
    video = with_depth(xy, np.zeros(1), 0.0, "blazepose-heavy")
    photo = replace(video, source=replace(video.source, kind="photo"))
    yaw = yaw_of(make_tracks(photo), photo, both_stand=False)
    assert yaw is not None
    assert yaw.told == pytest.approx(0.0, abs=0.05)
