"""A bar on stderr for work that takes a while, on a terminal alone."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Tell = Callable[[str, float], None]


@contextmanager
def bar(subject: str, *, wanted: bool = True) -> Iterator[Tell]:
    """Yields what takes a step's name and the share 0..1 of it that is done; the bar is gone afterwards."""
    if not (wanted and sys.stderr.isatty()):
        yield lambda _doing, _share: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(subject, total=1.0)

        def tell(doing: str, share: float) -> None:
            progress.update(task, description=f"{subject}  {doing}", completed=share)

        yield tell
