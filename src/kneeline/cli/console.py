"""The console that what a file says is told on."""

import os
import sys

from rich.console import Console


class TellingConsole(Console):
    """Silent once nobody reads on: what else was asked for, files above all, is made all the same."""

    def on_broken_pipe(self) -> None:
        """Called by rich, which would end the program here."""
        self.quiet = True
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or what waits in it fails again at the end
