"""Running a batch: find the files, measure those not yet measured, write the table."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from kneeline.cli.inputs import find
from kneeline.cli.machine import worker_count
from kneeline.cli.options import Settings
from kneeline.cli.progress import Tell, count
from kneeline.cli.results import WORDS, Outcome, Results, measure_one
from kneeline.cli.status import Status, complain, overall
from kneeline.cli.table import Row, write_table
from kneeline.cli.workers import TRIES, Died, spread


def run(places: Sequence[str], settings: Settings, out: Path, workers: int | None, quiet: bool) -> Status:
    """Measure everything in these places into the table ``out`` and its folder of JSON; the gravest status.

    Raises UnreadableFile where there is nothing to measure, UnwritableFile where the results can't be written.
    """
    folder = out.with_suffix(".json")
    results = Results(find(places, ours=(folder, out)), settings, folder)
    results.make_folder()
    with count(len(results.found.files), wanted=not quiet) as tell:
        outcomes = _outcomes(results, workers or worker_count(), tell)
    write_table(out, _rows(results, outcomes))
    if not quiet:
        print(_summary(outcomes, results.found.others, out))
    return overall(outcome.status for outcome in outcomes.values())


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
    measured, without, failed = (sum(each.status is status for each in outcomes.values()) for status in WORDS)
    return (
        f"{_files(len(outcomes))}: {measured} measured, {without} without a value, "
        f"{failed} failed. {_files(others, ' other')} left alone.\nTable: {out}"
    )


def _files(count: int, kind: str = "") -> str:
    return f"{count}{kind} file{'' if count == 1 else 's'}"
