"""Moving pictures that anybody may play and make: animated WebP, and video in AV1 or VP9."""

import os
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from kneeline.core.output import whole_file
from kneeline.pixels.encode import _even, _is_there, _picture
from kneeline.pixels.photo import Rgb

if TYPE_CHECKING:
    from av.container import OutputContainer
    from av.video.stream import VideoStream

_OPEN_ENCODERS: Final = ("libsvtav1", "libvpx-vp9")  # AV1 is half the size; VP9 is there where a build lacks it
_SETTINGS: Final = {
    "libsvtav1": {"crf": "32", "preset": "9", "svtav1-params": "lp=2"},
    "libvpx-vp9": {"crf": "34", "b:v": "0", "deadline": "realtime", "cpu-used": "6", "row-mt": "1"},
}
_FORMATS: Final = {".mp4": "mp4", ".webm": "webm"}


def write_png(path: Path, rgb: Rgb) -> None:
    """Write the picture (H, W, 3) as PNG, whole or not at all. Raises UnwritableFile."""
    from PIL import Image

    with whole_file(path) as temporary:
        Image.fromarray(rgb).save(temporary, "PNG", optimize=True)


def write_webp(path: Path, pictures: Sequence[Rgb], times_s: Sequence[float], quality: int = 80) -> None:
    """Write pictures (H, W, 3) as an animated WebP that starts over and over, each shown from its time in s to the
    next; the last is shown as long as the one before. A picture that is the same object as the one before costs
    nothing. Raises UnwritableFile."""
    from PIL import Image

    starts = [at for at in range(len(pictures)) if at == 0 or pictures[at] is not pictures[at - 1]]
    last = times_s[-1] + (times_s[-1] - times_s[-2] if len(times_s) > 1 else 1.0)
    edges = [*(times_s[at] for at in starts), last]
    durations = [round(1000 * end) - round(1000 * start) for start, end in pairwise(edges)]
    first, *rest = [Image.fromarray(pictures[at]) for at in starts]
    with whole_file(path) as temporary:
        options = {"quality": quality, "method": 3, "loop": 0, "duration": durations}
        first.save(temporary, "WEBP", save_all=True, append_images=rest, **options)


def write_open_video(path: Path, frames: Iterable[tuple[float, Rgb]], fps: float) -> None:
    """Write frames (time in s, picture (H, W, 3)) as .mp4 or .webm in a codec free of royalties, whole or not at all.

    Raises UnwritableFile where the file can't be written, ValueError where there is no frame or no such codec here.
    """
    os.environ.setdefault("SVT_LOG", "1")  # the AV1 encoder's own errors only: it would tell its settings on stderr
    import av
    from av.video.reformatter import VideoReformatter

    encoder = next((name for name in _OPEN_ENCODERS if _is_there(name)), None)
    if encoder is None:
        raise ValueError("this machine's video library has neither an AV1 nor a VP9 encoder")
    reformatter = VideoReformatter()
    stream: VideoStream | None = None
    kind = _FORMATS[path.suffix.lower()]
    with whole_file(path) as temporary, av.open(str(temporary), "w", format=kind) as container:
        for time_s, rgb in frames:
            even = _even(rgb)
            stream = stream or _stream(container, encoder, even, fps)
            container.mux(stream.encode(_picture(reformatter, even, time_s)))
        if stream is None:
            raise ValueError("a video needs at least one frame")
        container.mux(stream.encode(None))


def _stream(container: "OutputContainer", encoder: str, rgb: Rgb, fps: float) -> "VideoStream":
    stream = cast("VideoStream", container.add_stream(encoder, rate=Fraction(fps).limit_denominator(1001)))
    stream.height, stream.width = rgb.shape[:2]
    stream.pix_fmt = "yuv420p"
    stream.codec_context.time_base = Fraction(1, 60_000)
    stream.options = dict(_SETTINGS[encoder])
    return stream
