"""The joints of a recording, calmed over time, and how the person stands to the camera."""

from dataclasses import dataclass

import numpy as np

from kneeline.core.filtering import low_pass
from kneeline.core.measurement import Facing
from kneeline.core.recording import Floats, Recording
from kneeline.core.skeleton import joint, pair
from kneeline.measure.level import levelled, plumb_or_level

VISIBLE_FROM = 0.05
"""Below this belief of the estimator a hip, knee or ankle is taken as hidden (our choice: dark trousers in a small
picture can bring a well-placed knee down to 0.1)."""

CUTOFF_HZ = 6.0
"""Zero-lag low-pass of joints (Winter 2009, 4-6 Hz for slow movement)."""

SIDE_VIEW_WIDTH = 0.22
"""Shoulders narrower than this share of the leg's image length are seen from the side (in front: 0.38-0.66)."""

GATED = ("hip", "knee", "ankle")


@dataclass(frozen=True)
class Tracks:
    """Calm joints by name: pairs (T, 2 sides, 2) px, and the nose (T, 2). NaN = not known. plumb (T, 2): as
    ``level.levelled`` takes it. skin_gaps (T, 2) px, calm, or None: as in the recording."""

    time_s: Floats
    joints: dict[str, Floats]
    nose: Floats
    plumb: Floats
    size: tuple[int, int]
    skin_gaps: Floats | None = None

    def upright(self, name: str) -> Floats:
        """(T, 2 sides, 2) px, where a camera held level would see the joints of that name."""
        return levelled(self.joints[name], self.plumb, self.size)

    def middle(self, name: str) -> Floats:
        """(T, 2) px, midway between the left and the right joint of that name."""
        middle: Floats = self.joints[name].mean(axis=1)
        return middle


def make_tracks(recording: Recording, cutoff_hz: float = CUTOFF_HZ) -> Tracks:
    """Joints that the estimator believes visible, low-passed over the frames that were looked at."""
    single = len(recording.time_s) == 1

    def calm(values: Floats) -> Floats:
        return values if single else _calm(recording.time_s, values, cutoff_hz)

    smooth = calm(_believed(recording))
    joints = {
        name: smooth[:, pair(name)] for name in ("ear", "shoulder", "hip", "knee", "ankle", "heel", "forefoot", "toe")
    }
    gaps = None if recording.skin_gaps is None else calm(recording.skin_gaps)
    return Tracks(recording.time_s, joints, smooth[:, joint("nose")], plumb_or_level(recording), recording.size, gaps)


def _believed(recording: Recording) -> Floats:
    xy = np.array(recording.xy)
    for name in GATED:
        hidden = recording.visibility[:, pair(name)] < VISIBLE_FROM
        xy[:, pair(name)] = np.where(hidden[..., None], np.nan, xy[:, pair(name)])
    return xy


def _calm(time_s: Floats, values: Floats, cutoff_hz: float) -> Floats:
    columns = values.reshape(len(time_s), -1)
    calm = [low_pass(time_s, column, cutoff_hz) for column in columns.T]
    return np.stack(calm, axis=1).reshape(values.shape)


def leg_length(tracks: Tracks) -> float | None:
    """Usual image length of a leg, hip to knee to ankle, px: the longer side's upper quartile over the frames."""
    hip, knee, ankle = (tracks.joints[name] for name in GATED)
    legs = np.linalg.norm(knee - hip, axis=-1) + np.linalg.norm(ankle - knee, axis=-1)
    return float(np.nanquantile(legs, 0.75)) if np.isfinite(legs).any() else None


def facing_of(tracks: Tracks) -> Facing | None:
    """From where the camera sees the person; None where too little of them is known."""
    leg = leg_length(tracks)
    hips, shoulders = tracks.joints["hip"], tracks.joints["shoulder"]
    if leg is None:
        return None
    width = [_typical(each[:, 0, 0] - each[:, 1, 0]) / leg for each in (hips, shoulders)]
    widest = max((value for value in width if np.isfinite(value)), key=abs, default=np.nan)
    if not np.isfinite(widest):
        return None
    if abs(widest) < SIDE_VIEW_WIDTH:
        return _side_seen(tracks)
    return "front" if widest > 0 else "back"


def _side_seen(tracks: Tracks) -> Facing | None:
    """Somebody whose feet point to the right of the picture shows us their right side."""
    forward = _typical((tracks.joints["toe"] - tracks.joints["heel"])[..., 0].mean(axis=1))
    if not np.isfinite(forward) or forward == 0:
        return None
    return "right" if forward > 0 else "left"


def _typical(values: Floats) -> float:
    return float(np.nanmedian(values)) if np.isfinite(values).any() else np.nan
