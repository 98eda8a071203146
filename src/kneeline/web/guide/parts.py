"""The parts of the guide, and what stands in each: every piece of the article's knowledge has one page, or one place on
a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from kneeline.catalogue import Catalogue, catalogue
from kneeline.core.language import N_


@dataclass(frozen=True)
class Part:
    """A part by its id (in addresses), its name and what it holds. ``topics``: of the statements in it; ``whole``: all
    of it is one page, its entries places there; ``see_also``: entries of other parts that belong here as well."""

    id: str
    name: str
    holds: str
    topics: tuple[str, ...] = ()
    whole: bool = False
    see_also: tuple[str, ...] = ()


PARTS = (
    Part("signs", N_("Signs"), N_("What can be seen, and what only looks like it"), ("sign", "name")),
    Part("causes", N_("Causes"), N_("Muscles and habits, or bone, from hip to toe"), ("cause",)),
    Part("exercises", N_("Exercises"), N_("Start, steps and dose, with a figure that moves")),
    Part(
        "positions", N_("Positions"), N_("Sitting, driving, sleeping: what the article advises against"), ("position",)
    ),
    Part(
        "more",
        N_("Pelvis, big toe, brace"),
        N_("The ends of the chain, and why a brace's name misleads"),
        ("pelvis", "brace", "pointer"),
        see_also=("pelvis-forward", "stiff-big-toe"),
    ),
    Part("rules", N_("Rules for training"), N_("In which order, how often, how much"), ("rule",)),
    Part("tests", N_("Tests"), N_("What you can try yourself, and what it tells"), ("test",)),
    Part("risks", N_("Worries"), N_("What the article warns of, and what studies found"), ("risk",)),
    Part("questions", N_("What people ask"), N_("Every question readers asked, with an answer")),
    Part("words", N_("Words"), N_("What each word means, and what else it is called"), whole=True),
    Part("sources", N_("Sources"), N_("The studies behind the sentences"), whole=True),
)


@dataclass(frozen=True)
class Entry:
    """One piece of knowledge: where it stands, its name, a line about it, and all else that a search may find it by."""

    part: Part
    id: str
    name: str
    line: str
    also: str
    item: Any


def entries(language: str | None = None) -> Sequence[Entry]:
    """Everything in the guide, part by part, in ``language`` or else in the one that is spoken."""
    return _entries(catalogue(language))


def entry(part: str, item: str) -> Entry | None:
    """One piece of knowledge that has a page of its own."""
    return next((each for each in entries() if (each.part.id, each.id) == (part, item) and not each.part.whole), None)


def inside(part: Part) -> tuple[Entry, ...]:
    """The entries of one part, then those of others that belong there as well."""
    own = [each for each in entries() if each.part is part]
    return (*own, *(each for each in entries() if each.id in part.see_also))


def beside(shown: Entry) -> tuple[Entry | None, Entry | None]:
    """The entries before and after one in its part."""
    own = [each for each in entries() if each.part is shown.part]
    at = own.index(shown)
    return (own[at - 1] if at else None, own[at + 1] if at + 1 < len(own) else None)


@cache
def _entries(known: Catalogue) -> tuple[Entry, ...]:
    return tuple(each for part in PARTS for each in _of(part, known))


def _of(part: Part, known: Catalogue) -> Iterator[Entry]:
    if part.topics:
        for said in known.statements.values():
            if said.topic in part.topics:
                texts = (said.text, said.article, said.do, said.how_to_see, said.looks_alike)
                studies = (study.text for study in said.studies)
                yield Entry(part, said.id, said.name, first_sentence(said.text), _joined(*texts, *studies), said)
    elif part.id == "exercises":
        for each in known.exercises.values():
            muscles = (name for target in each.targets for name in _muscle(target.muscle, known))
            also = _joined(each.why, each.feel, each.start, *each.steps, *each.also_called, *muscles)
            yield Entry(part, each.id, each.name, each.start_in_short, also, each)
    elif part.id == "questions":
        for asked in known.readers_questions.values():
            yield Entry(part, asked.id, asked.name, asked.asked, _joined(asked.answer, asked.replied), asked)
    elif part.id == "words":
        for term in known.glossary.values():
            yield Entry(part, term.id, term.name, term.text, _joined(*term.also), term)
    else:
        for source in known.sources.values():
            also = _joined(source.authors, source.journal)
            yield Entry(part, source.id, source.name, source.says, also, source)


def _muscle(muscle: str, known: Catalogue) -> tuple[str, str]:
    return known.muscles[muscle].name, known.muscles[muscle].plain


def first_sentence(text: str) -> str:
    """A text up to the end of its first sentence."""
    head, stop, _ = text.partition(". ")
    return head + stop.strip()


def _joined(*texts: str | None) -> str:
    return " ".join(text for text in texts if text)
