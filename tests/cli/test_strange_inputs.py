"""Every strange file has its outcome: an exit status, one clear sentence where it fails, nothing half-written."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from kneeline.core.measurement import Measurement
from kneeline.core.wire import measurement_from_dict
from kneeline.pixels.encode import write_video
from kneeline.pixels.photo import read_photo
from kneeline.pixels.video import decode
from tests.cli.conftest import SAMPLE, Command, Ran
from tests.pixels import strange
from tests.pixels.strange import Rgb

PHOTO = SAMPLE / "standing_structural_left.jpg"
PICTURE: Rgb = read_photo(PHOTO).rgb
CLIP = SAMPLE / "squat_left_knee_in.mp4"
FIRST_SQUAT = 120  # frames of the sample clip up to the end of its first squat
TRC = Path(__file__).parent.parent / "golden" / "formats" / "standing.trc"


def measured(command: Command, path: Path, *options: str) -> Measurement:
    """What a file that must give a value says."""
    ran = command("measure", path, "--model", "lite", "--json", "-", *options)
    assert (ran.status, ran.err) == (0, ""), ran.err
    return measurement_from_dict(json.loads(ran.out))


def number(measurement: Measurement, name: str, side: Any) -> float:
    value = measurement.value(name, side)
    assert value is not None
    assert value.value is not None
    return value.value


def check_refused(ran: Ran, status: int, said: str) -> None:
    """One line on stderr that says it, no traceback."""
    assert (ran.status, ran.out, ran.err.count("\n")) == (status, "", 1), ran.err
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert "something went wrong" not in ran.err


def saved(folder: Path, picture: Rgb) -> Path:
    path = folder / "picture.png"
    cv2.imwrite(str(path), picture[..., ::-1])
    return path


# ---------------------------------------------------------------- measured: photos


@pytest.fixture(scope="module")
def left_fppa() -> float:
    """What the plain photo says of the left leg."""
    import kneeline

    return number(kneeline.measure(kneeline.read(PHOTO, model="lite")), "fppa", "left")


PHOTOS: dict[str, Callable[[Path], Path]] = {
    "heic": lambda folder: strange.make_heic(folder, PICTURE),
    "heic_turned": lambda folder: strange.make_heic(folder, PICTURE, turns_left=1),
    **{f"exif_{n}": lambda folder, n=n: strange.make_exif(folder, PICTURE, n) for n in range(1, 9)},  # type: ignore[misc]
    "16_bit": lambda folder: strange.make_png_16_bit(folder, PICTURE),
    "16_bit_grey": lambda folder: strange.make_png_16_bit_grey(folder, PICTURE),
    "cmyk": lambda folder: strange.make_cmyk_jpeg(folder, PICTURE),
    "palette": lambda folder: strange.make_palette_png(folder, PICTURE),
    "alpha": lambda folder: strange.make_transparent_png(folder, PICTURE),
    "animated_webp": lambda folder: strange.make_animated_webp(folder, PICTURE),
    "still_gif": lambda folder: strange.make_still_gif(folder, PICTURE),
    "60_megapixels": lambda folder: strange.make_sixty_megapixels(folder, PICTURE),
}


@pytest.mark.parametrize("make", PHOTOS.values(), ids=PHOTOS)
def test_strange_photo_is_measured(
    command: Command, tmp_path: Path, make: Callable[[Path], Path], left_fppa: float
) -> None:
    found = measured(command, make(tmp_path))
    assert found.view.facing == "front"
    assert number(found, "fppa", "left") == pytest.approx(left_fppa, abs=2.5)


def test_mirrored_photo_is_turned_back(command: Command, tmp_path: Path) -> None:
    found = measured(command, saved(tmp_path, PICTURE[:, ::-1]), "--mirrored")
    assert number(found, "fppa", "left") > number(found, "fppa", "right") + 8
    assert found.conditions.mirrored


def test_two_people_are_told_and_either_can_be_chosen(command: Command, tmp_path: Path) -> None:
    other = read_photo(SAMPLE / "standing_varus_sym.jpg").rgb
    height = min(PICTURE.shape[0], other.shape[0])
    path = saved(tmp_path, np.hstack([PICTURE[:height], other[:height]]))
    first, second = (measured(command, path, "--person", person) for person in ("1", "2"))
    assert "several_people" in [problem.code for problem in first.view.problems]
    assert abs(number(first, "fppa", "left") - number(second, "fppa", "left")) > 8
    check_refused(command("measure", path, "--quiet", "--person", "3"), 2, "only 2 could be seen")


@pytest.mark.skipif("KNEELINE_DATA" not in os.environ, reason="KNEELINE_DATA is not set, and no sample shows a back")
def test_back_view_is_measured(command: Command) -> None:
    data = Path(os.environ["KNEELINE_DATA"]) / "synthetic"
    items = json.loads((data / "index.json").read_text())["items"]
    file = next(item["file"] for item in items if item["kind"].endswith("/back"))
    assert measured(command, data / file, "--model", "heavy").view.facing == "back"


# ---------------------------------------------------------------- measured: videos


@pytest.fixture(scope="module")
def one_squat(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first squat of the sample clip."""
    path = tmp_path_factory.mktemp("clip") / "one_squat.mp4"
    write_video(path, ((frame.time_s, frame.rgb) for frame in decode(CLIP) if frame.index < FIRST_SQUAT), fps=30)
    return path


