"""Findings in a terminal: how soon to see somebody, each sign on each leg, and what points which way."""

from typing import TYPE_CHECKING

from kneeline.catalogue import Catalogue
from kneeline.core.findings import Findings, Sign
from kneeline.core.language import BASE, _, speaking, spoken
from kneeline.report.finding_words import headline, pattern_words, reasons, reasons_in_english, sign_name
from kneeline.report.terminal import MARKS, print_draft
from kneeline.report.words import leg_words

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
    if spoken() != BASE:
        with speaking(BASE):
            english = reasons_in_english(findings)
            heading(headline(english))
            for reason, what_to_do in reasons(english):
                listed(reason, what_to_do)
    heading(_("Signs"))
    for sign in findings.signs:
        _print_sign(sign, catalogue, console)
    heading(pattern_words(findings))
    for cue in findings.cues:
        listed(cue.text)
    for correction in findings.corrections:
        listed(correction.text)
    if findings.advice:
        heading(_("For your situation"))
    for advice in findings.advice:
        listed(advice.text)
    if findings.barred_tests:
        heading(_("Tests to leave out for now"))
    for barred in findings.barred_tests:
        listed(catalogue.name_of_test(barred.id) + ":", barred.why)
    print_draft(console)


def _print_sign(sign: Sign, catalogue: Catalogue, console: "Console") -> None:
    from rich.padding import Padding
    from rich.text import Text

    mark, colour = MARKS[sign.outcome]
    name = f"{sign_name(sign.id)}, {leg_words(sign.side)}. "
    console.print(Text(f"{mark} ", style=colour) + Text(name) + Text(sign.because, style="dim"))
    if sign.outcome == "could_not_be_seen" and sign.settle_by:
        test = catalogue.name_of_test(sign.settle_by).rstrip("?.")
        console.print(Padding(Text(_("To settle it: {test}.").format(test=test), style="dim"), (0, 0, 0, 2)))
