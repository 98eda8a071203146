"""What widens the errors of a recording."""

from dataclasses import replace

import numpy as np
import pytest

from kneeline.core.measurement import Task
from kneeline.core.recording import Source, empty_recording
from kneeline.measure.errors import WIDEN_LIGHTER, WIDEN_ONE_LOOK, WIDEN_UNREFINED, ErrorLine, error_model


@pytest.mark.parametrize("task", ["stand", "squat"])
def test_what_a_pose_model_alone_read_on_a_picture_is_less_sure(task: Task) -> None:
    video = empty_recording(Source("", "video", "", 1, 30.0, 0.0, 720, 1280), np.array([0.0]), "")
    told = replace(video, source=replace(video.source, kind="landmarks"))
    raw = error_model(replace(video, refined=False), task, 0.0, set())
    by_others = error_model(told, task, 0.0, set())
    for measure, moment in (("fppa", "bottom"), ("knee_flexion", "bottom")):
        assert raw.half_width(measure, moment, 60.0) == pytest.approx(
            WIDEN_UNREFINED * by_others.half_width(measure, moment, 60.0)
        )


def test_a_lighter_model_reads_a_video_less_surely() -> None:
    video = empty_recording(Source("", "video", "", 1, 30.0, 0.0, 720, 1280), np.array([0.0]), "")
    heavy, full = (
        error_model(replace(video, refined=True, estimator=f"blazepose-{name} (litert)"), "squat", 0.0, set())
        for name in ("heavy", "full")
    )
    assert full.half_width("knee_flexion", "bottom", 60.0) == pytest.approx(
        WIDEN_LIGHTER * heavy.half_width("knee_flexion", "bottom", 60.0)
    )


def test_somebody_who_stands_is_known_less_surely_from_a_video_than_from_a_photo() -> None:
    video = empty_recording(Source("", "video", "", 1, 30.0, 0.0, 720, 1280), np.array([0.0]), "")
    photo = replace(video, source=replace(video.source, kind="photo"))
    looked_once, three_times = (error_model(each, "stand", 0.0, set()) for each in (video, photo))
    assert looked_once.half_width("fppa", "standing") == WIDEN_ONE_LOOK * three_times.half_width("fppa", "standing")
    assert looked_once.half_width("fppa", "bottom", 60.0) == three_times.half_width("fppa", "bottom", 60.0)


def test_half_widths_go_along_straight_lines_and_grow_with_the_value() -> None:
    line = ErrorLine((20.0, 60.0), (3.0, 5.0), 15.0, 0.7, 1.0, "rendered")
    assert line.half_width(40.0) == pytest.approx(4.0)
    assert line.half_width(40.0, 15.0) == pytest.approx(8.0)
    assert line.half_width(40.0, -7.5) == pytest.approx(6.0)
    np.testing.assert_allclose(line.half_width(np.array([20.0, np.nan]), np.array([30.0, 0.0])), [9.0, 5.0])


def test_only_what_the_table_says_grows_with_the_value() -> None:
    video = empty_recording(Source("", "video", "", 1, 30.0, 0.0, 720, 1280), np.array([0.0]), "")
    errors = error_model(replace(video, refined=True), "squat", 0.0, set())
    assert errors.half_width("knee_in_angle", "frame", 80.0, 20.0) > 1.5 * errors.half_width(
        "knee_in_angle", "frame", 80.0
    )
    assert errors.half_width("fppa", "frame", 80.0, 20.0) == errors.half_width("fppa", "frame", 80.0)
