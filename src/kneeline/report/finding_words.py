"""What findings say, in sentences: the level, each sign on each leg, the pattern and what is behind it."""

import re

from kneeline.catalogue import Catalogue
from kneeline.core.findings import Findings, Sign
from kneeline.report.outcome import Amount
from kneeline.report.words import OUTCOME_WORDS, with_error

_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+")

LEVEL_WORDS = {
    "emergency": "Get help today, before anything else.",
    "urgent": "See a doctor within days, before you exercise.",
    "see_someone": "See a doctor or a physio, and show them this.",
    "with_care": "You can start, with care.",
    "self_care": "You can start on your own.",
}

SIGN_NAMES = {
    "hip_in": "Hip rolls in",
    "shin_out": "Shin turned out",
    "arch_down": "Arch sinks",
    "feet_out": "Feet point out",
    "only_when_bent": "Only when bent",
}

PATTERN_WORDS = {
    "muscles_and_habits": (
        "Your answers and measurements point more to muscles and habits; only an examination can tell."
    ),
    "both": "Your answers and measurements point to both muscles and bone; only an examination can tell.",
    "bone": "Your answers and measurements point more to bone; only an examination can tell.",
    "cannot_tell": "From this we can't tell whether it is more muscles or more bone; only an examination can.",
}


def headline(findings: Findings) -> str:
    """Whom to see and how soon; else what has to be known or there before somebody starts; else that they can."""
    if findings.level in ("emergency", "urgent", "see_someone"):
        return LEVEL_WORDS[findings.level]
    if findings.age_group == "under_8":
        return "There is no programme at this age."
    told = [_still_to_say(findings)]
    if findings.level == "with_care" and told == [None]:
        told.append(LEVEL_WORDS["with_care"])
    if findings.age_group == "8_to_15":
        told.append("An adult sets this up with you and stays beside you.")
    return " ".join(sentence for sentence in told if sentence) or LEVEL_WORDS[findings.level]


def _still_to_say(findings: Findings) -> str | None:
    """What has to be answered before anything else, or None."""
    stop_questions = any(reason.id == "stop_questions_open" for reason in findings.because)
    if stop_questions and findings.age_group == "unknown":
        return "First answer the stop questions, and say how old you are."
    if stop_questions:
        return "First answer the stop questions."
    return "First say how old you are." if findings.age_group == "unknown" else None


def level_words(findings: Findings) -> str | None:
    """The headline, or None where there is nothing to say before the exercises."""
    said = headline(findings)
    return said if said != LEVEL_WORDS["self_care"] else None


def reasons(findings: Findings) -> tuple[tuple[str, str | None], ...]:
    """Each reason with what to do about it; a sentence that several share is said with the first alone."""
    said: set[str] = set()
    found = []
    for reason in findings.because:
        new = [each for each in _SENTENCE_ENDS.split(reason.what_to_do or "") if each and each not in said]
        said.update(new)
        found.append((reason.text, " ".join(new) or None))
    return tuple(found)


def sign_sentences(findings: Findings) -> tuple[str, ...]:
    """A sentence for each sign that was seen."""
    return tuple(sign_sentence(sign) for sign in findings.signs if sign.outcome == "seen")


def sign_sentence(sign: Sign) -> str:
    """Such as "Left leg, hip rolls in: seen. Your left knee moved in by 12° ± 4°."."""
    side = "Both legs" if sign.side == "both" else f"{sign.side.capitalize()} leg"
    return f"{side}, {SIGN_NAMES[sign.id].lower()}: {OUTCOME_WORDS[sign.outcome]}. {sign.because}"


def sign_amount(sign: Sign) -> str | None:
    """The sign's number with its error, or None where it has none."""
    if sign.value is None:
        return None
    return with_error(Amount(sign.value, sign.error_95, sign.unit or ""))


def name_of_test(test: str, catalogue: Catalogue) -> str:
    """What a self-test or a movement test is called."""
    known = catalogue.self_tests.get(test) or catalogue.movement_tests.get(test)
    return known.name if known else test.replace("_", " ").replace("-", " ")
