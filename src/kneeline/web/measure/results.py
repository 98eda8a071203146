"""What a result page shows: report's own section of the check, its pictures where they may be seen, and the signs."""

from dataclasses import dataclass, replace

from kneeline.assess.answers import Answers
from kneeline.core.findings import Findings, Sign
from kneeline.core.language import spoken
from kneeline.core.programme import Wishes
from kneeline.report.finding_words import sign_name
from kneeline.report.section import Section, section
from kneeline.report.words import leg_words, outcome_words
from kneeline.web.measure.files import picture_file
from kneeline.web.measure.first_sight import FIRST_SIGHT
from kneeline.web.measure.models import Check
from kneeline.web.shell.environment import url


@dataclass(frozen=True)
class SignLine:
    """One sign on one leg: its name, whether it was seen, in words too, and why it is said."""

    leg: str
    name: str
    outcome: str
    outcome_words: str
    because: str


def shown(check: Check) -> Section:
    """The check as report shows it. A picture in memory or kept has its address; else its line figure stands there."""
    part = section("check", check.measurement(), check.stills())
    pictures = [
        replace(picture, source=url("measure:picture", check=check.pk, index=index))
        if _there(check, index)
        else picture
        for index, picture in enumerate(part.pictures)
    ]
    return replace(part, pictures=pictures)


def picture_bytes(check: Check, index: int) -> bytes | None:
    """A kept picture, or once the one held for the first sight; None where there is neither."""
    try:
        return picture_file(check.person_id, check.pk, index).read_bytes()
    except OSError:
        return FIRST_SIGHT.take(check.pk, index)


def sign_lines(check: Check) -> list[SignLine]:
    """The article's signs, as far as this one recording shows them."""
    return [_line(sign) for sign in _findings(check).signs]


def _findings(check: Check) -> Findings:
    import kneeline

    answers = Answers(check.person.about(), wishes=Wishes(language=spoken()))
    return kneeline.assess([check.measurement()], answers)


def _there(check: Check, index: int) -> bool:
    return picture_file(check.person_id, check.pk, index).is_file() or FIRST_SIGHT.holds(check.pk, index)


def _line(sign: Sign) -> SignLine:
    leg = leg_words(sign.side)
    return SignLine(
        f"{leg[:1].upper()}{leg[1:]}", sign_name(sign.id), sign.outcome, outcome_words(sign.outcome), sign.because
    )
