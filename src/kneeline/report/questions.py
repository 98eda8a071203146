"""An answers file with every question in it, to fill in: nothing is answered until its # is taken away."""

from collections.abc import Iterator
from textwrap import wrap

from kneeline.catalogue import Catalogue
from kneeline.catalogue.schema import Question
from kneeline.core.language import BASE, N_, _, spoken
from kneeline.core.words import unit_word

GROUPS = {
    "stop": N_("First: reasons to see somebody before anything else"),
    "history": N_("What was before"),
    "pain": N_("Pain"),
    "body": N_("You"),
    "habit": N_("Your days"),
    "self_test": N_("Tests you do yourself"),
}
_EXAMPLES = {"yes_no": "false", "legs": '"none"', "choices": "[]"}


def answers_to_fill_in(catalogue: Catalogue) -> str:
    """The text of an answers.toml with all tables, every question commented out with what may be answered."""
    head = [
        "# " + _("Answers for kneeline. Take away the # before what you want to answer, and change the value."),
        "",
        "[person]",
        "# birth_year = 1990",
        "# height_cm = 170",
        "",
        "[wishes]",
        *_language_line(),
        "# minutes = 20",
        "# days = 5",
        f"# equipment = {list(_bought(catalogue))}".replace("'", '"'),
        "",
        "[answers]",
    ]
    return "\n".join([*head, *_questions(catalogue)]) + "\n"


def _language_line() -> list[str]:
    """Answers that were asked for in another language are spoken of in it."""
    return [] if spoken() == BASE else [f'language = "{spoken()}"']


def _bought(catalogue: Catalogue) -> Iterator[str]:
    return (each.id for each in catalogue.equipment.values() if not each.at_home)


def _questions(catalogue: Catalogue) -> Iterator[str]:
    for group, heading in GROUPS.items():
        yield f"\n## {_(heading)}{_how(group)}"
        for question in catalogue.questions.values():
            if question.group == group:
                yield ""
                told = f"{question.text} {_may_be(question)}"
                yield from (f"# {line}" for line in wrap(told, 110, break_on_hyphens=False))
                yield f"# {question.id} = {_example(question)}"


def _how(group: str) -> str:
    """How a group's tests are done is told by another command."""
    return "; " + _("kneeline catalogue show ID tells how") if group == "self_test" else ""


def _may_be(question: Question) -> str:
    """What may be answered, in brackets."""
    ids = ", ".join(choice.id for choice in question.choices)
    limits = (
        _("{least} to {most}").format(least=f"{question.least:g}", most=f"{question.most:g}")
        if question.least is not None and question.most is not None
        else ""
    )
    words = {
        "yes_no": _("true or false"),
        "legs": _("none, left, right or both"),
        "number": " ".join(part for part in (limits, unit_word(question.unit or "")) if part),
        "choice": _("one of {ids}").format(ids=ids),
        "choices": _("any of {ids}").format(ids=ids),
        "points": _("points [x, y] on a photo: {points}").format(points=", ".join(question.points)),
    }[question.kind]
    apart = "; " + _("each leg apart:") + " {left=…,right=…}" if question.per_leg else ""
    return f"({words}{apart})"


def _example(question: Question) -> str:
    if question.kind == "choice":
        return f'"{question.choices[0].id}"'
    if question.kind == "points":
        return str([[10 * number, 10 * number] for number, _ in enumerate(question.points, start=1)])
    if question.kind == "number":
        return f"{max(question.least or 0, 0):g}"
    return _EXAMPLES[question.kind]
