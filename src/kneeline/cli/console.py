"""The console that what a file says is told on."""

from rich.console import Console

from kneeline.cli.status import silence_stdout


class TellingConsole(Console):
    """Silent once nobody reads on: what else was asked for, files above all, is made all the same."""

    def on_broken_pipe(self) -> None:
        """Called by rich, which would end the program here."""
        self.quiet = True
        silence_stdout()
