"""`kneeline compare`: did it change by more than can be measured?"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from kneeline.cli import known
from kneeline.cli.outputs import STDOUT, JsonOption, LanguageOption, QuietOption, check_writable, write_text
from kneeline.cli.status import Status
from kneeline.core.errors import BadArgument
from kneeline.core.language import BASE, speaking

if TYPE_CHECKING:
    from kneeline.core.measurement import Measurement


def compare(
    before: Annotated[Path, Argument(metavar="BEFORE.json", help="The earlier measurement.")],
    after: Annotated[Path, Argument(metavar="AFTER.json", help="The later one, made the same way.")],
    log: Annotated[
        Path | None, Option("--log", metavar="LOG.json", help="Also tell what was done and reported in between.")
    ] = None,
    json: JsonOption = None,
    language: LanguageOption = None,
    quiet: QuietOption = False,
) -> int:
    """Say which values changed by more than both measurements' errors, which did not, and which can't be compared.

    Ends with 0, with 3 where nothing could be compared.
    """
    if json is not None and json != STDOUT:
        check_writable(json)
    pair = [known.read_measurements([path]) for path in (before, after)]
    for path, found in zip((before, after), pair, strict=True):
        if len(found) != 1:
            raise BadArgument(f"{path} holds {len(found)} measurements: give files with one each.")
    with speaking(language or BASE):
        return _compared(pair[0][0], pair[1][0], log, json, quiet)


def _compared(before: "Measurement", after: "Measurement", log: Path | None, json: Path | None, quiet: bool) -> Status:
    import kneeline
    from kneeline.programme import changes_to_dict, reported_in_words

    told = reported_in_words(known.read_log(log)) if log else ()
    changes = kneeline.compare(before, after)
    if json is not None:
        write_text(json, known.json_text(changes_to_dict(changes)))
    if not quiet and json != STDOUT:
        from rich.console import Console

        from kneeline.report.terminal_changes import print_changes

        print_changes(changes, Console(highlight=False), told)
    compared = any(each.verdict != "cannot_compare" for each in changes.changes)
    return Status.MEASURED if compared else Status.NO_VALUE
