"""The upright edges of a room tell how a camera was held; a person's own, and those of the floor, don't."""

import cv2
import numpy as np
import pytest

from kneeline.core.recording import Floats
from kneeline.pixels.plumb import ROLL_SD_DEG, Plumb, parts, plumb_of, plumb_of_edges, together, upright_edges
from kneeline.pixels.warp import Pixels

WIDTH, HEIGHT = 640, 960
PERSON = np.array([260.0, 150.0, 120.0, 700.0])
HIPS_Y = 480.0
TOPS_AND_BOTTOMS = ((40, 60, 560), (120, 60, 560), (560, 200, 600), (610, 100, 600))
"""x in the middle of the picture's height, upper and lower y of upright edges: a door and a shelf."""


def wall() -> Pixels:
    return np.full((HEIGHT, WIDTH, 3), 170, np.uint8)


def line(picture: Pixels, x: float, top: float, bottom: float, lean_deg: float) -> None:
    """A dark bar whose middle line passes x at half the picture's height, its top leaning to the right."""
    slope = np.tan(np.radians(lean_deg))
    ends = [(x + (HEIGHT / 2 - y) * slope, y) for y in (top, bottom)]
    corners = [(ends[0][0] - 4, top), (ends[0][0] + 4, top), (ends[1][0] + 4, bottom), (ends[1][0] - 4, bottom)]
    cv2.fillPoly(picture, [np.round(np.array(corners) * 16).astype(np.int32)], (60, 50, 40), cv2.LINE_AA, 4)


def room(lean: float, convergence: float = 0.0) -> Pixels:
    """A wall with a door and a shelf seen by a camera that leans, and looks up or down."""
    picture = wall()
    for x, top, bottom in TOPS_AND_BOTTOMS:
        line(picture, x, top, bottom, lean + convergence * (x - WIDTH / 2) / HEIGHT)
    return picture


@pytest.mark.parametrize("lean", [-4.0, -1.0, 0.0, 2.5])
@pytest.mark.parametrize("convergence", [-7.0, 0.0, 5.0])
def test_a_door_and_a_shelf_tell_how_the_camera_was_held(lean: float, convergence: float) -> None:
    seen = plumb_of(room(lean, convergence), PERSON, HIPS_Y)
    assert seen.lean == pytest.approx(lean, abs=0.15)
    assert seen.convergence == pytest.approx(convergence, abs=0.8)
    assert seen.sigma < 0.2


@pytest.mark.parametrize("lean", [-4.0, 2.5])
def test_edges_that_somebody_else_found_tell_the_same(lean: float) -> None:
    """In a picture twice as high, either end first."""
    ends = [
        [(2 * (x + (HEIGHT / 2 - y) * np.tan(np.radians(lean))), 2 * y) for y in order]
        for x, top, bottom in TOPS_AND_BOTTOMS
        for order in ((top, bottom), (bottom, top))
    ]
    low = [(1000.0, 1300.0), (1100.0, 1700.0)]  # begins below the hips, as what is on a floor
    seen = plumb_of_edges(np.array([*ends, low]), (2 * WIDTH, 2 * HEIGHT), 2 * HIPS_Y)
    assert seen.lean == pytest.approx(lean, abs=0.1)
    assert seen.convergence == pytest.approx(0.0, abs=0.5)
    assert plumb_of_edges(np.zeros((0, 2, 2)), (WIDTH, HEIGHT), HIPS_Y) == plumb_of(wall(), PERSON, HIPS_Y)


def test_edges_are_looked_for_beside_and_above_the_person_inside_the_picture() -> None:
    left, right, above = parts((WIDTH, HEIGHT), PERSON)
    assert left == (0, 0, 232.0, HEIGHT)
    assert right == (408.0, 0, WIDTH, HEIGHT)
    assert above == (232.0, 0, 408.0, 122.0)
    beyond = parts((WIDTH, HEIGHT), np.array([-50.0, -80.0, 900.0, 1200.0]))
    assert [(part[2] - part[0]) * (part[3] - part[1]) for part in beyond] == [0, 0, 0]


def test_a_bare_wall_tells_nothing_and_says_so() -> None:
    seen = plumb_of(wall(), PERSON, HIPS_Y)
    assert seen.lean == pytest.approx(0.0, abs=1e-6)
    assert seen.sigma == pytest.approx(ROLL_SD_DEG, abs=0.05)


def test_edges_of_the_person_and_of_the_floor_are_not_looked_at() -> None:
    picture = wall()
    line(picture, 320, 200, 800, 6.0)  # within the person
    line(picture, 480, 560, 940, 4.0)  # a joint between two boards
    assert len(upright_edges(picture, PERSON, HIPS_Y).lean) == 0


def test_what_hangs_above_the_person_is_looked_at() -> None:
    picture = wall()
    line(picture, 330, 20, 110, 2.0)
    assert upright_edges(picture, PERSON, HIPS_Y).lean == pytest.approx([2.0, 2.0], abs=0.5)


def test_somebody_as_wide_as_the_picture_leaves_nothing_to_look_at() -> None:
    picture = room(2.0)
    assert len(upright_edges(picture, np.array([10.0, 10.0, WIDTH - 20.0, HEIGHT - 20.0]), HIPS_Y).lean) == 0


def test_things_that_lean_anyhow_take_nothing_away() -> None:
    picture = room(1.5)
    for x, lean in ((170, -9.0), (220, 8.0), (450, -5.0)):
        line(picture, x, 300, 420, lean)
    assert plumb_of(picture, PERSON, HIPS_Y).lean == pytest.approx(1.5, abs=0.15)


def test_a_mirror_image_leans_the_other_way() -> None:
    picture = room(2.0, 4.0)
    box = PERSON * np.array([-1.0, 1.0, 1.0, 1.0]) + np.array([WIDTH - PERSON[2], 0.0, 0.0, 0.0])
    straight, mirrored = (
        plumb_of(np.ascontiguousarray(each), person, HIPS_Y)
        for each, person in ((picture, PERSON), (picture[:, ::-1], box))
    )
    assert mirrored.lean == pytest.approx(-straight.lean, abs=0.1)
    assert mirrored.convergence == pytest.approx(straight.convergence, abs=0.5)


@pytest.mark.parametrize("factor", [0.5, 3.0])
def test_a_larger_picture_says_the_same(factor: float) -> None:
    picture = cv2.resize(room(2.0, 4.0), None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    seen = plumb_of(np.asarray(picture, np.uint8), scaled(PERSON, factor), HIPS_Y * factor)
    assert (seen.lean, seen.convergence) == pytest.approx((2.0, 4.0), abs=0.8)


def scaled(box: Floats, factor: float) -> Floats:
    larger: Floats = box * factor
    return larger


@pytest.mark.parametrize("shape", [(1, 1), (3, 500), (700, 2)])
def test_the_strangest_picture_is_no_error(shape: tuple[int, int]) -> None:
    plumb_of(np.zeros((*shape, 3), np.uint8), np.array([0.0, 0.0, 1.0, 1.0]), 0.0)


def test_of_several_pictures_the_surer_counts_more() -> None:
    both = together([Plumb(2.0, 4.0, 0.1), Plumb(0.0, 0.0, 0.2)])
    assert (both.lean, both.convergence, both.sigma) == pytest.approx((1.6, 3.2, 0.1))


def test_no_picture_tells_nothing() -> None:
    with pytest.raises(ValueError, match="nothing"):
        together([])
