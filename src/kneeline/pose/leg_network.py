"""The joints of one leg by a network of our own, and how far they are believed beside the pose model's.

The network (`training/`, docs/training.md) sees a leg at three times the pose model's resolution and was taught the
joints' centres, and where its skin is nearest to the other leg. It was taught on rendered people, so it is believed
only where it agrees with the pose model about where the leg is, and gives way gradually where it does not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from kneeline.core.recording import Floats
from kneeline.core.skeleton import SIDES, joint
from kneeline.pixels.network import PictureNetwork
from kneeline.pixels.warp import Pixels
from kneeline.pose.leg_crop import LegCrop, leg_crop
from kneeline.pose.model_files import leg_model

READ: Final = ("hip", "knee", "ankle", "heel", "forefoot", "toe")
"""What the network gives of a leg, in its order; then follow the other hip and the skin beside knee and ankle."""

ANSWERS: Final = ("points", "log_variance")
"""The network's outputs by name."""

BELIEVED: Final = {1: 0.8, 3: 0.95}
"""Weight of the network beside the pose model where both agree, by the looks that made the reading. One look: on
rendered people no worse than 1, and half a step towards what was best for the one real person with a reference
(0.5-0.75; our choice). Three err less (our choice: in 300 photos of rendered people who stand 0.9 and 1 were best)."""

AGREES, DISAGREES = 0.08, 0.16
"""Shares of the leg's image length: closer than the first the two agree, farther than the second the network is
left out, between them it fades (our choice: on 62 rendered legs in lunges and hard photos on which both were 0.06 to
0.12 apart the network was off by 0.02 in the median, the pose model by 0.07)."""

SURE_DEG, UNSURE_DEG = 3.5, 6.0
"""The same for the network's own standard deviation of the knee's angle, deg (our choice)."""

LOST_DEG: Final = 10.0
"""A leg read elsewhere by a network that is less sure than this is where neither has it (our choice: of 568 rendered
legs the four of which that was so lay 0.3 to 0.5 of their length away from where the pose model had them, no other one
farther than 0.24)."""

LESS_SURE, FAR_LESS_SURE = 1.3, 2.0
"""How many times as large a leg's standard deviation is as the other's: up to the first its hip is read with it, from
the second on with the other leg, between them it fades. A leg lifted off the floor was not taught, and draws its hip
along (our choice: 1.3 to 11 on nine of ten of 790 frames of rendered single-leg squats, the median 2.8; two legs in
514 frames of squats stay below 1.3 on 99 of 100)."""

ALONG_THIGH: Final = 0.4
"""Weight of what the other leg shows of a hip along that hip's thigh, where both are alike: it changes no angle at the
knee, and the hips' heights become surer (our choice: 0.3 to 0.5 told the line of the hips best in 300 rendered photos
of standing people, 0.6° off for 1.0, and in clips of squats and steps down, 0.7 and 1.2° for 1.0 and 1.4)."""

_HIP: Final = READ.index("hip")
_KNEE: Final = READ.index("knee")
_PLACES: Final = [[joint(f"{side}_{name}") for name in READ] for side in SIDES]


@dataclass(frozen=True)
class LegReading:
    """xy (6, 2): px of the picture, by joint in the order of ``READ``; other_hip (2,) px; skin (2, 2) px: beside knee
    and ankle, where the skin is nearest to the other leg; sigma_deg: the network's own standard deviation of the angle
    at the knee, deg; looks: how many it is the mean of."""

    xy: Floats
    other_hip: Floats
    skin: Floats
    sigma_deg: float
    looks: int = 1


class LegReader(Protocol):
    """What reads one leg from a crop. One thread at a time may use one."""

    def read(self, picture: Pixels, crop: LegCrop) -> LegReading:
        """The leg in ``picture`` (192, 96, 3), cut out at ``crop``."""
        ...


class LegNetwork:
    """The network of this package, loaded when first used. Raises KneelineError where it is missing."""

    def __init__(self) -> None:
        self._network = PictureNetwork(leg_model())

    def read(self, picture: Pixels, crop: LegCrop) -> LegReading:
        """The leg in ``picture`` (192, 96, 3) uint8, cut out at ``crop``."""
        answer = self._network.run(picture, ANSWERS)
        points, log_variance = (answer[name].astype(np.float64) for name in ANSWERS)
        return reading(points, log_variance, crop)


def reading(points: Floats, log_variance: Floats, crop: LegCrop) -> LegReading:
    """What the network's answers about a leg cut out at ``crop`` mean.

    points: 9 times 2 shares 0..1 from the crop's upper left corner; log_variance: of the angle at the knee, log deg².
    """
    placed = crop.to_picture(points.reshape(-1, 2))
    xy, other_hip, skin = placed[: len(READ)], placed[len(READ)], placed[len(READ) + 1 :]
    return LegReading(xy, other_hip, skin, float(np.exp(log_variance.item() / 2)))


def read_on_photo(reader: LegReader, photo: Pixels, crop: LegCrop, leg: Floats) -> LegReading:
    """The leg at ``crop`` of a photo (H, W, 3): where what is read is believed at all beside the pose model's ``leg``
    (6, 2) px, the mean of it and of further looks cut out around it.

    The network answers a little differently as the leg lies elsewhere in its crop; so much of its error goes away.
    """
    once = reader.read(crop.cut(photo), crop)
    if believed(leg, once) == 0:
        return once
    hip, knee, ankle = once.xy[:3]
    around = leg_crop(hip, knee, ankle, once.other_hip, crop.mirrored)
    looks = [once, *(reader.read(crop.cut(photo), crop) for crop in around.further())]
    return LegReading(
        xy=np.mean([look.xy for look in looks], axis=0),
        other_hip=np.mean([look.other_hip for look in looks], axis=0),
        skin=np.mean([look.skin for look in looks], axis=0),
        sigma_deg=float(np.sqrt(np.mean([look.sigma_deg**2 for look in looks]))),
        looks=len(looks),
    )


