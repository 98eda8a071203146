"""What findings say, in sentences: the level, each sign on each leg, the pattern and what is behind it."""

import re
from dataclasses import replace

from kneeline.core.findings import Findings, Level, Sign, SignId
from kneeline.core.language import N_, _
from kneeline.report.outcome import Amount
from kneeline.report.words import leg_words, outcome_words, with_error

_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+")

LEVEL_WORDS = {
    "emergency": N_("Get help today, before anything else."),
    "urgent": N_("See a doctor within days, before you exercise."),
    "see_someone": N_("See a doctor or a physio, and show them this."),
    "with_care": N_("You can start, with care."),
    "self_care": N_("You can start on your own."),
}

SIGN_NAMES = {
    "hip_in": N_("Hip rolls in"),
    "shin_out": N_("Shin turned out"),
    "arch_down": N_("Arch sinks"),
    "feet_out": N_("Feet point out"),
    "only_when_bent": N_("Only when bent"),
}

PATTERN_WORDS = {
    "muscles_and_habits": N_(
        "Your answers and measurements point more to muscles and habits; only an examination can tell."
    ),
    "both": N_("Your answers and measurements point to both muscles and bone; only an examination can tell."),
    "bone": N_("Your answers and measurements point more to bone; only an examination can tell."),
    "cannot_tell": N_("From this we can't tell whether it is more muscles or more bone; only an examination can."),
}


def level_sentence(level: Level) -> str:
    """How soon to see somebody, in a sentence."""
    return _(LEVEL_WORDS[level])


def headline(findings: Findings) -> str:
    """Whom to see and how soon; else what has to be known or there before somebody starts; else that they can."""
    if findings.level in ("emergency", "urgent", "see_someone"):
        return level_sentence(findings.level)
    if findings.age_group == "under_8":
        return _("There is no programme at this age.")
    told = [_still_to_say(findings)]
    if findings.level == "with_care" and told == [None]:
        told.append(level_sentence("with_care"))
    if findings.age_group == "8_to_15":
        told.append(_("An adult sets this up with you and stays beside you."))
    return " ".join(sentence for sentence in told if sentence) or level_sentence(findings.level)


def _still_to_say(findings: Findings) -> str | None:
    """What has to be answered before anything else, or None."""
    stop_questions = any(reason.id == "stop_questions_open" for reason in findings.because)
    if stop_questions and findings.age_group == "unknown":
        return _("First answer the stop questions, and say how old you are.")
    if stop_questions:
        return _("First answer the stop questions.")
    return _("First say how old you are.") if findings.age_group == "unknown" else None


def level_words(findings: Findings) -> str | None:
    """The headline, or None where there is nothing to say before the exercises."""
    said = headline(findings)
    return said if said != level_sentence("self_care") else None


def reasons(findings: Findings) -> tuple[tuple[str, str | None], ...]:
    """Each reason with what to do about it; a sentence that several share is said with the first alone."""
    said: set[str] = set()
    found = []
    for reason in findings.because:
        new = [each for each in _SENTENCE_ENDS.split(reason.what_to_do or "") if each and each not in said]
        said.update(new)
        found.append((reason.text, " ".join(new) or None))
    return tuple(found)


def reasons_in_english(findings: Findings) -> Findings:
    """The findings with the English sentences of their reasons in place of their own, where they have them."""
    english = (
        each if each.english is None else replace(each, text=each.english, what_to_do=each.english_what_to_do)
        for each in findings.because
    )
    return replace(findings, because=tuple(english))


def sign_sentences(findings: Findings) -> tuple[str, ...]:
    """A sentence for each sign that was seen."""
    return tuple(sign_sentence(sign) for sign in findings.signs if sign.outcome == "seen")


def sign_sentence(sign: Sign) -> str:
    """Such as "Left leg, hip rolls in: seen. Your left knee moved in by 12° ± 4°."."""
    side, name, outcome = leg_words(sign.side).capitalize(), sign_name(sign.id).lower(), outcome_words(sign.outcome)
    return f"{side}, {name}: {outcome}. {sign.because}"


def sign_name(sign: SignId) -> str:
    """What a sign is called."""
    return _(SIGN_NAMES[sign])


def pattern_words(findings: Findings) -> str:
    """What the cues point to, in a sentence."""
    return _(PATTERN_WORDS[findings.pattern])


def sign_amount(sign: Sign) -> str | None:
    """The sign's number with its error, or None where it has none."""
    if sign.value is None:
        return None
    return with_error(Amount(sign.value, sign.error_95, sign.unit or ""))
