"""Which part of a picture is cut out around a person, and what of it is covered; nothing here opens a picture."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from kneeline.core.recording import Floats, Recording
from kneeline.core.skeleton import joint, pair
from kneeline.core.still import Moment, Still

Box = tuple[int, int, int, int]  # left, top, right, bottom, px
Disc = tuple[int, int, int]  # x, y, radius, px

_BESIDE: Final = 0.07  # margins as parts of the person's height in the picture
_ABOVE: Final = 0.14  # the head reaches above its landmarks, most of all in a squat
_BELOW: Final = 0.10  # no landmark lies on the sole, and a foot is never cut
_NARROWEST: Final = 0.55  # width over height: room for what is written beside the legs
_HEAD: Final = 0.18  # radius of a head around its ears and nose, as part of a leg's length (drawn, not measured)
_ABOVE_HIPS: Final = 0.05  # so that the dots at the hips are whole
_LEGS: Final = ("hip", "knee", "ankle", "heel", "forefoot", "toe")


@dataclass(frozen=True)
class Cut:
    """A box of a picture, and the size, px, it is shrunk to."""

    box: Box
    width: int
    height: int

    def joints(self, xy: Floats) -> Floats:
        """Joints (J, 2) of the whole picture in px of the cut-out one."""
        left, top, right, bottom = self.box
        moved: Floats = (xy - [left, top]) * [self.width / (right - left), self.height / (bottom - top)]
        return moved

    def still(self, jpeg: bytes, recording: Recording, moment: Moment) -> Still:
        """What was cut out at this moment, its joints as they lie in it; ``jpeg`` is empty where kept elsewhere."""
        return Still(
            jpeg=jpeg,
            width=self.width,
            height=self.height,
            time_s=float(recording.time_s[moment.frame]),
            xy=self.joints(recording.xy[moment.frame]),
            sides=moment.sides,
            moment=moment.name,
        )


def cut_of(box: Box, height_px: int) -> Cut:
    """This box, at most ``height_px`` high."""
    left, top, right, bottom = box
    scale = min(1.0, height_px / (bottom - top))
    return Cut(box, max(1, round((right - left) * scale)), max(1, round((bottom - top) * scale)))


def person_at(recording: Recording, frame: int) -> Box:
    """Around the person's box and all their joints, with a margin, inside the picture; all of it where nobody is."""
    points = _extent(recording, frame)
    return _around(points, _ABOVE, recording.size) if len(points) else (0, 0, *recording.size)


def legs_at(recording: Recording, frame: int) -> Box | None:
    """Around both legs from the hips to the feet; None where no hip or no ankle is known."""
    joints = recording.xy[frame]
    if not all(np.isfinite(joints[pair(name)]).all(axis=1).any() for name in ("hip", "ankle")):
        return None
    points = np.vstack([joints[pair(name)] for name in _LEGS])
    return _around(points[np.isfinite(points).all(axis=1)], _ABOVE_HIPS, recording.size)


def head_at(recording: Recording, frame: int) -> list[Disc]:
    """Discs that cover the head: somebody who bends far may have it beside their hips."""
    joints = recording.xy[frame]
    head = np.vstack([joints[pair("ear")], joints[[joint("nose")]]])
    head = head[np.isfinite(head).all(axis=1)]
    leg = np.nanmax(np.linalg.norm(joints[pair("hip")] - joints[pair("knee")], axis=1), initial=0.0) * 2
    radius = round(max(_HEAD * leg, 1.0))
    return [(round(x), round(y), radius) for x, y in head]


def _around(points: Floats, above: float, size: tuple[int, int]) -> Box:
    """Around these points with margins, inside the picture."""
    width, height = size
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    tall = bottom - top
    top, bottom = top - above * tall, bottom + _BELOW * tall
    left, right = left - _BESIDE * tall, right + _BESIDE * tall
    missing = max(0.0, _NARROWEST * (bottom - top) - (right - left)) / 2
    left, right = left - missing, right + missing
    return (
        int(np.clip(np.floor(left), 0, width - 1)),
        int(np.clip(np.floor(top), 0, height - 1)),
        int(np.clip(np.ceil(right), 1, width)),
        int(np.clip(np.ceil(bottom), 1, height)),
    )


def _extent(recording: Recording, frame: int) -> Floats:
    """(n, 2) px: the known joints and the corners of the person's box."""
    x, y, width, height = recording.person_box[frame]
    points = np.vstack([recording.xy[frame], [[x, y], [x + width, y + height]]])
    known: Floats = points[np.isfinite(points).all(axis=1)]
    return known
