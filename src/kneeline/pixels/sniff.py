"""What a file is, by its first bytes and never by its name."""

import stat
from pathlib import Path
from typing import Final, Literal, get_args

from kneeline.core.errors import UnreadableFile

PhotoKind = Literal["jpeg", "png", "webp", "heic"]
VideoKind = Literal["gif", "mov", "matroska", "avi", "mpegts"]
Kind = PhotoKind | VideoKind

PHOTO_KINDS: Final[tuple[PhotoKind, ...]] = get_args(PhotoKind)
VIDEO_KINDS: Final[tuple[VideoKind, ...]] = get_args(VideoKind)

LARGEST_FILE_BYTES: Final = 4 * 2**30  # ten minutes of 4K at 60 frames a second, as phones write it

_HEAD_BYTES: Final = 1024
_HEIC_BRANDS: Final = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_MOV_BOXES: Final = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")

_FOREIGN: Final[tuple[tuple[bytes, str], ...]] = (
    (b"#extm3u", "is a playlist, a list of other files; give the video itself."),
    (b"ffconcat", "is a list of other files; give the video itself."),
    (b"<svg", "is a drawing (SVG); give a photo or a video."),
    (b"<?xml", "is a text or a drawing (XML); give a photo or a video."),
    (b"pk\x03\x04", "is a zip archive; unpack it and give the photo or video inside."),
    (b"pk\x05\x06", "is an empty zip archive; give a photo or a video."),
    (b"%pdf", "is a PDF; give the photo or video itself."),
    (b"ii*\x00", "is a TIFF or raw photo; save it as JPEG or PNG."),
    (b"mm\x00*", "is a TIFF or raw photo; save it as JPEG or PNG."),
)
_UNKNOWN: Final = (
    "is neither a photo (JPEG, PNG, WebP, HEIC) nor a video (MP4, MOV, MKV, WebM, AVI, MPEG-TS, GIF) kneeline can read."
)


def sniff(path: Path) -> Kind:
    """The kind of photo or video in the file.

    Raises UnreadableFile, with one sentence for the person, for everything else: a file that is missing, empty, too
    large, a folder, not permitted, or of any type outside the fixed list (text, playlist, script, SVG, zip, ...).
    """
    head = _head(path)
    kind = _photo_kind(head) or _video_kind(head)
    if kind is None:
        raise UnreadableFile(f"{path} {_foreign(head)}")
    return kind


def _head(path: Path) -> bytes:
    """The first bytes of an ordinary, not empty, not oversized file."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableFile(f"{path} is a folder; give the photo or video inside it.")
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFile(f"{path} is not an ordinary file; give a photo or a video.")
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except (OSError, ValueError) as error:
        raise UnreadableFile(f"{path} could not be opened: {_reason(error)}.") from error
    if not head:
        raise UnreadableFile(f"{path} is empty (0 bytes); copy it again from where it was recorded.")
    if status.st_size > LARGEST_FILE_BYTES:
        raise UnreadableFile(f"{path} is larger than {LARGEST_FILE_BYTES / 2**30:.0f} GB; cut it to the movement.")
    return head


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, PermissionError):
        return "you have no permission to read it"
    return getattr(error, "strerror", None) or str(error)


def _photo_kind(head: bytes) -> PhotoKind | None:
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return "heic"
    return None


def _video_kind(head: bytes) -> VideoKind | None:
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if head.startswith(b"\x1aE\xdf\xa3"):
        return "matroska"
    if head.startswith(b"RIFF") and head[8:12] == b"AVI ":
        return "avi"
    if head[4:8] in _MOV_BOXES:
        return "mov"
    if _is_mpegts(head):
        return "mpegts"
    return None


def _is_mpegts(head: bytes) -> bool:
    """Sync bytes where packets of 188 bytes, or of 192 with the time before each (camcorders), start."""
    layouts = ((0, 188), (4, 192))
    return any(
        len(head) > start + 2 * step and all(head[start + n * step] == 0x47 for n in range(3))
        for start, step in layouts
    )


def _foreign(head: bytes) -> str:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return next((sentence for start, sentence in _FOREIGN if text.startswith(start)), _UNKNOWN)
