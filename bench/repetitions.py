"""Repetitions against truth: how many were found, when, and whether caving in was told from not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bench.observations import Case
from bench.summary import number, percent
from bench.truth import CAVES_FROM
from kneeline.core.measurement import Repetition
from kneeline.core.repetitions import Span
from kneeline.core.skeleton import SIDES

COUNT_HEADINGS = ("task", "clips", "true", "found", "invented", "bottom off, s", "worst", "start off, s", "end off, s")
CAVING_HEADINGS = ("task", "legs x repetitions", "caving", "precision", "recall", "F1", "could not be seen")


@dataclass(frozen=True)
class Counted:
    """One clip's repetitions: how many were true, found and invented, and how far off each found one was, s."""

    true: int
    found: int
    invented: int
    bottom_s: tuple[float, ...]
    start_s: tuple[float, ...]
    end_s: tuple[float, ...]


def counted(case: Case) -> Counted:
    """Match the repetitions of a clip. A bottom inside the true held one is not off at all."""
    pairs = [(span, found) for span, found in case.matched if found is not None]
    return Counted(
        true=len(case.truth.spans),
        found=len(pairs),
        invented=len(case.measurement.repetitions) - len(pairs),
        bottom_s=tuple(_off_bottom(span, found) for span, found in pairs),
        start_s=tuple(abs(found.start_s - span.start_s) for span, found in pairs),
        end_s=tuple(abs(found.end_s - span.end_s) for span, found in pairs),
    )


def _off_bottom(span: Span, found: Repetition) -> float:
    return max(span.bottom_start_s - found.bottom_s, found.bottom_s - span.bottom_end_s, 0.0)


def count_row(task: str, cases: Sequence[Case]) -> list[str]:
    """One row of counts and timing over the clips of a task."""
    each = [counted(case) for case in cases]
    bottoms, starts, ends = (
        [second for one in each for second in getattr(one, name)] for name in ("bottom_s", "start_s", "end_s")
    )
    return [
        task,
        str(len(cases)),
        *(str(sum(getattr(one, name) for one in each)) for name in ("true", "found", "invented")),
        number(float(np.mean(bottoms)) if bottoms else np.nan),
        number(max(bottoms, default=np.nan)),
        number(float(np.mean(starts)) if starts else np.nan),
        number(float(np.mean(ends)) if ends else np.nan),
    ]


def verdicts(cases: Sequence[Case]) -> Iterator[tuple[bool, bool | None]]:
    """For each leg of each true repetition: does the leg cave in, and what was said (None = could not be seen)."""
    for case in cases:
        for _, found in case.matched:
            for side in case.truth.stance:
                said = found.caves_in.get(SIDES[side]) if found else None
                yield case.truth.amount[side] > CAVES_FROM, said


def caving_f1(cases: Sequence[Case]) -> float:
    """Harmonic mean of precision and recall of caving in; NaN where no leg caves and none was said to."""
    told = list(verdicts(cases))
    said_or_true = sum(said is True for _, said in told) + sum(true for true, _ in told)
    return 2 * sum(true and said is True for true, said in told) / said_or_true if said_or_true else np.nan


def caving_row(task: str, cases: Sequence[Case]) -> list[str]:
    """One row on whether caving in was told; what could not be seen counts as missed in recall."""
    told = list(verdicts(cases))
    right = sum(true and said is True for true, said in told)
    said_so = sum(said is True for _, said in told)
    caving = sum(true for true, _ in told)
    precision, recall = right / said_so if said_so else np.nan, right / caving if caving else np.nan
    return [
        task,
        str(len(told)),
        str(caving),
        number(precision),
        number(recall),
        number(caving_f1(cases)),
        percent(sum(said is None for _, said in told), len(told)),
    ]
