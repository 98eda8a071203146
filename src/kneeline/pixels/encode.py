"""Pictures to JPEG, frames to a video that plays everywhere."""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import numpy as np

from kneeline.core.output import whole_file
from kneeline.pixels.photo import Rgb

if TYPE_CHECKING:
    from av.container import OutputContainer
    from av.video.frame import VideoFrame
    from av.video.reformatter import VideoReformatter
    from av.video.stream import VideoStream

_TICKS_A_SECOND: Final = 60_000  # whole ticks a frame at 24, 25, 29.97, 30, 50, 60, 120 and 240 frames a second
_PLAYS_EARLY: Final = {"movflags": "+faststart"}  # the index first, so a browser can start before it has all
_BT601: Final = 5  # the colour matrix players assume where a file has no place to say it, as MPEG-4 part 2
_NARROW_RANGE: Final = 1
_ENCODERS: Final = ("libx264", "libopenh264", "h264_videotoolbox", "mpeg4")  # H.264 first: it plays everywhere
_BITS_A_PIXEL: Final = 4  # a second; the encoders without a quality setting get a generous bit rate instead


def jpeg_bytes(rgb: Rgb, quality: int = 88) -> bytes:
    """The picture (H, W, 3) as a JPEG file's bytes. ``quality``: 1..95, Pillow's scale."""
    from io import BytesIO

    from PIL import Image

    buffer = BytesIO()
    Image.fromarray(rgb).save(buffer, "JPEG", quality=quality, optimize=True)
    return buffer.getvalue()


def jpeg_again(content: bytes, size: tuple[int, int]) -> bytes | None:
    """What a JPEG of this width and height shows, written anew, so that nothing else that it carries stays; None for
    anything else. Its size is looked at before any of it is decoded."""
    from io import BytesIO

    from PIL import Image

    try:
        with Image.open(BytesIO(content), formats=["JPEG"]) as image:
            return jpeg_bytes(np.asarray(image.convert("RGB"))) if image.size == size else None
    except (OSError, SyntaxError, ValueError):
        return None


def write_jpeg(path: Path, rgb: Rgb, quality: int = 92) -> None:
    """Write the picture (H, W, 3) as JPEG, whole or not at all. Raises UnwritableFile."""
    with whole_file(path) as temporary:
        temporary.write_bytes(jpeg_bytes(rgb, quality))


def write_video(path: Path, frames: Iterable[tuple[float, Rgb]], fps: float) -> None:
    """Write frames (time in seconds, picture (H, W, 3)) as MP4, each shown at its own time; whole or not at all.

    Times rise strictly and pictures are all of one size; an odd edge is repeated once, as H.264 needs even sizes.
    ``fps`` is the nominal rate the file declares. Frames are taken one by one, so a generator needs no memory for all.
    Raises UnwritableFile where the file can't be written, ValueError where there is no frame.
    """
    import av
    from av.video.reformatter import VideoReformatter

    reformatter = VideoReformatter()
    stream: VideoStream | None = None
    with whole_file(path) as temporary, av.open(str(temporary), "w", format="mp4", options=_PLAYS_EARLY) as container:
        for time_s, rgb in frames:
            even = _even(rgb)
            stream = stream or _h264_stream(container, even, fps)
            container.mux(stream.encode(_picture(reformatter, even, time_s)))
        if stream is None:
            raise ValueError("a video needs at least one frame")
        container.mux(stream.encode(None))


def _even(rgb: Rgb) -> Rgb:
    height, width = rgb.shape[:2]
    return np.pad(rgb, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")


def _picture(reformatter: "VideoReformatter", rgb: Rgb, time_s: float) -> "VideoFrame":
    from av.video.frame import VideoFrame

    source = VideoFrame.from_ndarray(np.ascontiguousarray(rgb), format="rgb24")
    picture = reformatter.reformat(source, format="yuv420p", dst_colorspace=_BT601, threads=1)
    picture.pts = round(time_s * _TICKS_A_SECOND)
    picture.time_base = Fraction(1, _TICKS_A_SECOND)
    return picture


def _h264_stream(container: "OutputContainer", rgb: Rgb, fps: float) -> "VideoStream":
    """A stream by the best encoder there is, for pictures of this size."""
    name = next(encoder for encoder in _ENCODERS if _is_there(encoder))
    stream = cast("VideoStream", container.add_stream(name, rate=Fraction(fps).limit_denominator(1001)))
    stream.height, stream.width = rgb.shape[:2]
    stream.pix_fmt = "yuv420p"
    stream.codec_context.colorspace = _BT601
    stream.codec_context.color_range = _NARROW_RANGE
    stream.codec_context.time_base = Fraction(1, _TICKS_A_SECOND)
    if name == "libx264":
        stream.options = {"crf": "20", "preset": "veryfast"}
    else:
        stream.bit_rate = stream.width * stream.height * _BITS_A_PIXEL
    return stream


def _is_there(encoder: str) -> bool:
    from av.codec import Codec
    from av.codec.codec import UnknownCodecError

    try:
        return Codec(encoder, "w").is_encoder
    except UnknownCodecError:
        return False
