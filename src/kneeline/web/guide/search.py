"""One search over the whole guide: each word that is asked for begins a word of what is found, accents aside, in
whichever of kneeline's languages somebody knows it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from unicodedata import combining, normalize

from kneeline.core.language import LANGUAGES, spoken
from kneeline.web.guide.parts import Entry, entries

LONGEST = 80
"""Letters of a question that are looked at."""
MOST = 30
"""Entries that are shown of those that are found."""

_WEIGHTS = (8, 3, 1)  # a word found in the name, in the line about it or what else it is called, in the rest


@dataclass(frozen=True)
class _Indexed:
    """The folded words of one entry's names, line and rest, those of its other languages among them."""

    name: tuple[str, ...]
    line: tuple[str, ...]
    rest: tuple[str, ...]


def found(asked: str) -> Sequence[Entry]:
    """What holds every word of ``asked``, the best first, of equal ones those with the shorter name; nothing for no
    words."""
    wanted = folded(asked[:LONGEST])
    if not wanted:
        return ()
    weighed = [(-_weight(wanted, words), len(words.name), at) for at, words in enumerate(_index(spoken()))]
    return [entries()[at] for weight, _, at in sorted(weighed) if weight]


def folded(text: str) -> tuple[str, ...]:
    """The words of a text in small letters without accents: "Rótula" is "rotula"."""
    bare = "".join(sign for sign in normalize("NFKD", text.casefold()) if not combining(sign))
    return tuple(re.findall(r"\w+", bare))


def _weight(wanted: tuple[str, ...], words: _Indexed) -> int:
    """0 where a word is missing."""
    weights = [_weight_of(word, words) for word in wanted]
    return sum(weights) if all(weights) else 0


def _weight_of(word: str, words: _Indexed) -> int:
    for weight, place in zip(_WEIGHTS, (words.name, words.line, words.rest), strict=True):
        if word in place:
            return 2 * weight
        if any(each.startswith(word) for each in place):
            return weight
    return 0


@cache
def _index(language: str) -> tuple[_Indexed, ...]:
    """Of every entry, in the order of ``entries``."""
    others = [entries(code) for code in LANGUAGES if code != language]
    return tuple(_indexed(entry, [other[at] for other in others]) for at, entry in enumerate(entries(language)))


def _indexed(entry: Entry, others: Sequence[Entry]) -> _Indexed:
    names = " ".join(each.name for each in (entry, *others))
    line = [entry.line]
    if entry.part.id == "words":
        line += [each.also for each in (entry, *others)]
    rest = [entry.also, *(f"{other.line} {other.also}" for other in others)]
    return _Indexed(folded(names), folded(" ".join(line)), folded(" ".join(rest)))
