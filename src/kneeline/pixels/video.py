"""Video frames, upright, with their true times."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from kneeline.core.errors import UnreadableFile
from kneeline.core.recording import Floats
from kneeline.pixels.photo import Rgb
from kneeline.pixels.sniff import VIDEO_KINDS, sniff

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.packet import Packet
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

LONGEST_S: Final = 600.0
MOST_FRAMES: Final = 40_000
MOST_STREAMS: Final = 32
LARGEST_FRAME_PX: Final = 36_000_000  # 8K

_ASSUMED_FPS: Final = Fraction(30)  # only to place frames whose own time is missing or broken


@dataclass(frozen=True)
class Frame:
    """One frame. ``index`` counts the readable frames from 0; ``rgb`` (H, W, 3) uint8, upright, contiguous."""

    index: int
    time_s: float
    rgb: Rgb


@dataclass(frozen=True)
class ClipInfo:
    """What a video says about itself. ``width``, ``height``: of the upright picture with square pixels.

    fps: mean rate, None where the file gives none. rotation_deg: 0, 90, 180 or 270 clockwise, already applied to
    every frame. frames_declared, duration_s: what the file claims, None where it claims nothing; the truth is known
    only after decoding, and the count includes frames that trimming on a phone has hidden.
    """

    width: int
    height: int
    fps: float | None
    rotation_deg: int
    frames_declared: int | None
    duration_s: float | None


def probe(path: Path) -> ClipInfo:
    """What the video says about itself, from its header and first frame. Raises UnreadableFile as `decode`."""
    with _opened(path) as (container, stream):
        first = next(_readable(container, stream), None)
        if first is None:
            raise _no_frames(path)
        height, width = _Upright(stream)(first).shape[:2]
        return ClipInfo(
            width=width,
            height=height,
            fps=float(stream.average_rate) if stream.average_rate else None,
            rotation_deg=_rotation_deg(first),
            frames_declared=stream.frames or None,
            duration_s=_declared_s(container, stream),
        )


def decode(path: Path) -> Iterator[Frame]:
    """Every readable frame in one sequential pass.

    The first frame is at 0 s and times rise strictly; a variable frame rate is kept. Frames that are damaged are left
    out, so a cut-off file gives the frames it has. Raises UnreadableFile where there is no picture at all, or the
    video is beyond the limits on length, frames, picture size and streams.
    """
    for index, time_s, picture in _timed(path):
        yield Frame(index, time_s, picture())


def frames_at(path: Path, indices: Collection[int]) -> Iterator[Frame]:
    """The frames of these indices, in rising order, as `decode` numbers them; ends after the last one wanted.

    Cheaper than `decode` where few are wanted: the others are never turned into RGB. Indices past the end are left
    out. Raises UnreadableFile as `decode`.
    """
    wanted = frozenset(indices)
    last = max(wanted, default=-1)
    for index, time_s, picture in _timed(path):
        if index in wanted:
            yield Frame(index, time_s, picture())
        if index >= last:
            return


def frame_times(path: Path) -> Floats:
    """(T,) seconds of every frame `decode` gives, without making their pictures. Raises UnreadableFile as `decode`."""
    return np.array([time_s for _, time_s, _ in _timed(path)], dtype=np.float64)


class Clock:
    """Times that start at 0 and rise strictly, from time stamps that may be missing, repeated or run backward.

    Good stamps keep their true distances. A stamp that repeats or falls a little behind is put half an interval after
    the one before. Stamps that jump back by more than an interval were restarted: time runs on from there.
    """

    def __init__(self, interval_s: float) -> None:
        self._interval_s = interval_s
        self._last_s = -interval_s
        self._offset_s: float | None = None

    def time_s(self, stamp_s: float | None) -> float:
        """The time of the next frame, whose own stamp is ``stamp_s`` (None = it has none)."""
        following = self._last_s + self._interval_s
        if stamp_s is None:
            self._last_s = following
            return following
        if self._offset_s is None or stamp_s + self._offset_s < self._last_s - self._interval_s:
            self._offset_s = following - stamp_s
        time_s = stamp_s + self._offset_s
        self._last_s = time_s if time_s > self._last_s else self._last_s + self._interval_s / 2
        return self._last_s


def _timed(path: Path) -> Iterator[tuple[int, float, Callable[[], Rgb]]]:
    """Index, time and a maker of the RGB picture, for every readable frame of the first one's size."""
    with _opened(path) as (container, stream):
        clock = Clock(float(1 / (stream.average_rate or _ASSUMED_FPS)))
        upright = _Upright(stream)
        index = -1
        for index, picture in enumerate(_same_size(_readable(container, stream))):
            time_s = clock.time_s(None if picture.pts is None else picture.time)
            if time_s > LONGEST_S or index >= MOST_FRAMES:
                raise _too_long(path)
            yield index, time_s, partial(upright, picture)
        if index < 0:
            raise _no_frames(path)


