"""What a movement test is: which measures it gives, at which moments, for which legs."""

from dataclasses import dataclass
from typing import Literal

from kneeline.core.measurement import At, Task

LegsUsed = Literal["both", "stance", "front"]


@dataclass(frozen=True)
class MovementTest:
    """One movement test.

    frontal: it is seen from the front or from behind (else from the side). legs: both legs, only the one that stands,
    or only the front one of a lunge. per_leg, per_person: measures, each with the moments it is given at;
    differences: per-leg measures of which left - right is given too. words: the movement in a sentence.
    """

    task: Task
    words: str
    frontal: bool
    legs: LegsUsed
    repeated: bool
    per_leg: dict[str, tuple[At, ...]]
    per_person: dict[str, tuple[At, ...]]
    differences: tuple[str, ...] = ()
