"""The command line: one thin module a command, over the functions of `kneeline` and `kneeline.report`."""


def main() -> None:
    """Run the command this process was called with and end the process with its exit status."""
    import sys

    from kneeline.cli.press import foresee

    foresee(sys.argv[1:])
    from kneeline.cli.app import run

    raise SystemExit(run())
