"""Which movement a recording shows, which leg carries it, and where its repetitions are."""

from dataclasses import dataclass

import numpy as np

from kneeline.core import angles
from kneeline.core.filtering import low_pass
from kneeline.core.measurement import Facing, Task
from kneeline.core.recording import Bools, Floats, Recording
from kneeline.core.repetitions import CUTOFF_HZ, Span, edged_by_height, find_spans
from kneeline.core.skeleton import pair
from kneeline.measure.tracks import Tracks, leg_length
from kneeline.measure.yaw import yaw_of

LEAST_BEND = 18.0
"""A movement that bends the knee less than this is no repetition (our choice; standing sways by under 10)."""

RAISED_SHARE = 0.10
"""Ankles whose heights differ by more than this share of the leg are not both on the same floor (our choice)."""

RAISED_BY_YAW = 0.2
"""Shares of the leg that are added at a side view: a stance half a leg wide, seen from 1.2 m height at 3 m."""

STAYS_SHARE = 0.05
"""A foot that travels this share of the leg less than the other is the one that stays (our choice)."""

ALIKE_SHARE = 0.5
"""On both feet the knee that bends less still bends more than this share of the other (our choice)."""

STEPPING_SHARE = 0.25
"""Feet that travel farther than this share of the leg during a repetition are walking, not squatting."""

STANDING_QUANTILE = 0.8
"""The hip is this high above the ankle, by rank over the recording, where somebody stands between repetitions."""

WALKED_M = 0.35
"""Metres between start and end of a repetition on the spot that nobody exceeds without a step (our choice)."""

AIRBORNE_SPEED = 1.2
"""Leg lengths a second at which both ankles go up or down together only in a jump."""

APART_SHARE, AHEAD_SHARE = 0.45, 0.15
"""From the side, feet farther apart than the first share of the leg are in a lunge; in a still with a bent front knee
the second is enough (our choice)."""


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
    yaw = yaw_of(tracks, recording, both_stand=True)
    stance, spans = _standing_legs(tracks, recording, bends, task, stands, _raised_share(yaw.told if yaw else 0.0))
    found = task or _task_of(tracks, stance, spans)
    return Movement(found, stance, () if found == "stand" else _edged(tracks, spans))


def bend_signals(tracks: Tracks, recording: Recording, facing: Facing) -> Floats | None:
    """How far each knee is bent (T, 2), deg, well enough to find the movement; None where no leg is known.

    From space or from the side it is the knee's angle. From the front it is the bend of a leg of equal halves whose
    hip came that much nearer to its ankle than when standing: 2 acos(h / h0), calm because it is one distance.
    """
    if recording.xyz is not None:
        return angles.bend(*_space(recording))
    image = [tracks.joints[name] for name in ("hip", "knee", "ankle")]
    if facing in ("left", "right"):
        return angles.bend(*image)
    bends = [_shortening(tracks, side) for side in (0, 1)]
    return None if np.isnan(bends).all() else np.stack(bends, axis=1)


def _shortening(tracks: Tracks, side: int) -> Floats:
    apart: Floats = np.linalg.norm(tracks.joints["hip"][:, side] - tracks.joints["ankle"][:, side], axis=-1)
    if not np.isfinite(apart).any():
        return apart
    calm = low_pass(tracks.time_s, apart, CUTOFF_HZ)
    standing = float(np.nanquantile(calm, STANDING_QUANTILE))
    bend: Floats = np.degrees(2 * np.arccos(np.clip(calm / standing, 0.0, 1.0)))
    return bend


