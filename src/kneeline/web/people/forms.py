"""What people fill in about themselves, checked: what is wrong is said in a sentence beside it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from kneeline.assess.answers import OLDEST, SHORTEST_CM, TALLEST_CM
from kneeline.core.language import LANGUAGES, _
from kneeline.web.people.models import ALONE_FROM, Person


@dataclass(frozen=True)
class AboutMe:
    """The year of birth and the height as they were typed, whether an adult is here, and what is wrong, by field."""

    birth_year: str = ""
    guardian_present: bool = False
    errors: Mapping[str, str] = field(default_factory=dict)
    height_cm: str = ""

    @property
    def year(self) -> int:
        """The year, where there is no error."""
        return int(self.birth_year)

    @property
    def height(self) -> float | None:
        """The height in centimetres, where there is no error; None where none was given."""
        return height_of(self.height_cm)


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
    tall = sent.get("height_cm", "").strip()
    try:
        height_of(tall)
    except BadHeight as error:
        errors["height_cm"] = str(error)
    return AboutMe(typed, guardian, errors, tall)


class BadHeight(Exception):
    """What was typed is no height; its text is a sentence for the person."""


def height_of(typed: str) -> float | None:
    """Centimetres; None where nothing is typed. Raises BadHeight."""
    text = typed.strip().replace(",", ".")
    if not text:
        return None
    try:
        height = float(text)
    except ValueError:
        height = 0.0
    if not SHORTEST_CM <= height <= TALLEST_CM:
        raise BadHeight(_("Give your height in centimetres, such as 170, or leave it empty."))
    return height


def tell_height(person: Person, typed: str) -> None:
    """Keep a height that was typed, and nothing where none was. Raises BadHeight."""
    height = height_of(typed)
    if height is not None:
        person.height_cm = height
        person.save(update_fields=["height_cm"])


def language_of(sent: Mapping[str, str]) -> str:
    """The language chosen; "" where it is to be the browser's."""
    language = sent.get("language", "")
    return language if language in LANGUAGES else ""
