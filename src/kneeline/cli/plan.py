"""`kneeline plan`: findings and wishes in, a programme for the week out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from typer import Option

from kneeline.cli import known
from kneeline.cli.outputs import STDOUT, JsonOption, LanguageOption, QuietOption, check_writable, write_text
from kneeline.cli.status import Status, complain
from kneeline.core.errors import BadArgument, UnreadableFile
from kneeline.core.language import BASE, speaking

if TYPE_CHECKING:
    from kneeline.assess import Answers
    from kneeline.cli.press import Press
    from kneeline.core.findings import Findings
    from kneeline.core.measurement import Measurement
    from kneeline.core.programme import Programme, SessionLog, Wishes

HtmlOption = Annotated[Path | None, Option("--html", metavar="PATH", help="Write the handout as a page.")]
PdfOption = Annotated[Path | None, Option("--pdf", metavar="PATH", help="Write the handout as a PDF.")]
IcsOption = Annotated[Path | None, Option("--ics", metavar="PATH", help="Write the days for a calendar.")]
PhysioOption = Annotated[
    Path | None,
    Option("--physio", metavar="PATH.html|PATH.pdf", help="Write check and programme in one file, for a professional."),
]
LogFormOption = Annotated[
    Path | None, Option("--log-form", metavar="PATH", help="Write a log of this week to fill in, for --log next week.")
]
PicturesOption = Annotated[
    list[Path] | None,
    Option("--pictures", metavar="FILE", help="A measured photo or video whose pictures go into --physio, too."),
]


@dataclass(frozen=True)
class Wanted:
    """Where a programme is written; None = not asked for."""

    json: Path | None
    html: Path | None
    pdf: Path | None
    ics: Path | None
    physio: Path | None
    log_form: Path | None

    def files(self) -> Iterator[tuple[str, Path]]:
        """Each file to write with the option that names it."""
        for name, path in vars(self).items():
            if path is not None and path != STDOUT:
                yield f"--{name.replace('_', '-')}", path

    def on_paper(self) -> bool:
        """Whether a PDF is among them."""
        return any(_is_pdf(option, path) for option, path in self.files())

    def check(self) -> None:
        """Raises BadArgument for two outputs of one name, UnwritableFile where one can't be written."""
        taken: dict[Path, str] = {}
        for option, path in self.files():
            if option == "--physio" and path.suffix.lower() not in (".html", ".pdf"):
                raise BadArgument(f"--physio {path} should end in .html or .pdf.")
            if path.resolve() in taken:
                raise BadArgument(f"{option} {path} would overwrite what {taken[path.resolve()]} writes.")
            taken[path.resolve()] = option
            check_writable(path)


@dataclass(frozen=True)
class Page:
    """What the outputs are made of."""

    programme: "Programme"
    findings: "Findings"
    measured: "Sequence[Measurement]"
    answered: "Answers"
    done: "SessionLog"
    pictures: Sequence[Path]
    paper: Literal["a4", "letter"]
    at: time


def plan(
    measurements: known.MeasurementsArgument = None,
    answers: known.AnswersOption = None,
    minutes: Annotated[int | None, Option("--minutes", metavar="N", help="Minutes a day.")] = None,
    days: Annotated[int | None, Option("--days", metavar="N", help="Days a week.")] = None,
    equipment: Annotated[
        str | None, Option("--equipment", metavar="A,B", help="What there is: roller, ball, band, step, weight.")
    ] = None,
    start: Annotated[str | None, Option("--start", metavar="DATE", help="First day, as 2026-11-30; today.")] = None,
    at: Annotated[str, Option("--at", metavar="HH:MM", help="Time of day for the calendar.")] = "18:00",
    everything: Annotated[
        bool, Option("--everything", help="Everything the article prints, instead of what fits the findings.")
    ] = False,
    after: Annotated[
        Path | None, Option("--after", metavar="PROGRAMME.json", help="Plan the week after this programme's …")
    ] = None,
    log: Annotated[Path | None, Option("--log", metavar="LOG.json", help="… from what was done.")] = None,
    paper: Annotated[Literal["a4", "letter"], Option("--paper", help="Paper of the handout.")] = "a4",
    json: JsonOption = None,
    html: HtmlOption = None,
    pdf: PdfOption = None,
    ics: IcsOption = None,
    physio: PhysioOption = None,
    log_form: LogFormOption = None,
    pictures: PicturesOption = None,
    language: LanguageOption = None,
    quiet: QuietOption = False,
) -> int:
    """Plan a week of the article's exercises that fits the findings, the time and the things there are.

    Ends with 0, 3 where there is no day for the calendar that was asked for, 1 where a file could not be read or
    written, 2 where an option or an answer makes no sense.
    """
    from kneeline.cli.press import press

    wanted = Wanted(json, html, pdf, ics, physio, log_form)
    wanted.check()
    first, clock = _date(start), _time(at)
    wishes = _wishes(minutes=minutes, days=days, equipment=equipment, everything=everything, language=language)
    with press(wanted.on_paper()) as printing:  # first of all: it loads what it needs while this process loads its own
        import kneeline
        from kneeline.core.programme import SessionLog
        from kneeline.programme import programme_from_dict

        measured = known.read_measurements(measurements or ())
        done = known.read_log(log) if log else SessionLog()
        before = known.read_as(after, programme_from_dict) if after else None
        answered = known.told(answers, wishes, first)
        if before is not None:
            answered, before = _in_one_language(answered, before)
        with speaking(answered.wishes.language):
            findings = kneeline.assess(measured, answered, on=first)
            programme = _programme(findings, answered.wishes, first, before, done)
            noted = _noted(before, done, first) if log else ()
            page = Page(programme, findings, measured, answered, done, pictures or (), paper, clock)
            return _told(page, wanted, printing, noted, quiet)


