"""The rectangle around one leg: where it lies, what it shows, and the way back to the picture."""

import numpy as np
import pytest

from kneeline.core.recording import Floats
from kneeline.pose.leg_crop import HEIGHT_PX, WIDTH_PX, LegCrop, leg_crop

HIP, KNEE, ANKLE, OTHER_HIP = (
    np.array(point, dtype=np.float64) for point in ((90, 100), (80, 160), (85, 220), (116, 100))
)


def dotted(points: Floats) -> np.ndarray:
    """A grey picture with a white dot, 9 px wide, at each point (n, 2) px."""
    picture = np.full((320, 240, 3), 60, dtype=np.uint8)
    for x, y in points.astype(int):
        picture[y - 4 : y + 5, x - 4 : x + 5] = 255
    return picture


def test_the_whole_leg_and_the_other_hip_are_inside() -> None:
    shares = leg_crop(HIP, KNEE, ANKLE, OTHER_HIP, mirrored=False).to_crop(np.stack([HIP, KNEE, ANKLE, OTHER_HIP]))
    assert np.all((shares > 0.05) & (shares < 0.95))


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_point_comes_back_from_the_crop_where_it_was(mirrored: bool) -> None:
    crop = leg_crop(HIP, KNEE, ANKLE, OTHER_HIP, mirrored)
    points = np.stack([HIP, KNEE, ANKLE])
    np.testing.assert_allclose(crop.to_picture(crop.to_crop(points)), points, atol=1e-9)


@pytest.mark.parametrize("mirrored", [False, True])
def test_what_lies_at_a_joint_is_shown_at_its_share_of_the_crop(mirrored: bool) -> None:
    crop = leg_crop(HIP, KNEE, ANKLE, OTHER_HIP, mirrored)
    seen = crop.cut(dotted(KNEE[None]))
    row, column = np.argwhere(seen[..., 0] > 200).mean(axis=0) + 0.5
    share = crop.to_crop(KNEE + 0.5)
    assert (column / WIDTH_PX, row / HEIGHT_PX) == pytest.approx(tuple(share), abs=0.01)


def test_a_left_leg_is_cut_out_as_the_mirror_image_of_a_right_one() -> None:
    picture = dotted(np.stack([HIP, KNEE, ANKLE]))
    mirror = np.ascontiguousarray(picture[:, ::-1])
    across = np.array([-1.0, 1.0])
    hip, knee, ankle, other = (point * across + np.array([240.0, 0.0]) for point in (HIP, KNEE, ANKLE, OTHER_HIP))
    right = leg_crop(HIP, KNEE, ANKLE, OTHER_HIP, mirrored=False).cut(picture)
    left = leg_crop(hip, knee, ankle, other, mirrored=True).cut(mirror)
    np.testing.assert_allclose(left.astype(int), right.astype(int), atol=2)


def test_shrinking_averages_fine_stripes_away() -> None:
    picture = np.zeros((1600, 1200, 3), dtype=np.uint8)
    picture[:, ::2] = 200
    seen = LegCrop(600.0, 800.0, 768.0, mirrored=False).cut(picture)
    assert np.abs(seen.astype(int) - 100).max() <= 12
