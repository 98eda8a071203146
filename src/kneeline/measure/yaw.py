"""Where the camera stands around a person seen from the front or from behind."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from kneeline.core import angles
from kneeline.core.recording import Floats, Recording
from kneeline.core.skeleton import pair
from kneeline.measure import lift
from kneeline.measure.tracks import Tracks, facing_of, leg_length

SPREAD_DEG: Final = {"feet": 2.0, "feet_of_others": 10.0, "model": 2.5, "hips": 2.0}
"""How far each way of telling the yaw is taken to be off, deg (SD): the surer weighs more (our choice). How long a foot
is from marker to marker, or in another estimator's eyes, we do not know: on three people of a motion capture laboratory
feet told 1.0 to 1.3 times the yaw that they differed by, hips 0.8 to 0.9 times (docs/agreement.md)."""

AS_A_DIRECTION_DEG: Final = SPREAD_DEG | {"feet_of_others": 4.0, "hips": 4.0}
"""The same where the direction itself counts: a thigh between markers changes its length as it bends, and the hips' yaw
makes up for that, which is right to lift by and wrong to tell (our choice; docs/agreement.md)."""

DEG_PER_TREMBLE: Final = 10.0
"""How much less sure the hips are where the landmarks tremble, deg for each per cent of the leg (our choice)."""

USUALLY_TURNED: Final = 3.7
"""How much too far to their right the depth of the heavy and of the full model turns somebody seen on a video, deg:
mean of hips and shoulders on rendered ``fit`` people who squat. On a photo, seen in a mirror as well, nothing."""

TURNED_BY_LITE: Final = -0.5
"""The same of the lite model."""

ON_ONE_LEG: Final = (1.7, -0.4)
"""How much farther that is on somebody on the left leg, and on the right, deg: mean of the rendered ``fit`` people, by
the heavy model."""

BENT: Final = (35.0, 100.0)
"""Bends, deg, between which the thighs show how far each hip stands behind its foot."""

FEWEST_BENT: Final = 4
"""Fewer frames than this bent so far tell nothing."""

_TURNS: Final = np.arange(-36.0, 37.0, 2.0)


@dataclass(frozen=True)
class Yaw:
    """How a camera and somebody are turned to each other, deg.

    told: where the camera stands, + = to their left of straight ahead (behind: of straight behind). lifting: how far
    the body is turned to its own right against the axis of the camera (behind: of its back), to lift legs by. From the
    front that is the same for somebody in the middle of the picture; on landmarks that no model of ours guessed, the
    ways to tell count differently, too.
    """

    told: float
    lifting: float


STRAIGHT_AHEAD: Final = Yaw(0.0, 0.0)
"""Where motion capture is looked at from."""


def yaw_of(tracks: Tracks, recording: Recording, both_stand: bool) -> Yaw | None:
    """Where the camera stands around a person seen from the front or from behind.

    Up to three ways of telling, each weighed by how sure it is. Where a pose model guessed depth: the direction of hips
    and shoulders in it, its constant bias taken off. Where both feet stand on one floor (``both_stand``): the mean
    heading of both feet, whose turning out cancels; and, on landmarks that no model of ours guessed, the yaw at which
    both hips, each lifted from its own foot, lie on one line across the body (good to half a degree on exact joints of
    equal legs, but our own landmarks' errors make 8 degrees of it). None where nothing tells.
    """
    ways = _ways(tracks, recording, both_stand)
    lifting, told = (_weighed(ways, spreads, tracks) for spreads in (SPREAD_DEG, AS_A_DIRECTION_DEG))
    return None if lifting is None or told is None else Yaw(told, _sign(tracks) * lifting + _seen_at(tracks))


def at_the_camera(tracks: Tracks) -> Yaw:
    """That of somebody who looks straight at the camera, wherever in the picture: taken where nothing tells."""
    return Yaw(0.0, _seen_at(tracks))


def yaw_on(tracks: Tracks, recording: Recording, stance: tuple[int, ...]) -> Yaw | None:
    """The same for somebody who stands on these legs (indices; 0 left, 1 right): on one the depth looks turned."""
    yaw = yaw_of(tracks, recording, len(stance) == 2)
    if yaw is None or len(stance) == 2 or recording.source.kind == "landmarks":
        return yaw
    left, right = ON_ONE_LEG
    by_leg = (-right, -left) if recording.mirrored else (left, right)
    turned = by_leg[stance[0]]
    return Yaw(yaw.told + turned, yaw.lifting + _sign(tracks) * turned)


def _sign(tracks: Tracks) -> int:
    """+1 seen from the front, -1 from behind, where a camera to somebody's left sees them turned to their left."""
    return -1 if facing_of(tracks) == "back" else 1


def _seen_at(tracks: Tracks) -> float:
    """At what angle to its axis the camera sees somebody's hips, deg, + = in the right half of the picture: somebody
    who looks straight at it is turned by as much against the axis."""
    aside = tracks.upright("hip").mean(axis=1)[:, 0] - tracks.size[0] / 2
    if not np.isfinite(aside).any():
        return 0.0
    return float(np.degrees(np.arctan2(np.nanmedian(aside), lift.focal_px(tracks.size))))


def _ways(tracks: Tracks, recording: Recording, both_stand: bool) -> dict[str, float]:
    """Where each way says that the camera stands, deg, by its name in ``SPREAD_DEG``; NaN where it can't tell."""
    ways = {"model": yaw_in_depth(recording) + _too_far(recording)}
    if both_stand and recording.source.kind == "landmarks":
        ways |= {"feet_of_others": _yaw_of_feet(tracks), "hips": _yaw_of_hips(tracks)}
    elif both_stand:
        ways["feet"] = _yaw_of_feet(tracks)
    return ways


def _weighed(ways: Mapping[str, float], spreads: Mapping[str, float], tracks: Tracks) -> float | None:
    """The mean of what is told, deg, the surer counting more."""
    weights = {
        name: (spreads[name] + (DEG_PER_TREMBLE * _tremble(tracks) if name == "hips" else 0.0)) ** -2
        for name, yaw in ways.items()
        if np.isfinite(yaw)
    }
    if not weights:
        return None
    return float(sum(weight * ways[name] for name, weight in weights.items()) / sum(weights.values()))


def _tremble(tracks: Tracks) -> float:
    """Median distance of the legs' joints from the middle of their neighbours in time, % of the leg."""
    leg = leg_length(tracks)
    joints = np.stack([tracks.joints[name] for name in ("hip", "knee", "ankle")])
    off = joints[:, 1:-1] - (joints[:, :-2] + joints[:, 2:]) / 2
    if leg is None or not np.isfinite(off).any():
        return 0.0
    return float(100 * np.nanmedian(np.linalg.norm(off, axis=-1)) / leg)


def _yaw_of_feet(tracks: Tracks) -> float:
    leg = leg_length(tracks)
    foot = lift.foot_seen(tracks.joints["forefoot"], tracks.joints["toe"])
    feet = (tracks.upright(foot.tip) - tracks.upright("heel"))[..., 0].mean(axis=1)
    if leg is None or not np.isfinite(feet).any():
        return np.nan
    across = float(np.nanmedian(feet)) / (foot.share * leg)
    return float(-np.degrees(np.arcsin(np.clip(across, -1, 1))))


def yaw_in_depth(recording: Recording) -> float:
    """Where the camera stands by the depth that a pose model guesses, as it comes, deg: the mean of hips and shoulders;
    NaN without."""
    if recording.model_xyz is None:
        return np.nan
    return float(np.mean([_nearer(recording.model_xyz[:, pair(name)]) for name in ("hip", "shoulder")]))


def _too_far(recording: Recording) -> float:
    """How much too far to their right the depth turns somebody, deg."""
    if recording.source.kind == "photo":
        return 0.0
    turned = TURNED_BY_LITE if recording.estimator.startswith("blazepose-lite") else USUALLY_TURNED
    return -turned if recording.mirrored else turned


def _nearer(points: Floats) -> float:
    """By what angle the left one of two points (T, 2, 3) stands nearer to the camera than the right one, deg."""
    line = points[:, 0] - points[:, 1]
    if not np.isfinite(line).any():
        return np.nan
    across, toward = np.abs(np.nanmedian(line[:, 0])), np.nanmedian(line[:, 2])
    return float(np.degrees(np.arctan2(toward, across)))


def _yaw_of_hips(tracks: Tracks) -> float:
    """Where the camera stands by the turn at which the hips' line, both legs lifted from feet turned so, lies straight
    across the body.

    A turned body puts one foot nearer and shows one thigh longer; only at the true turn do both say the same.
    """
    if facing_of(tracks) not in ("front", "back"):
        return np.nan
    sign, legs = _sign(tracks), (tracks.upright("hip"), tracks.upright("knee"), tracks.upright("ankle"))
    if np.isnan(_hips_turned(tracks, legs, sign, 0.0)):  # too seldom bent to tell any turn: not worth 36 more looks
        return np.nan
    turned = np.array([_hips_turned(tracks, legs, sign, turn) for turn in _TURNS])
    crossings = np.flatnonzero((turned[:-1] > 0) != (turned[1:] > 0))
    if len(crossings) == 0 or not np.isfinite(turned).all():
        return np.nan
    at = crossings[np.argmin(np.abs(_TURNS[crossings]))]
    share = turned[at] / (turned[at] - turned[at + 1])
    against_the_axis = float(_TURNS[at] + share * (_TURNS[at + 1] - _TURNS[at]))
    return sign * (against_the_axis - _seen_at(tracks))


def _hips_turned(tracks: Tracks, legs: tuple[Floats, Floats, Floats], facing: int, turn: float) -> float:
    """By what angle the left hip stands before the right one in the axes of a body so turned, deg; ``legs``: hip, knee
    and ankle, upright."""
    hip, knee, ankle = legs
    remoteness = lift.remoteness_of_feet(ankle, tracks.size, facing, turn)
    everything = np.ones(hip.shape[:2], dtype=np.bool_)
    lengths = lift.segment_lengths(tracks.time_s, hip, knee, ankle, everything, remoteness)
    if lengths is None:
        return np.nan
    lifted = lift.lift_legs(hip, knee, ankle, lengths, tracks.size, facing, remoteness)
    bend = angles.bend(*lifted).mean(axis=1)
    bent = (bend > BENT[0]) & (bend < BENT[1])
    if bent.sum() < FEWEST_BENT:
        return np.nan
    hips = lift.turn(lifted[0][bent], turn)
    across, _, ahead = np.median(hips[:, 0] - hips[:, 1], axis=0)
    return float(np.degrees(np.arctan2(ahead, across)))
