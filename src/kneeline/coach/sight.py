"""How the person is seen: from where, how large, standing how. Learnt while they hold the start position still, by the
same functions that measure a recording; kept up while they stand between repetitions."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from kneeline.coach.calm import Joints
from kneeline.coach.frame import Frame
from kneeline.coach.geometry import Leg, Lens, Point, apart, beside, lift_leg, turned
from kneeline.core.measurement import Facing
from kneeline.core.recording import Floats, Recording, Source, SourceKind, empty_recording
from kneeline.core.skeleton import pair
from kneeline.measure import lift
from kneeline.measure.errors import WIDEN_ONE_LOOK, ErrorModel, Kind, widened_by
from kneeline.measure.series import STRAIGHT
from kneeline.measure.tracks import Tracks, facing_of, make_tracks
from kneeline.measure.yaw import STRAIGHT_AHEAD, Yaw, at_the_camera, yaw_of

Quarter = Literal[-1, 0, 1]
"""By how many quarters the picture is turned clockwise so that the head is up."""

THIGH_PER_SHANK = 1.05
"""Lengths of thigh and shank to each other where only the shank shows its length: somebody sits, thighs towards the
camera (rendered people, standing)."""

SHORTENED_BELOW = 0.75
"""A thigh that looks shorter than this share of the shank points towards the camera (of rendered people and simulated
patients who stand it is 0.79 to 1.3 of it)."""

PERHAPS_BELOW = 0.85
"""One that looks shorter than this share does so where the leg is not straight in the picture, too: somebody sits
before a camera that stands low (simulated patients: up to 0.78)."""

GROWN = 1.01
"""A leg this much longer than it was at its longest is still rising."""

STANDS_S = 0.2
"""Of somebody first seen sitting a leg is believed to show its length once it has not grown for this long (our
choice)."""

STRAIGHT_SHARE = 0.985
"""Hip to ankle over thigh plus shank in the picture: a leg this straight shows how long it is."""

STANDS_SHARE = 0.94
"""Hip to ankle in the picture over the leg's length, above which a leg may be standing straight (our choice)."""

SETTLES_S = 1.0
"""How quickly what is known of the standing person follows them as they stand, s."""

GROWS_S = 0.2
"""How quickly a leg that looks longer than it was thought to be is believed, s: not for one lost joint."""

ANOTHER_SHARE = 0.25
"""Lengths that differ by more than this share are another person's, or joints gone wrong."""

_FILE = Source("", "landmarks", "", 0, None, 0.0, 0, 0)


