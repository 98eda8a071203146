"""How the camera sees the person: facing, yaw, and everything that hides or blurs a measure."""

from collections.abc import Iterator

import numpy as np

from kneeline.core.measurement import Facing, Problem
from kneeline.core.recording import Floats, Recording
from kneeline.measure.messages import problem
from kneeline.measure.tracks import Tracks, leg_length

YAW_WIDENED = 10.0
"""Beyond this yaw the image FPPA is given with a wider error (design of the measure)."""

YAW_REFUSED = 20.0
"""Beyond this yaw the measures of a bent leg on the body's own planes are refused (design of the measure)."""

SMALLEST_SHARE = 0.15
"""A person lower than this share of the picture's height is too small to measure."""

FAR_LEG_PX = 180.0
"""Image length of a leg, px, under which the picture holds less than the pose model could use (our choice)."""

DARK = 0.20
"""Mean brightness of the person below which we warn (our choice)."""

BLURRED_SHARE = 0.022
"""Rise of the steepest edges, as a share of the leg's image length, above which we warn (our choice)."""

SOFT_SHARE = 0.012
"""The same for pictures that are a little soft: 95 of 100 good ones of the rendered set stay below 0.010, those of low
resolution above 0.0125 (our choice)."""

GRAINY = 8.0
"""SD of the picture's noise, levels of 0..255, above which we warn: half of what was seen to widen errors (the hard set
has 16; good photos and clips have 0-2; our choice)."""

BLOCKY = 2.1
"""How much the squares of a JPEG stand out above which we warn: ordinary photos 1.2-1.9, quality 12 of 100 2.5-3.7
(hard set; our choice)."""

LOOSE_SHARE = 0.20
"""Width across the shank as a share of the leg above which we suspect loose cloth: bare legs and jeans on rendered
and real people have 0.10-0.17, wide trousers 0.24-0.28 (our choice)."""

SLOW_FPS = 10.0
"""Fewer pictures a second than this can step over the bottom of a squat (our choice)."""

STATURE_IN_LEGS = 1.95
"""Stature over the leg's length from hip to ankle (Winter 2009: 1 / (0.245 + 0.246) = 2.04, rendered people 1.95)."""


def side_yaw(facing: Facing) -> float:
    """Yaw of a plain side view, deg."""
    return 90.0 if facing == "left" else -90.0


def problems_of_view(tracks: Tracks, recording: Recording) -> Iterator[Problem]:
    """What hides or blurs the person, whatever they do."""
    if not recording.seen.any():
        yield problem("no_person")
        return
    yield from _cut_off(tracks, recording)
    yield from _size(tracks)
    yield from _picture(tracks, recording)
    people = int(recording.people.max())
    if people > 1:
        yield problem("several_people", people=people)
    if any("animation" in step for step in recording.history):
        yield problem("first_picture_only")
    if _leaves(recording):
        yield problem("body_leaves")


def _cut_off(tracks: Tracks, recording: Recording) -> Iterator[Problem]:
    width, height = recording.size
    given = recording.source.kind in ("mocap", "landmarks")
    hidden = {name: _hidden(tracks.joints[name], width, height, given) for name in ("hip", "knee", "ankle")}
    if hidden["hip"]:
        yield problem("hips_hidden")
    elif hidden["knee"]:
        yield problem("knees_hidden")
    if hidden["ankle"]:
        yield problem("feet_cut_off")
    elif not given and _hidden(tracks.joints["toe"], width, height, given):
        yield problem("toes_cut_off")
    nose = tracks.nose[np.isfinite(tracks.nose).all(axis=1)]
    if len(nose) and not given and np.median(nose[:, 1]) < 0:
        yield problem("head_cut_off")


def _hidden(points: Floats, width: int, height: int, given: bool) -> bool:
    """True where a pair of joints (T, 2, 2) is unknown or outside the picture in more than half of the seen frames.

    Given coordinates need no picture to be inside of; a joint they never had is not cut off.
    """
    if given:
        return not np.isfinite(points).any()
    inside = (points >= 0).all(axis=-1) & (points[..., 0] <= width) & (points[..., 1] <= height)
    known = np.isfinite(points).all(axis=-1)
    frames_known = int(np.any(known, axis=1).sum())
    return int(np.any(inside & known, axis=1).sum()) < 0.5 * max(1, frames_known)


def _size(tracks: Tracks) -> Iterator[Problem]:
    leg = leg_length(tracks)
    if leg is None:
        return
    if leg * STATURE_IN_LEGS < SMALLEST_SHARE * tracks.size[1]:
        yield problem("too_small")
    elif leg < FAR_LEG_PX:
        yield problem("far_away")


def _picture(tracks: Tracks, recording: Recording) -> Iterator[Problem]:
    leg = leg_length(tracks)
    if np.isfinite(recording.light).any() and np.nanmedian(recording.light) < DARK:
        yield problem("too_dark")
    if leg and np.isfinite(recording.sharpness).any():
        width = float(np.nanmedian(recording.sharpness)) / leg
        if width > BLURRED_SHARE:
            yield problem("blurred")
        elif width > SOFT_SHARE and leg >= FAR_LEG_PX:  # farther away that is what is said
            yield problem("soft")
    if _over(recording.grain, GRAINY):
        yield problem("grainy")
    if _over(recording.blockiness, BLOCKY):
        yield problem("compressed")
    if leg and _wide_shanks(recording, leg):
        yield problem("loose_clothing")
    if recording.source.fps is not None and recording.source.frames > 1 and recording.source.fps < SLOW_FPS:
        yield problem("few_frames")


def _over(values: Floats | None, limit: float) -> bool:
    """True where the median of (T,) values is over a limit; what was never looked at is not."""
    return values is not None and bool(np.isfinite(values).any()) and float(np.nanmedian(values)) > limit


def _wide_shanks(recording: Recording, leg: float) -> bool:
    """True where the person is wider across the shanks than a leg in slim clothes is."""
    if recording.shank_width is None or not np.isfinite(recording.shank_width).any():
        return False
    return float(np.nanmedian(recording.shank_width)) > LOOSE_SHARE * leg


def _leaves(recording: Recording) -> bool:
    """Nobody in the last fifth of the frames looked at, though somebody was there before."""
    looked = np.flatnonzero(recording.looked)
    if len(looked) < 5:
        return False
    last = looked[-max(1, len(looked) // 5) :]
    return not bool(recording.seen[last].any())


def problem_of_yaw(yaw: float) -> Problem | None:
    """The problem a yaw is, if it is one."""
    if abs(yaw) <= YAW_WIDENED:
        return None
    code = "turned" if abs(yaw) <= YAW_REFUSED else "turned_away"
    return problem(code, degrees=round(abs(yaw)), side="left" if yaw > 0 else "right")
