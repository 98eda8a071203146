"""A photo or video with the legs' lines and angles drawn in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from kneeline.core.between_looks import bridged
from kneeline.core.errors import BadArgument, UnreadableFile
from kneeline.core.output import whole_file
from kneeline.core.recording import Floats, Recording
from kneeline.core.skeleton import SIDES, Side
from kneeline.core.still import Moment
from kneeline.pixels.cutout import frames_of, turned
from kneeline.pixels.draw import draw_legs
from kneeline.pixels.encode import write_jpeg, write_video
from kneeline.pixels.photo import Rgb
from kneeline.pixels.video import decode

_ASSUMED_FPS: Final = 30.0  # for a video of one frame, which has no rate
_PLAIN: Final[Mapping[Side, str]] = dict.fromkeys(SIDES, "")


def write_annotated(
    path: Path, recording: Recording, labels: Sequence[Mapping[Side, str]], moments: Sequence[Moment], out: Path
) -> None:
    """Write the whole video (.mp4), or the first moment's picture (.jpg, .png), with the legs drawn in.

    labels: for each source frame the text beside each leg to draw, as pixels.draw.draw_legs takes it; where it is
    empty, both legs are drawn without text. A mirrored picture is turned back, as the recording was. Where nobody was
    seen, nothing is drawn. Raises BadArgument for another ending, a video of a photo, or a recording without a picture;
    UnreadableFile where the file can't be read any more; UnwritableFile.
    """
    ending = out.suffix.lower()
    if recording.source.kind not in ("photo", "video"):
        raise BadArgument(f"{path.name} has no picture to draw on: an overlay needs a photo or a video.")
    if ending not in (".mp4", ".jpg", ".png"):
        raise BadArgument(f"{out} should end in .mp4 for a video, or in .jpg or .png for a picture.")
    if ending == ".mp4" and recording.source.kind == "photo":
        raise BadArgument(f"{path.name} is a photo: its overlay is a .jpg or .png picture.")
    if ending == ".mp4":
        xy = bridged(recording.time_s, recording.looked, recording.xy)
        write_video(out, _drawn(path, replace(recording, xy=xy), labels), recording.source.fps or _ASSUMED_FPS)
    else:
        _write_picture(out, _picture(path, recording, labels, moments))


def _drawn(path: Path, recording: Recording, labels: Sequence[Mapping[Side, str]]) -> Iterator[tuple[float, Rgb]]:
    """Time and picture of every frame of the video."""
    for frame in decode(path):
        yield frame.time_s, _with_legs(turned(frame.rgb, recording), recording.xy[frame.index], labels, frame.index)


def _picture(path: Path, recording: Recording, labels: Sequence[Mapping[Side, str]], moments: Sequence[Moment]) -> Rgb:
    index = moments[0].frame if moments else 0
    for _, rgb in frames_of(path, recording, [index]):
        return _with_legs(rgb, recording.xy[index], labels, index)
    raise UnreadableFile(f"{path} has changed since it was measured; measure it again.")


def _with_legs(rgb: Rgb, xy: Floats, labels: Sequence[Mapping[Side, str]], frame: int) -> Rgb:
    return draw_legs(rgb, xy, labels[frame] if labels else _PLAIN)


def _write_picture(out: Path, rgb: Rgb) -> None:
    if out.suffix.lower() == ".jpg":
        write_jpeg(out, rgb)
        return
    from PIL import Image

    with whole_file(out) as temporary:
        Image.fromarray(rgb).save(temporary, "PNG")
