"""A picture by a camera that was not held level is measured as if it had been, where the room tells how it was held."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

import kneeline
from kneeline.core.measurement import ValueSide
from kneeline.core.recording import Floats, Recording
from kneeline.measure.level import Up, held_by, levelled
from tests.skeletons import bends_of_squats, by_a_tilted_camera, person, recording_of, seen_by_camera, squatting

SIZE = (720, 1280)
FOCAL_PX = 0.9 * 1280


def told(lean_deg: float, up_deg: float) -> Floats:
    """(1, 2) the plumb lines of that camera: seen looking up they come together above."""
    return np.array([[lean_deg, -np.degrees(np.tan(np.radians(up_deg))) * SIZE[1] / FOCAL_PX]])


@pytest.mark.parametrize("lean", [-5.0, 0.0, 3.0])
@pytest.mark.parametrize("up", [-8.0, 0.0, 20.0])
def test_points_are_where_the_camera_held_level_would_see_them(lean: float, up: float) -> None:
    points = np.random.default_rng(2).random((1, 6, 2, 2)) * SIZE
    np.testing.assert_allclose(levelled(by_a_tilted_camera(points, lean, up), told(lean, up), SIZE), points)


@pytest.mark.parametrize("lean", [-5.0, 0.0, 60.0])
@pytest.mark.parametrize("up", [-30.0, 0.0, 12.0])
def test_a_device_that_feels_which_way_is_up_tells_how_it_is_held(lean: float, up: float) -> None:
    """Away from the earth in its picture: 9.8 times where the level camera's point high above everything is seen."""
    above = by_a_tilted_camera(np.array([SIZE[0] / 2, SIZE[1] / 2 - 1e9]), lean, up)
    ray = np.array([above[0] - SIZE[0] / 2, SIZE[1] / 2 - above[1], FOCAL_PX]) * np.sign(up or 1)
    felt = held_by(tuple(9.8 * ray / np.linalg.norm(ray)))
    assert felt is not None
    assert (felt.lean, felt.up) == pytest.approx((lean, up), abs=1e-4)
    np.testing.assert_allclose(felt.plumb(SIZE), told(lean, up)[0], atol=1e-3)


@pytest.mark.parametrize("up", [(0.0, 0.0, 0.0), (0.1, 0.1, 1.0), (0.0, 0.2, -1.0)])
def test_a_device_that_lies_flat_tells_nothing(up: Up) -> None:
    assert held_by(up) is None


def curves(xy: Floats, time_s: Floats, plumb: Floats) -> Mapping[str, Floats]:
    """The measures over time of a squat seen by a camera held so."""
    series = kneeline.measure(replace(recording_of(xy, time_s), plumb=np.tile(plumb, (len(time_s), 1)))).series
    assert series is not None
    return series.values


@pytest.mark.parametrize(("height", "up"), [(0.1, 15.0), (1.5, -12.0)])
def test_a_squat_is_the_same_by_a_phone_that_leans_against_something(height: float, up: float) -> None:
    time_s, bends = bends_of_squats()
    xy = seen_by_camera(squatting(bends, bends / 6), height=height)
    level, leaning, not_told = (
        curves(seen, time_s, plumb)
        for seen, plumb in (
            (xy, told(0.0, 0.0)),
            (by_a_tilted_camera(xy, 2.0, up), told(2.0, up)),
            (by_a_tilted_camera(xy, 2.0, up), told(0.0, 0.0)),
        )
    )
    for measure in ("knee_flexion", "hip_knee_ankle_angle"):
        np.testing.assert_allclose(leaning[measure], level[measure], atol=0.1)
        assert np.abs(not_told[measure] - level[measure]).max() > 1


def test_a_level_camera_changes_nothing() -> None:
    points = np.random.default_rng(1).random((4, 2, 2)) * 700
    np.testing.assert_allclose(levelled(points, np.zeros((4, 2)), SIZE), points)


def photo(lean: float, up: float) -> Recording:
    """Of somebody who stands straight, by a camera that does not."""
    return recording_of(by_a_tilted_camera(seen_by_camera(person())[None], lean, up), np.zeros(1))


def value(recording: Recording, measure: str, side: ValueSide) -> float:
    """deg, of somebody standing in a photo."""
    found = kneeline.measure(recording).value(measure, side)
    assert found is not None
    assert found.value is not None
    return found.value


@pytest.mark.parametrize("lean", [-4.0, 2.0])
@pytest.mark.parametrize("measure", ["trunk_lean", "pelvic_drop"])
def test_somebody_upright_does_not_lean_where_the_camera_does(measure: str, lean: float) -> None:
    recording = photo(lean, 5.0)
    assert abs(value(recording, measure, "both")) == pytest.approx(abs(lean), abs=0.3)
    assert value(replace(recording, plumb=told(lean, 5.0)), measure, "both") == pytest.approx(0.0, abs=0.1)


def test_the_angle_in_the_picture_is_that_of_the_picture() -> None:
    recording = photo(3.0, 0.0)
    assert value(replace(recording, plumb=told(3.0, 0.0)), "fppa", "left") == value(recording, "fppa", "left")
