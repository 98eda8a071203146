import re
from dataclasses import replace

import numpy as np

from kneeline.core.skeleton import joint
from kneeline.report.outcome import Amount
from kneeline.report.picture import LegLabel, leg_overlay, shank_overlay
from tests.report.examples import still

LEFT = LegLabel("left", Amount(12.0, 3.0), "12° ± 3° in", "knee-in")
RIGHT = LegLabel("right", None, "could not be seen", "mark")


def test_a_line_through_hip_knee_and_ankle() -> None:
    assert 'points="135.0,150.0 128.0,230.0 138.0,310.0"' in leg_overlay(still(), [LEFT])


def test_no_wedge_without_an_angle() -> None:
    assert len(re.findall(r" A\d", leg_overlay(still(), [LEFT]))) == 2
    assert not re.search(r" A\d", leg_overlay(still(), [RIGHT]))


def test_an_unknown_joint_draws_nothing() -> None:
    picture = still()
    xy = picture.xy.copy()
    xy[joint("left_knee")] = np.nan
    svg = leg_overlay(replace(picture, xy=xy), [LEFT])
    assert "nan" not in svg
    assert "polyline" not in svg


def test_side_view_draws_the_shin_alone() -> None:
    svg = shank_overlay(still(), [LEFT])
    assert 'points="138.0,310.0 128.0,230.0"' in svg


def test_words_stay_inside_the_picture_and_off_the_knee() -> None:
    narrow = replace(still(), width=190)
    svg = leg_overlay(narrow, [LegLabel("left", Amount(12.0, 3.0), "12° ± 3° towards the middle", "knee-in")])
    found = re.search(r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)"', svg)
    assert found is not None
    x, y, width = (float(number) for number in found.groups())
    assert x >= 0
    assert x + width <= 190
    assert y > 310
