import numpy as np
import pytest

from kneeline.pose.blazepose import refined


def heat(*cells: tuple[int, int]) -> np.ndarray:
    """(64, 64, 1) logits: sure at the given cells (row, column), sure of nothing elsewhere."""
    logits = np.full((64, 64, 1), -20, dtype=np.float32)
    for row, column in cells:
        logits[row, column] = 5
    return logits


def test_a_landmark_moves_to_the_centre_of_the_heat() -> None:
    moved = refined(np.array([[20.5 / 64, 30.5 / 64]]), heat((32, 21), (32, 22)))
    assert moved * 64 == pytest.approx(np.array([[21.5, 32]]), abs=1e-3)


@pytest.mark.parametrize("cells", [(), ((32, 24),)])
def test_without_heat_within_three_cells_it_stays(cells: tuple[tuple[int, int], ...]) -> None:
    placed = np.array([[20.5 / 64, 30.5 / 64]])
    assert np.array_equal(refined(placed, heat(*cells)), placed)


def test_off_the_map_it_stays() -> None:
    placed = np.array([[-0.2, 1.2]])
    assert np.array_equal(refined(placed, heat((63, 0))), placed)
