from pathlib import Path

import pytest

from kneeline.core.errors import BadArgument, UnreadableFile
from kneeline.formats import files, looks_like_landmarks, read_landmarks

GOLDEN = Path(__file__).parents[1] / "golden" / "formats"


@pytest.mark.parametrize("name", ["standing.trc", "by_hand.json", "two_people"])
def test_landmark_files_are_recognised(name: str) -> None:
    assert looks_like_landmarks(GOLDEN / name)


def test_recognised_by_content_or_name(tmp_path: Path) -> None:
    (tmp_path / "export.txt").write_bytes((GOLDEN / "standing.trc").read_bytes())
    (tmp_path / "garbled.trc").write_text("nothing of the kind")
    (tmp_path / "squat.mp4").write_bytes(b"\0\0\0\x20ftypisom")
    (tmp_path / "folder").mkdir()
    found = {path.name for path in tmp_path.iterdir() if looks_like_landmarks(path)}
    assert found == {"export.txt", "garbled.trc"}
    assert read_landmarks(tmp_path / "export.txt").estimator == "markers"


def test_other_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "squat.mp4").write_bytes(b"\0\0\0\x20ftypisom")
    for path in (tmp_path / "squat.mp4", tmp_path / "missing.trc", tmp_path):
        with pytest.raises(UnreadableFile):
            read_landmarks(path)


def test_files_too_large_are_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "huge.trc").open("wb") as file:
        file.write(b"PathFileType")
        file.truncate(files.MAX_BYTES + 1)
    with pytest.raises(UnreadableFile, match="too large"):
        read_landmarks(tmp_path / "huge.trc")


def test_files_of_one_person_have_no_second() -> None:
    with pytest.raises(BadArgument, match="no person 2"):
        read_landmarks(GOLDEN / "standing.trc", person=2)
