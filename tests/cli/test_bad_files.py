"""Files that hold nonsense: one sentence that says what and where, and the status of a usage error."""

import json
from pathlib import Path
from typing import Any

import pytest

from kneeline.cli.status import attempt
from kneeline.core.wire import measurement_to_dict
from tests.cli.conftest import Command, Ran
from tests.report import examples

DEEP = "[" * 100_000
BAD_JSON = ["", "{", DEEP, f'{{"schema": {DEEP}', "9" * 5000, "\ufeff{}", "null", "3"]


@pytest.fixture
def squat_json() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(json.dumps(measurement_to_dict(examples.squat())))
    return read


def written(path: Path, content: object) -> Path:
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def assert_told(ran: Ran, *says: str) -> None:
    assert ran.status == 2, ran
    assert len(ran.err.splitlines()) == 1
    assert ran.err.count("kneeline: ") == 1
    assert "went wrong inside" not in ran.err
    assert all(each in ran.err for each in says), ran.err


@pytest.mark.parametrize("name", ["assess", "plan", "compare"])
@pytest.mark.parametrize(
    ("key", "value"),
    [("measures", {}), ("conditions", None), ("task", "yoga"), ("repetitions", [None]), ("source", [])],
)
def test_a_measurement_of_nonsense(
    command: Command, tmp_path: Path, squat_json: dict[str, Any], name: str, key: str, value: object
) -> None:
    bad = written(tmp_path / "bad.json", {**squat_json, key: value})
    assert_told(command(name, *([bad, bad] if name == "compare" else [bad])), "bad.json", key)


@pytest.mark.parametrize("text", BAD_JSON)
def test_json_that_is_none(command: Command, tmp_path: Path, text: str) -> None:
    bad = written(tmp_path / "bad.json", text)
    assert_told(command("assess", bad), "bad.json")
    assert_told(command("plan", "--log", bad), "bad.json")
    assert_told(command("plan", "--after", bad), "bad.json")


@pytest.mark.parametrize("text", ["[answers", "a = ", "born = 2001-99-99", "a = " + "[" * 100_000, "{}"])
def test_toml_that_is_none(command: Command, tmp_path: Path, text: str) -> None:
    bad = written(tmp_path / "answers.toml", text)
    assert_told(command("assess", "--answers", bad), "answers.toml")
    assert_told(command("plan", "--answers", bad), "answers.toml")


@pytest.mark.parametrize("number", ["nan", "inf", "-inf", "1e308"])
def test_a_number_that_is_none(command: Command, tmp_path: Path, number: str) -> None:
    bad = written(tmp_path / "answers.toml", f"[answers]\nankle_gap_cm = {number}\n")
    assert_told(command("assess", "--answers", bad), "answers.toml, answers.ankle_gap_cm: a number is needed")


def test_a_file_that_is_no_text(command: Command, tmp_path: Path) -> None:
    picture = tmp_path / "picture.jpg"
    picture.write_bytes(b"\xff\xd8\xff\xe0")
    assert_told(command("assess", picture), "picture.jpg is no text")
    assert_told(command("assess", "--answers", picture), "picture.jpg is no text")


@pytest.mark.parametrize(
    ("log", "says"),
    [
        ({"new_conditions": ["emergency"]}, "new_conditions[0]"),
        ({"new_conditions": ["locked_kneee"]}, "new_conditions[0]"),
        ({"done": [{"date": "2026-11-23"}]}, "done[0]"),
        ({"checks": [{"date": "tomorrow"}]}, "checks[0].date"),
        ({"done": [], "checks": 3}, "checks"),
    ],
)
def test_a_log_of_nonsense(command: Command, tmp_path: Path, log: dict[str, Any], says: str) -> None:
    bad = written(tmp_path / "log.json", {"schema": "kneeline.log/1", **log})
    assert_told(command("plan", "--log", bad, "--quiet"), "log.json", says)


@pytest.mark.parametrize("start", ["9999-12-30", "0001-01-01", "2026-02-30"])
def test_a_first_day_where_dates_end(command: Command, start: str) -> None:
    assert_told(command("plan", "--start", start), f"--start {start}")


@pytest.mark.parametrize(
    ("key", "value"), [("start", "9999-12-30"), ("weeks", 3), ("phase", "party"), ("sequence", 10**30)]
)
def test_an_earlier_programme_of_nonsense(command: Command, tmp_path: Path, key: str, value: object) -> None:
    programme = json.loads(command("plan", "--json", "-").out)
    bad = written(tmp_path / "programme.json", {**programme, key: value})
    assert_told(command("plan", "--after", bad), "programme.json", key)


@pytest.mark.parametrize(("wish", "value"), [("days", 10**30), ("days", 9000), ("minutes", -1), ("minutes", 10**12)])
def test_an_earlier_programme_of_impossible_wishes(command: Command, tmp_path: Path, wish: str, value: object) -> None:
    programme = json.loads(command("plan", "--json", "-").out)
    bad = written(tmp_path / "programme.json", {**programme, "wishes": {**programme["wishes"], wish: value}})
    assert_told(command("plan", "--after", bad), wish)


def test_a_picture_that_is_not_there(command: Command, tmp_path: Path) -> None:
    ran = command("plan", "--pictures", tmp_path / "none.mp4", "--physio", tmp_path / "physio.html", "--quiet")
    assert ran.status == 1
    assert "none.mp4 could not be read" in ran.err


def test_a_fault_of_ours_is_told_with_one_name(capsys: pytest.CaptureFixture[str]) -> None:
    def fails() -> None:
        raise RuntimeError("broken")

    attempt(None, fails)
    told = capsys.readouterr().err
    assert told.startswith("kneeline: something went wrong inside kneeline (RuntimeError: broken)")
