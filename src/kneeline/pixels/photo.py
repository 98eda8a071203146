"""Photos as upright RGB pictures."""

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from kneeline.core.errors import UnreadableFile
from kneeline.pixels.sniff import PHOTO_KINDS, Kind, sniff

if TYPE_CHECKING:
    from PIL.Image import Image

Rgb = NDArray[np.uint8]

LARGEST_PHOTO_PX: Final = 100_000_000
_PILLOW_FORMATS: Final[dict[Kind, str]] = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "heic": "HEIF", "gif": "GIF"}


@dataclass(frozen=True)
class Photo:
    """``rgb`` (H, W, 3) uint8, upright, contiguous. ``notes``: what was done to get it that the person should know."""

    rgb: Rgb
    notes: tuple[str, ...] = ()


def is_still(path: Path) -> bool:
    """Whether the file holds one picture: a photo, or a GIF with a single frame. Raises UnreadableFile as `sniff`."""
    kind = sniff(path)
    if kind in PHOTO_KINDS:
        return True
    if kind != "gif":
        return False
    with _opened(path, kind) as image:
        return _frame_count(image) == 1


def read_photo(path: Path) -> Photo:
    """The photo as it should be seen: turned upright by its EXIF orientation, alpha over white, 8 bits a channel.

    Of an animation the first frame is taken and a note says so. Raises UnreadableFile for a file that is no photo,
    is damaged, or has more than LARGEST_PHOTO_PX pixels.
    """
    kind = sniff(path)
    if kind not in _PILLOW_FORMATS:
        raise UnreadableFile(f"{path} is a video, not a photo.")
    with _opened(path, kind) as image:
        notes = ("This is an animation; only its first frame was used.",) if _frame_count(image) > 1 else ()
        try:
            with _whole_pictures_only():
                return Photo(_upright_rgb(image), notes)
        except _damage() as error:
            raise _damaged(path) from error


@contextmanager
def _whole_pictures_only() -> Iterator[None]:
    """A cut-off photo is an error, even after a library (WeasyPrint is one) told Pillow to make do with a part."""
    from PIL import ImageFile

    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _damage() -> tuple[type[Exception], ...]:
    """What Pillow raises on damaged data, which depends on where the damage lies."""
    return OSError, SyntaxError, ValueError, TypeError, IndexError, KeyError, EOFError, struct.error


def _damaged(path: Path) -> UnreadableFile:
    return UnreadableFile(f"{path} is damaged or cut off; copy or save the photo again.")


def _opened(path: Path, kind: Kind) -> "Image":
    """The file as a Pillow image of just this kind, not yet decoded."""
    from PIL import Image

    if kind == "heic":
        from pi_heif import register_heif_opener

        register_heif_opener()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is below
            image = Image.open(path, formats=(_PILLOW_FORMATS[kind],))
    except Image.DecompressionBombError as error:
        raise _too_large(path) from error
    except _damage() as error:
        raise _damaged(path) from error
    if image.width * image.height > LARGEST_PHOTO_PX:
        image.close()
        raise _too_large(path)
    return image


def _too_large(path: Path) -> UnreadableFile:
    return UnreadableFile(f"{path} has more than {LARGEST_PHOTO_PX // 10**6} megapixels; save it smaller.")


def _frame_count(image: "Image") -> int:
    """Frames of an animation; the further pictures in a HEIC or multi-picture JPEG (depth, preview) don't count."""
    animated = image.format in ("WEBP", "GIF", "PNG")
    return int(getattr(image, "n_frames", 1)) if animated else 1


def _upright_rgb(image: "Image") -> Rgb:
    from PIL import ImageOps

    image.seek(0)
    ImageOps.exif_transpose(image, in_place=True)
    return np.array(_eight_bit_rgb(image), dtype=np.uint8, order="C")


def _eight_bit_rgb(image: "Image") -> "Image":
    from PIL import Image

    if image.mode.startswith("I"):
        return Image.fromarray((np.asarray(image) >> 8).astype(np.uint8)).convert("RGB")
    if image.has_transparency_data:
        page = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(page, image.convert("RGBA")).convert("RGB")
    return image.convert("RGB")
