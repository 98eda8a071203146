"""PDFs made by a process of its own, which loads what they need while this one still chooses the week."""

import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, Popen
from typing import TYPE_CHECKING, Any

from kneeline.core.errors import KneelineError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


class Press:
    """Writes pages as PDFs. ``pipe``: to the process that makes them; without one, or when it dies, this one does."""

    def __init__(self, pipe: "Connection[Any, Any] | None" = None) -> None:
        self._pipe = pipe
        self._begun: tuple[Path, str] | None = None

    def begin(self, path: Path, html: str) -> None:
        """Have the page made while this process goes on; `finish` writes it. One begun before is finished first."""
        self.finish()
        self._begun = path, html
        if self._pipe is not None:
            try:
                self._pipe.send(html)
            except OSError:
                self._pipe = None

    def finish(self) -> None:
        """Write the page begun last, if there is one, whole or not at all. Raises as `report.pdf.write_pdf`."""
        if self._begun is None:
            return
        (path, html), self._begun = self._begun, None
        data = self._made(html)
        from kneeline.core.output import whole_file

        with whole_file(path) as temporary:
            temporary.write_bytes(data)

    def _made(self, html: str) -> bytes:
        answer = self._answer()
        if isinstance(answer, KneelineError):
            raise answer
        if answer is None:
            from kneeline.report.pdf import pdf_bytes

            return pdf_bytes(html)
        return answer

    def _answer(self) -> bytes | KneelineError | None:
        """What the other process says; None where there is none, or none any more."""
        if self._pipe is None:
            return None
        try:
            answer: bytes | KneelineError = self._pipe.recv()
        except (EOFError, OSError):
            return None
        return answer


_early: "list[tuple[Popen[bytes], Connection[Any, Any]]]" = []
"""The process started before the options were read, until `press` takes it."""


def foresee(arguments: Sequence[str]) -> None:
    """Start the process that a command will want, before the libraries that read its options are there."""
    if arguments[:1] == ["plan"] and any(each.partition("=")[0] == "--pdf" for each in arguments):
        started = _started()
        if started is not None:
            _early.append(started)


@contextmanager
def press(wanted: bool) -> Iterator[Press]:
    """A press for as long as it is needed; its process is started only where it is ``wanted``."""
    started = _early.pop() if _early else _started() if wanted else None
    if started is None:
        yield Press()
        return
    process, ours = started
    try:
        yield Press(ours)
    finally:
        ours.close()
        process.terminate()
        process.wait()


def _started() -> "tuple[Popen[bytes], Connection[Any, Any]] | None":
    """The other process and the pipe to it; None where there is no room for another process.

    By a plain command: multiprocessing would start a process to watch over it, too, and load our own command in both.
    """
    from multiprocessing.connection import Pipe

    from kneeline.cli.workers import interrupts_held

    ours, theirs = Pipe()
    command = [sys.executable, "-P", "-m", "kneeline.cli.press", str(theirs.fileno())]
    try:
        with interrupts_held():
            return Popen(command, stdin=DEVNULL, pass_fds=[theirs.fileno()]), ours
    except OSError:
        ours.close()
        return None
    finally:
        theirs.close()  # so that the pipe ends when the process does


def _serve(pipe: "Connection[Any, Any]") -> None:
    """What the other process does until nobody asks any more."""
    try:
        make = _printer()
        while True:
            html = pipe.recv()
            try:
                pipe.send(make(html))
            except KneelineError as error:
                pipe.send(error)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _printer() -> Callable[[str], bytes]:
    """Makes a PDF of a page, with all it needs loaded; without Pango it says so at the first page."""
    from kneeline.report.pdf import Printer, pdf_bytes

    try:
        return Printer().pdf_bytes
    except KneelineError:
        return pdf_bytes


if __name__ == "__main__":
    from multiprocessing.connection import Connection

    gc.disable()  # it lives for a second or two
    _serve(Connection(int(sys.argv[1])))
