"""What a result page shows: report's own section of the check, its pictures where they may be seen, and the signs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kneeline.assess.answers import Answers
from kneeline.catalogue import catalogue
from kneeline.core.findings import Findings, Sign, SignId
from kneeline.core.language import _, spoken
from kneeline.core.measurement import Measurement
from kneeline.core.programme import Wishes
from kneeline.core.still import Still
from kneeline.report.finding_words import sign_amount, sign_name
from kneeline.report.outcome import Amount
from kneeline.report.section import Section, section
from kneeline.report.words import leg_words, outcome_words, with_error
from kneeline.web.measure.files import picture_file
from kneeline.web.measure.first_sight import FIRST_SIGHT
from kneeline.web.measure.models import Check
from kneeline.web.shell.environment import url


@dataclass(frozen=True)
class SignLine:
    """One sign on one leg: whether it was seen, in words too; its number with error ("" where it has none), from which
    bend it shows, and why it is said."""

    leg: str
    outcome: str
    outcome_words: str
    amount: str
    from_bend: str
    because: str


@dataclass(frozen=True)
class SignCard:
    """One sign: its name, what it means, its page in the guide, its legs, and what would settle it: the test's
    name, and the address to do it ("" where all is said)."""

    name: str
    means: str
    guide: str
    legs: tuple[SignLine, ...]
    settle: str
    settle_at: str


@dataclass(frozen=True)
class Held:
    """Where a picture of a check can be had. ``kept``: on the server, for good; ``once``: given out once, now;
    ``may_stay``: the browser may keep it for a day."""

    kept: bool
    once: bool
    may_stay: bool


def shown(check: Check) -> Section:
    """The check as report shows it. A picture in memory or kept has its address; else its line figure stands there."""
    part = section_of(check.measurement(), check.stills())
    pictures = [
        replace(picture, source=url("measure:picture", check=check.pk, index=index))
        if _there(check, index)
        else picture
        for index, picture in enumerate(part.pictures)
    ]
    return replace(part, pictures=pictures)


def section_of(measurement: Measurement, stills: Sequence[Still]) -> Section:
    """Report's section with its pictures in the order of the stills, by which they are asked for."""
    part = section("check", measurement, stills)
    order = sorted(range(len(stills)), key=lambda index: stills[index].sides)  # as a section sorts them
    by_index = dict(zip(order, part.pictures, strict=True))
    return replace(part, pictures=[by_index[index] for index in range(len(stills))])


def picture_bytes(check: Check, index: int) -> bytes | None:
    """A kept picture, or once the one held for the first sight; None where there is neither."""
    try:
        return picture_file(check.person_id, check.pk, index).read_bytes()
    except OSError:
        return FIRST_SIGHT.take(check.pk, index)


def still_held(check: Check, index: int) -> Held:
    """Where this picture is."""
    kept = picture_file(check.person_id, check.pk, index).is_file()
    return Held(kept, FIRST_SIGHT.holds(check.pk, index), check.person.may_keep_pictures)


def sign_cards(check: Check) -> list[SignCard]:
    """The article's signs, as far as this one recording shows them."""
    findings = _findings(check)
    names = dict.fromkeys(sign.id for sign in findings.signs)
    return [_card(name, [sign for sign in findings.signs if sign.id == name]) for name in names]


def _findings(check: Check) -> Findings:
    import kneeline

    answers = Answers(check.person.about(), wishes=Wishes(language=spoken()))
    return kneeline.assess([check.measurement()], answers)


def _there(check: Check, index: int) -> bool:
    return picture_file(check.person_id, check.pk, index).is_file() or FIRST_SIGHT.holds(check.pk, index)


def _card(name: SignId, signs: Sequence[Sign]) -> SignCard:
    known = catalogue()
    statement = next(each for each in known.statements.values() if each.sign == name)
    settle = next((sign.settle_by for sign in signs if sign.settle_by and sign.outcome != "seen"), None)
    return SignCard(
        name=sign_name(name),
        means=statement.text,
        guide=url("guide:page", part="signs", item=statement.id),
        legs=tuple(_line(sign) for sign in signs),
        settle=known.name_of_test(settle).rstrip("?.") if settle else "",
        settle_at=_where(settle) if settle else "",
    )


def _where(test: str) -> str:
    """Where a test is done: a self-test by its steps, a movement by another recording."""
    return url("plans:step", step=test) if test in catalogue().self_tests else url("measure:check")


def _line(sign: Sign) -> SignLine:
    leg, bend = leg_words(sign.side), ""
    if sign.from_flexion is not None:
        amount = with_error(Amount(sign.from_flexion, sign.from_flexion_error_95, "deg"))
        bend = _("from a bend of {bend}").format(bend=amount)
    return SignLine(
        leg=f"{leg[:1].upper()}{leg[1:]}",
        outcome=sign.outcome,
        outcome_words=outcome_words(sign.outcome),
        amount=sign_amount(sign) or "",
        from_bend=bend,
        because=sign.because,
    )
