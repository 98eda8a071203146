"""Everything together: measurements and answers to Findings."""

import datetime
from collections.abc import Sequence
from dataclasses import replace

from kneeline.assess.answers import Answers, age_for_certain
from kneeline.assess.branches import advice_for
from kneeline.assess.conditions import age_group_of, conditions_that_hold
from kneeline.assess.correction import corrections
from kneeline.assess.limits import crossings
from kneeline.assess.looking import Looking
from kneeline.assess.movement_tests import barred_self_tests, barred_tests, not_now
from kneeline.assess.pattern import Known, cues_of, pattern_of
from kneeline.assess.readings import natural
from kneeline.assess.signs import all_signs
from kneeline.assess.standing_out import CONDITION, stand_out
from kneeline.assess.triage import STOP_QUESTIONS, triage
from kneeline.assess.weaker_side import weaker_side_of
from kneeline.catalogue import catalogue
from kneeline.core.findings import Findings
from kneeline.core.language import BASE, speaking, spoken
from kneeline.core.measurement import Measurement


def assess(measurements: Sequence[Measurement], answers: Answers, on: datetime.date, version: str) -> Findings:
    """What measurements and answers say together on a day, in the language that is spoken; either may be empty.

    Signs come from recordings of the person as they move of themselves (relaxed, heels flat, no brace, no band);
    corrected ones and raised heels serve only to compare. Under 8 there are no tests and no cues. In another
    language than English the reasons stand in English, too: a translation must not hide whom to see.
    """
    findings = _assessed(measurements, answers, on, version)
    if spoken() == BASE:
        return findings
    with speaking(BASE):
        english = _assessed(measurements, answers, on, version)
    both = zip(findings.because, english.because, strict=True)
    because = tuple(replace(own, english=each.text, english_what_to_do=each.what_to_do) for own, each in both)
    return replace(findings, because=because)


def _assessed(measurements: Sequence[Measurement], answers: Answers, on: datetime.date, version: str) -> Findings:
    known, age = catalogue(), age_for_certain(answers, on)
    age_group, plain = age_group_of(age), natural(measurements)
    crossed = crossings(plain, answers, age)
    grown = age_group in ("adult", "unknown")
    by_numbers = [each.condition for each in crossed if each.twice]
    by_numbers += [CONDITION] if stand_out(plain, grown) else []
    conditions = conditions_that_hold(known, answers, age, by_numbers)
    gap_alone = age_group == "adult" and not answers.painful
    still_open = any(answers.told(question) is None for question in STOP_QUESTIONS)
    level, because = triage(known, conditions, crossed, gap_alone, still_open, age_group == "under_8")
    barred = barred_tests(known, conditions, level, age_group)
    tests = age_group != "under_8"
    left_out = not_now(barred) | {each.id for each in barred_self_tests(known, conditions, barred)}
    looking = Looking(known, plain, answers, left_out, tests and level not in ("emergency", "urgent"))
    signs, corrected = all_signs(looking), corrections(measurements)
    told = Known(tuple(measurements), answers, frozenset(conditions), signs, corrected, grown)
    cues = cues_of(told) if tests else ()
    return Findings(
        version=version,
        level=level,
        because=because,
        signs=signs,
        pattern=pattern_of(cues),
        cues=cues,
        age_group=age_group,
        conditions=conditions,
        barred_tests=barred,
        corrections=corrected,
        advice=advice_for(known, conditions, signs, age_group),
        understood=_understood(answers),
        weaker_side=weaker_side_of(plain, answers),
    )


def _understood(answers: Answers) -> tuple[str, ...]:
    """Exercises the person has felt where they should, by their own word."""
    felt = answers.told("felt_right")
    return tuple(str(each) for each in felt) if isinstance(felt, tuple) else ()
