"""`kneeline batch`: a folder of files to one table, over several processes, going on where it stopped."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from kneeline.cli import options
from kneeline.cli.inputs import find
from kneeline.cli.machine import worker_count
from kneeline.cli.options import Settings
from kneeline.cli.outputs import check_writable
from kneeline.cli.progress import Tell, count
from kneeline.cli.results import WORDS, Outcome, Results, measure_one
from kneeline.cli.status import Status, complain, overall
from kneeline.cli.table import Row, write_table
from kneeline.cli.workers import TRIES, Died, spread
from kneeline.core.errors import BadArgument

ENDINGS = (".csv", ".parquet")


def batch(
    places: Annotated[
        list[str],
        Argument(metavar="DIR|GLOB", help="Folders, with all that is in them, or patterns such as 'clips/**/*.mp4'."),
    ],
    out: Annotated[
        Path,
        Option(
            "--out",
            metavar="F.csv|F.parquet",
            help="The table to write: a row for each value. A JSON for each file goes into a folder beside it.",
        ),
    ],
    workers: Annotated[
        int | None, Option("--workers", metavar="N", min=1, help="Files measured at once. Default: one for each core.")
    ] = None,
    task: options.TaskOption = "auto",
    side: options.SideOption = None,
    height_cm: options.HeightOption = None,
    person: options.PersonOption = 1,
    mirrored: options.MirroredOption = False,
    condition: options.ConditionOption = None,
    model: options.ModelOption = "heavy",
    every_frame: options.EveryFrameOption = False,
    quiet: Annotated[bool, Option("--quiet", help="Print nothing but errors.")] = False,
) -> int:
    """Measure all photos, videos and motion-capture files of a folder into one table.

    Stopped and started again, it goes on where it was. Ends as measure does: with 0 where every file gave a value, 3
    where one gave none, 1 where one could not be read; the others are in the table all the same.
    """
    settings = Settings(task, side, height_cm, person, mirrored, tuple(condition or ()), model, every_frame)
    settings.check()
    _check_table(out)
    folder = out.with_suffix(".json")
    results = Results(find(places, ours=(folder, out)), settings, folder)
    results.make_folder()
    with count(len(results.found.files), wanted=not quiet) as tell:
        outcomes = _outcomes(results, workers or worker_count(), tell)
    write_table(out, _rows(results, outcomes))
    if not quiet:
        print(_summary(outcomes, results.found.others, out))
    return overall(outcome.status for outcome in outcomes.values())


def _check_table(out: Path) -> None:
    if out.suffix.lower() not in ENDINGS:
        raise BadArgument(f"--out {out} should end in {' or '.join(ENDINGS)}.")
    check_writable(out)


def _outcomes(results: Results, workers: int, tell: Tell) -> dict[Path, Outcome]:
    """What became of each file, those of an earlier run included."""
    outcomes: dict[Path, Outcome] = {}
    try:
        for file, outcome in _done(results, workers):
            outcomes[file] = outcome
            _tell(results.found.name(file), outcome, tell)
    except KeyboardInterrupt:
        complain(f"{len(outcomes)} of {len(results.found.files)} files are done; the same command goes on from there.")
        raise
    return outcomes


def _done(results: Results, workers: int) -> Iterator[tuple[Path, Outcome]]:
    """Each file with its outcome: what an earlier run left first, then as the workers finish."""
    waiting: list[Path] = []
    for file in results.found.files:
        kept = results.kept(file)
        if kept is None:
            waiting.append(file)
        else:
            yield file, kept
    work = partial(measure_one, settings=results.settings, threads=2 if workers == 1 else 1)
    with closing(spread(work, waiting, workers)) as answers:
        for file, answer in answers:
            yield file, results.keep(file, _outcome_of_death(file, answer) if isinstance(answer, Died) else answer)


def _outcome_of_death(file: Path, died: Died) -> Outcome:
    how = f"by signal {-died.exit_code}" if died.exit_code is not None and died.exit_code < 0 else "by itself"
    reason = f"{file}: measuring it was ended {how}, {TRIES} times; perhaps it needs more memory than there is."
    return Outcome(Status.FAILED, reason)


def _tell(name: str, outcome: Outcome, tell: Tell) -> None:
    if outcome.status is Status.FAILED:
        complain(outcome.reason or name)
    tell(f"{name}: {WORDS[outcome.status].replace('_', ' ')}")


def _rows(results: Results, outcomes: Mapping[Path, Outcome]) -> Iterator[Row]:
    for file in results.found.files:
        yield from results.rows(file, outcomes[file])


def _summary(outcomes: Mapping[Path, Outcome], others: int, out: Path) -> str:
    from kneeline.report.words import plural

    measured, without, failed = (sum(each.status is status for each in outcomes.values()) for status in WORDS)
    return (
        f"{len(outcomes)} {plural('file', len(outcomes))}: {measured} measured, {without} without a value, "
        f"{failed} failed. {others} other {plural('file', others)} left alone.\nTable: {out}"
    )
