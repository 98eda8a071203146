"""The first sentence says what this person has to do first."""

import pytest

from kneeline.core.findings import AgeGroup, Because, Findings, Level
from kneeline.report.finding_words import headline, level_words, reasons

OPEN = Because("stop_questions_open", "Open.", "rule", None, "Answer them.")
FINE = Because("nothing_found", "Nothing found.", "rule", "self_care", "You can start.")
NO_PROGRAMME = "There is no programme at this age."
ADULT_BESIDE = "An adult sets this up with you and stays beside you."
ALONE = "You can start on your own."
ANSWER_FIRST = "First answer the stop questions."


def findings(level: Level = "self_care", age: AgeGroup = "adult", *because: Because) -> Findings:
    return Findings("0", level, because or (FINE,), (), "cannot_tell", (), age)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (findings(), ALONE),
        (findings("self_care", "16_to_17"), ALONE),
        (findings("self_care", "under_8"), NO_PROGRAMME),
        (findings("self_care", "under_8", OPEN), NO_PROGRAMME),
        (findings("with_care", "under_8"), NO_PROGRAMME),
        (findings("self_care", "8_to_15"), ADULT_BESIDE),
        (findings("with_care", "8_to_15"), f"You can start, with care. {ADULT_BESIDE}"),
        (findings("self_care", "adult", OPEN), ANSWER_FIRST),
        (findings("with_care", "adult", OPEN), ANSWER_FIRST),
        (findings("self_care", "8_to_15", OPEN), f"{ANSWER_FIRST} {ADULT_BESIDE}"),
        (findings("self_care", "unknown", OPEN), "First answer the stop questions, and say how old you are."),
        (findings("self_care", "unknown"), "First say how old you are."),
        (findings("with_care"), "You can start, with care."),
        (findings("emergency", "under_8", OPEN), "Get help today, before anything else."),
        (findings("urgent", "unknown", OPEN), "See a doctor within days, before you exercise."),
    ],
)
def test_the_headline_fits_the_person(shown: Findings, expected: str) -> None:
    assert headline(shown) == expected
    assert level_words(shown) == (None if expected == ALONE else expected)


def test_what_several_reasons_ask_for_is_said_once() -> None:
    show_it = "Show it to a doctor or a physiotherapist before you start."
    because = [
        Because(name, f"{name}.", "answer", "see_someone", f"{show_it} {tell}")
        for name, tell in (("Swelling", "Say when."), ("Locking", "Say how."), ("Pain", ""))
    ]
    told = reasons(findings("see_someone", "adult", *because))
    assert told == (("Swelling.", f"{show_it} Say when."), ("Locking.", "Say how."), ("Pain.", None))
