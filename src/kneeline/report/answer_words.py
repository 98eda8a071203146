"""Questions with their answers as they were given, in words, for somebody who wants to judge for themselves."""

from collections.abc import Iterator, Mapping

from kneeline.catalogue import Catalogue
from kneeline.catalogue.schema import Question
from kneeline.core.language import N_, _
from kneeline.core.words import side_word, with_unit
from kneeline.report.questions import GROUPS

AnswerRow = tuple[str, str, str]
"""The question, its answer, and for a number of a self-test how far two such numbers differ."""


_LEGS = {"none": N_("none"), "left": N_("left"), "right": N_("right"), "both": N_("both")}


def answer_tables(answers: Mapping[str, object], catalogue: Catalogue) -> tuple[tuple[str, tuple[AnswerRow, ...]], ...]:
    """For each group of questions that has an answer: its heading and a row an answer, in the catalogue's order."""
    tables = []
    for group, heading in GROUPS.items():
        asked = [each for each in catalogue.questions.values() if each.group == group and each.id in answers]
        rows = tuple(
            (each.text, answer_words(each, answers[each.id]), _how_sure(each, answers[each.id], catalogue))
            for each in asked
        )
        if rows:
            tables.append((_(heading), rows))
    return tuple(tables)


def answer_words(question: Question, answer: object) -> str:
    """Such as "left: 4.5 cm, right: 6 cm", "none of these" or "Yes, in the last seven days"."""
    if isinstance(answer, Mapping):
        return ", ".join(f"{side_word(side)}: {_one(question, each)}" for side, each in answer.items())
    return _one(question, answer)


def _one(question: Question, answer: object) -> str:
    names = {choice.id: choice.name for choice in question.choices}
    if isinstance(answer, bool):
        return _("yes") if answer else _("no")
    if isinstance(answer, int | float):
        return with_unit(answer, question.unit or "")
    if isinstance(answer, tuple | list):
        return "; ".join(_parts(question, answer, names)) or _("none of these")
    if question.kind == "legs":
        return _(_LEGS.get(str(answer), str(answer)))
    return names.get(str(answer), str(answer))


def _parts(question: Question, parts: tuple[object, ...] | list[object], names: Mapping[str, str]) -> Iterator[str]:
    """Each thing ticked, or each point with its name."""
    for index, part in enumerate(parts):
        if isinstance(part, tuple | list):
            place = (
                question.points[index] if index < len(question.points) else _("point {number}").format(number=index + 1)
            )
            yield f"{place} ({', '.join(f'{number:g}' for number in part)})"
        else:
            yield names.get(str(part), str(part))


def _how_sure(question: Question, answer: object, catalogue: Catalogue) -> str:
    first = next(iter(answer.values()), None) if isinstance(answer, Mapping) else answer
    if isinstance(first, bool) or not isinstance(first, int | float):
        return ""
    errors = [test.error for test in catalogue.self_tests.values() if question.id in test.questions]
    return errors[0] if errors else ""
