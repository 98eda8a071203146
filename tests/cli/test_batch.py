"""`kneeline batch`: one table, a JSON a file, going on where it stopped."""

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow.parquet as parquet
import pytest

from kneeline.cli.table import COLUMNS
from tests.cli.conftest import Command

TRC = Path(__file__).parent.parent / "golden" / "formats" / "standing.trc"


@dataclass(frozen=True)
class Batched:
    """A folder that was measured into a table in itself, and what the command printed."""

    folder: Path
    status: int
    out: str
    err: str

    @property
    def table(self) -> Path:
        return self.folder / "t.csv"

    @property
    def results(self) -> Path:
        return self.folder / "t.json"


def clips_in(folder: Path, squat: Path, still_clip: Path) -> Path:
    """Two files with values in them, one without, one that is broken, one of another kind."""
    (folder / "a b").mkdir(parents=True)
    shutil.copy(squat, folder / "a b" / "squat.json")
    shutil.copy(TRC, folder / "standing.trc")
    shutil.copy(still_clip, folder / "still.json")
    (folder / "broken.mp4").write_bytes(b"")
    (folder / "notes.txt").write_text("left knee")
    return folder


def batch(folder: Path, *options: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "kneeline.cli", "batch", str(folder), "--out", str(folder / "t.csv"), *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture(scope="module")
def batched(tmp_path_factory: pytest.TempPathFactory, squat: Path, still_clip: Path) -> Batched:
    folder = clips_in(tmp_path_factory.mktemp("batch") / "clips", squat, still_clip)
    running = batch(folder, "--workers", "2")
    out, err = running.communicate()
    return Batched(folder, running.returncode, out, err)


@pytest.fixture
def again(batched: Batched, tmp_path: Path) -> Batched:
    """A copy of the folder with its results, to go on from."""
    return replace(batched, folder=Path(shutil.copytree(batched.folder, tmp_path / "clips")))


def rows_of(table: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))


def test_table_has_rows_for_every_file(batched: Batched) -> None:
    by_file = {row["file"]: row for row in rows_of(batched.table)}
    assert {name: row["status"] for name, row in by_file.items()} == {
        "a b/squat.json": "measured",
        "broken.mp4": "failed",
        "standing.trc": "measured",
        "still.json": "measured",
    }
    assert list(by_file) == sorted(by_file)
    assert "is empty" in by_file["broken.mp4"]["reason"]
    assert by_file["a b/squat.json"]["repetitions"] == "2"


def test_it_ends_as_its_gravest_file_and_says_how_many(batched: Batched) -> None:
    assert batched.status == 1
    assert "4 files: 3 measured, 0 without a value, 1 failed. 1 other file left alone." in batched.out
    assert batched.err.count("\n") == 5  # a line for each file, and why one failed
    assert "4/4" in batched.err


def test_numbers_are_those_of_one_by_one(command: Command, batched: Batched, squat: Path) -> None:
    alone = json.loads(command("measure", squat, "--json", "-").out)
    rows = [row for row in rows_of(batched.table) if row["file"] == "a b/squat.json"]
    kept = json.loads((batched.results / rows[0]["json"]).read_text())
    assert {key: kept[key] for key in alone} == alone
    assert [row["value"] for row in rows] == ["" if v["value"] is None else str(v["value"]) for v in alone["measures"]]


def test_every_file_that_opened_has_a_json_of_its_own(batched: Batched) -> None:
    names = {row["json"] for row in rows_of(batched.table)} - {""}
    assert names == set(os.listdir(batched.results))
    assert len(names) == 3


def test_parquet_holds_the_same_as_csv(command: Command, again: Batched) -> None:
    ran = command("batch", again.folder, "--out", again.folder / "t.parquet", "--quiet")
    table = parquet.read_table(again.folder / "t.parquet")
    texts = [{key: "" if value is None else str(value) for key, value in row.items()} for row in table.to_pylist()]
    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert table.column_names == list(COLUMNS)
    assert [row | {"reason": ""} for row in texts] == [row | {"reason": ""} for row in rows_of(again.table)]


def remade(command: Command, again: Batched, *options: object) -> list[str]:
    """The files whose JSON another run wrote anew."""
    before = {path.name: path.stat().st_ino for path in again.results.iterdir()}
    command("batch", again.folder, "--out", again.table, "--quiet", "--workers", 1, *options)
    return sorted(path.name for path in again.results.iterdir() if before.get(path.name) != path.stat().st_ino)


def test_second_run_measures_only_what_changed(command: Command, again: Batched) -> None:
    (again.folder / "standing.trc").write_bytes((again.folder / "standing.trc").read_bytes() + b"\n")
    (again.results / "still.json.json").write_text("{ cut off")
    assert remade(command, again) == ["standing.trc.json", "still.json.json"]
    assert remade(command, again) == []
    assert len(remade(command, again, "--height-cm", 180)) == 3


def test_result_of_a_file_that_broke_is_taken_away(command: Command, again: Batched) -> None:
    (again.folder / "standing.trc").write_text("broken")
    assert remade(command, again) == []
    assert sorted(os.listdir(again.results))[1:] == ["still.json.json"]
    assert {row["file"]: row["status"] for row in rows_of(again.table)}["standing.trc"] == "failed"


@pytest.mark.parametrize(
    ("options", "status", "said"),
    [
        (("--out", "t.txt"), 2, ".csv or .parquet"),
        (("--out", "missing/t.csv"), 1, "no folder"),
        (("--out", "t.csv", "--workers", "0"), 2, "at least one"),
        (("--out", "t.csv", "--height-cm", "1.70"), 2, "centimetres"),
        ((), 2, "--out"),
    ],
    ids=str,
)
def test_what_cannot_work_is_said_first(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], status: int, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = command("batch", ".", *options)
    assert (ran.status, ran.out, ran.err.count("\n")) == (status, "", 1)
    assert said in ran.err


def test_place_that_is_missing_is_said(command: Command, tmp_path: Path) -> None:
    ran = command("batch", tmp_path / "missing", "--out", tmp_path / "t.csv")
    assert (ran.status, ran.err.count("\n"), os.listdir(tmp_path)) == (1, 1, [])


def test_interrupted_run_leaves_whole_files_and_goes_on(
    command: Command, tmp_path: Path, squat: Path, still_clip: Path
) -> None:
    folder = clips_in(tmp_path / "clips", squat, still_clip)
    running = batch(folder, "--workers", "1")
    assert running.stderr is not None
    first = running.stderr.readline()
    running.send_signal(signal.SIGINT)
    _, err = running.communicate()
    assert "Traceback" not in first + err
    assert all(json.loads(path.read_text()) for path in (folder / "t.json").iterdir())
    if running.returncode != 1:  # 1: it was done before it could be stopped
        assert (running.returncode, (folder / "t.csv").exists()) == (130, False)
        assert "goes on from there" in err
    assert command("batch", folder, "--out", folder / "t.csv", "--workers", 1).status == 1
    assert len({row["file"] for row in rows_of(folder / "t.csv")}) == 4
