from pathlib import Path
from typing import get_args

from kneeline.body.camera import VIEWS
from kneeline.cli.demo import ViewName
from tests.cli.conftest import Command


def test_views_of_the_command_are_those_of_the_camera() -> None:
    assert list(get_args(ViewName)) == list(VIEWS)


def test_an_exercise_is_written(command: Command, tmp_path: Path) -> None:
    ran = command("demo", "clamshell", "--out", tmp_path / "a.svg", "--still", "open", "--dark")
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    assert (tmp_path / "a.svg").read_text().startswith("<svg")


def test_an_unknown_exercise_ends_with_2_and_a_sentence(command: Command, tmp_path: Path) -> None:
    ran = command("demo", "clam-shell", "--out", tmp_path / "a.svg")
    assert ran.status == 2
    assert ran.err == "kneeline: There is no exercise 'clam-shell'. Did you mean clamshell?\n"


def test_a_missing_folder_ends_with_1(command: Command, tmp_path: Path) -> None:
    ran = command("demo", "clamshell", "--out", tmp_path / "none" / "a.glb")
    assert ran.status == 1
    assert "there is no folder" in ran.err
