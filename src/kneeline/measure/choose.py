"""Which movement a recording shows, which leg carries it, and where its repetitions are."""

from dataclasses import dataclass

import numpy as np

from kneeline.core import angles
from kneeline.core.filtering import low_pass
from kneeline.core.measurement import Facing, Task
from kneeline.core.recording import Floats, Recording
from kneeline.core.repetitions import Span, find_spans
from kneeline.core.skeleton import pair
from kneeline.measure import lift
from kneeline.measure.tracks import Tracks, leg_length

LEAST_BEND = 18.0
"""A movement that bends the knee less than this is no repetition (our choice; standing sways by under 10)."""

RAISED_SHARE = 0.10
"""Ankles whose heights differ by more than this share of the leg are not both on the same floor."""

STEPPING_SHARE = 0.25
"""Feet that travel farther than this share of the leg during a repetition are walking, not squatting."""

AIRBORNE_SPEED = 1.2
"""Leg lengths a second at which both ankles go up or down together only in a jump."""

APART_SHARE = 0.45
"""From the side, feet farther apart than this share of the leg are in a lunge."""


@dataclass(frozen=True)
class Movement:
    """A movement found: its task (None = unclear), the sides that stand (indices) and its repetitions."""

    task: Task | None
    stance: tuple[int, ...]
    spans: tuple[Span, ...]


def choose_movement(
    tracks: Tracks, recording: Recording, facing: Facing, task: Task | None, stands: int | None = None
) -> Movement:
    """The movement of a recording; ``task`` where the person named it, else it is told from how the body moves.

    ``stands``: index of the side said to stand (0 left, 1 right) in a movement on one leg.
    """
    if facing in ("left", "right"):
        return _from_the_side(tracks, facing, task)
    if len(tracks.time_s) == 1:
        return Movement(task or "stand", (0, 1), ())
    bends = bend_signals(tracks, recording, facing)
    if bends is None:
        return Movement(task, (0, 1), ())
    landings = _landings(tracks, bends)
    if task == "landing" or (task is None and landings):
        return Movement("landing", (0, 1), landings)
    stance, spans = _standing_legs(tracks, bends, task, stands)
    found = task or _task_of(tracks, stance, spans)
    return Movement(found, stance, () if found == "stand" else spans)


def bend_signals(tracks: Tracks, recording: Recording, facing: Facing) -> Floats | None:
    """Knee flexion (T, 2), deg, of each leg taken as standing: from space where known, else lifted from the picture."""
    if recording.xyz is not None:
        return angles.bend(*_space(recording))
    image = [tracks.joints[name] for name in ("hip", "knee", "ankle")]
    if facing in ("left", "right"):
        return angles.bend(*image)
    known = np.isfinite(np.stack(image)).all(axis=(0, 3))
    lengths = lift.segment_lengths(*image, known)
    if lengths is None:
        return None
    return angles.bend(*lift.lift_legs(*image, lengths, tracks.size, 1 if facing == "front" else -1))


def mean_of_known(bends: Floats) -> Floats:
    """Mean (T,) of the sides (T, 2) that are known; NaN where neither is."""
    known = np.isfinite(bends)
    total = np.where(known, bends, 0.0).sum(axis=1)
    return np.where(known.any(axis=1), total / np.maximum(known.sum(axis=1), 1), np.nan)


def _space(recording: Recording) -> tuple[Floats, Floats, Floats]:
    assert recording.xyz is not None
    hip, knee, ankle = (recording.xyz[:, pair(name)] for name in ("hip", "knee", "ankle"))
    return hip, knee, ankle


def _from_the_side(tracks: Tracks, facing: Facing, task: Task | None) -> Movement:
    """Seen from the side only the nearer leg is sure; its bend shows the repetitions."""
    near = 0 if facing == "left" else 1
    image = [tracks.joints[name] for name in ("hip", "knee", "ankle")]
    bend = angles.bend(*image)
    leg = leg_length(tracks) or np.nan
    apart = np.abs(image[2][:, 0, 0] - image[2][:, 1, 0]) / leg
    in_lunge = np.isfinite(apart).any() and float(np.nanmedian(apart)) > APART_SHARE
    if task == "lunge" or (task is None and in_lunge):
        return Movement("lunge", (_front_leg(tracks, facing),), ())
    spans = find_spans(tracks.time_s, bend[:, near], LEAST_BEND) if len(bend) > 1 else ()
    guessed: Task = "squat" if spans else "stand"
    return Movement(task or guessed, (0, 1), spans)


def _front_leg(tracks: Tracks, facing: Facing) -> int:
    """The side whose ankle is farther in the direction the person faces."""
    forward = 1.0 if facing == "right" else -1.0
    ankles = np.nanmedian(tracks.joints["ankle"][..., 0], axis=0) * forward
    return int(np.argmax(ankles))


def _standing_legs(
    tracks: Tracks, bends: Floats, task: Task | None, stands: int | None
) -> tuple[tuple[int, ...], tuple[Span, ...]]:
    """The sides that stand and their repetitions. Both feet on one floor: both legs; else the foot that stays."""
    either = find_spans(tracks.time_s, np.fmax(bends[:, 0], bends[:, 1]), LEAST_BEND)
    single_asked = task in ("single-leg-squat", "step-down")
    if task in ("squat", "stand") or (not single_asked and not _on_one_leg(tracks, either)):
        spans = find_spans(tracks.time_s, mean_of_known(bends), LEAST_BEND)
        return (0, 1), _planted(tracks, spans, (0, 1))
    side = _foot_that_stays(tracks, either) if stands is None else stands
    return (side,), _planted(tracks, find_spans(tracks.time_s, bends[:, side], LEAST_BEND), (side,))


