"""An answers file with every question in it, to fill in: nothing is answered until its # is taken away."""

from collections.abc import Iterator
from textwrap import wrap

from kneeline.catalogue import Catalogue
from kneeline.catalogue.schema import Question

GROUPS = {
    "stop": "First: reasons to see somebody before anything else",
    "history": "What was before",
    "pain": "Pain",
    "body": "You",
    "habit": "Your days",
    "self_test": "Tests you do yourself; kneeline catalogue show ID tells how",
}
_EXAMPLES = {"yes_no": "false", "legs": '"none"', "choices": "[]"}


def answers_to_fill_in(catalogue: Catalogue) -> str:
    """The text of an answers.toml with all tables, every question commented out with what may be answered."""
    head = [
        "# Answers for kneeline. Take away the # before what you want to answer, and change the value.",
        "",
        "[person]",
        "# birth_year = 1990",
        "# height_cm = 170",
        "",
        "[wishes]",
        "# minutes = 20",
        "# days = 5",
        f"# equipment = {list(_bought(catalogue))}".replace("'", '"'),
        "",
        "[answers]",
    ]
    return "\n".join([*head, *_questions(catalogue)]) + "\n"


def _bought(catalogue: Catalogue) -> Iterator[str]:
    return (each.id for each in catalogue.equipment.values() if not each.at_home)


def _questions(catalogue: Catalogue) -> Iterator[str]:
    for group, heading in GROUPS.items():
        yield f"\n## {heading}"
        for question in catalogue.questions.values():
            if question.group == group:
                yield ""
                told = f"{question.text} {_may_be(question)}"
                yield from (f"# {line}" for line in wrap(told, 110, break_on_hyphens=False))
                yield f"# {question.id} = {_example(question)}"


def _may_be(question: Question) -> str:
    """What may be answered, in brackets."""
    ids = ", ".join(choice.id for choice in question.choices)
    limits = (
        f"{question.least:g} to {question.most:g}" if question.least is not None and question.most is not None else ""
    )
    words = {
        "yes_no": "true or false",
        "legs": "none, left, right or both",
        "number": " ".join(part for part in (limits, question.unit or "") if part),
        "choice": f"one of {ids}",
        "choices": f"any of {ids}",
        "points": "points [x, y] on a photo: " + ", ".join(question.points),
    }[question.kind]
    return f"({words}{'; each leg apart: {left=…,right=…}' if question.per_leg else ''})"


def _example(question: Question) -> str:
    if question.kind == "choice":
        return f'"{question.choices[0].id}"'
    if question.kind == "points":
        return str([[10 * number, 10 * number] for number, _ in enumerate(question.points, start=1)])
    if question.kind == "number":
        return f"{max(question.least or 0, 0):g}"
    return _EXAMPLES[question.kind]