def _edged(tracks: Tracks, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The repetitions from where the trunk comes down to where it is up again, told by the shoulders: they are read the
    same from every side, hips are not."""
    return edged_by_height(spans, tracks.time_s, -tracks.middle("shoulder")[:, 1])


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
    if task == "lunge" or (task is None and _in_lunge(apart, bend[:, _front_leg(tracks, facing)])):
        return Movement("lunge", (_front_leg(tracks, facing),), ())
    spans = find_spans(tracks.time_s, bend[:, near], LEAST_BEND) if len(bend) > 1 else ()
    guessed: Task = "squat" if spans else "stand"
    return Movement(task or guessed, (0, 1), _edged(tracks, spans))


def _in_lunge(apart: Floats, front_bend: Floats) -> bool:
    """True for feet far apart, or in a still a bent front knee with one foot clearly ahead."""
    if not np.isfinite(apart).any() or not np.isfinite(front_bend).any():
        return False
    distance, bend = float(np.nanmedian(apart)), float(np.nanmedian(front_bend))
    return distance > APART_SHARE or (len(apart) == 1 and distance > AHEAD_SHARE and bend > LEAST_BEND)


def _front_leg(tracks: Tracks, facing: Facing) -> int:
    """The side whose ankle is farther in the direction the person faces."""
    forward = 1.0 if facing == "right" else -1.0
    ankles = np.nanmedian(tracks.joints["ankle"][..., 0], axis=0) * forward
    return int(np.argmax(ankles))


def _standing_legs(
    tracks: Tracks, recording: Recording, bends: Floats, task: Task | None, stands: int | None, raised: float
) -> tuple[tuple[int, ...], tuple[Span, ...]]:
    """The sides that stand and their repetitions. Both feet on one floor: both legs; else the one that carries."""
    downs = find_spans(tracks.time_s, _pelvis_bend(tracks), LEAST_BEND)
    rises = _rises(tracks.time_s, bends, downs)
    single_asked = task in ("single-leg-squat", "step-down")
    if task in ("squat", "stand") or (not single_asked and not _on_one_leg(tracks, rises, downs, raised)):
        spans = find_spans(tracks.time_s, mean_of_known(bends), LEAST_BEND)
        return (0, 1), _planted(tracks, recording, spans, (0, 1))
    side = _carrying_leg(tracks, rises, downs) if stands is None else stands
    return (side,), _planted(tracks, recording, find_spans(tracks.time_s, bends[:, side], LEAST_BEND), (side,))


def _raised_share(yaw: float) -> float:
    """How far apart ankles on one floor can look: seen from an angle the nearer one stands lower in the picture."""
    return RAISED_SHARE + RAISED_BY_YAW * abs(float(np.sin(np.radians(yaw))))


def _pelvis_bend(tracks: Tracks) -> Floats:
    """The bend (T,), deg, of a leg that would lower the pelvis as far as it went down in the picture."""
    height = -tracks.middle("hip")[:, 1] / (leg_length(tracks) or np.nan)
    if not np.isfinite(height).any():
        return height
    calm = low_pass(tracks.time_s, height, CUTOFF_HZ)
    down = np.nanquantile(calm, STANDING_QUANTILE) - calm
    bend: Floats = np.degrees(2 * np.arccos(np.clip(1 - down, 0.0, 1.0)))
    return bend


def _rises(time_s: Floats, bends: Floats, spans: tuple[Span, ...]) -> Floats:
    """How much more each knee is bent at the bottom than at the start (2,), deg, median over the repetitions."""
    if not spans:
        return np.zeros(2)
    each = [_at(time_s, bends, span.bottom_s) - _at(time_s, bends, span.start_s) for span in spans]
    rises: Floats = np.median(np.array(each), axis=0)
    return rises


def _ankle_heights(tracks: Tracks) -> Floats:
    """Height (T, 2) of each ankle in the picture, leg lengths, + up."""
    leg = leg_length(tracks) or np.nan
    heights: Floats = -tracks.joints["ankle"][..., 1] / leg
    return heights


def _on_one_leg(tracks: Tracks, rises: Floats, spans: tuple[Span, ...], raised: float) -> bool:
    """True where at most bottoms one ankle is off the other's floor, or only one knee has bent."""
    heights = _ankle_heights(tracks)
    apart = np.abs(heights[:, 0] - heights[:, 1])
    if not spans:
        return bool(np.nanmedian(apart) > raised)
    at_bottom = [float(_at(tracks.time_s, apart, span.bottom_s)) for span in spans]
    return float(np.median(at_bottom)) > raised or bool(rises.min() < ALIKE_SHARE * rises.max())


def _carrying_leg(tracks: Tracks, rises: Floats, spans: tuple[Span, ...]) -> int:
    """The side that stands: the lower foot where one is up all along, else the foot that stays where it is; where
    both seem to, the knee that bends more."""
    heights = _ankle_heights(tracks)
    starts = [_at(tracks.time_s, heights, span.start_s) for span in spans] or [np.nanmedian(heights, axis=0)]
    start = np.median(np.array(starts), axis=0)
    if not spans or abs(start[0] - start[1]) > RAISED_SHARE:
        return int(np.argmin(start))
    ankles = tracks.joints["ankle"] / (leg_length(tracks) or np.nan)
    moved = [
        np.linalg.norm(_at(tracks.time_s, ankles, span.bottom_s) - _at(tracks.time_s, ankles, span.start_s), axis=-1)
        for span in spans
    ]
    travel = np.median(np.array(moved), axis=0)
    return int(np.argmin(travel)) if abs(travel[0] - travel[1]) > STAYS_SHARE else int(np.argmax(rises))


def _planted(
    tracks: Tracks, recording: Recording, spans: tuple[Span, ...], stance: tuple[int, ...]
) -> tuple[Span, ...]:
    """Repetitions during which the standing feet, and the person, stay where they are."""
    ankles = tracks.joints["ankle"][:, list(stance)] / (leg_length(tracks) or np.nan)
    return tuple(
        span
        for span in spans
        if _travel(ankles[span.holds(tracks.time_s)]) < STEPPING_SHARE and not _walked(recording, span)
    )


def _travel(points: Floats) -> float:
    """How far the one of some points (n, sides, 2) that moves most travels; infinite where none is known."""
    if not np.isfinite(points).any():
        return np.inf
    reach = np.nanquantile(points, 0.95, axis=0) - np.nanquantile(points, 0.05, axis=0)
    return float(np.linalg.norm(reach, axis=-1).max())


def _walked(recording: Recording, span: Span) -> bool:
    """True where motion capture shows the pelvis farther along the floor at the end than a squat takes it."""
    if recording.xyz is None:
        return False
    pelvis = recording.xyz[:, pair("hip")].mean(axis=1)[:, [0, 2]]
    ends = [_at(recording.time_s, pelvis, moment) for moment in (span.start_s, span.end_s)]
    return float(np.linalg.norm(ends[1] - ends[0])) > WALKED_M


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


def _together(tracks: Tracks) -> Bools:
    """Mask (T,): both ankles move up or down at about the same speed."""
    heights = _ankle_heights(tracks)
    speeds = np.stack([np.gradient(low_pass(tracks.time_s, side, 6.0), tracks.time_s) for side in heights.T])
    alike: Bools = np.abs(speeds[0] - speeds[1]) < 0.5 * np.abs(speeds).max(axis=0)
    return alike


def _at(time_s: Floats, values: Floats, moment_s: float) -> Floats:
    """Values of the known sample nearest to a moment."""
    known = np.flatnonzero(np.isfinite(values.reshape(len(values), -1)).all(axis=1))
    if len(known) == 0:
        return np.full(values.shape[1:], np.nan)
    nearest: Floats = values[known[np.argmin(np.abs(time_s[known] - moment_s))]]
    return nearest
