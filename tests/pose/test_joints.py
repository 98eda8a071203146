import numpy as np

from kneeline.core.skeleton import joint
from kneeline.pose.joints import to_joints, to_model_xyz, to_visibility


def test_landmarks_become_joints() -> None:
    xy = to_joints(np.arange(33.0)[:, None].repeat(2, axis=1))
    assert xy[joint("nose"), 0] == 0
    assert xy[joint("left_knee"), 0] == 25
    assert xy[joint("right_toe"), 0] == 32
    assert np.isnan(xy[joint("left_forefoot")]).all()


def test_what_blazepose_does_not_know_is_not_visible() -> None:
    visible = to_visibility(np.ones(33))
    assert visible[joint("left_hip")] == 1
    assert visible[joint("right_forefoot")] == 0


def test_model_axes_point_up_and_to_the_camera() -> None:
    world = np.tile([0.1, 0.5, -0.2], (33, 1))  # to the picture's right, down, towards the camera
    assert to_model_xyz(world)[joint("left_knee")].tolist() == [0.1, -0.5, 0.2]
