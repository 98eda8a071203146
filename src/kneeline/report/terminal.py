"""The same sentences in a terminal: readable at 80 columns, without colour, and read aloud."""

from typing import TYPE_CHECKING

from kneeline.core.language import _
from kneeline.core.measurement import Measurement
from kneeline.core.words import side_word
from kneeline.report.account import condition_words, looked_words, unseen, view_words
from kneeline.report.draft import draft_note
from kneeline.report.messages import first_measures, measure_name, word
from kneeline.report.outcome import Outcome, leg_outcome, legs, repetitions_of
from kneeline.report.words import (
    leg_detail,
    leg_sentence,
    onset_words,
    printable,
    refusal,
    repetition_words,
    title,
    value_words,
)

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

MARKS: dict[Outcome, tuple[str, str]] = {
    "seen": ("●", "yellow"),
    "not_seen": ("○", "cyan"),
    "could_not_be_seen": ("?", "dim"),
}


def print_table(measurement: Measurement, console: "Console") -> None:
    """Print what a recording says: a sentence a leg, the repetitions, the first numbers, what could not be seen."""
    from rich.text import Text

    console.print()
    console.print(Text(f"{printable(measurement.source.file)}  ", style="bold") + Text(title(measurement), style="dim"))
    refused = refusal(measurement)
    if refused is not None:
        console.print(Text(f"\n{refused}"))
    else:
        _print_legs(measurement, console)
        for table in (_repetition_table(measurement), _value_table(measurement)):
            if table.row_count:
                console.print()
                console.print(table)
    _print_unseen(measurement, console)
    _print_how(measurement, console)


def _print_legs(measurement: Measurement, console: "Console") -> None:
    from rich.padding import Padding
    from rich.text import Text

    for side in legs(measurement):
        sign, colour = MARKS[leg_outcome(measurement, side).outcome]
        console.print()
        console.print(Text(f"{sign} ", style=colour) + Text(leg_sentence(measurement, side), style="bold"))
        if detail := leg_detail(measurement, side):
            console.print(Padding(Text(detail), (0, 0, 0, 2)))


def _plain_table(*columns: str) -> "Table":
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _repetition_table(measurement: Measurement) -> "Table":
    table = _plain_table(_("No."), _("Leg"), _("The knee"), _("From a bend of"))
    for repetition in measurement.repetitions:
        for side in legs(measurement):
            if repetition in repetitions_of(measurement, side):
                words = repetition_words(measurement, repetition, side), onset_words(repetition, side)
                table.add_row(str(repetition.index), side_word(side), *words)
    return table


def _value_table(measurement: Measurement) -> "Table":
    sides = [side for side in ("left", "right", "both") if any(value.side == side for value in measurement.measures)]
    table = _plain_table(_("What"), *(_("Body") if side == "both" else side_word(side).capitalize() for side in sides))
    for name in first_measures(measurement.task):
        values = [value for value in measurement.measures if value.name == name]
        by_side = {value.side: value for value in reversed(values) if value.at == values[0].at}
        if any(value.value is not None for value in by_side.values()):
            what = f"{measure_name(name).name} ({word('moment', values[0].at)})"
            cells = [by_side.get(side) for side in sides]  # type: ignore[call-overload]
            table.add_row(what, *("–" if value is None else value_words(measurement, value) for value in cells))
    return table


def _print_unseen(measurement: Measurement, console: "Console") -> None:
    from rich.padding import Padding
    from rich.text import Text

    entries = unseen(measurement)
    if entries and refusal(measurement) is None:
        console.print(Text("\n" + _("What could not be seen, or is less sure"), style="bold"))
    for entry in entries:
        what = f"{entry.what}: " if entry.what else ""
        console.print(Padding(Text(f"{what}{entry.why} {entry.what_to_do}".rstrip()), (0, 0, 0, 2)))


def _print_how(measurement: Measurement, console: "Console") -> None:
    from rich.text import Text

    how = _("View: {view}. Looked at {looked}. Conditions: {conditions}.").format(
        view=view_words(measurement), looked=looked_words(measurement), conditions=condition_words(measurement)
    )
    meaning = _("±: in about 95 of 100 such recordings the true value lies within it.")
    console.print(Text(f"\n{how} {meaning}", style="dim"))
    print_draft(console)


def print_draft(console: "Console") -> None:
    """Print that the translation is a draft, where it is one."""
    from rich.text import Text

    if note := draft_note():
        console.print(Text(f"\n{note}", style="dim"))
