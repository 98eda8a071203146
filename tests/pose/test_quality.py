import numpy as np
import pytest

from kneeline.pose.quality import blockiness, covered, grain, light, sharpness

BOX = np.array([0.0, 0, 200, 100])


def edge(width: int) -> np.ndarray:
    """A picture 200 x 100 that goes from dark to bright over so many px."""
    row = np.clip((np.arange(200) - 100) / width + 0.5, 0, 1) * 200 + 20
    return np.tile(row[None, :, None], (100, 1, 3)).astype(np.uint8)


@pytest.mark.parametrize("width", [2, 5, 10, 20])
def test_the_width_of_an_edge(width: int) -> None:
    assert sharpness(edge(width), BOX) == pytest.approx(width, rel=0.15)


def test_no_edge_no_width() -> None:
    assert np.isnan(sharpness(np.full((100, 200, 3), 7, dtype=np.uint8), BOX))


def test_a_box_beyond_the_picture() -> None:
    assert np.isnan(sharpness(edge(2), np.array([500.0, 0, 100, 100])))


def test_light_is_that_of_the_eye() -> None:
    assert light(np.full((4, 4, 3), 255, dtype=np.uint8)) == pytest.approx(1)
    assert light(np.tile(np.array([0, 255, 0], dtype=np.uint8), (4, 4, 1))) == pytest.approx(0.587)


def test_something_flat_over_the_hips_is_noticed() -> None:
    uneven = np.random.default_rng(5).integers(60, 200, (256, 256, 3)).astype(np.uint8)
    hips = np.array([[140.0, 128.0], [116.0, 128.0]])
    assert not covered(uneven, hips)
    board = uneven.copy()
    board[120:136, 90:166] = (90, 120, 60)
    assert covered(board, hips)


@pytest.mark.parametrize("spread", [4.0, 16.0])
def test_grain_is_the_spread_of_the_noise(spread: float) -> None:
    noise = np.random.default_rng(7).normal(0, spread, (100, 200, 3))
    assert grain(np.clip(edge(10) + noise, 0, 255).astype(np.uint8), BOX) == pytest.approx(spread, rel=0.1)


def test_edges_are_no_grain() -> None:
    assert grain(edge(2), BOX) == 0.0


def test_squares_of_eight_stand_out_wherever_they_begin() -> None:
    uneven = np.random.default_rng(8).integers(100, 104, (104, 208, 3))
    squares = np.kron(np.random.default_rng(9).integers(0, 20, (13, 26, 1)), np.ones((8, 8, 3), dtype=np.int64))
    blocky = (uneven + squares).astype(np.uint8)
    assert blockiness(uneven.astype(np.uint8), BOX) == pytest.approx(1.0, abs=0.1)
    assert blockiness(blocky, BOX) > 3
    assert blockiness(blocky[:, 3:], BOX) > 3


def test_nothing_in_the_box_no_grain_and_no_squares() -> None:
    outside = np.array([500.0, 0, 100, 100])
    assert np.isnan(grain(edge(2), outside))
    assert np.isnan(blockiness(edge(2), outside))
