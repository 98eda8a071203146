"""Landmarks on pictures that come one by one."""

from pathlib import Path

import numpy as np

from kneeline.core.skeleton import JOINT_COUNT, pair
from kneeline.pixels.video import decode
from kneeline.pose.live import live_looks

CLIP = Path(__file__).parents[2] / "src" / "kneeline" / "sample" / "squat_left_knee_in.mp4"


def test_somebody_is_followed_with_their_legs_and_an_empty_room_has_nobody() -> None:
    pictures = [(frame.time_s, frame.rgb) for frame, _ in zip(decode(CLIP), range(4), strict=False)]
    empty = np.full_like(pictures[0][1], 90)
    looks = list(live_looks([*pictures, (9.0, empty)], "lite"))
    assert all(np.isfinite(look.xy[pair("knee")]).all() for look in looks[:4])
    hips, knees, ankles = (looks[0].xy[pair(name), 1] for name in ("hip", "knee", "ankle"))
    assert (hips < knees).all()
    assert (knees < ankles).all()
    assert not np.isfinite(looks[4].xy).any()
    assert looks[4].visibility.tolist() == [0.0] * JOINT_COUNT
