"""What findings say, in sentences: the level, each sign on each leg, the pattern and what is behind it."""

from kneeline.core.findings import Findings, Sign
from kneeline.report.outcome import Amount
from kneeline.report.words import OUTCOME_WORDS, with_error

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


def level_words(findings: Findings) -> str | None:
    """How soon to see somebody, in one sentence; None where there is no need to say it first."""
    return LEVEL_WORDS[findings.level] if findings.level != "self_care" else None


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
