"""What changed between two checks, in a terminal."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kneeline.core.changes import Change, Changes
from kneeline.core.language import _
from kneeline.core.words import side_word
from kneeline.report.messages import measure_name, word
from kneeline.report.terminal import print_draft

if TYPE_CHECKING:
    from rich.console import Console

MARKS = {"changed": ("●", "yellow"), "not_changed": ("○", "cyan"), "cannot_compare": ("?", "dim")}


def print_changes(changes: Changes, console: "Console", told: Sequence[str] = ()) -> None:
    """Print a sentence a measure and side, or why nothing can be compared; then ``told``, what the person said."""
    from rich.text import Text

    console.print()
    if changes.why:
        console.print(Text(changes.why, style="bold"))
    for change in changes.changes:
        mark, colour = MARKS[change.verdict]
        console.print(Text(f"{mark} ", style=colour) + Text(f"{_what(change)}: ") + Text(change.text))
    print_told(told, console)
    print_draft(console)


def print_told(told: Sequence[str], console: "Console") -> None:
    """Print what the person noted down, a sentence each."""
    from rich.padding import Padding
    from rich.text import Text

    if told:
        console.print(Text("\n" + _("What you noted down"), style="bold"))
    for sentence in told:
        console.print(Padding(Text(sentence), (0, 0, 0, 2)))


def _what(change: Change) -> str:
    sided = _("difference") if change.side == "difference" else side_word(change.side)
    side = "" if change.side == "both" else f", {sided}"
    return f"{measure_name(change.name).name} ({word('moment', change.at)}){side}"
