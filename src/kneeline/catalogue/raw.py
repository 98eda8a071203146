"""The catalogue's files as they stand, before any schema: items as tables that know their file and line."""

from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

import rtoml

from kneeline.catalogue.lines import line_of
from kneeline.core.errors import KneelineError
from kneeline.core.language import BASE

Path = tuple[str | int, ...]
Table = dict[str, Any]


class BadCatalogue(KneelineError):
    """A file of the catalogue does not follow the schema; the text begins with its file and line."""


@dataclass(frozen=True)
class RawItem:
    """An item as it stands in its file: the file's name and text, and where in the file it begins."""

    file: str
    text: str
    at: Path
    table: Table

    def refusal(self, at: Path, says: str) -> str:
        """A sentence that begins with the file and the line of ``at`` inside the item."""
        path = (*self.at, *at)
        return f"{self.file}, line {line_of(self.text, path)}: {says} (at {_dotted(path)})."


def read_tables(folder: Traversable, name: str, language: str = BASE) -> list[RawItem]:
    """The items of one file as they stand: the file itself where it has an id, else the tables of its one array.

    Raises BadCatalogue with file and line where the file is no TOML or holds two kinds of tables.
    """
    file = folder.joinpath(name)
    called = file.name if language == BASE else f"{language}/{file.name}"
    text = file.read_text(encoding="utf-8")
    try:
        data = rtoml.loads(text)
    except rtoml.TomlParsingError as error:
        what, _, line = str(error).partition(" at line ")
        raise BadCatalogue(f"{called}, line {line.partition(' ')[0] or 1}: {what}.") from error
    if "id" in data:
        return [RawItem(called, text, (), data)]
    array, *others = data
    if others:
        raise BadCatalogue(
            f"{called}, line {line_of(text, (others[0],))}: one kind of table a file, not {others[0]!r}."
        )
    return [RawItem(called, text, (array, index), table) for index, table in enumerate(data[array])]


def _dotted(path: tuple[str | int, ...]) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path) or "the top"
