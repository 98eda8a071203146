"""Which language people are spoken to in, and their words in it.

The language is set once, at the edge (a command, a public function), and asked for where words are made: it is not
handed through every function that may end in a sentence. Words live in three places: sentences of a room in its TOML
tables (``words_of``), words in code and pages in ``locale/`` (``_``), the catalogue in its own files.
"""

import gettext
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import rtoml

from kneeline.core.errors import BadArgument, KneelineError


@dataclass(frozen=True)
class Language:
    """A language by its own name, and the sign before its decimals."""

    name: str
    decimal: str


BASE = "en"
"""The language everything is written in first."""

LANGUAGES: Mapping[str, Language] = MappingProxyType({BASE: Language("English", "."), "es": Language("Español", ",")})
"""The languages people may choose, by code: those whose every text is there."""

TRANSLATIONS = tuple(code for code in LANGUAGES if code != BASE)
"""The languages that are translated from the base."""

Words = Mapping[str, Any]
"""A table of sentences, by key."""

_SPOKEN: ContextVar[str] = ContextVar("spoken", default=BASE)


def spoken() -> str:
    """The code of the language that is spoken here."""
    return _SPOKEN.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak ``language`` inside the block. Raises BadArgument, with the languages there are, for any other."""
    token = _SPOKEN.set(known_language(language))
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def known_language(language: object) -> str:
    """``language`` itself where kneeline speaks it. Raises BadArgument, with the languages there are, else."""
    if not isinstance(language, str) or language not in LANGUAGES:
        there_are = " and ".join(f"{code} ({each.name})" for code, each in LANGUAGES.items())
        raise BadArgument(f"kneeline does not speak {language!r}: its languages are {there_are}.")
    return language


def _(text: str) -> str:
    """An English text of the code or a page in the language that is spoken."""
    return text if spoken() == BASE else _translations(spoken()).gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """The English text for one or for many, in the language that is spoken and the form its grammar has for them."""
    if spoken() == BASE:
        return one if count == 1 else many
    return _translations(spoken()).ngettext(one, many, count)


def N_(text: str) -> str:
    """Marks a text that is translated later, where it is used; the text itself."""
    return text


def words_of(package: str, name: str) -> Words:
    """A package's table of sentences ``name``.toml, in the language that is spoken."""
    return _words(package, name, spoken())


@cache
def _words(package: str, name: str, language: str) -> Words:
    english = _read(package, f"{name}.toml")
    return english if language == BASE else _laid_over(english, _read(package, f"{name}.{language}.toml"))


def _read(package: str, name: str) -> dict[str, Any]:
    return rtoml.loads(files(package).joinpath(name).read_text(encoding="utf-8"))


def _laid_over(english: Mapping[str, Any], translated: Mapping[str, Any]) -> dict[str, Any]:
    """What is no text stays as in the English table."""
    return {
        key: _laid_over(value, translated[key])
        if isinstance(value, dict) and key in translated
        else translated.get(key, value)
        for key, value in english.items()
    }


@cache
def _translations(language: str) -> gettext.NullTranslations:
    file = files("kneeline").joinpath("locale", language, "LC_MESSAGES", "kneeline.mo")
    if not file.is_file():
        raise KneelineError(f"The words for {LANGUAGES[language].name} are missing: run scripts/setup.")
    with file.open("rb") as compiled:
        return gettext.GNUTranslations(compiled)
