"""A picture by a camera that was not held level is measured as if it had been, where the room tells how it was held."""

from dataclasses import replace

import numpy as np
import pytest

import kneeline
from kneeline.core.measurement import ValueSide
from kneeline.core.recording import Floats, Recording
from kneeline.measure.level import levelled
from tests.skeletons import person, recording_of, seen_by_camera

SIZE = (720, 1280)
FOCAL_PX = 0.9 * 1280


def held(points: Floats, lean_deg: float, up_deg: float) -> Floats:
    """Points (..., 2) px of a level camera as one sees them that looks up by ``up_deg`` and is turned about its axis,
    so that plumb lines lean to the right by ``lean_deg``."""
    lean, up = np.radians([lean_deg, up_deg])
    ray = np.stack(
        [points[..., 0] - SIZE[0] / 2, SIZE[1] / 2 - points[..., 1], np.full(points.shape[:-1], FOCAL_PX)], axis=-1
    )
    x, y, z = np.moveaxis(ray, -1, 0)
    y, z = y * np.cos(up) - z * np.sin(up), y * np.sin(up) + z * np.cos(up)
    x, y = x * FOCAL_PX / z, y * FOCAL_PX / z
    x, y = x * np.cos(lean) + y * np.sin(lean), y * np.cos(lean) - x * np.sin(lean)
    return np.stack([SIZE[0] / 2 + x, SIZE[1] / 2 - y], axis=-1)


def told(lean_deg: float, up_deg: float) -> Floats:
    """(1, 2) the plumb lines of that camera: seen looking up they come together above."""
    return np.array([[lean_deg, -np.degrees(np.tan(np.radians(up_deg))) * SIZE[1] / FOCAL_PX]])


@pytest.mark.parametrize("lean", [-5.0, 0.0, 3.0])
@pytest.mark.parametrize("up", [-8.0, 0.0, 6.0])
def test_plumb_lines_stand_upright_again(lean: float, up: float) -> None:
    x = np.array([200.0, 360.0, 500.0])
    tops, bottoms = (np.stack([x, np.full(3, y)], axis=-1)[None] for y in (300.0, 900.0))
    again = [levelled(held(ends, lean, up), told(lean, up), SIZE) for ends in (tops, bottoms)]
    np.testing.assert_allclose(again[0][..., 0], again[1][..., 0], atol=0.6)


def test_a_level_camera_changes_nothing() -> None:
    points = np.random.default_rng(1).random((4, 2, 2)) * 700
    np.testing.assert_allclose(levelled(points, np.zeros((4, 2)), SIZE), points)


def photo(lean: float, up: float) -> Recording:
    """Of somebody who stands straight, by a camera that does not."""
    return recording_of(held(seen_by_camera(person())[None], lean, up), np.zeros(1))


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
