"""Findings in a terminal: how soon to see somebody, each sign on each leg, and what points which way."""

from typing import TYPE_CHECKING

from kneeline.catalogue import Catalogue
from kneeline.core.findings import Findings, Sign
from kneeline.report.finding_words import PATTERN_WORDS, SIGN_NAMES, headline, name_of_test, reasons
from kneeline.report.terminal import MARKS

if TYPE_CHECKING:
    from rich.console import Console


def print_findings(findings: Findings, catalogue: Catalogue, console: "Console") -> None:
    """Print the level and why, the signs, the pattern with its cues, and advice for the person's situation."""
    from rich.padding import Padding
    from rich.text import Text

    def listed(text: str, more: str | None = None) -> None:
        console.print(Padding(Text(text) + Text(f" {more}" if more else "", style="dim"), (0, 0, 0, 2)))

    def heading(text: str) -> None:
        console.print(Text(f"\n{text}", style="bold"))

    heading(headline(findings))
    for reason, what_to_do in reasons(findings):
        listed(reason, what_to_do)
    heading("Signs")
    for sign in findings.signs:
        _print_sign(sign, catalogue, console)
    heading(PATTERN_WORDS[findings.pattern])
    for cue in findings.cues:
        listed(cue.text)
    for correction in findings.corrections:
        listed(correction.text)
    if findings.advice:
        heading("For your situation")
    for advice in findings.advice:
        listed(advice.text)
    if findings.barred_tests:
        heading("Tests to leave out for now")
    for barred in findings.barred_tests:
        listed(name_of_test(barred.id, catalogue) + ":", barred.why)


def _print_sign(sign: Sign, catalogue: Catalogue, console: "Console") -> None:
    from rich.padding import Padding
    from rich.text import Text

    mark, colour = MARKS[sign.outcome]
    side = "both legs" if sign.side == "both" else f"{sign.side} leg"
    console.print(
        Text(f"{mark} ", style=colour) + Text(f"{SIGN_NAMES[sign.id]}, {side}. ") + Text(sign.because, style="dim")
    )
    if sign.outcome == "could_not_be_seen" and sign.settle_by:
        console.print(
            Padding(Text(f"To settle it: {name_of_test(sign.settle_by, catalogue)}.", style="dim"), (0, 0, 0, 2))
        )
