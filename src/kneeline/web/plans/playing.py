"""What the session player has to know of a day, as JSON: it runs without asking again, also where there is no net."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from kneeline.catalogue import catalogue
from kneeline.catalogue.schema import Exercise
from kneeline.core.programme import Item, SessionLog
from kneeline.programme import Variants
from kneeline.report.programme_words import dose_words, kind_words, range_words
from kneeline.web.guide.content import figure
from kneeline.web.plans.rounds import Round, rounds, sides_of
from kneeline.web.shell.environment import url


@dataclass(frozen=True)
class Way:
    """One way to do an exercise. ``how``: what differs from its steps, "" for the article's own way; ``sides``: how
    many are done one after the other; ``load``: what is added, in words."""

    stage: str
    name: str
    how: str
    dose: str
    load: str
    sides: int
    rounds: tuple[Round, ...]


@dataclass(frozen=True)
class Played:
    """One exercise. ``ways``: the easiest first, ``planned`` the place of the planned one; ``figure``: addresses of
    its clip, its animation and stills; ``coach``: where a camera watches it, "" where none can; ``noted``: something
    is noted down of it already."""

    exercise: str
    name: str
    kind: str
    kind_words: str
    side: str
    start: str
    steps: tuple[str, ...]
    bend: str
    feel: str
    felt_elsewhere: str
    cues: tuple[str, ...]
    stop: str
    figure: Mapping[str, str] | None
    ways: tuple[Way, ...]
    planned: int
    coach: str
    noted: bool


@dataclass(frozen=True)
class Session:
    """A day's exercises, the rules when to stop all of it, and where one goes afterwards."""

    date: datetime.date
    exercises: tuple[Played, ...]
    stop_rules: tuple[str, ...]
    afterwards: str


def session_json(
    date: datetime.date,
    items: Sequence[Item],
    variants: Mapping[str, Variants],
    log: SessionLog,
    stop_rules: tuple[str, ...],
) -> str:
    """The session as the player reads it."""
    noted = {each.exercise for each in log.done}
    known = [item for item in items if item.exercise in catalogue().exercises]
    played = tuple(_played(date, item, variants[item.exercise], item.exercise in noted) for item in known)
    return msgspec.json.encode(Session(date, played, stop_rules, url("plans:today"))).decode()


def _played(date: datetime.date, item: Item, others: Variants, noted: bool) -> Played:
    known = catalogue()
    exercise = known.exercises[item.exercise]
    ways = [each for each in (others.easier, item, others.harder) if each is not None]
    return Played(
        exercise=exercise.id,
        name=exercise.name,
        kind=exercise.kind,
        kind_words=kind_words(exercise.kind),
        side=item.side,
        start=exercise.start,
        steps=exercise.steps,
        bend=range_words(item) or "",
        feel=exercise.feel,
        felt_elsewhere=exercise.felt_elsewhere,
        cues=tuple(fault.cue for fault in sorted(exercise.faults, key=lambda fault: -fault.harm)[:3]),
        stop=exercise.stop,
        figure=figure(exercise.id).files if exercise.id in known.motions else None,
        ways=tuple(_way(each, exercise) for each in ways),
        planned=ways.index(item),
        coach=url("live:coach", date=date, exercise=exercise.id) if exercise.camera.mode == "checked" else "",
        noted=noted,
    )


def _way(item: Item, exercise: Exercise) -> Way:
    stage = next((each for each in exercise.stages if each.id == item.stage), None)
    return Way(
        stage=item.stage,
        name=stage.name if stage else "",
        how=stage.how if stage and stage.place != "article" else "",
        dose=dose_words(item, catalogue()),
        load=item.load or "",
        sides=len(sides_of(item, exercise)),
        rounds=rounds(item, exercise),
    )
