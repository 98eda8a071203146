"""Reads the catalogue's files; what is wrong in one is told with its file and line."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, Generic, TypeVar, overload

import msgspec

from kneeline.catalogue import motion_schema, schema
from kneeline.catalogue.raw import BadCatalogue, RawItem, read_tables
from kneeline.catalogue.translation import translated
from kneeline.core.language import BASE, spoken

Item = TypeVar("Item", bound=schema._Item)


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
            instance.parts[self.name] = MappingProxyType(self._read(instance))
        return instance.parts[self.name]

    def _read(self, whole: "Catalogue") -> dict[str, Item]:
        items: dict[str, Item] = {}
        for name in self.files(whole.folder):
            tables = read_tables(whole.folder, name)
            if whole.language != BASE:
                tables, wrong = translated(whole.folder, whole.language, name, tables, self.kind)
                if wrong:
                    raise BadCatalogue(wrong[0])
            for table in tables:
                item = checked(table, self.kind)
                if item.id in items:
                    raise BadCatalogue(f"{table.file}: the id {item.id!r} is given twice.")
                items[item.id] = item
        return items

    def files(self, folder: Traversable) -> Iterator[str]:
        """The names of its files, by name where they fill a folder."""
        for name in self.sources:
            place = folder.joinpath(name)
            if place.is_dir():
                inside = sorted(file.name for file in place.iterdir() if file.name.endswith(".toml"))
                yield from (f"{name}/{file}" for file in inside)
            else:
                yield name


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
    motions = _Part(motion_schema.Motion, "motions")
    _exercises = _Part(schema.Exercise, "exercises")

    def __init__(self, folder: Traversable, language: str = BASE) -> None:
        self.folder = folder
        self.language = language
        self.parts: dict[str, Mapping[str, Any]] = {}

    @property
    def exercises(self) -> Mapping[str, schema.Exercise]:
        """All exercises in the article's order, our own extras after them."""
        if "exercises" not in self.parts:
            ordered = sorted(self._exercises.values(), key=lambda exercise: exercise.number)
            self.parts["exercises"] = MappingProxyType({exercise.id: exercise for exercise in ordered})
        return self.parts["exercises"]

    def name_of_test(self, test: str) -> str:
        """What a self-test or a movement test is called; an unknown one by its id in words."""
        known = self.self_tests.get(test) or self.movement_tests.get(test)
        return known.name if known else test.replace("_", " ").replace("-", " ")


PARTS = (*(name for name, part in vars(Catalogue).items() if isinstance(part, _Part) and name[0] != "_"), "exercises")
"""Names of all parts of a catalogue."""

KINDS: Sequence[_Part[Any]] = tuple(part for part in vars(Catalogue).values() if isinstance(part, _Part))
"""All parts, each with the kind of its items and its files."""


def catalogue(language: str | None = None) -> Catalogue:
    """The catalogue that comes with kneeline, in ``language`` or else in the one that is spoken.

    Raises BadCatalogue when a broken part is first asked for.
    """
    return _catalogue(language or spoken())


@cache
def _catalogue(language: str) -> Catalogue:
    return read_catalogue(files("kneeline.catalogue"), language)


def read_catalogue(folder: Traversable, language: str = BASE) -> Catalogue:
    """The catalogue of a folder laid out as ours."""
    return Catalogue(folder, language)


def checked(raw: RawItem, kind: type[Item]) -> Item:
    """The item that a table holds. Raises BadCatalogue, with file and line, where it breaks the schema."""
    try:
        return msgspec.convert(raw.table, kind)
    except msgspec.ValidationError as error:
        what, path = _what_and_path(str(error))
        raise BadCatalogue(raw.refusal(path, what)) from error


def _what_and_path(message: str) -> tuple[str, tuple[str | int, ...]]:
    """msgspec's "Expected `int`, got `str` - at `$.dose.reps[0]`" as its first part and ("dose", "reps", 0)."""
    what, _, at = message.partition(" - at `$")
    parts = at.removesuffix("`").replace("[", ".[").split(".")
    path = tuple(int(part[1:-1]) if part.startswith("[") else part for part in parts if part and part != "[...]")
    unknown = re.search("unknown field `(.*)`", what)
    return what, (*path, unknown.group(1)) if unknown else path
