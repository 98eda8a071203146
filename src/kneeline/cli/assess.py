"""`kneeline assess`: measurements and answers in, signs and what to do about them out."""

from datetime import date
from typing import Annotated

from typer import Option

from kneeline.cli import known
from kneeline.cli.outputs import STDOUT, JsonOption, LanguageOption, QuietOption, check_writable, write_text
from kneeline.cli.status import Status, complain
from kneeline.core.language import BASE, speaking

NOTHING = "there is no value and no answer to go by; give a measurement, or answers (kneeline assess --questions)."


def assess(
    measurements: known.MeasurementsArgument = None,
    answers: known.AnswersOption = None,
    json: JsonOption = None,
    language: LanguageOption = None,
    quiet: QuietOption = False,
    questions: Annotated[
        bool, Option("--questions", help="Print an answers file with every question, to fill in.")
    ] = False,
) -> int:
    """Say which of the article's signs were seen, how soon to see somebody, and what would settle the rest.

    Ends with 0, with 3 where there was nothing to go by, 1 where a file could not be read, 2 where it holds nonsense.
    """
    import kneeline
    from kneeline.assess import findings_to_dict
    from kneeline.catalogue import catalogue

    if questions:
        from kneeline.report.questions import answers_to_fill_in

        with speaking(language or BASE):
            print(answers_to_fill_in(catalogue()), end="")
        return Status.MEASURED
    if json is not None and json != STDOUT:
        check_writable(json)
    measured = known.read_measurements(measurements or ())
    answered = known.told(answers, {"language": language} if language else {}, date.today())
    findings = kneeline.assess(measured, answered)
    if json is not None:
        write_text(json, known.json_text(findings_to_dict(findings)))
    if not quiet and json != STDOUT:
        from rich.console import Console

        from kneeline.report.terminal_findings import print_findings

        with speaking(answered.wishes.language):
            print_findings(findings, catalogue(), Console(highlight=False))
    if known.nothing_known(measured, answered):
        complain(NOTHING)
        return Status.NO_VALUE
    return Status.MEASURED
