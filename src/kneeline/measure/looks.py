"""Where it pays to look next: coarse first, then repetitions, their bottoms and descents."""

from itertools import product

import numpy as np

from kneeline.core.angles import fppa
from kneeline.core.measurement import Facing
from kneeline.core.recording import Bools, Floats, Recording
from kneeline.core.repetitions import Span
from kneeline.measure.choose import Movement, bend_signals, choose_movement
from kneeline.measure.moments import at_peak
from kneeline.measure.tracks import Tracks, facing_of, make_tracks

BOTTOM_S = 0.2
"""Every frame within this time of a bottom is worth a look: peak and bottom are read there."""

SECOND_LOOK_S = 0.12
"""Frames this near a bottom make the value that is read there."""

PEAK_S = 0.1
"""Frames this near to where a leg's FPPA is largest so far may hold its peak."""

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

    Those within 0.12 s of a bottom, where peak and bottom are read; of somebody who stands still, all.
    """
    time_s = recording.time_s
    if recording.source.kind != "video" or not recording.seen.any():
        return time_s[:0]
    tracks = make_tracks(recording)
    facing = facing_of(tracks)
    if facing is None:
        return time_s[:0]
    movement = choose_movement(tracks, recording, facing, None)
    read = np.zeros(len(time_s), dtype=np.bool_)
    for span in movement.spans:
        read |= np.abs(time_s - span.bottom_s) <= SECOND_LOOK_S
    if movement.task == "stand":
        read = _spread(time_s, STILL_LOOKS)
    return time_s[read & recording.seen]


def _worth(recording: Recording) -> Bools:
    tracks = make_tracks(recording)
    facing = facing_of(tracks)
    if facing is None:
        return np.zeros(len(recording.time_s), dtype=np.bool_)
    movement = choose_movement(tracks, recording, facing, None)
    if not movement.spans:
        return _spread(recording.time_s, STILL_LOOKS) if movement.task == "stand" else _every(recording, ASCENT_STEP_S)
    worth = _near_peaks(tracks, recording, facing, movement)
    for span in movement.spans:
        worth |= _worth_of(recording, span)
    return worth


def _near_peaks(tracks: Tracks, recording: Recording, facing: Facing, movement: Movement) -> Bools:
    """Mask of frames around the largest FPPA so far of each standing leg in each repetition."""
    time_s = recording.time_s
    near = np.zeros(len(time_s), dtype=np.bool_)
    bends = bend_signals(tracks, recording, facing)
    if bends is None:
        return near
    hip, knee, ankle = (tracks.joints[name] for name in ("hip", "knee", "ankle"))
    angles = fppa(hip, knee, ankle, 1 if facing == "front" else -1)
    unexplained = np.full(len(time_s), "", dtype=object)
    for span, side in product(movement.spans, movement.stance):
        peak = at_peak(time_s, angles[:, side], bends[:, side], unexplained, span)
        near |= np.abs(time_s - peak.time_s) <= PEAK_S
    return near


def _worth_of(recording: Recording, span: Span) -> Bools:
    time_s = recording.time_s
    near_bottom = (time_s >= span.bottom_s - BOTTOM_S) & (time_s <= span.bottom_s + BOTTOM_S)
    descent = (time_s >= span.start_s - DESCENT_STEP_S) & (time_s <= span.bottom_s)
    ascent = (time_s >= span.bottom_s) & (time_s <= span.end_s + ASCENT_STEP_S)
    down = descent & _every(recording, DESCENT_STEP_S)
    up = ascent & _every(recording, ASCENT_STEP_S)
    worth: Bools = near_bottom | down | up
    return worth


def _every(recording: Recording, step_s: float) -> Bools:
    """Mask of frames about ``step_s`` apart: the first frame of each step."""
    step = np.floor((recording.time_s + 1e-6) / step_s)
    return np.diff(step, prepend=-1.0) > 0


def _spread(time_s: Floats, count: int) -> Bools:
    """Mask of ``count`` frames spread evenly."""
    mask = np.zeros(len(time_s), dtype=np.bool_)
    mask[np.linspace(0, len(time_s) - 1, min(count, len(time_s))).round().astype(int)] = True
    return mask
