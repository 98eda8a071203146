"""Where it pays to look next: coarse first, then repetitions, their bottoms and descents."""

from dataclasses import dataclass
from itertools import product

import numpy as np

from kneeline.core.measurement import Facing
from kneeline.core.recording import Bools, Floats, Recording
from kneeline.core.repetitions import Span
from kneeline.measure.choose import Movement, choose_movement
from kneeline.measure.moments import PEAK_SHARE, held_bottom
from kneeline.measure.series import frontal_series
from kneeline.measure.tracks import Tracks, facing_of, make_tracks
from kneeline.measure.yaw import at_the_camera, yaw_of

BOTTOM_S = 0.15
"""Every frame within this time of a leg's bottom is worth a look: its bottom is read there."""

EDGE_S = 0.07
"""... and within this time of where it begins and ends to be held, which says when that is."""

SECOND_LOOK_S = 0.1
"""Frames this near a leg's bottom make the value that is read there."""

PEAK_DEG = 2.0
"""Frames whose FPPA may come this near to the largest so far may hold the peak."""

PEAK_BEND_DEG = 5.0
"""... if they may be bent as far as a peak counts, give or take this much."""

DESCENT_STEP_S = 0.09
"""Descents are looked at this densely: the onset is fitted over them."""

ASCENT_STEP_S = 0.2
"""Ascents only tell the peak and the end."""

STILL_LOOKS = 24
"""Looks at a clip of somebody who stands still."""


def next_looks(recording: Recording) -> Floats:
    """Times (n,), s, of frames not yet looked at that would tell most; empty when enough has been seen.

    A photo, given landmarks and a recording in which nobody was seen need no further look.
    """
    time_s = recording.time_s
    if recording.source.kind != "video" or not recording.seen.any() or recording.looked.all():
        return time_s[:0]
    worth = _worth(recording) & ~recording.looked
    return time_s[worth]


def second_looks(recording: Recording) -> Floats:
    """Times (n,), s, of frames already seen on which a second, mirrored look makes a value surer.

    Those within 0.1 s of a leg's bottom, where that is read; of somebody who stands still, all.
    """
    time_s = recording.time_s
    if recording.source.kind != "video" or not recording.seen.any():
        return time_s[:0]
    tracks = make_tracks(recording)
    facing = facing_of(tracks)
    if facing is None:
        return time_s[:0]
    movement = choose_movement(tracks, recording, facing, None)
    if movement.task == "stand":
        read = _spread(time_s, STILL_LOOKS)
    else:
        read = np.zeros(len(time_s), dtype=np.bool_)
        for leg in _legs(tracks, recording, facing, movement):
            read |= np.abs(time_s - leg.bottom_s) <= SECOND_LOOK_S
    return time_s[read & recording.seen]


def _worth(recording: Recording) -> Bools:
    time_s = recording.time_s
    tracks = make_tracks(recording)
    facing = facing_of(tracks)
    if facing is None:
        return np.zeros(len(time_s), dtype=np.bool_)
    movement = choose_movement(tracks, recording, facing, None)
    if not movement.spans:
        return _spread(time_s, STILL_LOOKS) if movement.task == "stand" else _every(recording, ASCENT_STEP_S)
    worth = np.zeros(len(time_s), dtype=np.bool_)
    for span in movement.spans:
        worth |= _on_the_way(recording, span)
    for leg in _legs(tracks, recording, facing, movement):
        worth |= (np.abs(time_s - leg.bottom_s) <= BOTTOM_S) | leg.near_peak
        for edge_s in leg.held_s:
            worth |= np.abs(time_s - edge_s) <= EDGE_S
    return worth


@dataclass(frozen=True)
class _Leg:
    """One standing leg in one repetition: from when to when it holds its most bend, s, and a mask (T,) of frames that
    may hold the peak of its FPPA."""

    held_s: tuple[float, float]
    near_peak: Bools

    @property
    def bottom_s(self) -> float:
        """The moment of its most bend, s."""
        return sum(self.held_s) / 2


def _legs(tracks: Tracks, recording: Recording, facing: Facing, movement: Movement) -> list[_Leg]:
    """Every standing leg in every repetition, by the same series its values are read from; none from the side."""
    if facing not in ("front", "back"):
        return []
    yaw = yaw_of(tracks, recording, len(movement.stance) == 2) or at_the_camera(tracks)
    series = frontal_series(tracks, recording, 1 if facing == "front" else -1, yaw, movement.stance, False)
    if series is None:
        return []
    bends, angles = series.values["knee_flexion"], series.values["fppa"]
    return [
        _Leg(
            held_bottom(tracks.time_s, bends[:, side], span),
            _near_peak(tracks.time_s, bends[:, side], angles[:, side], span),
        )
        for span, side in product(movement.spans, movement.stance)
    ]


def _near_peak(time_s: Floats, bend: Floats, angle: Floats, span: Span) -> Bools:
    """Mask of frames on which the FPPA (T,) may be largest, as far as can be told between the looks."""
    inside = span.holds(time_s)
    bend, angle = _between_looks(time_s, bend), _between_looks(time_s, angle)
    counts_from = PEAK_SHARE * bend[inside].max(initial=0.0)
    peak = angle[inside & (bend >= counts_from)].max(initial=-180.0)
    near: Bools = inside & (bend >= counts_from - PEAK_BEND_DEG) & (angle >= peak - PEAK_DEG)
    return near


def _between_looks(time_s: Floats, values: Floats) -> Floats:
    """(T,) values, the unknown ones along straight lines between the known ones."""
    known = np.isfinite(values)
    return np.interp(time_s, time_s[known], values[known]) if known.any() else values


def _on_the_way(recording: Recording, span: Span) -> Bools:
    """Mask of frames on the way down, close together, and on the way up."""
    time_s = recording.time_s
    descent = (time_s >= span.start_s - DESCENT_STEP_S) & (time_s <= span.bottom_s)
    ascent = (time_s >= span.bottom_s) & (time_s <= span.end_s + ASCENT_STEP_S)
    way: Bools = (descent & _every(recording, DESCENT_STEP_S)) | (ascent & _every(recording, ASCENT_STEP_S))
    return way


def _every(recording: Recording, step_s: float) -> Bools:
    """Mask of frames about ``step_s`` apart: the first frame of each step."""
    step = np.floor((recording.time_s + 1e-6) / step_s)
    return np.diff(step, prepend=-1.0) > 0


def _spread(time_s: Floats, count: int) -> Bools:
    """Mask of ``count`` frames spread evenly."""
    mask = np.zeros(len(time_s), dtype=np.bool_)
    mask[np.linspace(0, len(time_s) - 1, min(count, len(time_s))).round().astype(int)] = True
    return mask
