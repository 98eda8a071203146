import re

import numpy as np
import pytest

from kneeline.report.charts import Curve, Row, capsule_chart, knee_in_chart, shared_axes
from kneeline.report.outcome import Amount

STRAIGHT = Curve(1, np.array([20.0, 90.0]), np.array([0.0, 10.0]), np.array([2.0, 2.0]))


def test_axes_hold_every_band() -> None:
    deep = Curve(2, np.array([20.0, 118.0]), np.array([-12.0, 31.0]), np.array([3.0, 3.0]))
    axes = shared_axes([STRAIGHT, deep])
    assert (axes.flexion_to, axes.knee_in_from, axes.knee_in_to) == (120, -20, 40)


def test_a_line_and_a_band_a_repetition() -> None:
    second = Curve(2, STRAIGHT.flexion, STRAIGHT.knee_in + 1, STRAIGHT.error)
    svg = knee_in_chart("left", [STRAIGHT, second], None, shared_axes([STRAIGHT]), "left leg")
    assert svg.count("<polyline") == 2
    assert svg.count("<polygon") == 2
    assert "starts at" not in svg


def test_line_runs_from_its_first_to_its_last_point() -> None:
    svg = knee_in_chart("left", [STRAIGHT], None, shared_axes([STRAIGHT]), "")
    found = re.search(r'<polyline points="([^"]*)"', svg)
    assert found is not None
    (x0, y0), (x1, y1) = [tuple(float(number) for number in point.split(",")) for point in found[1].split()]
    assert x0 == pytest.approx(42 + 300 * 20 / 90, abs=0.1)
    assert x1 == 342
    assert y0 - y1 == pytest.approx(204 / 3, abs=0.1)


def test_onset_is_marked_with_its_error() -> None:
    svg = knee_in_chart("left", [STRAIGHT], Amount(45.0, 9.0), shared_axes([STRAIGHT]), "")
    assert "starts at 45° ± 9°" in svg
    assert 'x="162.0" width="60.0"' in svg


def test_each_leg_has_its_own_line_style() -> None:
    left, right = (knee_in_chart(side, [STRAIGHT], None, shared_axes([STRAIGHT]), "") for side in ("left", "right"))
    assert re.search(r"<polyline[^>]*dasharray", right)
    assert not re.search(r"<polyline[^>]*dasharray", left)


def test_capsule_is_as_wide_as_its_error_and_centred_on_the_value() -> None:
    svg = capsule_chart([Row("Left", "left", Amount(10.0, 5.0), "10° ± 5°")], "")
    x, width = (float(number) for number in re.findall(r'<rect x="([\d.]+)" width="([\d.]+)"', svg)[0])
    circle = re.search(r'<circle cx="([\d.]+)"', svg)
    assert circle is not None
    assert float(circle[1]) == pytest.approx(x + width / 2, abs=0.1)
    low, high = -1.2, 16.2
    assert width - 14 == pytest.approx(292 * 10 / (high - low), abs=0.1)


def test_what_could_not_be_seen_is_hatched_and_has_no_dot() -> None:
    svg = capsule_chart([Row("Left", "left", None, "could not be seen")], "")
    assert "<circle" not in svg
    assert "could not be seen" in svg
    assert svg.count("L") > 20


def test_text_is_escaped() -> None:
    svg = capsule_chart([Row("<b>", "left", Amount(1.0, 1.0), "a & b")], 'say "hi" <now>')
    assert "<b>" not in svg
    assert "a &amp; b" in svg
    assert "<now>" not in svg
