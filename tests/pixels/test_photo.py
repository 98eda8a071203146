from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from kneeline.core.errors import UnreadableFile
from kneeline.pixels import photo
from kneeline.pixels.photo import is_still, read_photo
from tests.pixels import strange
from tests.pixels.conftest import CORNERS, PICTURE, corner_colours
from tests.pixels.strange import Rgb


def assert_shows_the_picture(rgb: Rgb) -> None:
    assert rgb.shape == PICTURE.shape
    assert rgb.dtype == np.uint8
    assert rgb.flags.c_contiguous
    np.testing.assert_allclose(corner_colours(rgb).astype(int), CORNERS.astype(int), atol=6)


@pytest.mark.parametrize(
    "make",
    [
        strange.make_jpeg,
        strange.make_png_16_bit,
        strange.make_cmyk_jpeg,
        strange.make_palette_png,
        strange.make_still_gif,
        strange.make_heic,
    ],
)
def test_every_kind_of_photo_shows_the_picture(tmp_path: Path, make: Callable[[Path, Rgb], Path]) -> None:
    read = read_photo(make(tmp_path, PICTURE))
    assert_shows_the_picture(read.rgb)
    assert read.notes == ()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_is_applied(tmp_path: Path, orientation: int) -> None:
    assert_shows_the_picture(read_photo(strange.make_exif(tmp_path, PICTURE, orientation)).rgb)


@pytest.mark.parametrize("turns_left", range(4))
def test_heic_rotation_is_applied_once(tmp_path: Path, turns_left: int) -> None:
    assert_shows_the_picture(read_photo(strange.make_heic(tmp_path, PICTURE, turns_left)).rgb)


def test_an_animation_gives_its_first_frame_and_says_so(tmp_path: Path) -> None:
    read = read_photo(strange.make_animated_webp(tmp_path, PICTURE))
    assert_shows_the_picture(read.rgb)
    assert read.notes == ("This is an animation; only its first frame was used.",)


def test_grey_with_16_bits_keeps_its_brightness(tmp_path: Path) -> None:
    rgb = read_photo(strange.make_png_16_bit_grey(tmp_path, PICTURE)).rgb
    np.testing.assert_array_equal(rgb, PICTURE[..., 1:2].repeat(3, axis=2))


def test_alpha_lies_over_white(tmp_path: Path) -> None:
    rgb = read_photo(strange.make_transparent_png(tmp_path, PICTURE)).rgb
    assert (rgb[:24] == 255).all()
    np.testing.assert_array_equal(rgb[24:], PICTURE[24:])


def test_sixty_megapixels_and_one_pixel(tmp_path: Path) -> None:
    large = read_photo(strange.make_sixty_megapixels(tmp_path, PICTURE)).rgb
    assert large.shape[0] * large.shape[1] == pytest.approx(60e6, rel=1e-3)
    np.testing.assert_array_equal(read_photo(strange.make_one_pixel(tmp_path)).rgb, [[[10, 200, 30]]])


def test_more_megapixels_than_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photo, "LARGEST_PHOTO_PX", 192 * 128 - 1)
    with pytest.raises(UnreadableFile, match="megapixels; save it smaller"):
        read_photo(strange.make_jpeg(tmp_path, PICTURE))


def test_a_cut_off_photo_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="damaged or cut off"):
        read_photo(strange.make_cut_off_jpeg(tmp_path, PICTURE))


def test_a_video_is_no_photo(clip: Path) -> None:
    with pytest.raises(UnreadableFile, match="is a video, not a photo"):
        read_photo(clip)


def test_which_files_hold_one_picture(tmp_path: Path, clip: Path) -> None:
    assert is_still(strange.make_jpeg(tmp_path, PICTURE))
    assert is_still(strange.make_still_gif(tmp_path, PICTURE))
    assert not is_still(strange.make_gif(tmp_path, clip))
    assert not is_still(clip)


@pytest.mark.parametrize(
    "make", [strange.make_jpeg, strange.make_palette_png, strange.make_animated_webp, strange.make_heic]
)
@pytest.mark.parametrize("seed", range(12))
def test_damaged_bytes_give_a_picture_or_one_sentence(
    tmp_path: Path, make: Callable[[Path, Rgb], Path], seed: int
) -> None:
    path = make(tmp_path, PICTURE)
    damage(path, seed)
    with suppress(UnreadableFile):
        assert read_photo(path).rgb.ndim == 3


def damage(path: Path, seed: int) -> None:
    """Overwrite 20 random bytes after the first 16."""
    random = np.random.default_rng(seed)
    content = bytearray(path.read_bytes())
    for place in random.integers(16, len(content), 20):
        content[place] = random.integers(256)
    path.write_bytes(content)
