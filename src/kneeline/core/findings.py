"""The third frozen value: what measurements and answers together say (schema kneeline.findings/1)."""

from dataclasses import dataclass
from typing import Literal, get_args

from kneeline.core.skeleton import Side

SCHEMA = "kneeline.findings/1"

Level = Literal["emergency", "urgent", "see_someone", "with_care", "self_care"]
"""How soon to see somebody, the most pressing first."""

SignId = Literal["hip_in", "shin_out", "arch_down", "feet_out", "only_when_bent"]
Outcome = Literal["seen", "not_seen", "could_not_be_seen"]
Pattern = Literal["muscles_and_habits", "both", "bone", "cannot_tell"]
SignSide = Literal["left", "right", "both"]
AgeGroup = Literal["under_8", "8_to_15", "16_to_17", "adult", "unknown"]

LEVELS: tuple[Level, ...] = get_args(Level)
SIGNS: tuple[SignId, ...] = get_args(SignId)


@dataclass(frozen=True)
class Because:
    """Why something is so: an answer or a measured value (``source``), in one sentence for the person. ``english``: the
    same sentences in English, where the person is spoken to in another language."""

    id: str
    text: str
    source: Literal["answer", "measurement", "rule"]
    level: Level | None = None
    what_to_do: str | None = None
    english: str | None = None
    english_what_to_do: str | None = None


@dataclass(frozen=True)
class Sign:
    """One sign of the article on one leg (or both, where it can't be told apart).

    ``value`` with ``error_95`` (half-width, 95 %) of ``measure`` in ``unit``; ``from_flexion``: knee flexion in deg
    from which it shows, with its own error; ``task``: the movement or self-test it was looked for in; ``settle_by``:
    the test that would make it surer, or None.
    """

    id: SignId
    side: SignSide
    outcome: Outcome
    because: str
    measure: str | None = None
    value: float | None = None
    error_95: float | None = None
    unit: str | None = None
    from_flexion: float | None = None
    from_flexion_error_95: float | None = None
    task: str | None = None
    settle_by: str | None = None


@dataclass(frozen=True)
class Cue:
    """Something that points towards muscles and habits, or towards bone. ``weight`` is our heuristic, 0..1."""

    id: str
    towards: Literal["muscles_and_habits", "bone"]
    weight: float
    text: str
    side: SignSide = "both"


@dataclass(frozen=True)
class Correction:
    """How much of ``measure`` the person can correct: relaxed minus corrected, deg, and its share of relaxed with
    half-widths of 95 %; ``share`` is None where relaxed is not clearly above zero."""

    measure: str
    side: Side
    relaxed: float
    corrected: float
    change: float
    change_error_95: float
    share: float | None
    share_error_95: float | None
    text: str


@dataclass(frozen=True)
class Barred:
    """A movement test or an exercise this person should not do now, and why."""

    id: str
    why: str


@dataclass(frozen=True)
class Advice:
    """What to do about a particular situation (a branch readers ask about), in sentences of the catalogue."""

    id: str
    text: str


@dataclass(frozen=True)
class Findings:
    """What measurements and answers together say. ``conditions``: ids of the catalogue's conditions that hold;
    ``understood``: ids of exercises the person felt where they should at least twice; ``weaker_side``: the leg that
    moves in more by more than its error, where one does."""

    version: str
    level: Level
    because: tuple[Because, ...]
    signs: tuple[Sign, ...]
    pattern: Pattern
    cues: tuple[Cue, ...]
    age_group: AgeGroup
    conditions: tuple[str, ...] = ()
    barred_tests: tuple[Barred, ...] = ()
    corrections: tuple[Correction, ...] = ()
    advice: tuple[Advice, ...] = ()
    understood: tuple[str, ...] = ()
    weaker_side: Side | None = None

    def seen(self, sign: SignId) -> tuple[Sign, ...]:
        """The legs on which a sign was seen."""
        return tuple(each for each in self.signs if each.id == sign and each.outcome == "seen")