VIDEOS: dict[str, Callable[[Path, Path], Path]] = {
    "variable_rate": strange.make_variable_rate,
    "four_a_second": strange.make_four_a_second,
    **{f"turned_{n}": lambda folder, clip, n=n: strange.make_rotated(folder, clip, n) for n in (0, 90, 180, 270)},  # type: ignore[misc]
}


@pytest.mark.parametrize("make", VIDEOS.values(), ids=VIDEOS)
def test_strange_video_is_measured(
    command: Command, tmp_path: Path, make: Callable[[Path, Path], Path], one_squat: Path
) -> None:
    found = measured(command, make(tmp_path, one_squat))
    assert (found.task, len(found.repetitions), found.source.width, found.source.height) == ("squat", 1, 480, 720)


def test_mirrored_video_is_turned_back(command: Command, tmp_path: Path, one_squat: Path) -> None:
    found = measured(command, strange.make_mirrored(tmp_path, one_squat), "--mirrored")
    assert number(found, "fppa", "left") > number(found, "fppa", "right") + 5


# ---------------------------------------------------------------- 3: opened, and no value


def standing_clip(folder: Path, seconds: float = 3.0) -> Path:
    path = folder / "standing.mp4"
    write_video(path, ((n / 10, PICTURE) for n in range(round(10 * seconds))), fps=10)
    return path


def leaving_clip(folder: Path) -> Path:
    """Somebody who is on their way down when they are gone."""
    path = folder / "leaving.mp4"

    def frames() -> Iterator[tuple[float, Rgb]]:
        for frame in decode(CLIP):
            if frame.index < 90:
                yield frame.time_s, frame.rgb if frame.index < 42 else np.full_like(frame.rgb, 120)

    write_video(path, frames(), fps=30)
    return path


def far_away(folder: Path) -> Path:
    """A person of a seventh of the picture's height, and less."""
    page = np.full((2400, 1600, 3), 128, np.uint8)
    page[1200:1488, 700:892] = cv2.resize(PICTURE, (192, 288))
    return saved(folder, page)


def hips_behind_a_box(folder: Path) -> Path:
    painted = PICTURE.copy()
    painted[430:660] = (120, 90, 60)
    return saved(folder, painted)


def tiny_clip(folder: Path) -> Path:
    path = folder / "tiny.mp4"
    write_video(path, ((n / 10, PICTURE[::8, ::8]) for n in range(5)), fps=10)
    return path


NO_VALUE: dict[str, tuple[Callable[[Path], Path], tuple[str, ...], str]] = {
    "no_person": (lambda folder: saved(folder, PICTURE[:200]), (), "nobody"),
    "legs_only": (lambda folder: SAMPLE / "legs_only.jpg", (), "nobody"),
    "side_view_for_a_squat": (lambda folder: SAMPLE / "lunge_side.jpg", ("--task", "squat"), "from the side"),
    "one_pixel": (strange.make_one_pixel, (), "nobody"),
    "black": (lambda folder: strange.make_black(folder, PICTURE), (), "nobody"),
    "far_away": (far_away, (), "person"),
    "one_frame": (lambda folder: strange.make_one_frame(folder, CLIP), ("--task", "squat"), "single picture"),
    "standing_still": (standing_clip, ("--task", "squat"), "no whole squat"),
    "leaves": (leaving_clip, ("--task", "squat"), "leave the picture"),
    "leaves_untold": (leaving_clip, (), "leave the picture"),
    "hips_hidden": (hips_behind_a_box, (), "hips"),
}


@pytest.mark.parametrize(
    ("make", "options", "said"),
    [pytest.param(*case, id=name) for name, case in NO_VALUE.items()],
)
def test_no_value_is_told_with_the_reason(
    command: Command, tmp_path: Path, make: Callable[[Path], Path], options: tuple[str, ...], said: str
) -> None:
    path = make(tmp_path)
    ran = command("measure", path, "--model", "lite", "--quiet", *options, "--json", tmp_path / "out.json")
    check_refused(ran, 3, said)
    found = measurement_from_dict(json.loads((tmp_path / "out.json").read_text()))
    assert not found.view.usable
    assert found.view.problems
    assert all(value.value is None for value in found.measures)