@dataclass
class Sight:
    """What is known of the person and the camera.

    forward: +1 / -1, seen from the front / behind, or facing the right / left edge. stand_px (left, right): hip to
    ankle of each leg standing straight. thigh, shank, trunk: px. known (left, right): whether each leg was seen
    straight, or its lengths are inferred. offset: how far each knee stands beside its leg's line, leg lengths. foot:
    heading of each foot, deg, toe-out +. at: where the joints were in the start position. longest: hip to ankle of a
    leg not known yet, px, and for how long, s, it has not grown.
    """

    facing: Facing
    forward: int
    quarter: Quarter
    lens: Lens
    yaw: Yaw
    thigh: float
    shank: float
    known: list[bool]
    stand_px: list[float]
    remoteness: tuple[float, float]
    foot: tuple[float | None, float | None]
    errors: ErrorModel
    at: dict[str, tuple[Point | None, Point | None]]
    offset: list[float]
    longest: list[tuple[float, float]] = field(default_factory=lambda: [(0.0, 0.0), (0.0, 0.0)])

    @property
    def frontal(self) -> bool:
        """Seen from the front or from behind."""
        return self.facing in ("front", "back")

    @property
    def leg(self) -> float:
        """Hip to ankle along the leg, px."""
        return self.thigh + self.shank

    def knows(self, side: int | None) -> bool:
        """Whether a leg, or both (None), has been seen straight."""
        return all(self.known) if side is None else self.known[side]

    def lifted(self, joints: Joints, side: int) -> Leg | None:
        """A leg in space, on the body's own axes; None where one of its joints is unknown."""
        hip, knee, ankle = joints["hip"][side], joints["knee"][side], joints["ankle"][side]
        if hip is None or knee is None or ankle is None:
            return None
        distance = self.lens.focal / self.leg * self.remoteness[side]
        lengths = (self.thigh / self.leg, self.shank / self.leg)
        leg = lift_leg(hip, knee, ankle, self.lens, distance, *lengths, self.forward)
        yaw = math.radians(self.yaw.lifting)
        return turned(leg, math.cos(yaw), math.sin(yaw))

    def settle(self, joints: Joints, elapsed_s: float, resting: Sequence[int] = (0, 1)) -> None:
        """Follow the lengths of a person whose legs, those of sides ``resting``, stand between ways; a leg that looks
        longer than it was thought to be is as long, wherever it is."""
        share = min(1.0, elapsed_s / SETTLES_S)
        for side in (0, 1):
            hip, knee, ankle = joints["hip"][side], joints["knee"][side], joints["ankle"][side]
            if hip is None or knee is None or ankle is None:
                continue
            whole = apart(hip, ankle)
            if self.known[side] and whole <= min(STANDS_SHARE * self.leg, self.stand_px[side]):
                continue  # clearly bent, as most frames of a repetition are
            thigh, shank = apart(hip, knee), apart(knee, ankle)
            straight = whole > STRAIGHT_SHARE * (thigh + shank) and thigh > SHORTENED_BELOW * shank
            alike = abs(thigh + shank - self.leg) < ANOTHER_SHARE * self.leg
            rests = whole > STANDS_SHARE * self.leg and side in resting
            risen = not self.known[side] and self._risen(side, whole, elapsed_s)
            if straight and alike and (rests or risen):
                self._follow(joints, side, thigh, shank, whole, share if self.known[side] else 1.0)
            elif straight and alike and whole > self.stand_px[side]:
                self.stand_px[side] += min(1.0, elapsed_s / GROWS_S) * (whole - self.stand_px[side])

    def _risen(self, side: int, whole: float, elapsed_s: float) -> bool:
        """Whether a leg first seen bent has stopped growing."""
        longest, since_s = self.longest[side]
        grows = whole > GROWN * longest
        self.longest[side] = (whole, 0.0) if grows else (longest, since_s + elapsed_s)
        return self.longest[side][1] >= STANDS_S and whole > longest / GROWN

    def _follow(self, joints: Joints, side: int, thigh: float, shank: float, whole: float, share: float) -> None:
        part = share / 2 if any(self.known) else 1.0
        self.thigh += part * (thigh - self.thigh)
        self.shank += part * (shank - self.shank)
        self.stand_px[side] += share * (whole - self.stand_px[side])
        self.known[side] = True
        leg = self.lifted(joints, side)
        if leg is not None:
            self.offset[side] += share * (beside(leg) - self.offset[side])


def sight_of(
    frames: Sequence[Frame], kind: Kind, turned_view: bool, both_stand: bool, supine: bool = False
) -> Sight | None:
    """What frames in which the person keeps still tell; None where it can't be told from where they are seen. supine:
    they lie on their back, so the belly is where the ceiling is, wherever the feet point."""
    quarter = _quarter(frames) if turned_view else 0
    upright_frames = [upright(frame, quarter) for frame in frames]
    recording = _recording(upright_frames, kind)
    tracks = make_tracks(recording)
    facing = facing_of(tracks)
    if facing is None:
        return None
    frontal = facing in ("front", "back")
    if supine and quarter and not frontal:
        facing = "right" if quarter > 0 else "left"
    seen_turned = frontal and kind != "mocap"
    yaw = (yaw_of(tracks, recording, both_stand) or at_the_camera(tracks)) if seen_turned else STRAIGHT_AHEAD
    forward = 1 if facing in ("front", "right") else -1
    remoteness = np.ones(2)
    if frontal:
        apart_by = yaw.lifting if both_stand else 0.0
        remoteness = lift.remoteness_of_feet(tracks.joints["ankle"], tracks.size, forward, apart_by)
    joints = {name: tracks.joints[name] for name in ("hip", "knee", "ankle")}
    whole = np.ones(joints["hip"].shape[:2], dtype=np.bool_)
    lengths = lift.segment_lengths(tracks.time_s, joints["hip"], joints["knee"], joints["ankle"], whole, remoteness)
    if lengths is None:
        return None
    known = lengths.thigh >= (SHORTENED_BELOW if _straight(joints) else PERHAPS_BELOW) * lengths.shank
    thigh = lengths.thigh if known else THIGH_PER_SHANK * lengths.shank
    width, height = recording.size
    sight = Sight(
        facing,
        forward,
        quarter,
        Lens(lift.focal_px((width, height)), width / 2, height / 2),
        yaw,
        thigh,
        lengths.shank,
        [known, known],
        _standing(joints, thigh + lengths.shank),
        (float(remoteness[0]), float(remoteness[1])),
        _feet(tracks, thigh + lengths.shank, forward, yaw.lifting) if frontal else (None, None),
        ErrorModel(kind, 1.0, still_factor=WIDEN_ONE_LOOK, yaw_factor=widened_by(yaw.told), unproven=False),
        {name: _middles(points) for name, points in tracks.joints.items()},
        [0.0, 0.0],
    )
    return _with_offsets(sight, joints)


