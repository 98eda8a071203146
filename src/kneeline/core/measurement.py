"""The second frozen value: named numbers, each with side, unit, error and moment (schema kneeline.measurement/1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from kneeline.core.recording import Bools, Floats, Source
from kneeline.core.skeleton import Side

SCHEMA = "kneeline.measurement/1"

Task = Literal["stand", "squat", "single-leg-squat", "step-down", "landing", "lunge"]
Facing = Literal["front", "back", "left", "right"]
At = Literal["standing", "still", "peak", "bottom", "mean"]
ValueSide = Literal["left", "right", "both", "difference"]
RepetitionSide = Literal["both", "left", "right"]
ValidatedOn = Literal["rendered", "real", "none"]

TASKS: tuple[Task, ...] = get_args(Task)


@dataclass(frozen=True)
class Person:
    """What the person told us about themselves. ``height_cm`` sets the scale of every value in centimetres."""

    height_cm: float | None = None
    cm_per_px: float | None = None


@dataclass(frozen=True)
class Conditions:
    """How the recording was made; two measurements compare only when these agree."""

    effort: Literal["relaxed", "corrected"] = "relaxed"
    heels: Literal["flat", "raised"] = "flat"
    feet: Literal["barefoot", "shoes", "insoles", "unknown"] = "unknown"
    brace: bool = False
    band: bool = False
    mirrored: bool = False


@dataclass(frozen=True)
class Problem:
    """Something about the view that hides or blurs a measure, and what the person can do about it."""

    code: str
    message: str
    what_to_do: str


@dataclass(frozen=True)
class View:
    """How the camera saw the person. ``yaw_deg`` + = the camera stands on the person's left of straight ahead."""

    facing: Facing | None
    yaw_deg: float | None
    usable: bool
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class PoseSummary:
    """How much looking stands behind the numbers; ``by_hand``: joints a person put right, by name."""

    estimator: str
    frames_total: int
    frames_looked: int
    frames_seen: int
    by_hand: tuple[str, ...] = ()


@dataclass(frozen=True)
class Value:
    """One number, or the reason why there is none. ``error_95``: half-width against truth of this one check;
    ``repeat_error_95``: half-width against another check of the same person under the same conditions;
    ``by_hand``: it rests on a joint that a person put right, and carries a hand's error."""

    name: str
    side: ValueSide
    at: At
    value: float | None
    error_95: float | None
    repeat_error_95: float | None
    n: int
    unit: str
    time_s: float | None = None
    knee_flexion: float | None = None
    validated_on: ValidatedOn = "none"
    why_missing: str | None = None
    by_hand: bool = False


@dataclass(frozen=True)
class Repetition:
    """One repetition. Mappings are by side; ``error_95`` is by measure and side. None = could not be seen."""

    index: int
    side: RepetitionSide
    start_s: float
    bottom_s: float
    end_s: float
    knee_flexion: Mapping[Side, float | None]
    peak_fppa: Mapping[Side, float | None]
    bottom_fppa: Mapping[Side, float | None]
    knee_in_change: Mapping[Side, float | None]
    caves_in: Mapping[Side, bool | None]
    valgus_onset_flexion: Mapping[Side, float | None]
    error_95: Mapping[str, Mapping[Side, float | None]]
    why_missing: Mapping[str, Mapping[Side, str | None]] = field(default_factory=dict)
    bottom_start_s: float | None = None
    bottom_end_s: float | None = None


@dataclass(frozen=True)
class Series:
    """The measures over time, for curves and CSV. Not part of the JSON.

    time_s, looked (T,): as in the recording. values and errors: by measure, each (T, 2) for (left, right);
    NaN = not known. ``errors`` holds the half-width of 95 % of each value.
    """

    time_s: Floats
    looked: Bools
    values: Mapping[str, Floats]
    errors: Mapping[str, Floats]


@dataclass(frozen=True)
class Measurement:
    """Everything one recording says about the legs."""

    version: str
    source: Source
    pose: PoseSummary
    view: View
    task: Task | None
    task_given: bool
    person: Person
    conditions: Conditions
    measures: tuple[Value, ...]
    repetitions: tuple[Repetition, ...]
    series: Series | None = None

    def value(self, name: str, side: ValueSide, at: At | None = None) -> Value | None:
        """The first value of that name and side (and moment, where given), or None."""
        for value in self.measures:
            if value.name == name and value.side == side and at in (None, value.at):
                return value
        return None
