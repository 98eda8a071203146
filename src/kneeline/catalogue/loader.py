"""Reads the catalogue's files; what is wrong in one is told with its file and line."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, Generic, TypeVar, overload

import msgspec
import tomli

from kneeline.catalogue import schema
from kneeline.catalogue.lines import line_of
from kneeline.core.errors import KneelineError

Item = TypeVar("Item", bound=schema._Item)


class BadCatalogue(KneelineError):
    """A file of the catalogue does not follow the schema; the text begins with its file and line."""


class _Part(Generic[Item]):
    """An attribute of the catalogue: items by id, read when it is first asked for."""

    def __init__(self, kind: type[Item], *sources: str) -> None:
        self.kind = kind
        self.sources = sources

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, instance: None, owner: type) -> "_Part[Item]": ...
    @overload
    def __get__(self, instance: "Catalogue", owner: type) -> Mapping[str, Item]: ...
    def __get__(self, instance: "Catalogue | None", owner: type) -> "_Part[Item] | Mapping[str, Item]":
        if instance is None:
            return self
        if self.name not in instance.parts:
            instance.parts[self.name] = MappingProxyType(self._read(instance.folder))
        return instance.parts[self.name]

    def _read(self, folder: Traversable) -> dict[str, Item]:
        items: dict[str, Item] = {}
        for name in self.sources:
            for file in _files(folder, name):
                for item in read_items(file, self.kind):
                    if item.id in items:
                        raise BadCatalogue(f"{file.name}: the id {item.id!r} is given twice.")
                    items[item.id] = item
        return items


class Catalogue:
    """Everything the catalogue holds, by kind and id, in the files' order; exercises in the article's."""

    muscles = _Part(schema.Muscle, "content/muscles.toml")
    joint_actions = _Part(schema.JointAction, "content/joint_actions.toml")
    equipment = _Part(schema.Equipment, "content/equipment.toml")
    body_places = _Part(schema.BodyPlace, "content/body_places.toml")
    signals = _Part(schema.Signal, "content/signals.toml")
    sources = _Part(schema.Source, "content/sources.toml")
    statements = _Part(schema.Statement, "content/statements")
    readers_questions = _Part(schema.ReadersQuestion, "content/readers_questions.toml")
    glossary = _Part(schema.Term, "content/glossary.toml")
    questions = _Part(schema.Question, "content/questions.toml")
    conditions = _Part(schema.Condition, "content/conditions.toml")
    condition_classes = _Part(schema.ConditionClass, "content/condition_classes.toml")
    self_tests = _Part(schema.SelfTest, "content/self_tests.toml")
    movement_tests = _Part(schema.MovementTest, "content/movement_tests.toml")
    branches = _Part(schema.Branch, "content/branches.toml")
    _exercises = _Part(schema.Exercise, "exercises")

    def __init__(self, folder: Traversable) -> None:
        self.folder = folder
        self.parts: dict[str, Mapping[str, Any]] = {}

    @property
    def exercises(self) -> Mapping[str, schema.Exercise]:
        """All exercises in the article's order, our own extras after them."""
        if "exercises" not in self.parts:
            ordered = sorted(self._exercises.values(), key=lambda exercise: exercise.number)
            self.parts["exercises"] = MappingProxyType({exercise.id: exercise for exercise in ordered})
        return self.parts["exercises"]


PARTS = (*(name for name, part in vars(Catalogue).items() if isinstance(part, _Part) and name[0] != "_"), "exercises")
"""Names of all parts of a catalogue."""


@cache
def catalogue() -> Catalogue:
    """The catalogue that comes with kneeline. Raises BadCatalogue when a broken part is first asked for."""
    return read_catalogue(files("kneeline.catalogue"))


def read_catalogue(folder: Traversable) -> Catalogue:
    """The catalogue of a folder laid out as ours."""
    return Catalogue(folder)


def read_items(file: Traversable, kind: type[Item]) -> list[Item]:
    """The items of one file: the file itself where it has an id, else the tables of its one array.

    Raises BadCatalogue with file and line where the file is no TOML or breaks the schema.
    """
    text = file.read_text(encoding="utf-8")
    try:
        data = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise BadCatalogue(f"{file.name}, line {error.lineno}: {error.msg}.") from error
    if "id" in data:
        return [_item(file, text, data, kind, ())]
    array, *others = data
    if others:
        raise BadCatalogue(
            f"{file.name}, line {line_of(text, (others[0],))}: one kind of table a file, not {others[0]!r}."
        )
    return [_item(file, text, table, kind, (array, index)) for index, table in enumerate(data[array])]


def _item(file: Traversable, text: str, table: dict[str, Any], kind: type[Item], at: tuple[str | int, ...]) -> Item:
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        what, path = _what_and_path(str(error))
        where = f"{file.name}, line {line_of(text, (*at, *path))}"
        raise BadCatalogue(f"{where}: {what} (at {_spoken((*at, *path))}).") from error


def _what_and_path(message: str) -> tuple[str, tuple[str | int, ...]]:
    """msgspec's "Expected `int`, got `str` - at `$.dose.reps[0]`" as its first part and ("dose", "reps", 0)."""
    what, _, at = message.partition(" - at `$")
    parts = at.removesuffix("`").replace("[", ".[").split(".")
    path = tuple(int(part[1:-1]) if part.startswith("[") else part for part in parts if part and part != "[...]")
    unknown = re.search("unknown field `(.*)`", what)
    return what, (*path, unknown.group(1)) if unknown else path


def _spoken(path: tuple[str | int, ...]) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path) or "the top"


def _files(folder: Traversable, name: str) -> list[Traversable]:
    """One file, or the TOML files of a folder by name."""
    place = folder.joinpath(name)
    if place.is_dir():
        return sorted((file for file in place.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return [place]
