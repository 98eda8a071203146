"""The catalogue in a terminal: a line an item, or one item with all that is known of it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kneeline.catalogue import Catalogue
from kneeline.catalogue.schema import Exercise
from kneeline.core.language import _
from kneeline.report.programme_words import kind_words
from kneeline.report.terminal import print_draft

if TYPE_CHECKING:
    from rich.console import Console


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


def print_exercise(exercise: Exercise, catalogue: Catalogue, console: "Console") -> None:
    """Print one exercise as somebody needs it to do it, then what stands behind it."""
    from rich.padding import Padding
    from rich.text import Text

    console.print(
        Text(f"\n{exercise.name}", style="bold") + Text(f"  {kind_words(exercise.kind)}, {exercise.id}", style="dim")
    )
    for heading, lines in _parts(exercise, catalogue):
        console.print(Text(f"\n{heading}", style="bold"))
        for line in lines:
            console.print(Padding(Text(line), (0, 0, 0, 2)))
    print_draft(console)


def _parts(exercise: Exercise, catalogue: Catalogue) -> Iterator[tuple[str, list[str]]]:
    yield _("Dose in the article"), [exercise.dose.printed]
    yield _("Start"), [exercise.start]
    yield _("Do"), [f"{number}. {step}" for number, step in enumerate(exercise.steps, start=1)]
    yield _("Feel"), [exercise.feel, exercise.felt_elsewhere]
    yield _("Why"), [exercise.why]
    yield _("Works on"), [catalogue.muscles[target.muscle].name for target in exercise.targets]
    yield _("Easier and harder"), [f"{stage.name}: {stage.how}" for stage in exercise.stages]
    yield _("Think of"), [f"{fault.cue} ({fault.name.lower()})" for fault in exercise.faults]
    yield _("Stop"), [exercise.stop]
    yield _("Evidence"), [_evidence(each, catalogue) for each in exercise.evidence]
    if exercise.decisions:
        yield (
            _("What the article leaves open"),
            [
                _("{open} We read it as: {read_as}").format(open=each.open, read_as=each.read_as)
                for each in exercise.decisions
            ],
        )


def _evidence(evidence: Any, catalogue: Catalogue) -> str:
    shown = "; ".join(
        f"{source.name}, {source.journal}" for each in evidence.sources if (source := catalogue.sources.get(each))
    )
    unsure = {"D": _("our choice"), "M": _("not checked"), "W": _("commonly taught")}.get(evidence.tag)
    told = "; ".join(part for part in (shown, unsure) if part)
    return f"{evidence.text} ({told})" if told else evidence.text


def print_item(item: Any, console: "Console") -> None:
    """Print any other item: its name and its texts."""
    from rich.padding import Padding
    from rich.text import Text

    console.print(Text(f"\n{item.name}", style="bold") + Text(f"  {item.id}", style="dim"))
    for heading in ("asked", "article", "text", "answer", "start", "because", "advice", "how_to_see", "do", "tells"):
        if text := getattr(item, heading, None):
            console.print(Padding(Text(str(text)), (0, 0, 0, 2)))
    print_draft(console)
