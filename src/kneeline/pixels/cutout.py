"""Pictures of the person, cut out of a photo or video after measuring."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from kneeline.core.recording import Recording
from kneeline.core.still import Moment, Still
from kneeline.pixels.boxes import Box, cut_of, head_at, legs_at, person_at
from kneeline.pixels.encode import jpeg_bytes
from kneeline.pixels.photo import Rgb, read_photo
from kneeline.pixels.video import frames_at


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
                person_at(recording, moment.frame),
                recording,
                moment,
                height_px,
            )
            for moment in shown
        )
    return tuple(
        _still(_faceless(pictures[moment.frame], recording, moment.frame), box, recording, moment, height_px)
        for moment in shown
        if (box := legs_at(recording, moment.frame)) is not None
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
    cut = cut_of(box, height_px)
    whole = rgb[top:bottom, left:right]
    small = np.asarray(cv2.resize(whole, (cut.width, cut.height), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return cut.still(jpeg_bytes(small), recording, moment)


def _faceless(rgb: Rgb, recording: Recording, frame: int) -> Rgb:
    """The picture with a grey disc where the head is."""
    import cv2

    covered = rgb.copy()
    for x, y, radius in head_at(recording, frame):
        cv2.circle(covered, (x, y), radius, (128, 128, 128), thickness=-1)
    return covered
