"""The command `kneeline`: its commands, and how every failure ends in one line and an exit status."""

import sys
from collections.abc import Sequence
from typing import Annotated

from typer import Exit, Option, Typer
from typer.exceptions import TyperException

from kneeline.cli.assess import assess
from kneeline.cli.batch import batch
from kneeline.cli.catalogue import catalogue_app
from kneeline.cli.coach import coach
from kneeline.cli.compare import compare
from kneeline.cli.demo import demo
from kneeline.cli.doctor import doctor
from kneeline.cli.measure import measure
from kneeline.cli.plan import plan
from kneeline.cli.serve import serve
from kneeline.cli.status import Status, attempt, complain, silence_stdout

app = Typer(
    name="kneeline",
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("measure")(measure)
app.command("assess")(assess)
app.command("plan")(plan)
app.command("compare")(compare)
app.command("coach")(coach)
app.command("batch")(batch)
app.command("demo")(demo)
app.command("serve")(serve)
app.command("doctor")(doctor)
app.add_typer(catalogue_app)


def _version(wanted: bool) -> None:
    if wanted:
        from kneeline import __version__

        print(f"kneeline {__version__}")
        raise Exit()


@app.callback()
def _kneeline(
    version: Annotated[
        bool, Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """See whether your knees cave in: measured from a photo, a video or a motion-capture file, with honest errors.

    Everything happens on this computer; nothing is sent anywhere.
    """


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command with these arguments (None = those of this process) and return its exit status.

    Whatever fails ends in one line on stderr, never in a traceback.
    """
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        result, failed = attempt(None, lambda: _called(arguments))
        return failed if result is None else result
    except KeyboardInterrupt:
        complain("stopped.")
        return Status.STOPPED


def _called(arguments: Sequence[str] | None) -> int:
    try:
        status = int(app(arguments, prog_name="kneeline", standalone_mode=False) or 0)
        sys.stdout.flush()
        return status
    except TyperException as error:
        return _usage(error)
    except OSError as error:
        return _stdout_lost(error)


def _usage(error: TyperException) -> int:
    message = error.format_message()
    if "\n" in message:  # the help, for a command without arguments
        print(message, file=sys.stderr)
    else:
        complain(message.replace("Value error, ", ""))
    return error.exit_code


def _stdout_lost(error: OSError) -> int:
    """Nobody reads on, which is no error of ours to tell, or the disk behind stdout is full."""
    silence_stdout()
    if not isinstance(error, BrokenPipeError):
        complain(f"standard output could not be written: {error.strerror or error}.")
    return Status.FAILED