def upright(frame: Frame, quarter: Quarter) -> Frame:
    """The frame turned by quarters clockwise."""
    if quarter == 0:
        return frame
    width, height = frame.size
    x, y = frame.xy[:, 0], frame.xy[:, 1]
    xy = np.stack([height - y, x] if quarter == 1 else [y, width - x], axis=1)
    return replace(frame, xy=xy, size=(height, width))


def _quarter(frames: Sequence[Frame]) -> Quarter:
    """How to turn the picture of somebody who lies."""
    trunk = np.array([frame.xy[pair("hip")].mean(axis=0) - frame.xy[pair("shoulder")].mean(axis=0) for frame in frames])
    known = trunk[np.isfinite(trunk).all(axis=1)]
    if len(known) == 0:
        return 0
    x, y = np.median(known, axis=0)
    if abs(x) <= abs(y):
        return 0
    return 1 if x > 0 else -1


def _recording(frames: Sequence[Frame], kind: Kind) -> Recording:
    """The frames as one recording, so that measure can look at them."""
    time_s = np.array([frame.time_s for frame in frames])
    kinds: dict[Kind, SourceKind] = {"picture": "video", "landmarks": "landmarks", "mocap": "mocap"}
    width, height = frames[-1].size
    source = replace(_FILE, kind=kinds[kind], frames=len(frames), width=width, height=height)
    models = [frame.model_xyz for frame in frames if frame.model_xyz is not None]
    return replace(
        empty_recording(source, time_s - time_s[0], frames[-1].estimator),
        xy=np.stack([frame.xy for frame in frames]),
        visibility=np.stack([frame.visibility for frame in frames]),
        looked=np.ones(len(frames), dtype=np.bool_),
        mirrored=frames[-1].mirrored,
        model_xyz=np.stack(models) if len(models) == len(frames) else None,
    )


def _straight(joints: dict[str, Floats]) -> bool:
    """Whether either leg looks straight in the picture."""
    hip, knee, ankle = (joints[name] for name in ("hip", "knee", "ankle"))
    parts = np.linalg.norm(hip - knee, axis=-1) + np.linalg.norm(knee - ankle, axis=-1)
    shares = np.linalg.norm(hip - ankle, axis=-1) / parts
    return any(_median(shares[:, side]) > STRAIGHT_SHARE for side in (0, 1))


def _standing(joints: dict[str, Floats], leg: float) -> list[float]:
    """Hip to ankle (left, right), px, of each leg if it stood straight."""
    found = []
    for side in (0, 1):
        whole = _median(np.linalg.norm(joints["hip"][:, side] - joints["ankle"][:, side], axis=-1))
        found.append(whole if whole > STANDS_SHARE * leg else leg)
    return found


def _feet(tracks: Tracks, leg: float, facing: int, yaw: float) -> tuple[float | None, float | None]:
    foot = lift.foot_seen(tracks.joints["forefoot"], tracks.joints["toe"])
    seen = lift.foot_heading_in_image(
        tracks.joints["heel"], tracks.joints[foot.tip], foot.share * leg, tracks.size, facing
    )
    left, right = (_median(seen[:, side]) for side in (0, 1))
    return (left + yaw if np.isfinite(left) else None, right - yaw if np.isfinite(right) else None)


def _middles(points: Floats) -> tuple[Point | None, Point | None]:
    left, right = (tuple(_median(axis) for axis in points[:, side].T) for side in (0, 1))
    return (
        (left[0], left[1]) if np.isfinite(left).all() else None,
        (right[0], right[1]) if np.isfinite(right).all() else None,
    )


def _median(values: Floats) -> float:
    known = values[np.isfinite(values)]
    return float(np.median(known)) if len(known) else np.nan


def _with_offsets(sight: Sight, joints: dict[str, Floats]) -> Sight:
    """How far each knee stands beside its leg's line, where the leg is straight."""
    from kneeline.coach.geometry import bend

    middles = {name: _middles(points) for name, points in joints.items()}
    for side in (0, 1):
        leg = sight.lifted(middles, side)
        if leg is not None and bend(leg) < STRAIGHT:
            sight.offset[side] = beside(leg)
    return sight
