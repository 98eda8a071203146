"""What the pages of the guide hold: the catalogue's items with the names of what they speak of, and their figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kneeline.catalogue import catalogue
from kneeline.catalogue.schema import Evidence, Exercise, ReadersQuestion, Statement
from kneeline.core.language import N_, _, spoken
from kneeline.report.programme_words import kind_words
from kneeline.web.guide.figures import has_island, version
from kneeline.web.guide.parts import Entry
from kneeline.web.shell.environment import url

REGIONS = {
    "hip": N_("Hip"),
    "knee": N_("Knee"),
    "ankle": N_("Ankle and arch"),
    "chain": N_("Whole leg"),
    "toe": N_("Big toe"),
    "pelvis": N_("Pelvis (ours)"),
}
_UNSURE = {"D": N_("our choice"), "M": N_("not checked"), "W": N_("commonly taught")}
_SHOWN_BY = {
    "knees-drift-in": "valgus-squat",
    "leg-in-line": "normal-standing",
    "knees-touch-test": "knees-touch",
    "fist-to-wall-test": "fist-to-wall",
}
"""Statements that a motion of another name shows; positions have their own."""


@dataclass(frozen=True)
class Group:
    """Entries under one heading; "" where there is one group alone."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Figure:
    """A motion in a page: its name, the heading above it, and the addresses of its files by their names."""

    name: str
    heading: str
    files: dict[str, str]


@dataclass(frozen=True)
class Study:
    """What studies say: the sentence, how sure it is where that needs a word, and (id, name) of its sources."""

    text: str
    unsure: str
    sources: tuple[tuple[str, str], ...]


def groups(entries: Sequence[Entry]) -> list[Group]:
    """Exercises by region, in the article's order; anything else as one group."""
    if not all(isinstance(each.item, Exercise) for each in entries):
        return [Group("", tuple(entries))]
    return [
        Group(_(name), tuple(each for each in entries if each.item.region == region))
        for region, name in REGIONS.items()
    ]


def template(entry: Entry) -> str:
    """The template that shows an entry."""
    if isinstance(entry.item, Exercise):
        return "guide/exercise.html.jinja"
    return f"guide/{'question' if isinstance(entry.item, ReadersQuestion) else 'statement'}.html.jinja"


def shown(entry: Entry) -> dict[str, Any]:
    """What its template shows beside the entry itself."""
    item = entry.item
    if isinstance(item, Exercise):
        return _of_exercise(item)
    return _of_question(item) if isinstance(item, ReadersQuestion) else _of_statement(item)


def _of_statement(item: Statement) -> dict[str, Any]:
    known = catalogue()
    return {
        "figures": _figures(item),
        "island": has_island(),
        "studies": studies(item.studies),
        "exercises": _exercises(item.exercises),
        "muscles": [known.muscles[each] for each in item.muscles],
    }


def _of_question(item: ReadersQuestion) -> dict[str, Any]:
    known = catalogue()
    branch = known.branches[item.branch] if item.branch else None
    return {
        "branch": branch,
        "exercises": _exercises(item.exercises),
        "sources": _sources((*item.sources, *(branch.sources if branch else ()))),
    }


def _of_exercise(exercise: Exercise) -> dict[str, Any]:
    known = catalogue()
    return {
        "figure": figure(exercise.id) if exercise.id in known.motions else None,
        "island": has_island(),
        "kind": kind_words(exercise.kind),
        "equipment": [known.equipment[each].name for each in exercise.equipment],
        "works_on": [known.muscles[target.muscle] for target in exercise.targets],
        "studies": studies(exercise.evidence),
        "gates": [(known.exercises[gate.exercise], gate.why) for gate in exercise.gates],
    }


def figure(motion: str, heading: str = "") -> Figure:
    """A motion as a page shows it."""
    names = {"clip": "clip.glb", "moving": "moving.svg", "still": "still.svg", "dark": "still-dark.svg"}
    places = {key: url("guide:figure", language=spoken(), motion=motion, file=name) for key, name in names.items()}
    versioned = {key: f"{place}?v={version()}" for key, place in places.items()}
    return Figure(catalogue().motions[motion].name, heading, versioned)


def studies(evidence: Iterable[Evidence]) -> list[Study]:
    """What studies say, each with its sources."""
    return [Study(each.text, _unsure(each.tag), _sources(each.sources)) for each in evidence]


def _figures(item: Statement) -> list[Figure]:
    """The motion that shows a statement; where it is one to avoid, the one that does well beside it."""
    motion = catalogue().motions.get(_SHOWN_BY.get(item.id, item.id))
    if motion is None:
        return []
    if motion.better is None:
        return [figure(motion.id, motion.name)]
    better = catalogue().motions[motion.better]
    return [figure(motion.id, motion.name), figure(better.id, better.name)]


def _exercises(wanted: Iterable[str]) -> list[Exercise]:
    return [catalogue().exercises[each] for each in wanted]


def _sources(wanted: Iterable[str]) -> tuple[tuple[str, str], ...]:
    known = catalogue().sources
    return tuple((each, known[each].name) for each in dict.fromkeys(wanted) if each in known)


def _unsure(tag: str) -> str:
    return _(_UNSURE[tag]) if tag in _UNSURE else ""
