"""The article's 23 exercises are all there, with its own numbers, and nothing they name is missing."""

import tomllib
from pathlib import Path

from kneeline.catalogue import catalogue
from kneeline.catalogue.check import problems
from kneeline.core.findings import SIGNS

PRINTED = tomllib.loads((Path(__file__).parent / "article_doses.toml").read_text(encoding="utf-8"))


def test_every_exercise_of_the_article_is_there_in_its_order() -> None:
    assert [each.id for each in catalogue().exercises.values() if each.number.startswith("E")] == list(PRINTED)


def test_numbers_and_doses_are_the_articles() -> None:
    for name, printed in PRINTED.items():
        exercise, dose = catalogue().exercises[name], catalogue().exercises[name].dose
        given: dict[str, object] = {"number": exercise.number, "item": exercise.item}
        given |= {key: list(span) for key in ("reps", "hold_s", "seconds") if (span := getattr(dose, key))}
        given |= {"sides": "stated"} if dose.sides_stated else {}
        assert given == printed, name


def test_our_own_extras_are_marked_as_ours() -> None:
    extras = [each for each in catalogue().exercises.values() if each.number.startswith("X")]
    assert extras
    assert all(each.item is None and each.article_place is None and each.region == "pelvis" for each in extras)


def test_every_sign_has_its_exercises() -> None:
    served = {sign for each in catalogue().exercises.values() for sign in each.signs}
    assert served == set(SIGNS)


def test_step_4_waits_for_what_the_article_wants_understood_first() -> None:
    """Clamshell and wall slide (hip), short foot (arch): stated by the article for its step 4, and for nothing else."""
    for exercise in catalogue().exercises.values():
        hard = {gate.exercise for gate in exercise.gates if gate.hard and gate.stage is None}
        wanted = {"clamshell", "wall-slide-abduction", "short-foot"} if exercise.kind == "integration" else set()
        assert hard == wanted, exercise.id


def test_nothing_named_anywhere_is_missing() -> None:
    assert problems(catalogue()) == []
