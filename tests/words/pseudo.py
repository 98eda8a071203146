"""A made-up language that puts every text into ⟦brackets⟧: what stands outside of them was never asked for in the
language that is spoken."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pytest

from kneeline.catalogue import Catalogue, loader
from kneeline.catalogue.raw import RawItem
from kneeline.catalogue.translation import Prose, prose_of
from kneeline.core import language, words
from kneeline.core.language import BASE, Language, speaking

CODE = "xx"
_LANGUAGES = {**language.LANGUAGES, CODE: Language("⟦⟧", ".")}
_INNERMOST = re.compile(r"⟦[^⟦⟧]*⟧")
_NOT_TEXT = ("towards",)


class _Bracketed:
    """Stands in for a language's compiled words."""

    def gettext(self, text: str) -> str:
        return f"⟦{text}⟧"

    def ngettext(self, one: str, many: str, count: int) -> str:
        return f"⟦{one if count == 1 else many}⟧"


@contextmanager
def speaking_in_brackets(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every text in brackets, inside the block."""
    patch.setattr(language, "LANGUAGES", _LANGUAGES)
    patch.setattr(words, "LANGUAGES", _LANGUAGES)
    real = language._translations, language._words, loader._catalogue
    patch.setattr(language, "_translations", lambda code: _Bracketed() if code == CODE else real[0](code))
    patch.setattr(language, "_words", lambda *of: _table(real[1](*of[:2], BASE)) if of[2] == CODE else real[1](*of))
    patch.setattr(loader, "_catalogue", lambda code: _catalogue() if code == CODE else real[2](code))
    patch.setattr(loader, "translated", _translated)
    with speaking(CODE):
        yield


@cache
def _catalogue() -> Catalogue:
    return Catalogue(loader.catalogue(BASE).folder, CODE)


def _translated(
    folder: object, code: str, name: str, english: list[RawItem], kind: Any
) -> tuple[list[RawItem], list[str]]:
    prose = prose_of(kind)
    return [RawItem(raw.file, raw.text, raw.at, _item(raw.table, prose)) for raw in english], []


def _item(value: Any, prose: Prose) -> Any:
    if isinstance(value, list):
        return [_item(each, prose) for each in value]
    if isinstance(value, dict):
        return {key: _item(each, prose.fields[key]) if key in prose.fields else each for key, each in value.items()}
    return f"⟦{value[2:]}⟧"  # as long as before, for the schema's limits


def _table(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _table(each, name) for name, each in value.items()}
    return f"⟦{value}⟧" if isinstance(value, str) and key not in _NOT_TEXT else value


def outside(text: str) -> set[str]:
    """The words of a text that stand in no brackets."""
    while _INNERMOST.search(text):
        text = _INNERMOST.sub(" ", text)
    return set(re.findall(r"[^\W\d_]+", text))


class _Seen(HTMLParser):
    """What people see or hear of a page; what is marked as English is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self.hidden or tag == "style" or (tag != "html" and given.get("lang") == BASE):
            self.hidden.append(tag)
            return
        self.texts += [given.get(name) or "" for name in ("alt", "aria-label", "title")]

    def handle_endtag(self, tag: str) -> None:
        if tag in self.hidden:
            while self.hidden.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.texts.append(data)


def seen(page: str) -> str:
    """All texts of an HTML page."""
    reader = _Seen()
    reader.feed(page)
    return "\n".join(reader.texts)
