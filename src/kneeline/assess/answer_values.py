"""Single answers: is it the kind of thing its question asks for?"""

import math
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, TypeVar

from kneeline.catalogue.schema import Question
from kneeline.core.skeleton import SIDES, Side

Points = tuple[tuple[float, float], ...]
One = bool | float | str | Points
"""What one leg, or a person, can answer."""

Answer = bool | float | str | Points | tuple[str, ...] | Mapping[Side, One]

LEGS = ("none", "left", "right", "both")
OF_TEN = "of 10"
"""The unit of questions that are answered with a whole number from 0 to 10."""

Word = TypeVar("Word", bound=str)


class BadValue(Exception):
    """An answer that makes no sense: ``key`` says where, the text what."""

    def __init__(self, key: str, text: str) -> None:
        super().__init__(text)
        self.key = key


def answer_of(question: Question, value: Any) -> Answer:
    """The value as the answer of this question. Raises BadValue."""
    key = f"[answers] {question.id}"
    if not question.per_leg:
        alone: Answer = _one(question, value, key)
        return alone
    if not isinstance(value, Mapping):
        one = _one(question, value, key)
        return MappingProxyType(dict.fromkeys(SIDES, one))
    for side in value:
        choice_in(side, SIDES, "leg", key)
    return MappingProxyType({side: _one(question, each, f"{key}.{side}") for side, each in value.items()})


def _one(question: Question, value: Any, key: str) -> Any:
    if question.kind == "yes_no":
        if not isinstance(value, bool):
            raise BadValue(key, f"the answer is true or false, not {value!r}.")
        return value
    if question.kind == "number":
        return _number(question, value, key)
    if question.kind == "points":
        return _points(question, value, key)
    words = LEGS if question.kind == "legs" else tuple(choice.id for choice in question.choices)
    if question.kind != "choices":
        return choice_in(value, words, "answer", key)
    if not isinstance(value, list | tuple):
        raise BadValue(key, f'this is a list, such as ["{words[0]}"], or [] for none of them, not {value!r}.')
    return tuple(choice_in(each, words, "answer", key) for each in value)


def _number(question: Question, value: Any, key: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadValue(key, f"the answer is a number, not {value!r}.")
    least, most = question.least, question.most
    if (least is not None and not value >= least) or (most is not None and not value <= most):
        raise BadValue(key, f"{value:g} is outside {least:g} to {most:g} {question.unit or ''}".rstrip() + ".")
    if question.unit == OF_TEN and value != int(value):
        raise BadValue(key, f"{value:g} is not a whole number.")
    return float(value)


def _points(question: Question, value: Any, key: str) -> Points:
    count = len(question.points)
    try:
        points = tuple((float(x), float(y)) for x, y in value)
    except (TypeError, ValueError) as error:
        raise BadValue(key, f"these are points [x, y] on the photo, not {value!r}.") from error
    if len(points) != count:
        raise BadValue(key, f"{count} points are needed ({', '.join(question.points)}), not {len(points)}.")
    if not all(math.isfinite(number) for point in points for number in point):
        raise BadValue(key, f"these are points [x, y] on the photo, not {value!r}.")
    for index in range(0, count - 1, 2):
        if points[index] == points[index + 1]:
            first, second = question.points[index : index + 2]
            raise BadValue(key, f"two points lie in one place ({first}, {second}): mark them apart.")
    return points


def choice_in(value: Any, words: Iterable[Word], what: str, key: str) -> Any:
    """The value where it is one of the words, None where it is None. Raises BadValue, naming a few of the words."""
    known = tuple(words)
    if value is None or value in known:
        return value
    near = _near(value, known) if isinstance(value, str) else list(known)
    shown = ", ".join(near[:8]) + (", …" if len(near) > 8 else "")
    raise BadValue(key, f"{value!r} is no {what} we know; there is: {shown}.")


def _near(value: str, known: Sequence[str]) -> list[str]:
    """The words that are spelled much like the value, else those that share a part with it, else all."""
    return (
        get_close_matches(value, known, n=3, cutoff=0.75)
        or [word for word in known if _alike(word, value)]
        or list(known)
    )


def whole(table: Mapping[str, Any], name: str, where: str, least: int, most: int) -> Any:
    """A whole number within limits, None where the key is missing. Raises BadValue."""
    value = table.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadValue(f"{where} {name}", f"this is a whole number, not {value!r}.")
    if not least <= value <= most:
        raise BadValue(f"{where} {name}", f"{value} is outside {least} to {most}.")
    return value


def flag(table: Mapping[str, Any], name: str, where: str) -> bool | None:
    """True or false, None where the key is missing. Raises BadValue."""
    value = table.get(name)
    if value is not None and not isinstance(value, bool):
        raise BadValue(f"{where} {name}", f"the answer is true or false, not {value!r}.")
    return value


def _alike(word: str, value: str) -> bool:
    """Whether two words share a part of theirs."""
    parts = set(value.replace("-", "_").split("_"))
    return bool(parts & set(word.replace("-", "_").split("_")))
