"""Log lines that tell where something went wrong, and nothing of whom it happened to."""

import logging
import traceback
from pathlib import Path


class PlacesOnly(logging.Formatter):
    """Level, place in the code and kind of error. The message is left out, and so is an error's text: a path, a value
    or a row of the database may stand in them."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, and one for each place an error went through."""
        line = f"{record.levelname} {record.name} {_short(record.pathname)}:{record.lineno}"
        error = record.exc_info[1] if record.exc_info else None
        return "\n".join([line, *(told(error) if error else [])])


def told(error: BaseException) -> list[str]:
    """The kind of an error and the places it went through, those of what caused it first."""
    before = error.__cause__ or error.__context__
    places = [
        f"  {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)
    ]
    return [*(told(before) if before else []), f"  {type(error).__name__}", *places]


def _short(path: str) -> str:
    """A file with its folder: enough to find it, and no place of this machine."""
    return "/".join(Path(path).parts[-2:])
