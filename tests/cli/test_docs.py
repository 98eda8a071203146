"""docs/cli.md names every command, option and exit status there is, and none that isn't."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Command

PAGE = Path(__file__).parents[2] / "docs" / "cli.md"
COMMANDS = ["measure", "assess", "plan", "compare", "coach", "batch", "demo", "serve", "doctor", "catalogue"]
OPTION = re.compile(r"--[a-z][a-z-]+")


@pytest.fixture(scope="module")
def page() -> str:
    if not PAGE.exists():
        pytest.skip("the documents are not here (an unpacked wheel)")
    return PAGE.read_text(encoding="utf-8")


def options_of(command: Command, *names: str) -> set[str]:
    return set(OPTION.findall(command(*names, "--help").out))


def test_every_command_has_its_section(command: Command, page: str) -> None:
    commands = re.findall(r"^  (\w+)  ", command("--help").out.partition("Commands:")[2], re.M)
    assert commands == re.findall(r"^## kneeline (\w+)$", page, re.M) == COMMANDS


def test_every_option_is_there_and_no_other(command: Command, page: str) -> None:
    there = options_of(command).union(*(options_of(command, *name.split()) for name in (*COMMANDS, "catalogue show")))
    assert set(OPTION.findall(page)) == there


@pytest.mark.parametrize("name", ["measure", "assess", "plan", "compare", "coach", "batch", "demo"])
def test_options_stand_in_the_section_of_their_command(command: Command, page: str, name: str) -> None:
    section = page.partition(f"\n## kneeline {name}\n")[2].partition("\n## kneeline ")[0]
    assert options_of(command, name) - {"--help"} <= set(OPTION.findall(section))
