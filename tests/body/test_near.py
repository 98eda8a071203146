"""A motion's camera comes close to what it names, on the side that is shown."""

import msgspec
import numpy as np
import pytest

from kneeline.body.anthropometry import figure
from kneeline.body.motion import Motion, motion
from kneeline.body.scene import scene, stage_camera
from kneeline.core.errors import BadArgument
from kneeline.core.skeleton import SIDES, Side

SIZE = (480, 360)


@pytest.mark.parametrize("side", SIDES)
def test_a_lifted_toe_fills_more_of_the_picture_than_the_head(side: Side) -> None:
    data = motion("big-toe-extension").data
    played = Motion(data).at_key(figure(), "up", side=side)
    camera = stage_camera(scene(played, ()), 0.0, 10.0, SIZE)
    toe = camera.project(played.placed.points(f"big_toe_{side}", np.array([[0.05, 0.0, 0.0]]))[0])[0]
    head = camera.project(played.placed.points("head", np.zeros((1, 3)))[0])[0]
    assert 0 < toe[0] < SIZE[0]
    assert 0 < toe[1] < SIZE[1]
    assert head[1] < 0  # above the picture's upper edge


def test_what_is_not_there_is_told() -> None:
    data = motion("big-toe-extension").data
    camera = msgspec.structs.replace(data.camera, near=("tail",))
    played = Motion(msgspec.structs.replace(data, camera=camera)).at_key(figure(), "up")
    with pytest.raises(BadArgument, match="tail"):
        stage_camera(scene(played, ()), 0.0, 10.0, SIZE)
