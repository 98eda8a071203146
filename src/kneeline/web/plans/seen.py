"""Findings, ready for a page: report's words, put together."""

from dataclasses import dataclass

from kneeline.catalogue import catalogue
from kneeline.core.findings import Findings, Sign
from kneeline.core.language import BASE, _, speaking, spoken
from kneeline.report.finding_words import (
    headline,
    pattern_words,
    reasons,
    reasons_in_english,
    sign_amount,
    sign_name,
)
from kneeline.report.words import leg_words, outcome_words

PRESSING = ("emergency", "urgent", "see_someone")

Reasons = tuple[tuple[str, str | None], ...]


@dataclass(frozen=True)
class Said:
    """Whom to see and why, in one language."""

    level: str
    because: Reasons


@dataclass(frozen=True)
class SignLine:
    """A sign on a leg: whether it was seen, why that is said, its number with error, and what would settle it."""

    leg: str
    outcome: str
    outcome_words: str
    because: str
    amount: str
    settle: str
    settle_step: str


@dataclass(frozen=True)
class FindingsPage:
    """What the page shows. ``pressing``: somebody is to be seen before anything else."""

    said: Said
    english: Said | None
    pressing: bool
    signs: tuple[tuple[str, tuple[SignLine, ...]], ...]
    pattern: str
    cues: tuple[tuple[str, str], ...]
    corrections: tuple[str, ...]
    advice: tuple[str, ...]
    barred: tuple[tuple[str, str], ...]


def findings_page(findings: Findings) -> FindingsPage:
    """Everything the findings say, each sign with both its legs."""
    known = catalogue()
    names = dict.fromkeys(sign.id for sign in findings.signs)
    return FindingsPage(
        said=Said(headline(findings), reasons(findings)),
        english=_in_english(findings),
        pressing=findings.level in PRESSING,
        signs=tuple(
            (sign_name(name), tuple(_line(sign) for sign in findings.signs if sign.id == name)) for name in names
        ),
        pattern=pattern_words(findings),
        cues=tuple((cue.text, _towards(cue.towards)) for cue in findings.cues),
        corrections=tuple(each.text for each in findings.corrections),
        advice=tuple(each.text for each in findings.advice),
        barred=tuple((known.name_of_test(each.id), each.why) for each in findings.barred_tests),
    )


def first_words(findings: Findings) -> tuple[Said, ...]:
    """Whom to see first, where somebody is to be seen: in the language that is spoken, then in English."""
    if findings.level not in PRESSING:
        return ()
    english = _in_english(findings)
    said = Said(headline(findings), reasons(findings))
    return (said, english) if english else (said,)


def _in_english(findings: Findings) -> Said | None:
    """The same in English where the page is in another language and there is something to do."""
    if spoken() == BASE or findings.level not in PRESSING:
        return None
    with speaking(BASE):
        english = reasons_in_english(findings)
        return Said(headline(english), reasons(english))


def _towards(which: str) -> str:
    return _("muscles and habits") if which == "muscles_and_habits" else _("bone")


def _line(sign: Sign) -> SignLine:
    leg, known = leg_words(sign.side), catalogue()
    unsettled = sign.settle_by is not None and sign.outcome != "seen"
    return SignLine(
        leg=f"{leg[:1].upper()}{leg[1:]}",
        outcome=sign.outcome,
        outcome_words=outcome_words(sign.outcome),
        because=sign.because,
        amount=sign_amount(sign) or "",
        settle=known.name_of_test(sign.settle_by).rstrip("?.") if sign.settle_by and unsettled else "",
        settle_step=sign.settle_by if sign.settle_by and unsettled and sign.settle_by in known.self_tests else "",
    )
