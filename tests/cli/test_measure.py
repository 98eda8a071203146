"""`kneeline measure` on landmark files: what is printed, what is written, how it ends."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kneeline.core.wire import measurement_from_dict
from tests.cli.conftest import SAMPLE, Command


def test_table_says_each_leg_and_nothing_goes_to_stderr(command: Command, squat: Path) -> None:
    ran = command("measure", squat)
    assert (ran.status, ran.err) == (0, "")
    assert "left knee moves in" in ran.out
    assert "right knee stays in line" in ran.out
    assert max(len(line) for line in ran.out.splitlines()) <= 80


def test_json_on_stdout_is_all_there_is(command: Command, squat: Path) -> None:
    ran = command("measure", squat, "--json", "-")
    found = measurement_from_dict(json.loads(ran.out))
    assert (ran.status, ran.err) == (0, "")
    assert (found.task, found.task_given, len(found.repetitions)) == ("squat", False, 2)


def test_json_of_one_file_is_an_object_and_of_several_a_list(command: Command, squat: Path, standing: Path) -> None:
    assert isinstance(json.loads(command("measure", squat, "--json", "-").out), dict)
    both = json.loads(command("measure", squat, standing, "--json", "-").out)
    assert [each["task"] for each in both] == ["squat", "stand"]


def test_quiet_prints_nothing(command: Command, squat: Path, tmp_path: Path) -> None:
    ran = command("measure", squat, "--quiet", "--json", tmp_path / "squat.json")
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    assert json.loads((tmp_path / "squat.json").read_text())["task"] == "squat"


def test_options_reach_the_measurement(command: Command, standing: Path) -> None:
    ran = command(
        *("measure", standing, "--json", "-", "--task", "stand", "--side", "left", "--height-cm", 171),
        *("--condition", "effort=corrected", "--condition", "brace=yes", "--mirrored"),
    )
    found = measurement_from_dict(json.loads(ran.out))
    assert (found.task, found.task_given, found.person.height_cm) == ("stand", True, 171)
    assert (found.conditions.effort, found.conditions.brace, found.conditions.mirrored) == ("corrected", True, True)
    assert {value.side for value in found.measures} <= {"left", "both"}


def test_csv_has_a_row_for_each_frame(command: Command, squat: Path, tmp_path: Path) -> None:
    assert command("measure", squat, "--csv", tmp_path / "squat.csv").status == 0
    rows = list(csv.DictReader((tmp_path / "squat.csv").read_text().splitlines()))
    assert len(rows) == len(json.loads(squat.read_text())["frames"])
    assert {"frame", "time_s", "looked", "fppa_left", "fppa_left_error_95"} <= set(rows[0])


def test_csv_of_a_file_without_values_has_its_frames(command: Command, still_clip: Path, tmp_path: Path) -> None:
    ran = command("measure", still_clip, "--task", "squat", "--quiet", "--csv", tmp_path / "still.csv")
    lines = (tmp_path / "still.csv").read_text().splitlines()
    assert (ran.status, len(lines), lines[:2]) == (3, 122, ["frame,time_s,looked", "0,0.000000,1"])


def test_trc_can_be_measured_again(command: Command, squat: Path, tmp_path: Path) -> None:
    assert command("measure", squat, "--trc", tmp_path / "squat.trc").status == 0
    again = json.loads(command("measure", tmp_path / "squat.trc", "--json", "-").out)
    assert (again["task"], len(again["repetitions"])) == ("squat", 2)


def test_report_holds_every_file(command: Command, squat: Path, standing: Path, tmp_path: Path) -> None:
    assert command("measure", squat, standing, "--report", tmp_path / "report.html").status == 0
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "squat.json" in page
    assert "standing.json" in page


def test_overlay_of_landmarks_is_refused_and_the_rest_is_written(command: Command, squat: Path, tmp_path: Path) -> None:
    ran = command("measure", squat, "--quiet", "--overlay", tmp_path / "o.mp4", "--csv", tmp_path / "o.csv")
    assert (ran.status, sorted(os.listdir(tmp_path))) == (2, ["o.csv"])
    assert "no picture to draw on" in ran.err


def test_no_value_ends_with_3_and_says_why(command: Command, still_clip: Path) -> None:
    quiet = command("measure", still_clip, "--task", "squat", "--quiet")
    assert (quiet.status, quiet.out, quiet.err.count("\n")) == (3, "", 1)
    assert "no whole squat" in quiet.err
    told = command("measure", still_clip, "--task", "squat")
    assert (told.status, told.err) == (3, "")
    assert "no whole squat" in told.out


def test_gravest_status_wins_and_the_others_are_written(command: Command, squat: Path, still_clip: Path) -> None:
    ran = command("measure", "--task", "squat", squat, still_clip, "missing.mp4", "--json", "-")
    assert ran.status == 1
    assert [len(each["repetitions"]) for each in json.loads(ran.out)] == [2, 0]
    assert "missing.mp4" in ran.err
    assert command("measure", "--task", "squat", squat, still_clip, "--quiet").status == 3


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--task", "jump"], "'jump' is not one of"),
        (["--side", "up"], "'up' is not one of"),
        (["--height-cm", "1.70"], "give centimetres, such as 170"),
        (["--height-cm", "tall"], "--height-cm"),
        (["--person", "0"], "1 is the largest"),
        (["--person", "2"], "no person 2"),
        (["--model", "huge"], "'huge' is not one of"),
        (["--condition", "colour=red"], "there is no condition 'colour'"),
        (["--condition", "heels=high"], "heels is one of flat, raised"),
        (["--condition", "mirrored=yes"], "--mirrored"),
        (["--report", "report.txt"], "should end in .html or .pdf"),
        (["--overlay", "lines.gif"], "should end in .mp4, .jpg or .png"),
        (["--csv", "table.csv", "second.json"], "--csv is for one file"),
        (["--trc", "joints.trc", "second.json"], "--trc is for one file"),
        (["--json", "same.csv", "--csv", "same.csv"], "would overwrite what --json writes"),
        (["--colour"], "No such option"),
    ],
    ids=" ".join,
)
def test_usage_errors_end_with_2_and_one_line(command: Command, squat: Path, options: list[str], told: str) -> None:
    ran = command("measure", squat, *options)
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert told in ran.err


def test_a_file_to_measure_is_never_overwritten(command: Command, squat: Path) -> None:
    before = squat.read_bytes()
    ran = command("measure", squat, "--json", squat.parent / ".." / squat.parent.name / squat.name)
    assert (ran.status, squat.read_bytes()) == (2, before)


def test_missing_folder_is_found_before_measuring(command: Command, tmp_path: Path) -> None:
    ran = command("measure", "never_looked_at.mp4", "--report", tmp_path / "missing" / "report.html")
    assert (ran.status, ran.err.count("\n")) == (1, 1)
    assert "there is no folder" in ran.err


def test_devices_are_not_replaced(command: Command, squat: Path) -> None:
    ran = command("measure", squat, "--json", os.devnull)
    assert ran.status == 1
    assert not Path(os.devnull).is_file()


def test_strange_names_stay_on_one_line(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "a\nb\x1b[31m.mp4"
    path.write_bytes(b"no video")
    ran = command("measure", path)
    assert (ran.status, ran.err.count("\n")) == (1, 1)
    assert "\x1b" not in ran.err


def test_fault_of_our_own_is_one_line_too(
    command: Command, squat: Path, standing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a part is missing")

    monkeypatch.setattr("kneeline.cli.measure.measured", broken)
    ran = command("measure", squat, standing)
    assert (ran.status, ran.err.count("\n")) == (1, 2)
    assert "a part is missing" in ran.err
    assert "Traceback" not in ran.err


def process(*arguments: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "kneeline.cli", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_closed_pipe_leaves_no_traceback(squat: Path) -> None:
    running = process("measure", squat, "--json", "-")
    assert running.stdout is not None
    running.stdout.close()
    running.stdout = None
    _, err = running.communicate()
    assert (running.returncode, err) == (1, "")


def test_files_are_written_where_nobody_reads_on(squat: Path, tmp_path: Path) -> None:
    running = process("measure", squat, squat, "--json", tmp_path / "out.json", "--report", tmp_path / "out.html")
    assert running.stdout is not None
    running.stdout.close()
    running.stdout = None
    _, err = running.communicate()
    assert (running.returncode, err) == (0, "")
    assert len(json.loads((tmp_path / "out.json").read_text())) == 2
    assert (tmp_path / "out.html").exists()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full on this system")
def test_full_disk_behind_stdout_is_said(squat: Path) -> None:
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "kneeline.cli", "measure", str(squat), "--json", "-"]
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    assert ran.returncode == 1
    assert ran.stderr == "kneeline: standard output could not be written: No space left on device.\n"


def test_help_is_quick_and_loads_nothing_heavy() -> None:
    """In seconds of processor time, which a busy machine stretches less than those of the clock."""
    before = os.times()
    subprocess.run([sys.executable, "-m", "kneeline.cli", "--help"], capture_output=True, check=True)
    after = os.times()
    assert after.children_user + after.children_system - before.children_user - before.children_system < 0.5
    code = "import sys, kneeline.cli.app; print({'numpy', 'av', 'cv2', 'PIL', 'rich'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "set()\n"


def test_help_of_every_command_and_option_says_something(command: Command) -> None:
    for name in ("measure", "batch", "doctor"):
        ran = command(name, "--help")
        assert (ran.status, ran.err) == (0, "")
        options = [line for line in ran.out.splitlines() if line.lstrip().startswith("--")]
        assert all(len(line.split()) > 2 or len(line) > 30 for line in options)


def test_photo_gives_overlay_report_and_json(command: Command, tmp_path: Path) -> None:
    photo = SAMPLE / "standing_structural_left.jpg"
    outputs = {"--overlay": "lines.jpg", "--report": "report.html", "--json": "numbers.json"}
    asked = [each for option, name in outputs.items() for each in (option, tmp_path / name)]
    assert command("measure", photo, "--model", "lite", *asked).status == 0
    assert sorted(os.listdir(tmp_path)) == sorted(outputs.values())
    assert "data:image/jpeg;base64" in (tmp_path / "report.html").read_text(encoding="utf-8")