def leg_crops(landmarks: Floats) -> tuple[LegCrop, LegCrop]:
    """Rectangles around the left and the right leg of BlazePose's landmarks (33, 2) px.

    The leg on the picture's right of the two is cut out mirrored.
    """
    hips, knees, ankles = landmarks[23:25], landmarks[25:27], landmarks[27:29]
    left_is_right_of = bool(hips[0, 0] > hips[1, 0])
    left, right = (
        leg_crop(hips[side], knees[side], ankles[side], hips[1 - side], mirrored)
        for side, mirrored in ((0, left_is_right_of), (1, not left_is_right_of))
    )
    return left, right


def legs_of(joints: Floats) -> tuple[Floats, Floats]:
    """Left and right leg (6, 2) px of joints (J, 2) px, by joint in the order of ``READ``."""
    left, right = (joints[where] for where in _PLACES)
    return left, right


def with_legs(joints: Floats, readings: Sequence[LegReading]) -> Floats:
    """Joints (J, 2) px of the pose model, both legs moved to where the network reads them, as far as it is believed.

    readings: of the left and the right leg. A joint the pose model does not have is given where the network is believed
    at least half. A leg that is believed less, or is far less sure, than the other has its hip where that one's picture
    shows it; of two legs that are alike each has a say in how far up the other's hip is.
    """
    moved = joints.copy()
    trusted = tuple(map(_trusted, legs_of(joints), readings))
    believing = [BELIEVED[reading.looks] * trust for reading, trust in zip(readings, trusted, strict=True)]
    for where, reading, belief in zip(_PLACES, readings, believing, strict=True):
        moved[where] = _fused(joints[where], reading.xy, belief)
    for side, where in enumerate(_PLACES):
        hip, knee, other = where[_HIP], where[_KNEE], 1 - side
        less_sure, surer = _less_sure(readings[side], readings[other]), _less_sure(readings[other], readings[side])
        all_of_it = max(less_sure, 1 - trusted[side]) * trusted[other]
        along_thigh = ALONG_THIGH * trusted[side] * trusted[other] * (1 - less_sure) * (1 - surer)
        if all_of_it or along_thigh:
            away = _fused(joints[hip], readings[other].other_hip, believing[other]) - moved[hip]
            thigh = moved[hip] - moved[knee]
            moved[hip] += all_of_it * away + along_thigh * (away @ thigh) / max(thigh @ thigh, 1e-9) * thigh
    return moved


def _less_sure(reading: LegReading, than: LegReading) -> float:
    """0..1: from hardly less sure of its angle than another leg's reading to far less."""
    return float(np.interp(reading.sigma_deg / than.sigma_deg, (LESS_SURE, FAR_LESS_SURE), (0.0, 1.0)))


def _fused(joints: Floats, read: Floats, belief: float) -> Floats:
    """Joints (..., 2) px of the pose model, moved by ``belief`` towards where they were read; what it does not have is
    as read where that is believed at least half."""
    return np.where(np.isnan(joints), read if belief >= 0.5 else np.nan, joints + belief * (read - joints))


def beliefs(joints: Floats, readings: Sequence[LegReading]) -> tuple[float, ...]:
    """Weights of the readings of the left and the right leg beside the pose model's joints (J, 2) px."""
    return tuple(map(believed, legs_of(joints), readings))


def skin_gaps(joints: Floats, readings: Sequence[LegReading]) -> Floats:
    """(2,) px across the picture between the skin of both knees and of both ankles, below 0 where one covers the other;
    NaN where a leg is not believed at least half.

    joints (J, 2) px of the pose model; readings: of the left and the right leg.
    """
    if min(beliefs(joints, readings)) < 0.5:
        return np.full(2, np.nan)
    left, right = readings
    facing = np.sign(left.xy[0, 0] - right.xy[0, 0])
    return np.asarray((left.skin[:, 0] - right.skin[:, 0]) * facing)


def without_lost_knees(visibility: Floats, joints: Floats, readings: Sequence[LegReading]) -> Floats:
    """Visibility (J,) of the pose model's joints (J, 2) px, 0 for the knee of a leg that the network finds neither
    there nor anywhere else. Its ankle stays: it is good enough to tell where somebody stands."""
    seen = visibility.copy()
    for where, reading in zip(_PLACES, readings, strict=True):
        if _apart(joints[where], reading) > DISAGREES and reading.sigma_deg > LOST_DEG:
            seen[where[_KNEE]] = 0.0
    return seen


def believed(leg: Floats, reading: LegReading) -> float:
    """Weight 0..``BELIEVED`` of a reading beside the pose model's leg (6, 2) px, by joint in the order of ``READ``."""
    return BELIEVED[reading.looks] * _trusted(leg, reading)


def _trusted(leg: Floats, reading: LegReading) -> float:
    """0..1: how far a reading agrees with the pose model's leg (6, 2) px and is sure."""
    agreement = np.interp(_apart(leg, reading), (AGREES, DISAGREES), (1.0, 0.0))
    sureness = np.interp(reading.sigma_deg, (SURE_DEG, UNSURE_DEG), (1.0, 0.0))
    return float(agreement * sureness)


def _apart(leg: Floats, reading: LegReading) -> float:
    """How far hip, knee or ankle of a reading lie from the pose model's leg (6, 2) px at most, in shares of the leg."""
    length = float(np.linalg.norm(leg[1] - leg[0]) + np.linalg.norm(leg[2] - leg[1]))
    return float(np.linalg.norm(reading.xy[:3] - leg[:3], axis=1).max()) / length
