"""Landmarks that cannot be right, found and either repaired or dropped; each step is written into the history.

What a pose model gets wrong on people: left and right change places, both hips fall onto one, and a joint jumps onto
something else so that a segment becomes longer than it can be.
"""

from dataclasses import replace
from typing import Final

import numpy as np

from kneeline.core.recording import Bools, Floats, Recording
from kneeline.core.skeleton import PAIRED, joint, pair

_AROUND_S: Final = 0.35  # frames this near say where a joint should be
_FEWEST_AROUND: Final = 2
_CLEARLY: Final = 0.5  # swapped places must lie less than half as far from there
_APART: Final = 0.15  # of the trunk's length: a pair nearer than this has no order
_LEG: Final = ("hip", "knee", "ankle", "heel", "forefoot", "toe")

_FACING: Final = 0.3  # shoulders wider than this share of the trunk: seen from the front or the back
_HIPS_PER_SHOULDERS: Final = 0.6  # as the landmarks of a person seen from the front lie, where no more is known
_COLLAPSED: Final = 0.35  # of the person's usual hip width

_TOO_LONG: Final = 1.4  # times the segment's own nearly longest image over the recording
_SEGMENTS: Final = (("hip", "knee"), ("knee", "ankle"))


def repaired(recording: Recording) -> Recording:
    """The recording with swaps of left and right undone, and collapsed hips and impossible segments unknown (NaN)."""
    return without_impossible_segments(without_collapsed_hips(with_sides_in_order(recording)))


def with_sides_in_order(recording: Recording) -> Recording:
    """Left and right put back where they changed places: against the frames around, then against the shoulders."""
    jumped = {name: _against_neighbours(recording, name) for name in PAIRED}
    recording = _swapped(recording, jumped)
    crossed = _legs_against_shoulders(recording.xy)
    recording = _swapped(recording, dict.fromkeys(_LEG, crossed))
    count = int(crossed.sum()) + int(np.any(list(jumped.values()), axis=0).sum())
    return recording.with_step(f"left and right put back on {count} frames") if count else recording


def without_collapsed_hips(recording: Recording) -> Recording:
    """Hips unknown on frames where they fell onto one another while the shoulders are seen apart."""
    shoulders, hips = _width(recording.xy, "shoulder"), _width(recording.xy, "hip")
    facing = shoulders > _FACING * _trunk(recording.xy)
    ratio = hips / np.where(facing, shoulders, np.nan)
    usual = float(np.nanmedian(ratio)) if facing.sum() > _FEWEST_AROUND else _HIPS_PER_SHOULDERS
    collapsed = ratio < _COLLAPSED * max(usual, _HIPS_PER_SHOULDERS / 2)
    return _dropped(recording, {"hip": np.stack([collapsed, collapsed], axis=1)}, "hips fell onto one another")


def without_impossible_segments(recording: Recording) -> Recording:
    """Both ends of a thigh or shank unknown where its image is far longer than it is elsewhere in the recording."""
    drop: dict[str, Bools] = {}
    for top, bottom in _SEGMENTS:
        length = np.linalg.norm(recording.sides(top) - recording.sides(bottom), axis=2)
        known = length[np.isfinite(length)]
        limit = _TOO_LONG * float(np.quantile(known, 0.9)) if len(known) else np.inf
        for name in (top, bottom):
            drop[name] = drop.get(name, np.zeros(length.shape, dtype=np.bool_)) | (length > limit)
    return _dropped(recording, drop, "a thigh or shank was longer than it can be")


def _legs_against_shoulders(xy: Floats) -> Bools:
    """(T,) frames on which hips and knees both lie the other way round than the shoulders, all well apart."""
    shoulders, hips, knees = (_order(xy, name) for name in ("shoulder", "hip", "knee"))
    crossed: Bools = (shoulders * hips < 0) & (hips * knees > 0)
    return crossed


def _order(xy: Floats, name: str) -> Floats:
    """(T,) +1 where the left joint lies to the picture's right of the right one, -1 the other way, 0 where they are
    close or unknown."""
    across = xy[:, joint(f"left_{name}"), 0] - xy[:, joint(f"right_{name}"), 0]
    apart = np.abs(across) > _APART * _trunk(xy)
    return np.where(apart, np.sign(across), 0.0)


def _against_neighbours(recording: Recording, name: str) -> Bools:
    """(T,) frames on which a pair of joints fits the frames around far better the other way round."""
    places = recording.sides(name)
    around = _around(recording.time_s, places)
    as_found = np.linalg.norm(places - around, axis=2).sum(axis=1)
    other_way = np.linalg.norm(places[:, ::-1] - around, axis=2).sum(axis=1)
    apart = np.linalg.norm(around[:, 0] - around[:, 1], axis=1) > _APART * _trunk(recording.xy)
    jumped: Bools = apart & (other_way < _CLEARLY * as_found)
    return jumped


def _around(time_s: Floats, places: Floats) -> Floats:
    """(T, 2, 2) median place of both joints on the other known frames around; NaN where there are too few."""
    known = np.flatnonzero(np.isfinite(places).all(axis=(1, 2)))
    around = np.full_like(places, np.nan)
    first = np.searchsorted(time_s[known], time_s[known] - _AROUND_S)
    end = np.searchsorted(time_s[known], time_s[known] + _AROUND_S, side="right")
    for place, frame in enumerate(known):
        near = np.concatenate([known[first[place] : place], known[place + 1 : end[place]]])
        if len(near) >= _FEWEST_AROUND:
            around[frame] = np.median(places[near], axis=0)
    return around


def _swapped(recording: Recording, frames: dict[str, Bools]) -> Recording:
    """Left and right of each named pair exchanged on the given frames (T,), in every field with a joint axis."""
    order = np.tile(np.arange(recording.xy.shape[1]), (len(recording.time_s), 1))
    for name, swap in frames.items():
        order[swap, pair(name)] = order[swap, pair(name)][:, ::-1]
    rows = np.arange(len(order))[:, None]

    def exchanged(values: Floats | None) -> Floats | None:
        return None if values is None else values[rows, order]

    return replace(
        recording,
        xy=recording.xy[rows, order],
        visibility=recording.visibility[rows, order],
        covariance=exchanged(recording.covariance),
        xyz=exchanged(recording.xyz),
        model_xyz=exchanged(recording.model_xyz),
    )


def _dropped(recording: Recording, drop: dict[str, Bools], why: str) -> Recording:
    """Joints (T, 2 sides) made unknown, with the step in the history where there were any."""
    xy, visibility = recording.xy.copy(), recording.visibility.copy()
    for name, gone in drop.items():
        xy[:, pair(name)][gone] = np.nan
        visibility[:, pair(name)][gone] = 0.0
    count = int(np.any([gone.any(axis=1) for gone in drop.values()], axis=0).sum())
    return (
        recording.with_step(f"{why} on {count} frames: left out", xy=xy, visibility=visibility) if count else recording
    )


def _width(xy: Floats, name: str) -> Floats:
    """(T,) px between a left joint and its right one."""
    width: Floats = np.linalg.norm(xy[:, joint(f"left_{name}")] - xy[:, joint(f"right_{name}")], axis=1)
    return width


def _trunk(xy: Floats) -> Floats:
    """(T,) px from mid-shoulder to mid-hip."""
    length: Floats = np.linalg.norm(xy[:, pair("shoulder")].mean(axis=1) - xy[:, pair("hip")].mean(axis=1), axis=1)
    return length
