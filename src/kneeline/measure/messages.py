"""Problems with a view, from their data file. A measurement keeps them in English; people are told them in their own
language."""

import re
from collections.abc import Mapping

from kneeline.core.language import BASE, _, speaking, words_of
from kneeline.core.measurement import Problem

_PART = re.compile(r"\{(\w+)\}")


def _problems() -> Mapping[str, Mapping[str, str]]:
    return words_of("kneeline.measure", "problems")


def problem(code: str, **filled: object) -> Problem:
    """The problem of that code with its sentences filled in, in English. Raises KeyError for an unknown code."""
    with speaking(BASE):
        texts = _problems()[code]
    return Problem(code, texts["message"].format(**filled), texts["what_to_do"].format(**filled))


def retold(problem: Problem) -> Problem:
    """A measurement's problem in the language that is spoken; one of another version's stays as it is."""
    with speaking(BASE):
        english = _problems().get(problem.code)
    if english is None:
        return problem
    filled = _filled(english["message"], problem.message)
    if filled is None:
        return problem
    texts = _problems()[problem.code]
    words = {name: _(word) for name, word in filled.items()}
    return Problem(problem.code, texts["message"].format(**words), texts["what_to_do"].format(**words))


def _filled(template: str, sentence: str) -> dict[str, str] | None:
    """What was filled into a template to make the sentence, or None where it was not made from it."""
    pieces = _PART.split(template)
    pattern = "".join(f"(?P<{piece}>.+)" if index % 2 else re.escape(piece) for index, piece in enumerate(pieces))
    found = re.fullmatch(pattern, sentence)
    return None if found is None else found.groupdict()