def _same_size(pictures: Iterator["VideoFrame"]) -> Iterator["VideoFrame"]:
    """Leaves out frames of another size than the first: a recording's pixels must mean one thing."""
    size: tuple[int, int] | None = None
    for picture in pictures:
        size = size or (picture.width, picture.height)
        if (picture.width, picture.height) == size:
            yield picture


def _readable(container: "InputContainer", stream: "VideoStream") -> Iterator["VideoFrame"]:
    """Frames in order of showing; damaged packets and frames are stepped over."""
    from av.error import FFmpegError

    for packet in _packets(container, stream):
        try:
            pictures = stream.decode(packet)
        except FFmpegError:
            continue
        yield from (picture for picture in pictures if not picture.is_corrupt)


def _packets(container: "InputContainer", stream: "VideoStream") -> Iterator["Packet[VideoStream] | None"]:
    """The track's packets up to the end or the damage that hides the rest, then None: give what is held back."""
    from av.error import FFmpegError

    try:
        yield from container.demux(stream)
    except (FFmpegError, IndexError):  # IndexError: a track that turned up late, which PyAV can't count
        yield None


@contextmanager
def _opened(path: Path) -> Iterator[tuple["InputContainer", "VideoStream"]]:
    """The file, opened as what its bytes say and nothing else, and its video stream, within the limits."""
    import av

    kind = sniff(path)
    if kind not in VIDEO_KINDS:
        raise UnreadableFile(f"{path} is a photo, not a video.")
    try:
        # the plain file protocol alone, so that nothing inside the file can name another place to read from
        container = av.open(f"file:{path}", format=kind, container_options={"protocol_whitelist": "file"})
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise _damaged(path) from error
    with container:
        yield container, _video_stream(container, path)


def _video_stream(container: "InputContainer", path: Path) -> "VideoStream":
    """The main picture track, with decoding threads on. Raises UnreadableFile for none, or one beyond the limits."""
    from av.stream import Disposition

    if len(container.streams) == 0:
        raise _damaged(path)
    if len(container.streams) > MOST_STREAMS:
        raise UnreadableFile(f"{path} holds more than {MOST_STREAMS} tracks; export it as a plain video.")
    tracks = [stream for stream in container.streams.video if not stream.disposition & Disposition.attached_pic]
    if not tracks:
        raise UnreadableFile(f"{path} holds sound but no picture; give a video.")
    stream = max(tracks, key=lambda track: track.width * track.height)
    if _square_width(stream, stream.width) * stream.height > LARGEST_FRAME_PX:
        raise UnreadableFile(f"{path} has pictures larger than 8K; export it at 4K or less.")
    # not by the declared count of frames: it still counts those a phone's trimming hides
    length_s = _declared_s(container, stream) or 0.0
    if length_s > LONGEST_S or length_s * (stream.average_rate or 0) > MOST_FRAMES:
        raise _too_long(path)
    stream.thread_type = "AUTO"
    return stream


def _declared_s(container: "InputContainer", stream: "VideoStream") -> float | None:
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    return container.duration / 1e6 if container.duration is not None else None


def _damaged(path: Path) -> UnreadableFile:
    return UnreadableFile(f"{path} is damaged or cut off; copy the video again from where it was recorded.")


def _too_long(path: Path) -> UnreadableFile:
    return UnreadableFile(
        f"{path} is longer than {LONGEST_S / 60:.0f} minutes or {MOST_FRAMES} frames; cut it to the movement."
    )


def _no_frames(path: Path) -> UnreadableFile:
    return UnreadableFile(f"{path} holds no frame that can be read; copy or record the video again.")


def _square_width(stream: "VideoStream", width: int) -> int:
    """The width, px, once pixels are square; camcorders store them wider than high."""
    return max(1, round(width * (stream.sample_aspect_ratio or 1)))


def _rotation_deg(picture: "VideoFrame") -> int:
    """Clockwise turn that makes the picture upright: 0, 90, 180 or 270."""
    return round(-picture.rotation / 90) % 4 * 90


class _Upright:
    """Turns decoded pictures of one stream into upright RGB with square pixels.

    One converter for the whole stream: setting one up for each frame costs ten times the conversion itself.
    """

    def __init__(self, stream: "VideoStream") -> None:
        from av.video.reformatter import VideoReformatter

        self._reformatter = VideoReformatter()
        self._stream = stream

    def __call__(self, picture: "VideoFrame") -> Rgb:
        width = _square_width(self._stream, picture.width)
        square = self._reformatter.reformat(picture, width=width, format="rgb24", threads=1)
        turned = np.rot90(square.to_ndarray(), k=-(_rotation_deg(picture) // 90))
        return np.ascontiguousarray(turned, dtype=np.uint8)
