"""`kneeline measure`: files in, numbers with their errors out."""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument

from kneeline.cli import options, outputs
from kneeline.cli.options import Settings, gave_a_value, measured, why_no_value
from kneeline.cli.outputs import STDOUT, Outputs, write_text
from kneeline.cli.progress import bar
from kneeline.cli.status import Status, attempt, complain, overall
from kneeline.core.language import BASE, speaking

if TYPE_CHECKING:
    from kneeline.core.measurement import Measurement
    from kneeline.core.recording import Recording
    from kneeline.core.still import Still

Write = Callable[[], None]


@dataclass(frozen=True)
class Result:
    """A file that opened: what it says, and the pictures for its report where one is wanted."""

    path: Path
    recording: "Recording"
    measurement: "Measurement"
    stills: "tuple[Still, ...]"


def measure(
    files: Annotated[
        list[Path],
        Argument(metavar="FILE", help="Photos, videos, TRC files, landmark JSON, folders of OpenPose JSON."),
    ],
    task: options.TaskOption = "auto",
    side: options.SideOption = None,
    height_cm: options.HeightOption = None,
    person: options.PersonOption = 1,
    mirrored: options.MirroredOption = False,
    condition: options.ConditionOption = None,
    model: options.ModelOption = "heavy",
    every_frame: options.EveryFrameOption = False,
    json: outputs.JsonOption = None,
    csv: outputs.CsvOption = None,
    trc: outputs.TrcOption = None,
    report: outputs.ReportOption = None,
    overlay: outputs.OverlayOption = None,
    language: outputs.LanguageOption = None,
    quiet: outputs.QuietOption = False,
) -> int:
    """Measure photos, videos or motion-capture files, and print what they say about the knees.

    Ends with 0 where every file gave a value, 3 where one opened but gave none, 1 where one could not be read or an
    output not be written, 2 where an option makes no sense.
    """
    settings = Settings(task, side, height_cm, person, mirrored, tuple(condition or ()), model, every_frame)
    wanted = Outputs(json, csv, trc, report, overlay)
    settings.check()
    wanted.check(files)
    with speaking(language or BASE):
        return _measure_all(files, settings, wanted, quiet)


def _measure_all(files: Sequence[Path], settings: Settings, wanted: Outputs, quiet: bool) -> Status:
    """Measure each file, tell what it says and write what is wanted; the gravest status."""
    results: list[Result] = []
    statuses: list[Status] = []
    for path in files:
        result, status = attempt(path, lambda path=path: _measured(path, settings, wanted))  # type: ignore[misc]
        statuses.append(status)
        if result is not None:
            results.append(result)
            statuses.append(_tell(result.measurement, table=not quiet and wanted.json != STDOUT))
            statuses += [_written(path, write) for write in _own_outputs(result, wanted)]
    if wanted.json == STDOUT and (results or len(files) > 1):
        sys.stdout.write(_json_text(results, len(files)))
    statuses += [_written(path, write) for path, write in _common_outputs(results, wanted, len(files))]
    return overall(statuses)


def _measured(path: Path, settings: Settings, wanted: Outputs) -> Result:
    import kneeline

    with bar(path.name) as tell:
        recording, measurement = measured(path, settings, progress=tell)
        stills = kneeline.stills(path, recording, measurement) if wanted.report else ()
    return Result(path, recording, measurement, stills)


def _written(subject: Path, write: Write) -> Status:
    return attempt(subject, write)[1]


def _tell(measurement: "Measurement", table: bool) -> Status:
    """Print the table, or where only errors are wanted, the line that says why there is no value."""
    from kneeline.cli.console import TellingConsole
    from kneeline.report.terminal import print_table

    if table:
        print_table(measurement, TellingConsole(highlight=False))
    if gave_a_value(measurement):
        return Status.MEASURED
    if not table:
        complain(why_no_value(measurement))
    return Status.NO_VALUE


def _own_outputs(result: Result, wanted: Outputs) -> Iterator[Write]:
    """What is written for one file alone."""
    import kneeline
    from kneeline.formats import write_csv, write_trc

    csv, trc, overlay = wanted.csv, wanted.trc, wanted.overlay
    recording, measurement = result.recording, result.measurement
    if csv is not None:
        yield lambda: write_csv(csv, _with_frames(recording, measurement))
    if trc is not None:
        yield lambda: write_trc(trc, recording, measurement.person.cm_per_px)
    if overlay is not None:
        yield lambda: kneeline.write_overlay(result.path, recording, measurement, overlay)


def _with_frames(recording: "Recording", measurement: "Measurement") -> "Measurement":
    """A measurement that gave no value has its frames in the CSV all the same, without columns of measures."""
    from kneeline.core.measurement import Series

    if measurement.series is not None:
        return measurement
    return replace(measurement, series=Series(recording.time_s, recording.looked, {}, {}))


def _common_outputs(results: Sequence[Result], wanted: Outputs, asked: int) -> Iterator[tuple[Path, Write]]:
    """The files written once for all that opened."""
    json, report = wanted.json, wanted.report
    if json is not None and json != STDOUT and (results or asked > 1):
        yield json, lambda: write_text(json, _json_text(results, asked))
    if report is not None and results:
        yield report, lambda: _write_report(report, results)


def _json_text(results: Sequence[Result], asked: int) -> str:
    """One object for one file asked for, a list for several."""
    import json

    from kneeline.core.wire import measurement_to_dict

    objects = [measurement_to_dict(result.measurement) for result in results]
    return json.dumps(objects if asked > 1 else objects[0], indent=2) + "\n"


def _write_report(path: Path, results: Sequence[Result]) -> None:
    from kneeline.report.html import render_html
    from kneeline.report.pdf import write_pdf

    html = render_html([(result.measurement, result.stills) for result in results])
    if path.suffix.lower() == ".pdf":
        write_pdf(path, html)
    else:
        write_text(path, html)
