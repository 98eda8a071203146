"""A programme in a terminal: the week day by day, what was left out, what comes after."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kneeline.catalogue import Catalogue
from kneeline.core.language import BASE, _, speaking, spoken
from kneeline.core.programme import Day, Programme
from kneeline.programme import stop_rules
from kneeline.report.dates import date_words
from kneeline.report.programme_words import (
    dose_words,
    exercise_name,
    left_out_groups,
    minutes_words,
    range_words,
)
from kneeline.report.terminal import print_draft
from kneeline.report.terminal_changes import print_told

if TYPE_CHECKING:
    from rich.console import Console


def print_programme(programme: Programme, catalogue: Catalogue, console: "Console", noted: Sequence[str] = ()) -> None:
    """Print notes, every training day of the first week with its reasons, what is left out and why, and re-tests.

    ``noted``: what was done and reported in the week before, a sentence each.
    """
    from rich.padding import Padding
    from rich.text import Text

    for note in (*programme.notes, *programme.english, *programme.changes):
        console.print(Text(f"\n{note}", style="bold"))
    print_told(noted, console)
    told: set[str] = set()
    for day in programme.first_week.days if programme.first_week else ():
        _print_day(day, told, catalogue, console)
    for heading, items in left_out_groups(programme, catalogue):
        console.print(Text(f"\n{heading}", style="bold"))
        for name, why in items:
            console.print(Padding(Text(f"{name}: ") + Text(why, style="dim"), (0, 0, 0, 2)))
    if programme.retests:
        days = ", ".join(date_words(each.date) for each in programme.retests)
        console.print(Text("\n" + _("Look again on {days}.").format(days=days)))
    if programme.first_week and programme.stop_rules:
        console.print(Text("\n" + _("When to stop"), style="bold"))
        for rule in (*programme.stop_rules, *_stop_rules_in_english()):
            console.print(Padding(Text(rule), (0, 0, 0, 2)))
    print_draft(console)


def _stop_rules_in_english() -> tuple[str, ...]:
    """The same rules in English, where they are shown in another language."""
    if spoken() == BASE:
        return ()
    with speaking(BASE):
        return stop_rules()


def _print_day(day: Day, told: set[str], catalogue: Catalogue, console: "Console") -> None:
    """A day's exercises; the reason stands where an exercise comes for the first time."""
    from rich.padding import Padding
    from rich.text import Text

    console.print(Text(f"\n{date_words(day.date)}, {minutes_words(day.minutes)}", style="bold"))
    for item in day.items:
        line = Text(f"{exercise_name(item.exercise, catalogue)}, {dose_words(item, catalogue)}")
        console.print(Padding(line, (0, 0, 0, 2)))
        more = [text for text in (item.because, range_words(item), item.gate) if text]
        if item.exercise not in told:
            console.print(Padding(Text(" ".join(more), style="dim"), (0, 0, 0, 4)))
        told.add(item.exercise)
