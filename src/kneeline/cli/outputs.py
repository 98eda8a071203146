"""Where `kneeline measure` writes, checked before the minutes of measuring."""

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from typer import Option

from kneeline.core.errors import BadArgument, UnwritableFile

JsonOption = Annotated[
    Path | None, Option("--json", metavar="PATH|-", help="Write the numbers as JSON; - is standard output.")
]
CsvOption = Annotated[
    Path | None, Option("--csv", metavar="PATH", help="Write the measures frame by frame as a table.")
]
TrcOption = Annotated[
    Path | None, Option("--trc", metavar="PATH", help="Write the joints as a TRC file for motion-capture programs.")
]
ReportOption = Annotated[
    Path | None,
    Option("--report", metavar="PATH.html|PATH.pdf", help="Write a report with pictures and curves, to read."),
]
OverlayOption = Annotated[
    Path | None,
    Option(
        "--overlay",
        metavar="PATH.mp4|PATH.jpg",
        help="Write the video, or a picture of its peak, with lines and angles drawn in.",
    ),
]
LanguageOption = Annotated[
    str | None, Option("--language", metavar="CODE", help="Language of everything people read: en or es (a draft).")
]
QuietOption = Annotated[bool, Option("--quiet", help="Print nothing but errors.")]

ENDINGS = {"--report": (".html", ".pdf"), "--overlay": (".mp4", ".jpg", ".png")}
OF_ONE_FILE = ("--csv", "--trc", "--overlay")
STDOUT = Path("-")


@dataclass(frozen=True)
class Outputs:
    """The files asked for; None = not asked for. ``json`` may be ``-``, stdout."""

    json: Path | None = None
    csv: Path | None = None
    trc: Path | None = None
    report: Path | None = None
    overlay: Path | None = None

    def files(self) -> Iterator[tuple[str, Path]]:
        """Each file to write with the option that names it."""
        for name in ("json", "csv", "trc", "report", "overlay"):
            path = getattr(self, name)
            if path is not None and not (name == "json" and path == STDOUT):
                yield f"--{name}", path

    def check(self, inputs: Sequence[Path]) -> None:
        """Raises BadArgument for what makes no sense together, UnwritableFile where a file can't be written."""
        taken = {path.resolve(): f"the file to measure {path}" for path in inputs}
        for option, path in self.files():
            endings = ENDINGS.get(option)
            if endings and path.suffix.lower() not in endings:
                raise BadArgument(f"{option} {path} should end in {', '.join(endings[:-1])} or {endings[-1]}.")
            if option in OF_ONE_FILE and len(inputs) > 1:
                raise BadArgument(f"{option} is for one file, and {len(inputs)} were given.")
            if path.resolve() in taken:
                raise BadArgument(f"{option} {path} would overwrite {taken[path.resolve()]}: choose another name.")
            taken[path.resolve()] = f"what {option} writes"
        for _, path in self.files():
            check_writable(path)


def check_writable(path: Path) -> None:
    """Raises UnwritableFile, with what to do, where the folder is missing or closed or no ordinary file is there."""
    folder = path.parent
    if not folder.is_dir():
        raise UnwritableFile(f"{path} can't be written: there is no folder {folder}; make it first.")
    if path.exists() and not path.is_file():
        raise UnwritableFile(f"{path} can't be written: it is no ordinary file; choose another name.")
    if not os.access(folder, os.W_OK):
        raise UnwritableFile(f"{path} can't be written: you have no permission to write in {folder}.")


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all, or to standard output where ``path`` is ``-``."""
    from kneeline.core.output import whole_file

    if path == STDOUT:
        sys.stdout.write(text)
        return
    with whole_file(path) as temporary:
        temporary.write_text(text, encoding="utf-8", errors="replace")
