"""What a person says of themselves, in sentences."""

import datetime

from kneeline.catalogue import catalogue
from kneeline.core.programme import Check, SessionLog, Wishes
from kneeline.programme import adherence_in_words, plan, reported_in_words
from tests.programme.people import MONDAY, done, findings, sign

LATER = MONDAY + datetime.timedelta(days=28)


def test_days_done_of_days_planned() -> None:
    programme = plan(findings(sign("hip_in")), Wishes(days=3, minutes=10), MONDAY, catalogue())
    exercise = programme.weeks[0].days[0].items[0].exercise
    log = SessionLog((done(exercise, 0), done(exercise, 0), done(exercise, 2)))
    text = adherence_in_words(programme, log, MONDAY + datetime.timedelta(days=6))
    assert text.startswith("You did something on 2 of 3 planned days, and 2 of ")


def test_a_change_is_told_where_it_is_large_enough_to_notice() -> None:
    log = SessionLog(checks=(Check(MONDAY, 5, (("Stairs", 3),), 0), Check(LATER, 3, (("Stairs", 6),), 3)))
    assert reported_in_words(log) == (
        "Pain went from 5 to 3 of 10. Most people notice a change of 2 points.",
        "Stairs: from 3 to 6 of 10, easier than before.",
        "You say it is better overall (+3 of 5).",
    )


def test_a_small_change_is_too_small_to_tell() -> None:
    log = SessionLog(checks=(Check(MONDAY, 4, (("Stairs", 3),)), Check(LATER, 5, (("Stairs", 5),), -1)))
    assert reported_in_words(log) == (
        "Pain was 4 and is 5 of 10: too small a difference to tell.",
        "Stairs: 3 before, 5 now: too small a difference to tell.",
        "You say it is about the same overall (−1 on a scale from −5 to +5).",
    )


def test_one_check_is_not_enough() -> None:
    assert reported_in_words(SessionLog(checks=(Check(MONDAY, 4),))) == ("Two checks with pain are needed to compare.",)
    assert reported_in_words(SessionLog()) == ("Two checks with pain are needed to compare.",)
