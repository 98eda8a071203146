"""How an exercise goes on after a week: up, the same, or down; a small machine whose every step is one sentence.

Rules: two sessions with at least two repetitions more than asked in the last set (2-for-2, [M]); 80 % of the
repetitions that were seen were good [D]; pain 0–2 goes on, 3–5 holds, above 5 goes back (pain-monitoring model, [V]
as used in practice, cut-offs [D]); two points more the next morning goes back [D].
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kneeline.catalogue.schema import Exercise
from kneeline.core.programme import Done
from kneeline.core.words import plain_number
from kneeline.programme.load import Load, duration_s, stage_dose, stage_index, start_load
from kneeline.programme.words import say

Verdict = Literal["up", "same", "down"]

MOST_PAIN_TO_GO_ON = 2
MOST_PAIN_TO_HOLD = 5
MORNING_RISE = 2
REPS_TO_SPARE = 2
GOOD_SHARE = 0.8
SESSIONS = 2
MOST_SETS = 3
MOST_SETS_TIMED = 2
REST_BETWEEN_SETS_S = 45.0


@dataclass(frozen=True)
class Judgement:
    """What a week's sessions of one exercise say, and why (a key of the table ``progress`` in messages.toml)."""

    verdict: Verdict
    why: str


def judge(sessions: Sequence[Done], load: Load) -> Judgement:
    """What a week's sessions of an exercise say about its load; sessions in the order they were done."""
    recent = sessions[-SESSIONS:]
    rules: tuple[tuple[bool, Verdict, str], ...] = (
        (not sessions, "same", "not_done"),
        (any((each.pain or 0) > MOST_PAIN_TO_HOLD for each in sessions), "down", "pain_high"),
        (any(each.stopped == "pain" for each in sessions), "down", "stopped_by_pain"),
        (any(_worse_next_morning(each) for each in sessions), "down", "next_morning"),
        (any((each.pain or 0) > MOST_PAIN_TO_GO_ON for each in recent), "same", "pain_some"),
        (len(recent) < SESSIONS, "same", "too_few"),
        (any(each.pain is None for each in recent), "same", "pain_unknown"),
        (any(each.felt in ("no", "elsewhere") for each in recent), "same", "felt_elsewhere"),
        (not _good_enough(recent), "same", "quality"),
        (not all(_with_spare(each, load) for each in recent), "same", "no_spare"),
    )
    for holds, verdict, why in rules:
        if holds:
            return Judgement(verdict, why)
    return Judgement("up", "ready")


def pain_stops(sessions: Sequence[Done]) -> bool:
    """Whether pain went above 5 on two days: then stop, and see somebody."""
    return len({each.date for each in sessions if (each.pain or 0) > MOST_PAIN_TO_HOLD}) >= 2


def step_up(exercise: Exercise, load: Load, stages: Sequence[int], minutes: int) -> Load | None:
    """The next small step: one variable a little more. None where there is none; ``stages``: those that may be reached.

    Repetitions, holds and seconds grow by up to a fifth within the stage's range; then a set more, while the exercise
    takes no more than a third of a day's ``minutes``; then the next stage, from its lower end.
    """
    index = stage_index(exercise, load.stage)
    dose = stage_dose(exercise, exercise.stages[index])
    if load.reps is not None and dose.reps and load.reps < dose.reps[1]:
        return replace(load, reps=min(dose.reps[1], max(load.reps + 1, math.floor(load.reps * 1.2))))
    if load.hold_s is not None and dose.hold_s and load.hold_s < dose.hold_s[1]:
        return replace(load, hold_s=min(dose.hold_s[1], load.hold_s + 1))
    if load.seconds is not None and dose.seconds and load.seconds < dose.seconds[1]:
        return replace(load, seconds=min(dose.seconds[1], load.seconds + max(5.0, load.seconds // 25 * 5)))
    more = replace(load, sets=load.sets + 1, rest_s=load.rest_s or _rest(load))
    if more.sets <= _most_sets(load) and duration_s(exercise, more) <= minutes * 60 / 3:
        return more
    harder = [stage for stage in stages if stage > index]
    return start_load(exercise, min(harder), "new") if harder else None


def step_down(exercise: Exercise, load: Load) -> Load:
    """One step back: a set less, the lower end of the ranges, the easier stage; at the easiest half as much."""
    index = stage_index(exercise, load.stage)
    dose = stage_dose(exercise, exercise.stages[index])
    if load.sets > dose.sets:
        return replace(load, sets=load.sets - 1)
    lower = start_load(exercise, index, "new")
    if _amount(load) > _amount(lower):
        return lower
    if index > 0:
        return start_load(exercise, index - 1, "new")
    return replace(
        load,
        sets=1,
        reps=None if load.reps is None else max(3, load.reps // 2),
        seconds=None if load.seconds is None else max(10.0, load.seconds / 2),
    )


def step_text(exercise: Exercise, before: Load, after: Load, why: str) -> str:
    """One sentence: the exercise, what is new about it, and why."""
    return say("progress", why, exercise=exercise.name, new=_difference(exercise, before, after))


def _difference(exercise: Exercise, before: Load, after: Load) -> str:
    if before.stage != after.stage:
        return say("new", "stage", stage=exercise.stages[stage_index(exercise, after.stage)].name)
    parts: tuple[tuple[str, Callable[[Load], float | None]], ...] = (
        ("sets", lambda load: load.sets),
        ("reps", lambda load: load.reps),
        ("hold", lambda load: load.hold_s),
        ("seconds", lambda load: load.seconds),
    )
    for key, part in parts:
        if part(before) != part(after):
            return say("new", key, n=plain_number(part(after) or 0.0), before=plain_number(part(before) or 0.0))
    return say("new", "same")


def _worse_next_morning(done: Done) -> bool:
    return done.pain_next_morning is not None and done.pain_next_morning >= (done.pain or 0) + MORNING_RISE


def _good_enough(sessions: Sequence[Done]) -> bool:
    """80 % of the repetitions that could be seen were good; where none could be seen nothing speaks against it."""
    good = sum(each.reps_good for each in sessions)
    seen = good + sum(each.reps_fault for each in sessions)
    return seen == 0 or good >= GOOD_SHARE * seen


def _with_spare(done: Done, load: Load) -> bool:
    if done.stage != load.stage:
        return False
    if load.reps is None:
        return done.seconds >= (load.seconds or 0.0) * load.sets
    return done.last_set_reps is not None and done.last_set_reps >= load.reps + REPS_TO_SPARE


def _most_sets(load: Load) -> int:
    return MOST_SETS if load.reps is not None else MOST_SETS_TIMED


def _rest(load: Load) -> float:
    return REST_BETWEEN_SETS_S if load.reps is not None else 0.0


def _amount(load: Load) -> tuple[float, float, float]:
    return (load.reps or 0, load.hold_s or 0.0, load.seconds or 0.0)
