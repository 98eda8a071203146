"""Pictures of the person, cut out of a photo or video after measuring."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from kneeline.core.recording import Floats, Recording
from kneeline.core.still import Moment, Still
from kneeline.pixels.encode import jpeg_bytes
from kneeline.pixels.photo import Rgb, read_photo
from kneeline.pixels.video import frames_at

Box = tuple[int, int, int, int]  # left, top, right, bottom, px

_BESIDE: Final = 0.07  # margins as parts of the person's height in the picture
_ABOVE: Final = 0.14  # the head reaches above its landmarks, most of all in a squat
_BELOW: Final = 0.10  # no landmark lies on the sole, and a foot is never cut
_NARROWEST: Final = 0.55  # width over height: room for what is written beside the legs


def cut_out(path: Path, recording: Recording, moments: Sequence[Moment], height_px: int) -> tuple[Still, ...]:
    """The person at these moments of a photo or video: all of them from head to feet, at most ``height_px`` high.

    A mirrored picture is turned back as its recording was. Moments past the end of the file are left out. Raises
    UnreadableFile where the file can't be read any more.
    """
    pictures = dict(frames_of(path, recording, [moment.frame for moment in moments]))
    return tuple(
        _still(pictures[moment.frame], recording, moment, height_px) for moment in moments if moment.frame in pictures
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


def _still(rgb: Rgb, recording: Recording, moment: Moment, height_px: int) -> Still:
    import cv2

    left, top, right, bottom = _person(recording, moment.frame, rgb)
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
    height, width = rgb.shape[:2]
    points = _extent(recording, frame)
    if len(points) == 0:
        return 0, 0, width, height
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    tall = bottom - top
    top, bottom = top - _ABOVE * tall, bottom + _BELOW * tall
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
