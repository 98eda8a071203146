"""A second look at the mirrored crop: sides come back to their places, and both looks are averaged."""

import numpy as np
import pytest

from kneeline.pixels.warp import Pixels, square
from kneeline.pose.blazepose import Pose
from kneeline.pose.roi import Roi, corners
from kneeline.pose.second_look import seen_both_ways
from tests.pose.blocks import RED, Blocks, picture


def test_a_symmetric_block_reads_the_same_both_ways() -> None:
    roi = Roi(100.0, 80.0, 128.0)
    crop = square(picture((RED, 104, 80)), corners(roi), 256, "stretched")
    np.testing.assert_allclose(
        seen_both_ways(Blocks().landmarks(crop, roi), Blocks(), crop, roi).xy,
        Blocks().landmarks(crop, roi).xy,
        atol=0.3,
    )


class LeansRight(Blocks):
    """Puts every landmark two px too far to the right of whatever crop it sees."""

    def landmarks(self, crop: Pixels, roi: Roi) -> Pose:
        pose = super().landmarks(crop, roi)
        pose.xy[:, 0] += 2 * roi.size / 256
        return pose


def test_an_error_that_goes_with_the_picture_cancels() -> None:
    roi = Roi(100.0, 80.0, 128.0)
    crop = square(picture((RED, 104, 80)), corners(roi), 256, "stretched")
    true = Blocks().landmarks(crop, roi).xy[23:25, 0].mean()
    assert LeansRight().landmarks(crop, roi).xy[23:25, 0].mean() - true == pytest.approx(1.0)
    assert seen_both_ways(LeansRight().landmarks(crop, roi), LeansRight(), crop, roi).xy[
        23:25, 0
    ].mean() == pytest.approx(true, abs=0.3)


def test_nobody_in_the_mirror_leaves_the_first_look() -> None:
    roi = Roi(100.0, 80.0, 128.0)
    empty = square(picture(), corners(roi), 256, "stretched")
    assert seen_both_ways(Blocks().landmarks(empty, roi), Blocks(), empty, roi).presence == 0.0
