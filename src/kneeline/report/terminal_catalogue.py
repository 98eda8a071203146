"""The catalogue in a terminal: a line an item, or one item with all that is known of it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from kneeline.catalogue import Catalogue
from kneeline.catalogue.schema import Exercise, MovementTest, Question, SelfTest, Source
from kneeline.core.language import _
from kneeline.report.finding_words import SIGN_NAMES
from kneeline.report.programme_words import kind_words
from kneeline.report.terminal import print_draft

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text


def print_list(catalogue: Catalogue, console: "Console") -> None:
    """Print every exercise with its dose in the article."""
    from rich.table import Table

    table = Table(
        _("No."), _("Id"), _("Kind"), _("Dose in the article"), box=None, pad_edge=False, padding=(0, 2, 0, 0)
    )
    for exercise in catalogue.exercises.values():
        ours = "" if exercise.item else " " + _("(ours)")
        table.add_row(exercise.number, exercise.id, kind_words(exercise.kind), exercise.dose.printed + ours)
    console.print(table)


def print_kind(items: Iterable[Any], console: "Console") -> None:
    """Print every item of one kind by its id and name."""
    from rich.table import Table

    table = Table(_("Id"), _("Name"), box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for item in items:
        table.add_row(item.id, item.name)
    console.print(table)


def print_exercise(exercise: Exercise, catalogue: Catalogue, console: "Console") -> None:
    """Print one exercise as somebody needs it to do it, then what stands behind it."""
    console.print(_title(exercise.name, f"{kind_words(exercise.kind)}, {exercise.id}"))
    _print_parts(_parts(exercise, catalogue), console)
    print_draft(console)


def _title(name: str, beside: str) -> "Text":
    from rich.text import Text

    return Text(f"\n{name}", style="bold") + Text(f"  {beside}", style="dim")


def _print_parts(parts: Iterable[tuple[str, list[str]]], console: "Console") -> None:
    """Print each part that has a line, below its heading."""
    from rich.padding import Padding
    from rich.text import Text

    for heading, lines in parts:
        if heading and lines:
            console.print(Text(f"\n{heading}", style="bold"))
        for line in lines:
            console.print(Padding(Text(line), (0, 0, 0, 2)))


def _parts(exercise: Exercise, catalogue: Catalogue) -> Iterator[tuple[str, list[str]]]:
    yield _("Dose in the article"), [exercise.dose.printed]
    if exercise.equipment:
        yield _("You need"), [catalogue.equipment[each].name for each in exercise.equipment]
    yield _("Start"), [exercise.start]
    yield _("Do"), _numbered(exercise.steps)
    yield _("How far"), [exercise.end_range]
    yield _("Feel"), [exercise.feel, exercise.felt_elsewhere]
    yield _("Why"), [exercise.why]
    yield _("Signs"), [_(SIGN_NAMES[each]) for each in SIGN_NAMES if each in exercise.signs]
    yield _("Works on"), [catalogue.muscles[target.muscle].name for target in exercise.targets]
    yield _("First"), [f"{catalogue.exercises[gate.exercise].name}: {gate.why}" for gate in exercise.gates if gate.hard]
    yield _("Easier and harder"), [f"{stage.name}: {stage.how}" for stage in exercise.stages]
    yield _("Think of"), [f"{fault.cue} ({fault.name.lower()})" for fault in exercise.faults]
    yield _("Left out, easier or with care"), _barred(exercise, catalogue)
    yield _("Stop"), [exercise.stop]
    yield _("What a camera looks at"), [exercise.camera.where, *(check.says for check in exercise.checks)]
    yield _("What it can't see"), list(exercise.camera.cannot_see)
    yield _("Evidence"), [_evidence(each, catalogue) for each in exercise.evidence]
    yield (
        _("What the article leaves open"),
        [
            _("{open} We read it as: {read_as}").format(open=each.open, read_as=each.read_as)
            for each in exercise.decisions
        ],
    )


def _numbered(steps: Sequence[str]) -> list[str]:
    return [f"{number}. {step}" for number, step in enumerate(steps, start=1)]


def _barred(item: Exercise | MovementTest, catalogue: Catalogue) -> list[str]:
    """What speaks against it: each class of conditions, then each condition with its reason."""
    classes = [catalogue.condition_classes[each] for each in item.contraindications]
    words = {"leave_out": _("left out"), "easier": _("easier"), "with_care": _("with care")}
    conditions = [
        f"{catalogue.conditions[each.condition].name} ({words[each.action]}): {each.why}" for each in item.avoid
    ]
    return [*(f"{each.name}: {each.text}" for each in classes), *conditions]


def _evidence(evidence: Any, catalogue: Catalogue) -> str:
    shown = "; ".join(
        f"{source.name}, {source.journal}" for each in evidence.sources if (source := catalogue.sources.get(each))
    )
    unsure = {"D": _("our choice"), "M": _("not checked"), "W": _("commonly taught")}.get(evidence.tag)
    told = "; ".join(part for part in (shown, unsure) if part)
    return f"{evidence.text} ({told})" if told else evidence.text


def print_item(item: Any, catalogue: Catalogue, console: "Console") -> None:
    """Print any other item: its name, its texts, and how it is done and answered."""
    console.print(_title(item.name, item.id))
    _print_parts(_item_parts(item, catalogue), console)
    print_draft(console)


_PLAIN = ("plain", "where", "text", "because", "says", "advice", "answer")
"""Texts that need no heading, as they come."""


def _item_parts(item: Any, catalogue: Catalogue) -> Iterator[tuple[str, list[str]]]:
    """What an item has to say, with a heading where it needs one."""

    def of(name: str) -> list[str]:
        text = getattr(item, name, None)
        return [text] if text and isinstance(text, str) else []

    if isinstance(item, Source):
        yield "", [f"{item.authors} ({item.year}). {item.journal}.", *([f"doi:{item.doi}"] if item.doi else [])]
    yield _("A reader asks"), of("asked")
    yield _("The author's answer"), of("replied")
    yield _("The article says"), of("article")
    yield "", [text for name in _PLAIN for text in of(name)]
    yield "", [f"{choice.id}: {choice.name}" for choice in getattr(item, "choices", ())]
    yield _("Why"), of("why")
    yield _("Start"), of("start")
    yield _("Do"), _numbered(getattr(item, "steps", ()) or ())
    yield _("Camera"), of("camera")
    if isinstance(item, MovementTest):
        yield _("Left out, easier or with care"), _barred(item, catalogue)
    yield _("Stop"), of("stop")
    if isinstance(item, SelfTest):
        yield _("Write into answers.toml"), [_asked(catalogue.questions[each]) for each in item.questions]
    yield _("What it tells"), of("tells")
    yield _("How exact it is"), of("error")
    yield _("How to see it"), of("how_to_see")
    yield _("Looks alike"), of("looks_alike")
    yield _("What to do"), of("do")
    yield _("Tell a professional"), of("tell")
    yield _("What studies say"), [_evidence(each, catalogue) for each in getattr(item, "studies", ())]
    exercises = getattr(item, "exercises", ())
    yield _("Exercises"), [f"{catalogue.exercises[each].name} ({each})" for each in exercises]
    sources = [catalogue.sources[each] for each in getattr(item, "sources", ())]
    yield _("Sources"), [f"{source.name}, {source.journal}" for source in sources]


def _asked(question: Question) -> str:
    """A question by its id, with what may be answered."""
    choices = ", ".join(choice.id for choice in question.choices)
    return f"{question.id}: {question.text}" + (f" ({choices})" if choices else "")
