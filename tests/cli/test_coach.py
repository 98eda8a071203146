"""`kneeline coach` on motion capture of a hand-made person, and before a camera that is none."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import kneeline
from kneeline.cli.app import run
from kneeline.coach import Frame
from kneeline.formats import write_trc
from kneeline.programme import log_from_dict
from tests.coach.moving import frames, squats
from tests.skeletons import in_space


@pytest.fixture
def squat_file(tmp_path: Path) -> Path:
    """Two squats, the left knee going in on the first."""
    time_s, joints = squats((20.0, 0.0), fps=60.0)
    path = tmp_path / "squats.trc"
    write_trc(path, in_space(joints, time_s), None)
    return path


def test_events_are_json_lines(squat_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["coach", "banded-chair-squat", "--source", str(squat_file), "--json", "-"]) == 0
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    done = [event for event in events if event["event"] == "rep_done"]
    assert [event["quality"] for event in done] == ["fault", "good"]
    assert done[0]["caves_in"] == {"left": True, "right": False}
    assert events[-1]["event"] == "finished"
    assert all(isinstance(event["time_s"], float) for event in events)


def test_words_are_one_line_an_event(squat_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["coach", "banded-chair-squat", "--source", str(squat_file)]) == 0
    out = capsys.readouterr().out
    assert "→ Press your knees out" in out
    assert "2: clean." in out


def test_a_replay_page_is_written(squat_file: Path, tmp_path: Path) -> None:
    page = tmp_path / "replay.html"
    assert run(["coach", "banded-chair-squat", "--source", str(squat_file), "--quiet", "--replay", str(page)]) == 0
    html = page.read_text(encoding="utf-8")
    assert "What the coach saw" in html
    assert html.count("<polyline") >= 3
    assert "<script" not in html


def test_what_makes_no_sense_is_said_in_a_line(squat_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["coach", "plank", "--source", str(squat_file)]) == 2
    assert run(["coach", "clamshell", "--source", "camera", "--replay", "page.html"]) == 2
    assert run(["coach", "clamshell", "--source", str(squat_file.parent / "none.mp4")]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 3


def test_nothing_counted_is_status_3(squat_file: Path) -> None:
    assert run(["coach", "single-leg-balance", "--source", str(squat_file), "--quiet"]) == 3


@pytest.fixture
def camera(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two squats before a camera that is none; what it was asked for."""
    asked: list[str] = []

    def seen(number: int = 0, *, model: str = "full", mirrored: bool = False) -> Iterator[Frame]:
        asked.append(model)
        yield from frames(*squats((0.0, 20.0)))

    monkeypatch.setattr(kneeline, "camera_frames", seen)
    return asked


def test_a_camera_is_coached_event_by_event(camera: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["coach", "banded-chair-squat", "--source", "camera", "--json", "-"]) == 0
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    done = [event for event in events if event["event"] == "rep_done"]
    assert [event["quality"] for event in done] == ["good", "fault"]
    assert events[-1]["event"] == "finished"
    assert camera == ["full"]


def test_a_camera_is_told_in_words_and_kept_as_lines(
    camera: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = tmp_path / "events.jsonl"
    assert run(["coach", "banded-chair-squat", "--source", "camera", "--model", "lite", "--json", str(lines)]) == 0
    assert "1: clean." in capsys.readouterr().out
    assert json.loads(lines.read_text(encoding="utf-8").splitlines()[-1])["event"] == "finished"
    assert camera == ["lite"]


def test_without_a_camera_it_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("cv2.VideoCapture", lambda _number: Shut())
    assert run(["coach", "banded-chair-squat", "--source", "camera"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "no camera was found" in line


class Shut:
    """A camera that does not open."""

    def isOpened(self) -> bool:
        return False

    def release(self) -> None:
        """Nothing to let go of."""


def test_a_log_gets_what_was_done_and_keeps_what_it_had(
    squat_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "log.json"
    asked = ["coach", "banded-chair-squat", "--source", str(squat_file), "--quiet", "--log", str(log)]
    assert run(asked) == run(asked) == 0
    done = log_from_dict(json.loads(log.read_text(encoding="utf-8"))).done
    assert [(each.reps_fault, each.reps_good, each.last_set_reps) for each in done] == [(1, 1, 2)] * 2
    before = log.read_bytes()
    assert run(["coach", "single-leg-balance", *asked[2:]]) == 3
    assert log.read_bytes() == before
    log.write_text("{}", encoding="utf-8")
    assert run(asked) == 2
    assert run([*asked[:-1], str(tmp_path / "no" / "log.json")]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 2