# ---------------------------------------------------------------- 1: not readable


def nan_header(folder: Path) -> Path:
    """A TRC whose data rate is no number."""
    lines = TRC.read_text().splitlines(keepends=True)
    rate, *others = lines[2].split("\t")
    path = folder / "nan.trc"
    path.write_text("".join([*lines[:2], "\t".join(["nan", *others]), *lines[3:]]))
    assert float(rate) > 0
    return path


def other_schema(folder: Path) -> Path:
    path = folder / "other.json"
    path.write_text('{"schema": "somebody.else/7", "frames": []}')
    return path


UNREADABLE: dict[str, tuple[Callable[[Path], Path], str]] = {
    "missing": (lambda folder: folder / "missing.mp4", "missing.mp4 could not be opened"),
    "empty": (strange.make_empty, "is empty"),
    "text": (strange.make_text, "neither a photo"),
    "cut_off_photo": (lambda folder: strange.make_cut_off_jpeg(folder, PICTURE), "damaged or cut off"),
    "cut_off_header": (lambda folder: strange.make_cut_off_header(folder, CLIP), "damaged or cut off"),
    "index_only": (lambda folder: strange.make_index_only(folder, tiny_clip(folder)), "no frame that can be read"),
    "zero_frames": (strange.make_zero_frames, "damaged or cut off"),
    "audio_only": (strange.make_audio_only, "sound but no picture"),
    "playlist": (lambda folder: strange.make_playlist(folder, str(CLIP)), "is a playlist"),
    "concat_script": (lambda folder: strange.make_concat_script(folder, str(CLIP)), "a list of other files"),
    "svg": (strange.make_svg, "is a drawing"),
    "zip": (lambda folder: strange.make_zip(folder, PICTURE), "is a zip archive"),
    "folder": (strange.make_folder, "is a folder"),
    "nan_header": (nan_header, "nan.trc"),
    "other_schema": (other_schema, "somebody.else/7"),
}


@pytest.mark.parametrize(("make", "said"), UNREADABLE.values(), ids=UNREADABLE)
def test_unreadable_file_is_told_and_nothing_is_written(
    command: Command, tmp_path: Path, make: Callable[[Path], Path], said: str
) -> None:
    path = make(tmp_path)
    before = sorted(os.listdir(tmp_path))
    outputs = ("--json", tmp_path / "o.json", "--report", tmp_path / "o.html", "--csv", tmp_path / "o.csv")
    check_refused(command("measure", path, *outputs), 1, said)
    assert sorted(os.listdir(tmp_path)) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")
def test_no_permission(command: Command, tmp_path: Path) -> None:
    check_refused(command("measure", strange.make_forbidden(tmp_path, PICTURE)), 1, "no permission")


# ---------------------------------------------------------------- 1: not writable


def with_a_full_disk(*arguments: object) -> Ran:
    """The command in a process of its own in which no file may grow beyond 1 KiB: to a program, a full disk."""
    limited = ["bash", "-c", 'ulimit -f 1; exec "$@"', "-", sys.executable, "-B", "-m", "kneeline.cli"]
    done = subprocess.run([*limited, *map(str, arguments)], capture_output=True, text=True, check=False)
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("option", ["--json o.json", "--csv o.csv", "--trc o.trc", "--report o.html"])
def test_full_disk_leaves_what_was_there(squat: Path, tmp_path: Path, option: str) -> None:
    name, file = option.split()
    (tmp_path / file).write_text("from before")
    check_refused(with_a_full_disk("measure", squat, "--quiet", name, tmp_path / file), 1, file)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [(file, "from before")]


@pytest.mark.parametrize("file", ["o.jpg", "o.png"])
def test_full_disk_leaves_no_overlay(tmp_path: Path, file: str) -> None:
    ran = with_a_full_disk("measure", PHOTO, "--model", "lite", "--quiet", "--overlay", tmp_path / file)
    check_refused(ran, 1, file)
    assert os.listdir(tmp_path) == []


def test_missing_output_folder(command: Command, squat: Path, tmp_path: Path) -> None:
    check_refused(command("measure", squat, "--json", tmp_path / "none" / "o.json"), 1, "no folder")


def test_cut_off_photo_is_refused_even_where_pillow_was_told_to_make_do(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", True)
    check_refused(command("measure", strange.make_cut_off_jpeg(tmp_path, PICTURE)), 1, "damaged or cut off")
