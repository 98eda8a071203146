"""What to give to a physio: the check, the findings and the programme in one file."""

from collections.abc import Mapping, Sequence

from kneeline.catalogue import Catalogue
from kneeline.core.findings import Cue, Findings, Sign
from kneeline.core.language import _
from kneeline.core.measurement import Measurement
from kneeline.core.programme import Programme
from kneeline.core.still import Still
from kneeline.core.words import plain_number, side_word
from kneeline.report.answer_words import answer_tables
from kneeline.report.finding_words import pattern_words, sign_amount, sign_name
from kneeline.report.handout import Paper, programme_page
from kneeline.report.html import render, sections
from kneeline.report.words import outcome_words


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
        cues=[_cue_row(cue) for cue in findings.cues],
        pattern=pattern_words(findings),
        sections=sections(results),
        page=programme_page(programme, findings, catalogue),
        conditions=[catalogue.conditions[each].name for each in findings.conditions if each in catalogue.conditions],
        answers=answer_tables(answers or {}, catalogue),
        barred=[(catalogue.name_of_test(each.id), each.why) for each in findings.barred_tests],
        paper=paper,
    )


def _cue_row(cue: Cue) -> tuple[str, str, str, str]:
    """Cue, side, what it points to, and its weight."""
    towards = _("muscles and habits") if cue.towards == "muscles_and_habits" else _("bone")
    return (cue.text, side_word(cue.side), towards, plain_number(cue.weight))


def _row(sign: Sign, catalogue: Catalogue) -> tuple[str, str, str, str, str, str]:
    """Sign, side, outcome, its number, from which bend, and in which movement."""
    bend = "–" if sign.from_flexion is None else f"{sign.from_flexion:.0f}°"
    if sign.from_flexion is not None and sign.from_flexion_error_95 is not None:
        bend += f" ± {sign.from_flexion_error_95:.0f}°"
    return (
        sign_name(sign.id),
        side_word(sign.side),
        outcome_words(sign.outcome),
        sign_amount(sign) or "–",
        bend,
        catalogue.name_of_test(sign.task) if sign.task else "–",
    )
