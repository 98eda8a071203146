"""Makers of strange files. Each writes one file (or what stands in a file's place) into a folder and returns its path.

Photos are made from a picture (H, W, 3) uint8, videos from the path of a clip; where the file is readable at all, its
upright pictures show what went in.
"""

import struct
import zipfile
from collections.abc import Iterable, Sequence
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import av
import cv2
import numpy as np
from av.video.stream import VideoStream
from numpy.typing import NDArray
from PIL import Image

from kneeline.pixels.encode import write_video
from kneeline.pixels.video import decode, probe

Rgb = NDArray[np.uint8]
TimedFrames = Iterable[tuple[float, Rgb]]

# ---------------------------------------------------------------- photos


def make_jpeg(folder: Path, picture: Rgb) -> Path:
    return _saved(folder / "photo.jpg", Image.fromarray(picture), quality=95)


def make_exif(folder: Path, picture: Rgb, orientation: int) -> Path:
    """Stored turned or mirrored, with the EXIF orientation (1..8) that makes it upright again."""
    stored = {
        1: picture,
        2: picture[:, ::-1],
        3: np.rot90(picture, 2),
        4: picture[::-1],
        5: picture.transpose(1, 0, 2),
        6: np.rot90(picture, 1),
        7: np.rot90(picture, 2).transpose(1, 0, 2),
        8: np.rot90(picture, -1),
    }[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    image = Image.fromarray(np.ascontiguousarray(stored))
    return _saved(folder / f"exif_{orientation}.jpg", image, exif=exif, quality=95)


def make_png_16_bit(folder: Path, picture: Rgb) -> Path:
    path = folder / "sixteen_bit.png"
    cv2.imwrite(str(path), picture[..., ::-1].astype(np.uint16) * 257)
    return path


def make_png_16_bit_grey(folder: Path, picture: Rgb) -> Path:
    path = folder / "sixteen_bit_grey.png"
    cv2.imwrite(str(path), picture[..., 1].astype(np.uint16) * 257)
    return path


def make_cmyk_jpeg(folder: Path, picture: Rgb) -> Path:
    return _saved(folder / "cmyk.jpg", Image.fromarray(picture).convert("CMYK"), quality=95)


def make_palette_png(folder: Path, picture: Rgb) -> Path:
    return _saved(folder / "palette.png", Image.fromarray(picture).quantize(256))


def make_transparent_png(folder: Path, picture: Rgb) -> Path:
    """The upper eighth of the picture is fully transparent (over black, which must not show)."""
    alpha = np.full(picture.shape[:2], 255, np.uint8)
    alpha[: picture.shape[0] // 8] = 0
    image = np.dstack([np.where(alpha[..., None] > 0, picture, 0).astype(np.uint8), alpha])
    return _saved(folder / "transparent.png", Image.fromarray(image))


def make_animated_webp(folder: Path, picture: Rgb) -> Path:
    """Two frames: the picture, then black."""
    black = Image.fromarray(np.zeros_like(picture))
    return _saved(folder / "animated.webp", Image.fromarray(picture), save_all=True, append_images=[black], quality=95)


def make_still_gif(folder: Path, picture: Rgb) -> Path:
    return _saved(folder / "still.gif", Image.fromarray(picture).quantize(256))


def make_sixty_megapixels(folder: Path, picture: Rgb) -> Path:
    """The picture enlarged to 60 million pixels."""
    scale = (60_000_000 / (picture.shape[0] * picture.shape[1])) ** 0.5
    large = _resized(picture, round(picture.shape[1] * scale), round(picture.shape[0] * scale))
    return _saved(folder / "sixty_megapixels.jpg", Image.fromarray(large))


def make_one_pixel(folder: Path) -> Path:
    return _saved(folder / "one_pixel.png", Image.new("RGB", (1, 1), (10, 200, 30)))


def make_black(folder: Path, picture: Rgb) -> Path:
    return _saved(folder / "black.jpg", Image.fromarray(np.zeros_like(picture)))


def make_cut_off_jpeg(folder: Path, picture: Rgb) -> Path:
    return _cut(make_jpeg(folder, picture), folder / "cut_off.jpg", 0.5)


def make_heic(folder: Path, picture: Rgb, turns_left: int = 0) -> Path:
    """A HEIC photo; ``turns_left``: quarter turns a reader must make to the left, as iPhones write them."""
    picture = np.ascontiguousarray(np.rot90(picture, -turns_left))
    decoder_setup, coded = _one_hevc_picture(picture)
    height, width = picture.shape[:2]
    size = struct.pack(">II", width, height)
    properties = [_box(b"hvcC", decoder_setup), _full_box(b"ispe", size), _box(b"irot", bytes([turns_left]))]
    links = struct.pack(">IHBBBB", 1, 1, 3, 0x81, 0x02, 0x83)
    entry = _full_box(b"infe", struct.pack(">HH4sB", 1, 0, b"hvc1", 0), version=2)

    def head(offset: int) -> bytes:
        place = struct.pack(">BBHHHHII", 0x44, 0, 1, 1, 0, 1, offset, len(coded))
        meta = [
            _full_box(b"hdlr", struct.pack(">I4s13x", 0, b"pict")),
            _full_box(b"pitm", struct.pack(">H", 1)),
            _full_box(b"iloc", place),
            _full_box(b"iinf", struct.pack(">H", 1) + entry),
            _box(b"iprp", _box(b"ipco", b"".join(properties)) + _full_box(b"ipma", links)),
        ]
        return _box(b"ftyp", b"heic\0\0\0\0mif1heic") + _full_box(b"meta", b"".join(meta))

    path = folder / f"photo_{turns_left}.heic"
    path.write_bytes(head(len(head(0)) + 8) + _box(b"mdat", coded))
    return path


# ---------------------------------------------------------------- videos


def make_variable_rate(folder: Path, clip: Path) -> Path:
    """Every third and every seventh frame is missing; the others keep their true times."""
    frames = ((frame.time_s, frame.rgb) for frame in decode(clip) if frame.index % 3 != 2 and frame.index % 7 != 5)
    path = folder / "variable_rate.mp4"
    write_video(path, frames, fps=30)
    return path


def make_four_a_second(folder: Path, clip: Path) -> Path:
    """About four frames a second, at their true times."""
    step = round((probe(clip).fps or 30) / 4)
    path = folder / "four_a_second.mp4"
    write_video(path, ((frame.time_s, frame.rgb) for frame in decode(clip) if frame.index % step == 0), fps=4)
    return path


def make_one_frame(folder: Path, clip: Path) -> Path:
    path = folder / "one_frame.mp4"
    write_video(path, [(0.0, next(decode(clip)).rgb)], fps=30)
    return path


def make_mirrored(folder: Path, clip: Path) -> Path:
    path = folder / "mirrored.mp4"
    write_video(path, ((frame.time_s, frame.rgb[:, ::-1]) for frame in decode(clip)), fps=30)
    return path


def make_rotated(folder: Path, clip: Path, clockwise: int) -> Path:
    """Stored turned, with the display matrix that phones write: turn by ``clockwise`` degrees (0, 90, 180, 270)."""
    frames = ((time_s, np.ascontiguousarray(np.rot90(rgb, clockwise // 90))) for time_s, rgb in _timed(clip))
    one = 1 << 16
    a, b = {0: (one, 0), 90: (0, one), 180: (-one, 0), 270: (0, -one)}[clockwise]
    return _encoded(folder / f"rotated_{clockwise}.mp4", frames, matrix=(a, b, 0, -b, a, 0, 0, 0, 1 << 30))


def make_mov(folder: Path, clip: Path) -> Path:
    return _encoded(folder / "clip.mov", _timed(clip), container="mov")


def make_mkv(folder: Path, clip: Path) -> Path:
    return _encoded(folder / "clip.mkv", _timed(clip), container="matroska")


def make_webm(folder: Path, clip: Path) -> Path:
    return _encoded(
        folder / "clip.webm", _timed(clip), container="webm", codec="libvpx", options={"deadline": "realtime"}
    )


def make_avi(folder: Path, clip: Path) -> Path:
    return _encoded(folder / "clip.avi", _timed(clip), container="avi", codec="mpeg4")


def make_ts(folder: Path, clip: Path) -> Path:
    return _encoded(folder / "clip.ts", _timed(clip), container="mpegts")


def make_gif(folder: Path, clip: Path) -> Path:
    """Every third frame, at 0.1 s each."""
    frames = [Image.fromarray(frame.rgb) for frame in decode(clip) if frame.index % 3 == 0]
    return _saved(folder / "clip.gif", frames[0], save_all=True, append_images=frames[1:], duration=100)


def make_wide_pixels(folder: Path, clip: Path) -> Path:
    """Stored at half the width, each pixel twice as wide as high, as camcorders store theirs."""
    frames = ((time_s, _resized(rgb, rgb.shape[1] // 2, rgb.shape[0])) for time_s, rgb in _timed(clip))
    return _encoded(folder / "wide_pixels.mkv", frames, container="matroska", pixel_aspect=Fraction(2))


def make_cut_off_tail(folder: Path, clip: Path) -> Path:
    """The index is whole, the last two fifths of the bytes are missing."""
    whole = folder / "whole.mp4"
    write_video(whole, _timed(clip), fps=30)
    return _cut(whole, folder / "cut_off_tail.mp4", 0.6)


def make_cut_off_header(folder: Path, clip: Path) -> Path:
    """The first bytes say MP4; the index never comes."""
    path = folder / "cut_off_header.mp4"
    path.write_bytes(clip.read_bytes()[:48])
    return path


def make_index_only(folder: Path, clip: Path) -> Path:
    """The index names every frame; not one of them is there."""
    whole = folder / "whole.mp4"
    write_video(whole, _timed(clip), fps=30)
    content = whole.read_bytes()
    return _written(folder / "index_only.mp4", content[: content.index(b"mdat") + 4])


def make_zero_frames(folder: Path) -> Path:
    """A finished recording into which no frame ever came."""
    path = folder / "zero_frames.mp4"
    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        container.start_encoding()
    return path


def make_audio_only(folder: Path) -> Path:
    path = folder / "audio_only.mp4"
    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("aac", rate=44100)
        sound = av.AudioFrame.from_ndarray(np.zeros((1, 44100), np.float32), format="fltp", layout="mono")
        sound.sample_rate = 44100
        container.mux(stream.encode(sound))
        container.mux(stream.encode(None))
    return path


# ---------------------------------------------------------------- neither


def make_empty(folder: Path) -> Path:
    return _written(folder / "empty.mp4", b"")


def make_text(folder: Path) -> Path:
    return _written(folder / "text.mp4", b"This is not a video.\n" * 40)


def make_playlist(folder: Path, target: str) -> Path:
    """An HLS playlist named .mp4 that names ``target``: a path or an address."""
    lines = ["#EXTM3U", "#EXT-X-TARGETDURATION:10", "#EXTINF:10,", target, "#EXT-X-ENDLIST", ""]
    return _written(folder / "playlist.mp4", "\n".join(lines).encode())


def make_concat_script(folder: Path, target: str) -> Path:
    """A concat script named .mp4 that names ``target``: a path or an address."""
    return _written(folder / "concat.mp4", f"ffconcat version 1.0\nfile '{target}'\n".encode())


def make_svg(folder: Path) -> Path:
    return _written(folder / "drawing.jpg", b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>')


def make_zip(folder: Path, picture: Rgb) -> Path:
    path = folder / "archive.jpg"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(make_jpeg(folder, picture), "photo.jpg")
    return path


def make_folder(folder: Path) -> Path:
    path = folder / "folder.mp4"
    path.mkdir()
    return path


def make_forbidden(folder: Path, picture: Rgb) -> Path:
    """A photo nobody may read (root may all the same)."""
    path = make_jpeg(folder, picture).rename(folder / "forbidden.jpg")
    path.chmod(0)
    return path


# ---------------------------------------------------------------- how


def _saved(path: Path, image: Image.Image, **options: Any) -> Path:
    image.save(path, **options)
    return path


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _resized(picture: Rgb, width: int, height: int) -> Rgb:
    return np.asarray(cv2.resize(picture, (width, height)), np.uint8)


def _cut(whole: Path, path: Path, kept: float) -> Path:
    content = whole.read_bytes()
    return _written(path, content[: round(len(content) * kept)])


def _timed(clip: Path) -> TimedFrames:
    return ((frame.time_s, frame.rgb) for frame in decode(clip))


def _encoded(
    path: Path,
    frames: TimedFrames,
    container: str = "mp4",
    codec: str = "libx264",
    matrix: Sequence[int] | None = None,
    pixel_aspect: Fraction = Fraction(1),
    options: dict[str, str] | None = None,
) -> Path:
    """Frames of 30 a second in any container and codec."""
    with av.open(str(path), "w", format=container) as output:
        stream = cast(VideoStream, output.add_stream(codec, rate=30, options=options))
        stream.pix_fmt, stream.bit_rate = "yuv420p", 4_000_000
        stream.sample_aspect_ratio = pixel_aspect
        for index, (_, rgb) in enumerate(frames):
            if index == 0:
                stream.height, stream.width = rgb.shape[:2]
                stream.set_display_matrix(matrix)
            picture = av.VideoFrame.from_ndarray(rgb, format="rgb24")
            picture.pts, picture.time_base = index, Fraction(1, 30)
            output.mux(stream.encode(picture))
        output.mux(stream.encode(None))
    return path


def _one_hevc_picture(picture: Rgb) -> tuple[bytes, bytes]:
    """Decoder set-up (the content of hvcC) and the coded picture."""
    buffer = BytesIO()
    with av.open(buffer, "w", format="mp4") as container:
        stream = container.add_stream("libx265", rate=1, options={"x265-params": "log-level=none:crf=10:bframes=0"})
        stream.height, stream.width = picture.shape[:2]
        stream.pix_fmt = "yuv420p"
        frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
        frame.pts = 0
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    buffer.seek(0)
    with av.open(buffer, "r") as coded:
        setup = coded.streams.video[0].codec_context.extradata
        return bytes(setup or b""), bytes(next(coded.demux(video=0)))


def _box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), name) + content


def _full_box(name: bytes, content: bytes, version: int = 0) -> bytes:
    return _box(name, struct.pack(">I", version << 24) + content)
