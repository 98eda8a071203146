"""Made-up people for the tests: findings with the signs one names, and a log of what they did."""

import datetime

from kneeline.core.findings import AgeGroup, Findings, Level, Outcome, Sign, SignId, SignSide
from kneeline.core.programme import Done
from kneeline.core.skeleton import Side

MONDAY = datetime.date(2026, 11, 23)
EVERYTHING = ("roller", "ball", "band", "step", "weight")
GATES = ("clamshell", "wall-slide-abduction", "short-foot")


def sign(id: SignId, outcome: Outcome = "seen", side: SignSide = "left", from_flexion: float | None = None) -> Sign:
    return Sign(id, side, outcome, f"{id} in the squat.", task="squat", from_flexion=from_flexion)


def findings(
    *signs: Sign,
    level: Level = "self_care",
    age_group: AgeGroup = "adult",
    conditions: tuple[str, ...] = (),
    understood: tuple[str, ...] = (),
    weaker_side: Side | None = None,
) -> Findings:
    return Findings(
        version="0",
        level=level,
        because=(),
        signs=signs,
        pattern="cannot_tell",
        cues=(),
        age_group=age_group,
        conditions=conditions,
        understood=understood,
        weaker_side=weaker_side,
    )


def done(
    exercise: str,
    day: int,
    stage: str = "as-printed",
    last_set_reps: int | None = None,
    pain: int | None = 0,
    pain_next_morning: int | None = None,
    good: int = 0,
    fault: int = 0,
    seconds: float = 0.0,
) -> Done:
    return Done(
        date=MONDAY + datetime.timedelta(days=day),
        exercise=exercise,
        stage=stage,
        side="both",
        sets=1,
        reps_good=good,
        reps_fault=fault,
        last_set_reps=last_set_reps,
        seconds=seconds,
        felt="yes",
        pain=pain,
        pain_next_morning=pain_next_morning,
    )
