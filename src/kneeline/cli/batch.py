"""`kneeline batch`: a folder of files to one table, over several processes, going on where it stopped."""

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from kneeline.cli import options
from kneeline.cli.options import Settings
from kneeline.cli.outputs import QuietOption, check_writable
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
        int | None, Option("--workers", metavar="N", help="Files measured at once. Default: one for each core.")
    ] = None,
    task: options.TaskOption = "auto",
    side: options.SideOption = None,
    height_cm: options.HeightOption = None,
    person: options.PersonOption = 1,
    mirrored: options.MirroredOption = False,
    condition: options.ConditionOption = None,
    model: options.ModelOption = "heavy",
    every_frame: options.EveryFrameOption = False,
    quiet: QuietOption = False,
) -> int:
    """Measure all photos, videos and motion-capture files of a folder into one table.

    Stopped and started again, it goes on where it was. Ends as measure does: with 0 where every file gave a value, 3
    where one gave none, 1 where one could not be read; the others are in the table all the same.
    """
    from kneeline.cli.running import run

    settings = Settings(task, side, height_cm, person, mirrored, tuple(condition or ()), model, every_frame)
    settings.check()
    if workers is not None and workers < 1:
        raise BadArgument(f"--workers {workers}: at least one has to work.")
    _check_table(out)
    return run(places, settings, out, workers, quiet)


def _check_table(out: Path) -> None:
    if out.suffix.lower() not in ENDINGS:
        raise BadArgument(f"--out {out} should end in {' or '.join(ENDINGS)}.")
    check_writable(out)