def _ankle_heights(tracks: Tracks) -> Floats:
    """Height (T, 2) of each ankle in the picture, leg lengths, + up."""
    leg = leg_length(tracks) or np.nan
    heights: Floats = -tracks.joints["ankle"][..., 1] / leg
    return heights


def _on_one_leg(tracks: Tracks, spans: tuple[Span, ...]) -> bool:
    """True where at most bottoms one ankle is off the other's floor."""
    heights = _ankle_heights(tracks)
    apart = np.abs(heights[:, 0] - heights[:, 1])
    if not spans:
        return bool(np.nanmedian(apart) > RAISED_SHARE)
    at_bottom = [_at(tracks.time_s, apart, span.bottom_s) for span in spans]
    return float(np.median(at_bottom)) > RAISED_SHARE


def _foot_that_stays(tracks: Tracks, spans: tuple[Span, ...]) -> int:
    """The side whose ankle moves less from the start of the repetitions to their bottoms; at a tie the lower one."""
    ankles = tracks.joints["ankle"] / (leg_length(tracks) or np.nan)
    if not spans:
        travel = np.nanstd(ankles, axis=0).sum(axis=-1)
    else:
        moved = [
            np.linalg.norm(_at(tracks.time_s, ankles, span.bottom_s) - _at(tracks.time_s, ankles, span.start_s), axis=-1)
            for span in spans
        ]
        travel = np.median(np.array(moved), axis=0)
    lower = int(np.nanargmin(np.nanmedian(_ankle_heights(tracks), axis=0)))
    if abs(travel[0] - travel[1]) < 0.02:
        return lower
    return int(np.argmin(travel))


def _planted(tracks: Tracks, spans: tuple[Span, ...], stance: tuple[int, ...]) -> tuple[Span, ...]:
    """Repetitions during which the standing feet stay where they are."""
    ankles = tracks.joints["ankle"][:, list(stance)] / (leg_length(tracks) or np.nan)
    kept = []
    for span in spans:
        inside = ankles[span.holds(tracks.time_s)]
        if len(inside) and np.isfinite(inside).any():
            reach = np.nanquantile(inside, 0.95, axis=0) - np.nanquantile(inside, 0.05, axis=0)
            if float(np.linalg.norm(reach, axis=-1).max()) < STEPPING_SHARE:
                kept.append(span)
    return tuple(kept)


def _task_of(tracks: Tracks, stance: tuple[int, ...], spans: tuple[Span, ...]) -> Task | None:
    if not spans:
        return "stand" if len(stance) == 2 and _is_still(tracks) else None
    if len(stance) == 2:
        return "squat"
    heights = _ankle_heights(tracks)
    stands, free = stance[0], 1 - stance[0]
    free_above = [_at(tracks.time_s, heights[:, free] - heights[:, stands], span.bottom_s) for span in spans]
    return "single-leg-squat" if float(np.median(free_above)) > 0 else "step-down"


def _is_still(tracks: Tracks) -> bool:
    """True where hips and ankles stay within a tenth of the leg for nearly all of the recording."""
    leg = leg_length(tracks) or np.nan
    for name in ("hip", "ankle"):
        middle = tracks.middle(name) / leg
        if np.isfinite(middle).any():
            spread = np.nanquantile(middle, 0.95, axis=0) - np.nanquantile(middle, 0.05, axis=0)
            if float(spread.max()) > 0.1:
                return False
    return True


def _landings(tracks: Tracks, bends: Floats) -> tuple[Span, ...]:
    """Repetitions that begin where both feet meet the floor after a flight: from contact to the next rise's end."""
    time_s = tracks.time_s
    speed = np.gradient(low_pass(time_s, _ankle_heights(tracks).mean(axis=1), 6.0), time_s)
    together = _together(tracks)
    falling = np.isfinite(speed) & (speed < -AIRBORNE_SPEED) & together
    spans = find_spans(time_s, mean_of_known(bends), LEAST_BEND)
    landings = []
    for span in spans:
        before = falling & (time_s > span.bottom_s - 0.8) & (time_s < span.bottom_s)
        if before.any():
            contact = float(time_s[np.flatnonzero(before)[-1]])
            landings.append(Span(contact, span.bottom_start_s, span.bottom_s, span.bottom_end_s, span.end_s))
    return tuple(landings)


def _together(tracks: Tracks) -> Floats:
    """Mask (T,): both ankles move up or down at about the same speed."""
    heights = _ankle_heights(tracks)
    speeds = np.stack([np.gradient(low_pass(tracks.time_s, side, 6.0), tracks.time_s) for side in heights.T])
    alike: Floats = np.abs(speeds[0] - speeds[1]) < 0.5 * np.abs(speeds).max(axis=0)
    return alike


def _at(time_s: Floats, values: Floats, moment_s: float) -> Floats:
    """Values of the known sample nearest to a moment."""
    known = np.flatnonzero(np.isfinite(values.reshape(len(values), -1)).all(axis=1))
    if len(known) == 0:
        return np.full(values.shape[1:], np.nan)
    nearest: Floats = values[known[np.argmin(np.abs(time_s[known] - moment_s))]]
    return nearest
