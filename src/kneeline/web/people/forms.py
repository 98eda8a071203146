"""What people fill in about themselves, checked: what is wrong is said in a sentence beside it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from kneeline.assess.answers import OLDEST
from kneeline.core.language import LANGUAGES, _
from kneeline.web.people.models import ALONE_FROM


@dataclass(frozen=True)
class AboutMe:
    """The year of birth as it was typed, whether an adult is here, and what is wrong, by field."""

    birth_year: str = ""
    guardian_present: bool = False
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def year(self) -> int:
        """The year, where there is no error."""
        return int(self.birth_year)


def about_me(sent: Mapping[str, str], today: datetime.date) -> AboutMe:
    """The form as it was sent, with its errors."""
    typed, guardian = sent.get("birth_year", "").strip(), "guardian_present" in sent
    errors: dict[str, str] = {}
    if not (typed.isascii() and typed.isdigit() and today.year - OLDEST <= int(typed[:6]) <= today.year):
        errors["birth_year"] = _("Give the year with four digits, such as 1990.")
    elif today.year - int(typed) - 1 < ALONE_FROM and not guardian:
        errors["guardian_present"] = _("Under {age}, an adult sets this up with you and stays beside you.").format(
            age=ALONE_FROM
        )
    return AboutMe(typed, guardian, errors)


def language_of(sent: Mapping[str, str]) -> str:
    """The language chosen; "" where it is to be the browser's."""
    language = sent.get("language", "")
    return language if language in LANGUAGES else ""
