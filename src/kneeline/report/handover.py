"""What to give to a physio: the check, the findings and the programme in one file."""

from collections.abc import Mapping, Sequence

from kneeline.catalogue import Catalogue
from kneeline.core.findings import Findings, Sign
from kneeline.core.measurement import Measurement
from kneeline.core.programme import Programme
from kneeline.core.still import Still
from kneeline.report.answer_words import answer_tables
from kneeline.report.finding_words import PATTERN_WORDS, SIGN_NAMES, name_of_test, sign_amount
from kneeline.report.handout import Paper, programme_page
from kneeline.report.html import render, sections
from kneeline.report.words import OUTCOME_WORDS


def render_handover(
    results: Sequence[tuple[Measurement, Sequence[Still]]],
    findings: Findings,
    programme: Programme,
    catalogue: Catalogue,
    paper: Paper = "A4",
    answers: Mapping[str, object] | None = None,
) -> str:
    """One HTML page for a professional: signs in a table with their numbers, every cue, every answer as it was given
    (``answers``: by question id, as in Answers.answers), tests to leave out, every measurement with its errors, the
    programme. Pictures are in it only where stills are given."""
    return render(
        "handover.html.jinja",
        findings=findings,
        signs=[_row(sign, catalogue) for sign in findings.signs],
        pattern=PATTERN_WORDS[findings.pattern],
        sections=sections(results),
        page=programme_page(programme, findings, catalogue),
        conditions=[catalogue.conditions[each].name for each in findings.conditions if each in catalogue.conditions],
        answers=answer_tables(answers or {}, catalogue),
        barred=[(name_of_test(each.id, catalogue), each.why) for each in findings.barred_tests],
        paper=paper,
    )


def _row(sign: Sign, catalogue: Catalogue) -> tuple[str, str, str, str, str, str]:
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
        name_of_test(sign.task, catalogue) if sign.task else "–",
    )
