"""PDFs made by a process of its own, which loads what they need while this one still chooses the week."""

from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from kneeline.cli.workers import interrupts_held
from kneeline.core.errors import KneelineError


class Press:
    """Writes pages as PDFs. ``pipe``: to the process that makes them; without one, or when it dies, this one does."""

    def __init__(self, pipe: "Connection[Any, Any] | None" = None) -> None:
        self._pipe = pipe

    def write(self, path: Path, html: str) -> None:
        """The page as a tagged PDF, whole or not at all. Raises as ``kneeline.report.pdf.write_pdf``."""
        from kneeline.core.output import whole_file

        data = self._made(html)
        with whole_file(path) as temporary:
            temporary.write_bytes(data)

    def _made(self, html: str) -> bytes:
        from kneeline.report.pdf import pdf_bytes

        answer = self._asked(html)
        if isinstance(answer, KneelineError):
            raise answer
        return pdf_bytes(html) if answer is None else answer

    def _asked(self, html: str) -> bytes | KneelineError | None:
        """What the other process says; None where there is none, or none any more."""
        if self._pipe is None:
            return None
        try:
            self._pipe.send(html)
            answer: bytes | KneelineError = self._pipe.recv()
        except (EOFError, OSError):
            return None
        return answer


@contextmanager
def press(wanted: bool) -> Iterator[Press]:
    """A press for as long as it is needed; its process is started only where it is ``wanted``."""
    if not wanted:
        yield Press()
        return
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    try:
        with interrupts_held():
            process.start()
    except OSError:  # no room for another process
        yield Press()
        return
    finally:
        theirs.close()  # so that the pipe ends when the process does
    try:
        yield Press(ours)
    finally:
        ours.close()
        process.terminate()
        process.join()


def _serve(pipe: "Connection[Any, Any]") -> None:
    """What the other process does until nobody asks any more."""
    from kneeline.report.pdf import pdf_bytes, pdf_problem

    pdf_problem()
    try:
        while True:
            html = pipe.recv()
            try:
                pipe.send(pdf_bytes(html))
            except KneelineError as error:
                pipe.send(error)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
