"""What to give to a physio: the check, the findings and the programme in one file."""

from collections.abc import Sequence

from kneeline.catalogue import Catalogue
from kneeline.core.findings import Findings, Sign
from kneeline.core.measurement import Measurement
from kneeline.core.programme import Programme
from kneeline.core.still import Still
from kneeline.report.finding_words import PATTERN_WORDS, SIGN_NAMES, sign_amount
from kneeline.report.handout import Paper, programme_page
from kneeline.report.html import render, sections
from kneeline.report.words import OUTCOME_WORDS


def render_handover(
    results: Sequence[tuple[Measurement, Sequence[Still]]],
    findings: Findings,
    programme: Programme,
    catalogue: Catalogue,
    paper: Paper = "A4",
) -> str:
    """One HTML page for a professional: signs in a table with their numbers, every cue, every measurement with its
    errors, the programme. Pictures are in it only where stills are given."""
    return render(
        "handover.html.jinja",
        findings=findings,
        signs=[_row(sign) for sign in findings.signs],
        pattern=PATTERN_WORDS[findings.pattern],
        sections=sections(results),
        page=programme_page(programme, findings, catalogue),
        conditions=[catalogue.conditions[each].name for each in findings.conditions if each in catalogue.conditions],
        paper=paper,
    )


def _row(sign: Sign) -> tuple[str, str, str, str, str, str]:
    """Sign, side, outcome, its number, from which bend, and in which movement."""
    bend = "–" if sign.from_flexion is None else f"{sign.from_flexion:.0f}°"
    if sign.from_flexion is not None and sign.from_flexion_error_95 is not None:
        bend += f" ± {sign.from_flexion_error_95:.0f}°"
    return (
        SIGN_NAMES[sign.id],
        sign.side,
        OUTCOME_WORDS[sign.outcome],
        sign_amount(sign) or "–",
        bend,
        (sign.task or "–").replace("-", " ").replace("_", " "),
    )