def _in_one_language(answered: "Answers", before: "Programme") -> "tuple[Answers, Programme]":
    """Answers and the programme before in the language asked for, else in that of the programme before."""
    asked = answered.wishes.language
    language = before.wishes.language if asked == BASE else asked
    return (
        replace(answered, wishes=replace(answered.wishes, language=language)),
        replace(before, wishes=replace(before.wishes, language=language)),
    )


def _told(page: "Page", wanted: Wanted, printing: "Press", noted: Sequence[str], quiet: bool) -> Status:
    """Write what is wanted and print the rest."""
    without_days = _why_no_calendar(page.programme) if wanted.ics else None
    for option, path in sorted(wanted.files(), key=lambda each: not _is_pdf(*each)):  # PDFs are made meanwhile
        if option != "--ics" or without_days is None:
            text = _rendered(option, page)
            printing.begin(path, text) if _is_pdf(option, path) else write_text(path, text)
    if wanted.json == STDOUT:
        write_text(STDOUT, _json(page.programme))
    elif not quiet:
        _print(page.programme, noted)
    printing.finish()
    if without_days:
        complain(f"--ics {wanted.ics} was not written: {without_days}")
    return Status.NO_VALUE if without_days else Status.MEASURED


def _why_no_calendar(programme: "Programme") -> str | None:
    from kneeline.report.calendar import nothing_to_write

    return nothing_to_write(programme)


def _wishes(**given: Any) -> dict[str, Any]:
    """The wishes that options name."""
    wishes = {name: given[name] for name in ("minutes", "days", "language") if given[name] is not None}
    if given["equipment"] is not None:
        wishes["equipment"] = [each.strip() for each in given["equipment"].split(",") if each.strip()]
    if given["everything"]:
        wishes["profile"] = "as_printed"
    return wishes


def _date(text: str | None) -> date:
    from kneeline.core.programme import YEARS

    try:
        day = date.fromisoformat(text) if text else date.today()
    except ValueError as error:
        raise BadArgument(f"--start {text}: give a date such as 2026-11-30.") from error
    if day.year not in YEARS:
        raise BadArgument(f"--start {text}: give a day between {YEARS[0]} and {YEARS[-1]}.")
    return day


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text).replace(tzinfo=None)
    except ValueError as error:
        raise BadArgument(f"--at {text}: give a time of day such as 18:30.") from error


def _programme(
    findings: "Findings", wishes: "Wishes", start: date, before: "Programme | None", done: "SessionLog"
) -> "Programme":
    """A new programme, or the week after another one."""
    import kneeline

    if before is None:
        return kneeline.plan(findings, wishes, done, start=start)
    return kneeline.advance(before, done, findings, on=start)


def _noted(before: "Programme | None", done: "SessionLog", start: date) -> tuple[str, ...]:
    """What was done of the programme before, and pain, own activities and overall change, a sentence each."""
    from kneeline.programme import adherence_in_words, reported_in_words

    yesterday = start - timedelta(days=1)
    return (*((adherence_in_words(before, done, yesterday),) if before else ()), *reported_in_words(done))


def _rendered(option: str, page: Page) -> str:
    """The text of one output; a PDF's is its page."""
    from kneeline.catalogue import catalogue

    sheet: Literal["A4", "letter"] = "A4" if page.paper == "a4" else "letter"
    if option == "--json":
        return _json(page.programme)
    if option == "--log-form":
        from kneeline.programme import log_to_fill_in

        return known.json_text(log_to_fill_in(page.programme, page.done))
    if option == "--ics":
        from kneeline.report.calendar import render_calendar

        return render_calendar(page.programme, page.at, datetime.now(UTC), catalogue())
    if option == "--physio":
        from kneeline.report.handover import render_handover

        results = _with_pictures(page.measured, page.pictures)
        return render_handover(results, page.findings, page.programme, catalogue(), sheet, page.answered.answers)
    from kneeline.report.figures import figure_addresses
    from kneeline.report.handout import render_handout

    figures = figure_addresses(catalogue().exercises)
    return render_handout(page.programme, page.findings, catalogue(), sheet, figures)


def _with_pictures(measured: "Sequence[Measurement]", pictures: Sequence[Path]) -> list[Any]:
    """Each measurement with the pictures cut from its file, where that is among the files given.

    Raises BadArgument for a file that none of the measurements was made from.
    """
    from hashlib import sha256

    import kneeline

    by_digest = {sha256(_bytes(path)).hexdigest(): path for path in pictures}
    known_digests = {each.source.sha256 for each in measured}
    for digest, file in by_digest.items():
        if digest not in known_digests:
            raise BadArgument(f"--pictures {file}: none of the measurements was made from this file.")
    results = []
    for measurement in measured:
        path = by_digest.get(measurement.source.sha256)
        stills = kneeline.stills(path, kneeline.read(path), measurement) if path else ()
        results.append((measurement, stills))
    return results


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{path} could not be read: {error.strerror}.") from error


def _json(programme: "Programme") -> str:
    from kneeline.programme import programme_to_dict

    return known.json_text(programme_to_dict(programme))


def _is_pdf(option: str, path: Path) -> bool:
    return option == "--pdf" or (option == "--physio" and path.suffix.lower() == ".pdf")


def _print(programme: "Programme", noted: Sequence[str]) -> None:
    from rich.console import Console

    from kneeline.catalogue import catalogue
    from kneeline.report.terminal_programme import print_programme

    print_programme(programme, catalogue(), Console(highlight=False), noted)
