"""What counts as a file to measure, and what it is called."""

import shutil
from pathlib import Path

import pytest

from kneeline.cli.inputs import find
from kneeline.core.errors import UnreadableFile
from tests.cli.conftest import SAMPLE

TWO_PEOPLE = Path(__file__).parent.parent / "golden" / "formats" / "two_people"


@pytest.fixture
def folder(tmp_path: Path, squat: Path) -> Path:
    place = tmp_path / "clips"
    (place / "monday").mkdir(parents=True)
    shutil.copy(SAMPLE / "standing_neutral.jpg", place / "photo_without_ending")
    shutil.copy(squat, place / "monday" / "squat.json")
    (place / "monday" / "broken.mp4").write_bytes(b"")
    (place / "notes.txt").write_text("left knee")
    (place / "table.json").write_text('{"schema": "kneeline.measurement/1"}')
    (place / "._photo.jpg").write_bytes(b"what macOS leaves beside a photo")
    shutil.copytree(TWO_PEOPLE, place / "openpose")
    return place


def test_folder_is_searched_by_content_and_promising_endings(folder: Path) -> None:
    found = find([str(folder)], ours=())
    names = [found.name(file) for file in found.files]
    assert names == ["monday/broken.mp4", "monday/squat.json", "openpose", "photo_without_ending"]
    assert found.others == 3


def test_own_results_are_left_out(folder: Path) -> None:
    found = find([str(folder)], ours=(folder / "monday", folder / "notes.txt"))
    assert [found.name(file) for file in found.files] == ["openpose", "photo_without_ending"]
    assert found.others == 2


def test_pattern_finds_files_in_folders_below(folder: Path) -> None:
    found = find([str(folder / "**" / "*.mp4")], ours=())
    assert [file.name for file in found.files] == ["broken.mp4"]


def test_openpose_folder_itself_is_one_recording(folder: Path) -> None:
    found = find([str(folder / "openpose")], ours=())
    assert [(found.name(file), found.others) for file in found.files] == [("openpose", 0)]


def test_same_file_twice_counts_once(folder: Path) -> None:
    assert len(find([str(folder), str(folder / "monday")], ours=()).files) == 4


def test_files_of_two_folders_keep_their_folders_names(folder: Path) -> None:
    found = find([str(folder / "monday"), str(folder / "openpose")], ours=())
    assert [found.name(file) for file in found.files] == ["monday/broken.mp4", "monday/squat.json", "openpose"]


def test_name_is_never_a_formula(tmp_path: Path) -> None:
    (tmp_path / "=cmd.mp4").write_bytes(b"")
    found = find([str(tmp_path)], ours=())
    assert [found.name(file) for file in found.files] == ["./=cmd.mp4"]


def test_nothing_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no such file"):
        find([str(tmp_path / "missing")], ours=())
    (tmp_path / "notes.txt").write_text("nothing to measure")
    with pytest.raises(UnreadableFile, match="no photo, video or landmark file"):
        find([str(tmp_path)], ours=())
