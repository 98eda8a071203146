"""A translated file of the catalogue laid over the English one: it holds the texts for people and nothing else.

Which fields those are is told by the schema alone. Tables and arrays stand as in the English file: arrays have as many
entries, and an entry with an id repeats it.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources.abc import Traversable
from typing import Any

from msgspec import Struct, inspect

from kneeline.catalogue.raw import BadCatalogue, Path, RawItem, Table, read_tables

STAMP = "english"
"""The key of a translated item that holds the fingerprint of the English texts it translates."""

_NO_TEXT = ("id", STAMP)


@dataclass(frozen=True)
class Prose:
    """Where a kind of table holds texts for people: fields by name; without any, it is a text or a list of them."""

    fields: Mapping[str, "Prose"]


@dataclass(frozen=True)
class Fault:
    """What is wrong with a translated item, and where in it."""

    at: Path
    says: str


@cache
def prose_of(kind: type[Struct]) -> Prose:
    """The texts for people in a kind of item, by the schema's annotations."""
    return _prose(inspect.type_info(kind)) or Prose({})


def _prose(info: inspect.Type) -> Prose | None:
    match info:
        case inspect.Metadata(type=inner, extra=extra):
            return Prose({}) if extra and extra.get("prose") else _prose(inner)
        case inspect.UnionType(types=types):
            return next((found for each in types if (found := _prose(each))), None)
        case inspect.VarTupleType(item_type=item):
            return _prose(item)
        case inspect.StructType(fields=fields):
            inside = {field.encode_name: prose for field in fields if (prose := _prose(field.type))}
            return Prose(inside) if inside else None
        case _:
            return None


def texts(english: Any, prose: Prose, at: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text for people in a value of the English file, with its place."""
    if isinstance(english, list):
        for index, each in enumerate(english):
            yield from texts(each, prose, (*at, index))
    elif not isinstance(english, dict):
        yield at, english
    else:
        for key, inner in prose.fields.items():
            if key in english:
                yield from texts(english[key], inner, (*at, key))


def fingerprint(english: Table, kind: type[Struct]) -> str:
    """Eight hexadecimal digits that change with any English text of an item."""
    said = json.dumps(list(texts(english, prose_of(kind))), ensure_ascii=False)
    return sha256(said.encode()).hexdigest()[:8]


def translated(
    folder: Traversable, language: str, name: str, english: list[RawItem], kind: type[Struct]
) -> tuple[list[RawItem], list[str]]:
    """The items of one file in ``language``, and a sentence, with file and line, for all that is wrong with them.

    Raises BadCatalogue where the translated file is missing or no TOML.
    """
    theirs = _by_id(folder, language, name)
    items, wrong = [], []
    for each in english:
        raw = theirs.pop(str(each.table.get("id")), None)
        if raw is None:
            wrong.append(f"{language}/{name}: {each.table.get('id')!r} is not translated.")
            continue
        table, faults = overlaid(each.table, raw.table, prose_of(kind))
        items.append(RawItem(raw.file, raw.text, raw.at, table))
        wrong += [raw.refusal(fault.at, fault.says) for fault in faults]
    wrong += [raw.refusal(("id",), "is the id of nothing in the English file") for raw in theirs.values()]
    return items, wrong


def outdated(
    folder: Traversable, language: str, name: str, english: list[RawItem], kind: type[Struct]
) -> Iterator[str]:
    """A sentence for each item whose English texts are others than those it was translated from; one for the file where
    no item says what it was translated from."""
    stamps = {key: raw.table.get(STAMP) for key, raw in _by_id(folder, language, name).items()}
    if not any(stamps.values()):
        yield f"{language}/{name}: is not stamped yet: scripts/stamp_translations."
        return
    for each in english:
        key = str(each.table.get("id"))
        if key in stamps and stamps[key] != fingerprint(each.table, kind):
            yield f"{language}/{name}: the English text of {key!r} changed after this was translated."


def _by_id(folder: Traversable, language: str, name: str) -> dict[str, RawItem]:
    """The translated items of one file."""
    try:
        found = read_tables(folder.joinpath(language), name, language)
    except FileNotFoundError as error:
        raise BadCatalogue(f"{language}/{name}: the file is missing.") from error
    return {str(raw.table.get("id")): raw for raw in found}


def overlaid(english: Any, translated: Any, prose: Prose, at: Path = ()) -> tuple[Any, list[Fault]]:
    """The English value with the translated texts in place of its own, and what is wrong with the translated one."""
    if isinstance(english, list):
        return _list(english, translated, prose, at)
    if isinstance(english, dict):
        return _table(english, translated, prose, at)
    wrong = isinstance(english, str) and not isinstance(translated, str)
    return translated, [Fault(at, "has to be a text, as in the English file")] if wrong else []


def _list(english: list[Any], translated: Any, prose: Prose, at: Path) -> tuple[Any, list[Fault]]:
    if not isinstance(translated, list) or len(translated) != len(english):
        return english, [Fault(at, f"has to be an array with {len(english)} entries, as in the English file")]
    pairs = zip(english, translated, strict=True)
    entries = [overlaid(each, other, prose, (*at, index)) for index, (each, other) in enumerate(pairs)]
    return [value for value, _ in entries], [fault for _, faults in entries for fault in faults]


def _table(english: Table, translated: Any, prose: Prose, at: Path) -> tuple[Any, list[Fault]]:
    if not isinstance(translated, dict):
        return english, [Fault(at, "has to be a table, as in the English file")]
    merged, faults = dict(english), []
    if translated.get("id") != english.get("id"):
        faults.append(Fault((*at, "id"), f"has the id {translated.get('id')!r} where the English file has another"))
    for key, inner in prose.fields.items():
        if key not in english:
            if key in translated:
                faults.append(Fault((*at, key), "does not stand in the English file"))
        elif key in translated:
            merged[key], within = overlaid(english[key], translated[key], inner, (*at, key))
            faults += within
        elif any(texts(english[key], inner)):
            faults.append(Fault((*at, key), "is not translated"))
    for key in translated:
        if key not in prose.fields and key not in _NO_TEXT:
            faults.append(Fault((*at, key), "is no text for people: leave it out"))
    if faults:
        faults.sort(key=lambda fault: [str(part) for part in fault.at])
    return merged, faults
