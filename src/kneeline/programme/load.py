"""How much of an exercise: stage, sets, repetitions and seconds, and how long that takes."""

import math
from dataclasses import dataclass
from typing import Literal

from kneeline.catalogue.schema import Dose, Exercise, Stage

Experience = Literal["new", "some", "trained"]

CHANGE_S = 15
"""Getting up, fetching things and lying down for the next exercise (our choice)."""

STEP_S = 30
"""Times are told to the next half minute: nobody is more exact than that (our choice)."""

_UNSTATED_REPETITION_S = 3.0


@dataclass(frozen=True)
class Load:
    """A stage and its dose as numbers to do. ``reps``, ``hold_s``, ``seconds`` as in a programme's item."""

    stage: str
    sets: int
    reps: int | None
    hold_s: float | None
    seconds: float | None
    rest_s: float


def article_stage(exercise: Exercise) -> int:
    """The place in the ladder of the stage that is the article's."""
    return next(index for index, stage in enumerate(exercise.stages) if stage.place == "article")


def stage_index(exercise: Exercise, stage: str) -> int:
    """The place of a stage in the ladder; that of the article's where the ladder has none of that id."""
    ids = [each.id for each in exercise.stages]
    return ids.index(stage) if stage in ids else article_stage(exercise)


def stage_dose(exercise: Exercise, stage: Stage) -> Dose:
    """A stage's dose: its own, or the article's."""
    return stage.dose or exercise.dose


def start_load(exercise: Exercise, index: int, experience: Experience) -> Load:
    """The dose to begin a stage with: the lower end of its ranges for who is new, the middle, or the upper end."""
    stage = exercise.stages[index]
    dose = stage_dose(exercise, stage)
    reps = _within(dose.reps, experience)
    return Load(
        stage=stage.id,
        sets=dose.sets,
        reps=None if reps is None else round(reps),
        hold_s=_within(dose.hold_s, experience),
        seconds=_within(dose.seconds, experience),
        rest_s=dose.rest_s,
    )


def set_seconds(exercise: Exercise, load: Load) -> float:
    """How long one set on one side takes, s: repetitions with their holds and ways, or the set's seconds."""
    if load.reps is None:
        return load.seconds or load.hold_s or 0.0
    return load.reps * ((load.hold_s or 0.0) + _way_seconds(exercise))


def sides_count(exercise: Exercise) -> int:
    """Times a set is done: for each side, or once where both sides work together."""
    return 1 if exercise.sides == "together" else 2


def duration_s(exercise: Exercise, load: Load, extra_set: bool = False) -> int:
    """How long an item takes, s, in whole half minutes: all sets and sides, rests between sets, the change to it.

    ``extra_set``: one set more, on one side.
    """
    one = set_seconds(exercise, load)
    work = one * load.sets * sides_count(exercise) + load.rest_s * (load.sets - 1)
    total = work + CHANGE_S + (one + load.rest_s if extra_set else 0.0)
    return math.ceil(total / STEP_S) * STEP_S


def _way_seconds(exercise: Exercise) -> float:
    tempo = exercise.tempo
    ways = (tempo.out_s or 0.0) + (tempo.back_s or 0.0)
    if ways > 0:
        return ways
    return sum(tempo.pass_s) / 2 if tempo.pass_s else _UNSTATED_REPETITION_S


def _within(limits: tuple[float, float] | None, experience: Experience) -> float | None:
    if limits is None:
        return None
    least, most = limits
    return {"new": least, "some": (least + most) / 2, "trained": most}[experience]
