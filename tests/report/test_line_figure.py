"""A picture that is not kept is told by its pose."""

import re

import numpy as np

from kneeline.core.skeleton import JOINT_COUNT, joint
from kneeline.core.still import Still
from kneeline.report.line_figure import line_figure


def still(**joints: tuple[float, float]) -> Still:
    """A pose in which these joints alone are known."""
    xy = np.full((JOINT_COUNT, 2), np.nan)
    for name, point in joints.items():
        xy[joint(name)] = point
    return Still(b"", 200, 400, 0.0, xy, ("left",), "peak")


def test_a_limb_lies_between_its_joints() -> None:
    drawn = line_figure(still(left_knee=(100, 200), left_ankle=(110, 300)))
    assert re.findall(r'd="([^"]+)"', drawn) == ["M100.0 200.0L110.0 300.0"]
    assert 'viewBox="0 0 200 400"' in drawn


def test_what_is_not_known_is_not_drawn() -> None:
    drawn = line_figure(still(left_knee=(100, 200)))
    assert "<path" not in drawn
    assert "<polygon" not in drawn
    assert "nan" not in drawn


def test_a_face_is_never_drawn() -> None:
    assert line_figure(still(nose=(100, 20), left_ear=(110, 20))) == line_figure(still())
