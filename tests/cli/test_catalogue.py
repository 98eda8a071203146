"""`kneeline catalogue`: everything can be listed, read and checked."""

import json

import pytest

from kneeline.catalogue import catalogue
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


def test_a_self_test_is_told_step_by_step_with_where_its_answer_goes(command: Command) -> None:
    told = command("catalogue", "show", "knees-touch").out
    places = [
        told.index(part) for part in ("Start", "1. ", "2. ", "ankle_gap_cm: ", "What it tells", "8 cm", "How exact")
    ]
    assert places == sorted(places)


def test_a_movement_test_says_who_leaves_it_out(command: Command) -> None:
    told = " ".join(command("catalogue", "show", "single-leg-squat").out.split())
    assert "A knee that gives way (left out): A knee that gives way is not tested on one leg." in told


@pytest.mark.parametrize("test", [*catalogue().self_tests, *catalogue().movement_tests])
def test_what_the_figure_shows_never_hides_how_a_test_is_done(command: Command, test: str) -> None:
    known = catalogue().self_tests.get(test) or catalogue().movement_tests[test]
    told = " ".join(command("catalogue", "show", test).out.split())
    assert all(step in told for step in known.steps)


def test_an_exercise_tells_what_bars_it_and_what_a_camera_sees(command: Command) -> None:
    told = " ".join(command("catalogue", "show", "single-leg-hinge").out.split())
    assert "Pain in the lower back (easier): Tipping less far is gentler for your back." in told
    assert "Knee stays over the foot" in told
    assert "Clamshell: The article asks for it" in told


def test_every_kind_can_be_listed(command: Command) -> None:
    shown = command("catalogue", "list").out
    for kind in ("self-tests", "readers-questions", "glossary", "conditions"):
        assert kind in shown
        assert command("catalogue", "list", kind).status == 0
    assert "comes-back-after-days" in command("catalogue", "list", "readers_questions").out
    wrong = command("catalogue", "list", "recipes")
    assert wrong.status == 2
    assert "there is no kind 'recipes'" in wrong.err.lower()


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
