"""`kneeline catalogue`: everything can be listed, read and checked."""

import json

import pytest

from tests.cli.conftest import Command


def test_the_list_has_every_exercise(command: Command) -> None:
    ran = command("catalogue", "list")
    assert ran.status == 0
    assert "E01" in ran.out
    assert "E23" in ran.out
    assert len(json.loads(command("catalogue", "list", "--json").out)["exercises"]) >= 23


def test_an_exercise_tells_how_and_why(command: Command) -> None:
    ran = command("catalogue", "show", "clamshell")
    for heading in ("Dose in the article", "Start", "Do", "Feel", "Evidence", "What the article leaves open"):
        assert heading in ran.out
    assert json.loads(command("catalogue", "show", "clamshell", "--json").out)["dose"]["reps"] == [20, 20]


@pytest.mark.parametrize("item", ["gluteus_medius", "reece-2020", "pain", "squat"])
def test_anything_else_can_be_read_too(command: Command, item: str) -> None:
    assert command("catalogue", "show", item).status == 0


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("hip_in", "The hip rolls in"),
        ("feet-out", None),
        ("K-leg", "K-leg"),
        ("Clamshell", "Dose in the article"),
        ("clam-shell", "Dose in the article"),
        ("SHORT_FOOT", "Short foot"),
        ("gluteus-medius", None),
        ("x-legs", "Knock knees"),
        ("kissing knees", "Knock knees"),
        ("duck feet", "Duck feet"),
    ],
)
def test_other_spellings_and_other_words_are_understood(command: Command, word: str, found: str | None) -> None:
    ran = command("catalogue", "show", word)
    assert (ran.status, ran.err) == (0, "")
    assert found is None or found in ran.out


def test_a_wrong_id_is_answered_with_a_like_one(command: Command) -> None:
    ran = command("catalogue", "show", "clamshel")
    assert ran.status == 2
    assert "clamshell" in ran.err


def test_all_is_sound(command: Command) -> None:
    ran = command("catalogue", "check")
    assert (ran.status, ran.err) == (0, "")
