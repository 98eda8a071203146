from dataclasses import replace

import numpy as np
import pytest

from kneeline.core.recording import Recording, Source, empty_recording
from kneeline.core.skeleton import joint, pair
from kneeline.pose.repair import repaired

PLACES = {"ear": (8, 60), "shoulder": (30, 100), "elbow": (40, 150), "wrist": (45, 190), "hip": (20, 200)} | {
    "knee": (20, 300),
    "ankle": (20, 400),
    "heel": (20, 410),
    "toe": (25, 415),
}


def standing(frames: int = 20) -> Recording:
    """Somebody who faces the camera and stands still: left joints to the right of x = 200 in the picture."""
    recording = empty_recording(Source("a", "video", "", frames, 30, frames / 30, 400, 500), np.arange(frames) / 30, "")
    for name, (across, down) in PLACES.items():
        recording.xy[:, pair(name)] = [[200 + across, down], [200 - across, down]]
    recording.visibility[:] = 0.9
    return recording


def with_swap(recording: Recording, frame: int, *names: str) -> Recording:
    xy = recording.xy.copy()
    for name in names:
        xy[frame, pair(name)] = xy[frame, pair(name)][::-1]
    return replace(recording, xy=xy)


def test_a_good_recording_is_left_alone() -> None:
    assert np.array_equal(repaired(standing()).xy, standing().xy, equal_nan=True)
    assert repaired(standing()).history == ()


@pytest.mark.parametrize(
    "names", [("hip", "knee", "ankle", "heel", "toe"), ("knee",), ("ankle", "heel", "toe"), ("shoulder",)]
)
def test_swapped_sides_are_put_back(names: tuple[str, ...]) -> None:
    mended = repaired(with_swap(standing(), 7, *names))
    assert np.array_equal(mended.xy, standing().xy, equal_nan=True)
    assert mended.history == ("left and right put back on 1 frames",)


def test_crossed_legs_of_a_photo_are_put_back_by_the_shoulders() -> None:
    mended = repaired(with_swap(standing(1), 0, "hip", "knee", "ankle", "heel", "toe"))
    assert np.array_equal(mended.xy, standing(1).xy, equal_nan=True)


def test_other_fields_follow_the_swap() -> None:
    recording = with_swap(standing(), 7, "knee")
    recording.visibility[7, joint("left_knee")] = 0.1
    assert repaired(recording).visibility[7, pair("knee")].tolist() == [0.9, 0.1]


@pytest.mark.parametrize("frames", [1, 20])
def test_collapsed_hips_are_left_out(frames: int) -> None:
    recording = standing(frames)
    recording.xy[0, pair("hip"), 0] = [201, 199]
    mended = repaired(recording)
    assert np.isnan(mended.xy[0, pair("hip")]).all()
    assert np.isfinite(mended.xy[0, pair("knee")]).all()
    assert (mended.visibility[0, pair("hip")] == 0).all()
    assert mended.history == ("hips fell onto one another on 1 frames: left out",)


def test_narrow_hips_from_the_side_are_no_mistake() -> None:
    recording = standing()
    recording.xy[:, :, 0] = 200 + 0.1 * (recording.xy[:, :, 0] - 200)
    assert np.array_equal(repaired(recording).xy, recording.xy, equal_nan=True)


def test_a_shank_that_is_too_long_is_left_out() -> None:
    recording = standing()
    recording.xy[4, joint("left_ankle")] = [350, 480]
    mended = repaired(recording)
    assert np.isnan(mended.xy[4, [joint("left_knee"), joint("left_ankle")]]).all()
    assert np.isfinite(mended.xy[4, joint("right_ankle")]).all()
    assert "longer than it can be on 1 frames" in mended.history[0]
