"""How far long work is, on stderr."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Tell = Callable[[str], None]
TellShare = Callable[[str, float], None]


@contextmanager
def bar(subject: str) -> Iterator[TellShare]:
    """A bar for one file, on a terminal alone. Yields what takes a step's name and the share 0..1 that is done."""
    if not sys.stderr.isatty():
        yield lambda _doing, _share: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from kneeline.report.words import printable

    subject = printable(subject)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(subject, total=1.0)

        def tell(doing: str, share: float) -> None:
            progress.update(task, description=f"{subject}  {doing}", completed=share)

        yield tell


@contextmanager
def count(total: int, *, wanted: bool) -> Iterator[Tell]:
    """Counts files: a bar on a terminal, a line each elsewhere. Yields what takes the words for a file that is done."""
    from kneeline.report.words import printable

    if not wanted:
        yield lambda _words: None
    elif sys.stderr.isatty():
        with _count_bar(total) as tell:
            yield lambda words: tell(printable(words))
    else:
        done = iter(range(1, total + 1))
        yield lambda words: print(f"{next(done)}/{total} {printable(words)}", file=sys.stderr)


@contextmanager
def _count_bar(total: int) -> Iterator[Tell]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total)
        yield lambda words: progress.update(task, advance=1, description=words)
