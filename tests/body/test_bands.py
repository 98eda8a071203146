"""Muscles' bands lie on the skin, on the segments the muscle runs along."""

import numpy as np
import pytest

from kneeline.body.bands import bands
from kneeline.body.muscle_lines import muscles
from kneeline.body.shape import surface_distance


@pytest.mark.parametrize("muscle", muscles())
def test_bands_lie_on_the_skin(muscle: str) -> None:
    found = bands(muscle, "right", "strength")
    assert found
    for band in found:
        gap = surface_distance(band.segment, band.mesh.points)
        assert gap.min() > -0.002
        assert gap.max() < 0.008


def test_a_muscle_runs_over_its_joint() -> None:
    assert {band.segment for band in bands("gluteus_maximus", "right", "strength")} == {"pelvis", "thigh_right"}
    assert {band.segment for band in bands("gastrocnemius", "left", "strength")} >= {"shank_left"}


def test_gastrocnemius_is_at_the_back_and_tibialis_anterior_at_the_front() -> None:
    calf, shin = (bands(name, "right", "strength") for name in ("gastrocnemius", "tibialis_anterior"))
    middle = {band.segment: band.line.mean(axis=0) for band in (*shin, *calf) if band.segment == "shank_right"}
    assert next(b for b in shin if b.segment == "shank_right").line[:, 0].mean() > 0 > middle["shank_right"][0]


def test_left_is_right_in_a_mirror() -> None:
    left, right = bands("vastus_medialis", "left", "stretch"), bands("vastus_medialis", "right", "stretch")
    assert [band.segment for band in left] == [band.segment.replace("right", "left") for band in right]
    np.testing.assert_array_equal(left[0].mesh.points * [1, 1, -1], right[0].mesh.points)


def test_what_is_done_is_told_by_the_pattern_too() -> None:
    full, lines, dashes = (bands("gracilis", "right", done)[0].mesh for done in ("strength", "stretch", "release"))
    assert len(lines.points) == 2 * len(full.points)
    assert len(dashes.faces) < len(full.faces)
