"""What widens the errors of a recording."""

from dataclasses import replace

import numpy as np
import pytest

from kneeline.core.measurement import Task
from kneeline.core.recording import Source, empty_recording
from kneeline.measure.errors import WIDEN_UNREFINED, error_model


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
