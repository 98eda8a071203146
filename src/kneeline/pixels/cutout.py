"""Pictures of the person, cut out of a photo or video after measuring."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from kneeline.core.recording import Floats, Recording
from kneeline.core.skeleton import joint, pair
from kneeline.core.still import Moment, Still
from kneeline.pixels.encode import jpeg_bytes
from kneeline.pixels.photo import Rgb, read_photo
from kneeline.pixels.video import frames_at

Box = tuple[int, int, int, int]  # left, top, right, bottom, px

_BESIDE: Final = 0.07  # margins as parts of the person's height in the picture
_ABOVE: Final = 0.14  # the head reaches above its landmarks, most of all in a squat
_BELOW: Final = 0.10  # no landmark lies on the sole, and a foot is never cut
_NARROWEST: Final = 0.55  # width over height: room for what is written beside the legs
_HEAD: Final = 0.18  # radius of a head around its ears and nose, as part of a leg's length (drawn, not measured)
_ABOVE_HIPS: Final = 0.05  # so that the dots at the hips are whole
_LEGS: Final = ("hip", "knee", "ankle", "heel", "forefoot", "toe")


def cut_out(
    path: Path, recording: Recording, moments: Sequence[Moment], height_px: int, *, legs_only: bool = False
) -> tuple[Still, ...]:
    """The person at these moments of a photo or video, at most ``height_px`` high: from head to feet, or ``legs_only``
    from the hips to the feet and never with a face in it.

    A mirrored picture is turned back as its recording was. Moments past the end of the file are left out, and with
    ``legs_only`` those whose hips or feet are not known. Raises UnreadableFile where the file can't be read any more.
    """
    pictures = dict(frames_of(path, recording, [moment.frame for moment in moments]))
    shown = [moment for moment in moments if moment.frame in pictures]
    if not legs_only:
        return tuple(
            _still(
                pictures[moment.frame],
                _person(recording, moment.frame, pictures[moment.frame]),
                recording,
                moment,
                height_px,
            )
            for moment in shown
        )
    return tuple(
        _still(_faceless(pictures[moment.frame], recording, moment.frame), box, recording, moment, height_px)
        for moment in shown
        if (box := _legs(recording, moment.frame, pictures[moment.frame])) is not None
    )


def frames_of(path: Path, recording: Recording, indices: Sequence[int]) -> Iterator[tuple[int, Rgb]]:
    """Index and upright picture (H, W, 3) of these frames, in rising order, turned back as the recording was."""
    if recording.source.kind == "photo":
        if 0 in indices:
            yield 0, turned(read_photo(path).rgb, recording)
        return
    for frame in frames_at(path, indices):
        yield frame.index, turned(frame.rgb, recording)


def turned(rgb: Rgb, recording: Recording) -> Rgb:
    """The picture as its recording's joints lie: mirrored where the recording was turned back."""
    return np.ascontiguousarray(rgb[:, ::-1]) if recording.mirrored else rgb


def _still(rgb: Rgb, box: Box, recording: Recording, moment: Moment, height_px: int) -> Still:
    import cv2

    left, top, right, bottom = box
    cut = rgb[top:bottom, left:right]
    scale = min(1.0, height_px / cut.shape[0])
    width, height = max(1, round(cut.shape[1] * scale)), max(1, round(cut.shape[0] * scale))
    small = np.asarray(cv2.resize(cut, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return Still(
        jpeg=jpeg_bytes(small),
        width=width,
        height=height,
        time_s=float(recording.time_s[moment.frame]),
        xy=(recording.xy[moment.frame] - [left, top]) * [width / cut.shape[1], height / cut.shape[0]],
        sides=moment.sides,
        moment=moment.name,
    )


def _person(recording: Recording, frame: int, rgb: Rgb) -> Box:
    """Around the person's box and all their joints, with a margin, inside the picture; all of it where nobody is."""
    points = _extent(recording, frame)
    if len(points) == 0:
        return 0, 0, rgb.shape[1], rgb.shape[0]
    return _around(points, _ABOVE, rgb)


def _legs(recording: Recording, frame: int, rgb: Rgb) -> Box | None:
    """Around both legs from the hips to the feet; None where no hip or no ankle is known."""
    joints = recording.xy[frame]
    if not all(np.isfinite(joints[pair(name)]).all(axis=1).any() for name in ("hip", "ankle")):
        return None
    points = np.vstack([joints[pair(name)] for name in _LEGS])
    return _around(points[np.isfinite(points).all(axis=1)], _ABOVE_HIPS, rgb)


def _around(points: Floats, above: float, rgb: Rgb) -> Box:
    """Around these points with margins, inside the picture."""
    height, width = rgb.shape[:2]
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


def _faceless(rgb: Rgb, recording: Recording, frame: int) -> Rgb:
    """The picture with a grey disc where the head is: somebody who bends far may have it beside their hips."""
    import cv2

    joints = recording.xy[frame]
    head = np.vstack([joints[pair("ear")], joints[[joint("nose")]]])
    head = head[np.isfinite(head).all(axis=1)]
    leg = np.nanmax(np.linalg.norm(joints[pair("hip")] - joints[pair("knee")], axis=1), initial=0.0) * 2
    covered = rgb.copy()
    for x, y in head:
        cv2.circle(covered, (round(x), round(y)), round(max(_HEAD * leg, 1.0)), (128, 128, 128), thickness=-1)
    return covered


def _extent(recording: Recording, frame: int) -> Floats:
    """(n, 2) px: the known joints and the corners of the person's box."""
    x, y, width, height = recording.person_box[frame]
    points = np.vstack([recording.xy[frame], [[x, y], [x + width, y + height]]])
    known: Floats = points[np.isfinite(points).all(axis=1)]
    return known
