"""What a person told us (answers.toml), read and checked: what is wrong is said in a sentence with file and key."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import rtoml

from kneeline.assess.answer_checks import check_together
from kneeline.assess.answer_values import Answer, BadValue, answer_of, choice_in, flag, whole
from kneeline.catalogue import Catalogue, catalogue
from kneeline.core.errors import BadArgument, UnreadableFile
from kneeline.core.language import known_language
from kneeline.core.programme import Wishes
from kneeline.core.skeleton import Side
from kneeline.core.wire import BadPart, check_finite

OLDEST = 120
SHORTEST_CM, TALLEST_CM = 50, 250
"""Years back a year of birth may lie."""


@dataclass(frozen=True)
class AboutPerson:
    """Who answers. ``guardian_present``: an adult sits beside a child; None = not told."""

    birth_year: int | None = None
    height_cm: float | None = None
    sex: Literal["female", "male", "other"] | None = None
    guardian_present: bool | None = None


@dataclass(frozen=True)
class Answers:
    """Everything told: about the person, answers by question id (a question not in it is open), and wishes."""

    person: AboutPerson = AboutPerson()
    answers: Mapping[str, Answer] = field(default_factory=lambda: MappingProxyType({}))
    wishes: Wishes = field(default_factory=Wishes)

    def told(self, question: str) -> Answer | None:
        """The answer as it was given, or None where the question is open."""
        return self.answers.get(question)

    def of_leg(self, question: str, side: Side) -> Answer | None:
        """The answer of a question asked per leg, for one leg."""
        answer = self.answers.get(question)
        return answer.get(side) if isinstance(answer, Mapping) else answer

    def number(self, question: str, side: Side | None = None) -> float | None:
        """The number answered, for one leg where ``side`` is given, or None."""
        answer = self.told(question) if side is None else self.of_leg(question, side)
        return float(answer) if isinstance(answer, int | float) and not isinstance(answer, bool) else None

    def is_leg(self, question: str, side: Side) -> bool | None:
        """Whether the answer to a question after legs names this one; None where the question is open."""
        answer = self.answers.get(question)
        return None if answer is None else answer in (side, "both")

    def ticked(self, question: str, choice: str) -> bool:
        """Whether a choice was ticked, or is the one chosen."""
        answer = self.answers.get(question)
        return choice in answer if isinstance(answer, tuple) else answer == choice

    @property
    def painful(self) -> bool:
        """Whether a knee hurts, as told."""
        return self.told("knee_pain") is True or (self.number("pain") or 0.0) >= 1.0


def age_for_certain(answers: Answers, on: datetime.date) -> int | None:
    """The years a person has for certain on that day: from the year of birth as if born on its last day (so that the
    rules for the young hold rather too long), else as told."""
    if answers.person.birth_year is not None:
        return max(0, on.year - answers.person.birth_year - 1)
    age = answers.number("age")
    return None if age is None else int(age)


def read_answers(path: Path, on: datetime.date) -> Answers:
    """The answers in a TOML file, checked against the questions of the catalogue on that day.

    Raises UnreadableFile where the file can't be read, BadArgument (what, file, key) where it is no TOML or an answer
    makes no sense.
    """
    try:
        data = rtoml.loads(path.read_text(encoding="utf-8"))
        check_finite(data)
    except OSError as error:
        raise UnreadableFile(f"{path} could not be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadArgument(f"{path} is no text.") from error
    except (ValueError, RecursionError) as error:  # a broken date or number is a ValueError of its own
        raise BadArgument(f"{path} is no TOML: {error}.") from error
    except BadPart as error:
        raise BadArgument(f"{path}, {error.where}: {error}.") from error
    return answers_from(data, path.name, on)


def answers_from(data: Mapping[str, Any], where: str, on: datetime.date) -> Answers:
    """The answers in plain data of the same shape as answers.toml; ``where`` names it in errors. Raises BadArgument."""
    known = catalogue()
    try:
        for table in data:
            choice_in(table, ("person", "answers", "wishes"), "table", f"[{table}]")
        answers = Answers(
            person=_person(_table(data, "person"), on),
            answers=_answers(_table(data, "answers"), known),
            wishes=_wishes(_table(data, "wishes"), known),
        )
        check_together(answers.answers, age_for_certain(answers, on), answers.person.birth_year is not None)
    except BadValue as error:
        raise BadArgument(f"{where}, {error.key}: {error}") from error
    return answers


def _table(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = data.get(name, {})
    if not isinstance(table, Mapping):
        raise BadValue(f"[{name}]", "this is a table of keys and values, not a single value.")
    return table


def _person(table: Mapping[str, Any], on: datetime.date) -> AboutPerson:
    for key in table:
        choice_in(key, ("birth_year", "height_cm", "sex", "guardian_present"), "key", f"[person] {key}")
    height = table.get("height_cm")
    year = whole(table, "birth_year", "[person]", on.year - OLDEST, on.year)
    return AboutPerson(
        birth_year=year,
        height_cm=None if height is None else _height(height),
        sex=choice_in(table.get("sex"), ("female", "male", "other"), "answer", "[person] sex"),
        guardian_present=flag(table, "guardian_present", "[person]"),
    )


def _height(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not SHORTEST_CM <= value <= TALLEST_CM:
        raise BadValue("[person] height_cm", f"a height in centimetres lies between 50 and 250, not {value!r}.")
    return float(value)


def _answers(table: Mapping[str, Any], known: Catalogue) -> Mapping[str, Answer]:
    for key in table:
        choice_in(key, tuple(known.questions), "question", f"[answers] {key}")
    return MappingProxyType({key: answer_of(known.questions[key], value) for key, value in table.items()})


def _wishes(table: Mapping[str, Any], known: Catalogue) -> Wishes:
    plain = Wishes()
    for key in table:
        choice_in(key, Wishes.__dataclass_fields__, "wish", f"[wishes] {key}")
    return Wishes(
        minutes=whole(table, "minutes", "[wishes]", 1, 240) if "minutes" in table else plain.minutes,
        days=whole(table, "days", "[wishes]", 1, 7) if "days" in table else plain.days,
        equipment=_ids(table, "equipment", tuple(known.equipment)),
        dislikes=_ids(table, "dislikes", tuple(known.exercises)),
        experience=choice_in(table.get("experience"), ("new", "some", "trained"), "answer", "[wishes] experience")
        or plain.experience,
        language=_language(table.get("language", plain.language)),
        most_items=whole(table, "most_items", "[wishes]", 1, 30) if "most_items" in table else plain.most_items,
        profile=choice_in(table.get("profile"), ("fitted", "as_printed"), "answer", "[wishes] profile")
        or plain.profile,
    )


def _ids(table: Mapping[str, Any], key: str, known: tuple[str, ...]) -> tuple[str, ...]:
    values = table.get(key, [])
    if not isinstance(values, list | tuple):
        raise BadValue(f"[wishes] {key}", f'this is a list, such as ["{known[0]}"], not {values!r}.')
    return tuple(choice_in(value, known, "word", f"[wishes] {key}") for value in values)


def _language(value: Any) -> str:
    try:
        return known_language(value)
    except BadArgument as error:
        raise BadValue("[wishes] language", str(error)) from error
