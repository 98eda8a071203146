import numpy as np
import pytest

from kneeline.pose.detector import anchors, decode, merge, overlap
from kneeline.pose.roi import Roi

SEEN = Roi(320, 480, 960)  # a picture of 640 x 960


def nobody() -> tuple[np.ndarray, np.ndarray]:
    return np.zeros((2254, 12), dtype=np.float32), np.full(2254, -10, dtype=np.float32)


def test_anchors_cover_the_picture_in_three_grids() -> None:
    assert anchors().shape == (28 * 28 * 2 + 14 * 14 * 2 + 7 * 7 * 6, 2)
    assert anchors()[0].tolist() == [0.5 / 28, 0.5 / 28]
    assert anchors()[-1].tolist() == [6.5 / 7, 6.5 / 7]


def test_nobody() -> None:
    assert decode(*nobody(), SEEN) == ()


def test_one_answer_stands_at_its_anchor() -> None:
    boxes, scores = nobody()
    scores[2254 - 6 * 25] = 2  # the middle cell of the 7 x 7 grid: the middle of the picture
    boxes[2254 - 6 * 25] = [0, 0, 56, 28, 0, 0, 0, -56, 0, 0, 0, 0]
    (person,) = decode(boxes, scores, SEEN)
    assert person.score == pytest.approx(1 / (1 + np.exp(-2)))
    assert person.box == pytest.approx((320 - 120, 480 - 60, 240, 120))
    assert person.keypoints[:2] == pytest.approx(np.array([[320, 480], [320, 240]]))


def test_overlap_of_boxes() -> None:
    boxes = np.array([[0.0, 0, 2, 2], [1, 0, 2, 2], [5, 5, 1, 1]])
    assert overlap(boxes[0], boxes) == pytest.approx([1, 1 / 3, 0])


def test_overlapping_answers_become_one_by_their_scores() -> None:
    values = np.zeros((3, 12))
    values[:, 2:4] = 10
    values[:, 0] = [0, 4, 100]
    people = merge(np.array([0.75, 0.25 * 3, 0.6]), values)
    assert [score for score, _ in people] == [0.75, 0.6]
    assert people[0][1][0] == pytest.approx(2)
