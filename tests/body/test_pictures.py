"""Camera, triangles to pixels, and outlines: right answers that can be seen by eye."""

import numpy as np
import pytest

from kneeline.body.camera import VIEWS, Camera, framed
from kneeline.body.outline import area, outlines, path_data, simplified
from kneeline.body.raster import Drawing, draw, nothing

AHEAD, UP, RIGHT = np.eye(3)


def camera(view: str) -> Camera:
    return framed(np.array([[-1.0, -1, -1], [1, 1, 1]]), *VIEWS[view], (400, 300), 10)


@pytest.mark.parametrize(
    ("view", "where", "expected"),
    [("front", RIGHT, -1), ("back", RIGHT, 1), ("left", AHEAD, -1), ("right", AHEAD, 1), ("top", RIGHT, -1)],
)
def test_views_show_the_persons_own_sides(view: str, where: np.ndarray, expected: int) -> None:
    seen = camera(view)
    assert np.sign(seen.project(where)[0] - seen.project(np.zeros(3))[0]) == expected


def test_up_is_up_and_near_is_near() -> None:
    seen = camera("front")
    assert seen.project(UP)[1] < seen.project(-UP)[1]
    assert seen.project(AHEAD)[2] < seen.project(-AHEAD)[2]


def test_everything_is_in_the_picture() -> None:
    cube = np.array([[x, y, z] for x in (-1.0, 1) for y in (-1.0, 1) for z in (-1.0, 1)])
    for azimuth, elevation in VIEWS.values():
        at = framed(cube, azimuth, elevation, (400, 300), 10).project(cube)[:, :2]
        assert (at > 0).all()
        assert (at < [400, 300]).all()


def test_floor_under_a_pixel_is_where_that_pixel_is_seen() -> None:
    seen = camera("front-left")
    x, z = seen.floor()[220, 130]
    np.testing.assert_allclose(seen.project(np.array([x, 0, z]))[:2], [130.5, 220.5], atol=1e-6)


def square(depth: float, material: int, turned: bool = False) -> Drawing:
    """From pixel 2, 3 to 6, 8."""
    points = np.array([[2.0, 3, depth], [6, 3, depth], [6, 8, depth], [2, 8, depth]])
    faces = np.array([[0, 2, 1], [0, 3, 2]], dtype=np.int32)
    normals = np.tile([0.0, 0, 1], (4, 1))
    return Drawing(points, normals, faces[:, ::-1] if turned else faces, np.full(2, material, np.int32))


def test_a_square_fills_its_pixels() -> None:
    seen = draw(square(2.0, 1), nothing((10, 12)))
    assert (seen.material >= 0).sum() == 4 * 5
    assert seen.material[3, 2] == seen.material[7, 5] == 1
    assert seen.depth[5, 4] == 2.0


def test_the_nearer_one_is_seen_and_what_is_turned_away_is_not() -> None:
    near_last = draw(square(1.0, 2), draw(square(2.0, 1), nothing((10, 12))))
    near_first = draw(square(2.0, 1), draw(square(1.0, 2), nothing((10, 12))))
    assert near_last.material[5, 4] == near_first.material[5, 4] == 2
    assert (draw(square(1.0, 0, turned=True), nothing((10, 12))).material == -1).all()


def test_outline_of_a_square_and_its_hole() -> None:
    field = np.zeros((20, 30))
    field[4:14, 6:26] = 1
    field[8:10, 12:16] = 0
    rings = sorted(outlines(field, 0.5), key=lambda ring: -abs(area(ring)))
    assert len(rings) == 2
    assert abs(area(rings[0])) == pytest.approx(10 * 20, rel=0.01)
    assert abs(area(rings[1])) == pytest.approx(2 * 4, rel=0.1)
    assert np.sign(area(rings[0])) == -np.sign(area(rings[1]))


def test_an_outline_at_the_edge_closes() -> None:
    (ring,) = outlines(np.ones((5, 6)), 0.5)
    assert abs(area(ring)) > 20


def test_few_points_keep_the_shape() -> None:
    turn = np.linspace(0, 2 * np.pi, 400, endpoint=False)
    circle = 50 * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    few = simplified(circle, 0.3)
    assert len(few) < 40
    assert abs(area(few)) == pytest.approx(np.pi * 2500, rel=0.02)


def test_paths_are_whole_numbers_and_closed() -> None:
    ring = np.array([[0.0, 0], [10, 0], [10, 10], [0, 10]])
    assert path_data([ring], 0.1, 1.0, 2.0, smooth=False) == "M0 0l20 0 0 20-20 0z"
    assert path_data([ring], 0.1, 1.0, 2.0).endswith("z")
    assert path_data([ring], 0.1, 1000.0, 2.0) == ""
