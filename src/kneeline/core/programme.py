"""The fourth and fifth frozen values: a programme, and the log of what was done."""

import datetime
from dataclasses import dataclass
from typing import Literal

from kneeline.core.findings import Level

SCHEMA = "kneeline.programme/1"
LOG_SCHEMA = "kneeline.log/1"

ItemSide = Literal["left", "right", "both"]
Phase = Literal["block", "keep_going", "check_after_rest", "came_back", "stopped"]
Felt = Literal["yes", "no", "elsewhere"]
RepeatQuality = Literal["good", "fault", "not_seen"]

YEARS = range(1970, 2201)
"""The years a programme can start in: far enough from where dates end."""


@dataclass(frozen=True)
class Wishes:
    """What the person asks for. ``days`` a week of ``minutes`` each; ``equipment`` as in the catalogue's vocabulary;
    ``dislikes``: exercise ids left out on wish; ``profile`` ``as_printed`` is everything the article prints."""

    minutes: int = 20
    days: int = 5
    equipment: tuple[str, ...] = ()
    dislikes: tuple[str, ...] = ()
    experience: Literal["new", "some", "trained"] = "new"
    language: str = "en"
    most_items: int = 6
    profile: Literal["fitted", "as_printed"] = "fitted"


@dataclass(frozen=True)
class Item:
    """One exercise on one day. ``reps``, ``hold_s``, ``seconds`` are None where the exercise is not dosed that way;
    for sides done one after the other they count for each side. ``minutes``: all sets and sides with rests.
    ``because``: why it is there; ``gate``: what has to be shown before it or before its next stage, or None;
    ``from_flexion``, ``to_flexion``: range of knee bend, deg, to work in, where the onset was measured."""

    exercise: str
    stage: str
    side: ItemSide
    sets: int
    reps: int | None
    hold_s: float | None
    seconds: float | None
    rest_s: float
    because: str
    gate: str | None
    minutes: float
    extra_set_side: ItemSide | None = None
    from_flexion: float | None = None
    to_flexion: float | None = None
    load: str | None = None


@dataclass(frozen=True)
class Day:
    """A day with its items in the order they are done. ``lighter``: indices of the items of today's lighter version."""

    date: datetime.date
    items: tuple[Item, ...]
    lighter: tuple[int, ...] = ()

    @property
    def minutes(self) -> float:
        """How long all items take."""
        return sum(item.minutes for item in self.items)


@dataclass(frozen=True)
class Week:
    """Seven days from ``start``. Only the first week of a programme is final, later ones are an outlook."""

    number: int
    start: datetime.date
    days: tuple[Day, ...]
    outlook: bool
    note: str | None = None


@dataclass(frozen=True)
class LeftOut:
    """An exercise that is not in the plan, and why. ``kind``: what kind of reason it is."""

    exercise: str
    why: str
    kind: Literal["condition", "gate", "equipment", "dislike", "time", "not_needed", "level"]


@dataclass(frozen=True)
class Retest:
    """When to measure again, and with which movement tests."""

    date: datetime.date
    tests: tuple[str, ...]


@dataclass(frozen=True)
class Programme:
    """What to do, when and why. ``notes``: sentences that hold for the whole; ``changes``: what the last step changed,
    a sentence each; ``goals``: what the week reaches of each goal in order of priority, in words; ``block_start``: the
    start of the first programme, from which this one follows; None in that one itself; ``english``: the notes that say
    whom to see, in English, where the programme is in another language."""

    version: str
    start: datetime.date
    phase: Phase
    level: Level
    wishes: Wishes
    weeks: tuple[Week, ...]
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    retests: tuple[Retest, ...] = ()
    stop_rules: tuple[str, ...] = ()
    sequence: int = 0
    block_start: datetime.date | None = None
    english: tuple[str, ...] = ()

    @property
    def first_week(self) -> Week | None:
        """The week that is final, or None where no exercise may be done now."""
        return self.weeks[0] if self.weeks else None


@dataclass(frozen=True)
class Done:
    """One exercise as it was done on a day: repetitions by how they were seen, where it was felt, pain 0..10 during it
    and the next morning (None: not asked), ``last_set_reps``: repetitions of the last set."""

    date: datetime.date
    exercise: str
    stage: str
    side: ItemSide
    sets: int
    reps_good: int = 0
    reps_fault: int = 0
    reps_not_seen: int = 0
    last_set_reps: int | None = None
    seconds: float = 0.0
    felt: Felt | None = None
    pain: int | None = None
    pain_next_morning: int | None = None
    stopped: Literal["pain", "tired", "other"] | None = None


@dataclass(frozen=True)
class Check:
    """A weekly check in the person's own words: pain now 0..10 (NRS), up to five own activities 0..10 (PSFS), overall
    change −5..+5 since the start (GROC)."""

    date: datetime.date
    pain: int | None = None
    activities: tuple[tuple[str, int], ...] = ()
    overall_change: int | None = None


@dataclass(frozen=True)
class SessionLog:
    """What was done over all days so far. ``new_conditions``: ids that came up since the last plan."""

    done: tuple[Done, ...] = ()
    checks: tuple[Check, ...] = ()
    new_conditions: tuple[str, ...] = ()
