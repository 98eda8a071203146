"""A mirrored recording is turned back."""

from dataclasses import replace

import numpy as np

from kneeline.core.mirror import turned_back
from kneeline.core.skeleton import joint
from tests.skeletons import person, recording_of, seen_by_camera


def test_turning_back_a_mirror_image_gives_the_recording_again() -> None:
    straight = recording_of(seen_by_camera(person((5, 5), (8, 0)))[None], np.zeros(1))
    back = turned_back(turned_back(straight))
    np.testing.assert_allclose(back.xy, straight.xy)
    assert straight.mirrored is False
    assert turned_back(straight).mirrored is True


def test_a_mirror_image_leans_the_other_way() -> None:
    straight = recording_of(seen_by_camera(person())[None], np.zeros(1))
    turned = turned_back(replace(straight, plumb=np.array([[2.0, -5.0]])))
    np.testing.assert_array_equal(turned.plumb, [[-2.0, -5.0]])


def test_the_left_knee_of_the_mirror_image_is_the_persons_right() -> None:
    recording = recording_of(seen_by_camera(person())[None], np.zeros(1))
    turned = turned_back(recording)
    width = recording.source.width
    expected = width - recording.xy[0, joint("right_knee"), 0]
    np.testing.assert_allclose(turned.xy[0, joint("left_knee"), 0], expected)
