"""Half-widths that hold for people nobody has seen: from the errors of bodies, each body one unit.

Errors of one body or clip resemble each other, so a thousand frames of fifteen people are fifteen, not a thousand.
Every body weighs the same, however many errors it gives.
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from scipy import stats

from kneeline.core.recording import Floats

LEVEL = 0.95
ENOUGH = 80
"""Bodies from which the level's quantile is taken as it is; below, it would rest on one to four of them."""

CONFIDENCE = 0.75
"""How surely the half-width from few bodies holds the level."""

Scores = Mapping[int, Sequence[float]]
"""Sizes of errors by body."""


def half_width(scores: Scores) -> float:
    """Half-width that 95 % of the errors of a new body stay inside, in the scores' unit.

    The split-conformal quantile with its finite-sample correction (Vovk, Gammerman & Shafer 2005) over bodies of equal
    weight (pooled as in Dunn, Wasserman & Ramdas 2023); for few bodies the tolerance interval of a normal error with as
    many degrees of freedom as there are bodies, where that is wider. Widened by what leaving out each body in turn
    shows to be missing, but not beyond the largest error seen: that one has widened it already.
    """
    base = _base(scores)
    largest = max(max(each, default=0.0) for each in scores.values())
    return min(base * max(1.0, _missing(scores)), max(base, largest))


def coverage(ratios: Mapping[int, Sequence[float] | Floats]) -> float:
    """Mean share of a body's errors that lie inside their half-widths; ratios: of errors to these, by body."""
    return float(np.mean([(np.asarray(each) <= 1).mean() for each in ratios.values()]))


def left_out_coverage(scores: Scores) -> float:
    """The same for half-widths that are each made from all other bodies (before widening)."""
    return coverage(_left_out_ratios(scores))


def _base(scores: Scores) -> float:
    bodies = len(scores)
    quantile = _quantile(scores, min(1.0, LEVEL * (bodies + 1) / bodies) if bodies >= ENOUGH else LEVEL)
    return quantile if bodies >= ENOUGH else max(quantile, _normal(scores))


def _normal(scores: Scores) -> float:
    """Two-sided tolerance half-width (Howe 1969) from the root mean square over bodies: it holds the level of the
    errors of new bodies in three of four such calibrations."""
    bodies = len(scores)
    square = float(np.mean([np.mean(np.square(each)) for each in scores.values()]))
    unsure = bodies / float(stats.chi2.ppf(1 - CONFIDENCE, bodies))
    return float(stats.norm.ppf((1 + LEVEL) / 2)) * math.sqrt(square * unsure * (1 + 1 / bodies))


def _missing(scores: Scores) -> float:
    """By which factor half-widths made without a body would have to grow to hold 95 % of that body's errors."""
    return _quantile(_left_out_ratios(scores), LEVEL)


def _left_out_ratios(scores: Scores) -> dict[int, Floats]:
    return {
        body: np.asarray(each) / _base({other: rest for other, rest in scores.items() if other != body})
        for body, each in scores.items()
    }


def _quantile(scores: Mapping[int, Sequence[float] | Floats], level: float) -> float:
    """Smallest score below or at which lies this share of the bodies' weight."""
    values = np.concatenate([np.asarray(each, dtype=np.float64) for each in scores.values()])
    weights = np.concatenate([np.full(len(each), 1 / (len(each) * len(scores))) for each in scores.values()])
    order = np.argsort(values)
    reached = np.cumsum(weights[order]) >= level - 1e-9
    return float(values[order][np.argmax(reached)] if reached.any() else values.max())
