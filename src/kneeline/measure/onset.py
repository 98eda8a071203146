"""From which bend a knee starts to move in: the break of a two-piece line, level first and then rising."""

from dataclasses import dataclass

import numpy as np

from kneeline.core.recording import Floats

SHALLOWEST = 20.0
"""Bend, deg, from which the knee's heading is known (design of the measure)."""

LEVEL_AT = 25.0
"""The change is counted from here, and a break below is said as "from the start" (design of the measure)."""

LEAST_RISE = 5.0
"""A smaller rise than this, deg, is not called moving in (our choice)."""

DEEP_ENOUGH = 30.0
"""A descent that ends above this bend, deg, is too short to tell a change from 25 degrees on (our choice)."""

FEWEST = 5
"""Fewer samples than this hold no two-piece line."""

_STEP = 1.0
_NO_SPREAD = 1e-9


@dataclass(frozen=True)
class TwoPieces:
    """A level line and a rising one that meet at bend ``at``, deg.

    level: knee_in_angle before the break; slope: rise per degree of bend after it; bottom: deepest bend fitted.
    """

    at: float
    level: float
    slope: float
    bottom: float

    @property
    def rise(self) -> float:
        """Rise from the break to the bottom, deg."""
        return self.slope * (self.bottom - self.at)

    @property
    def change(self) -> float:
        """Change from 25 degrees of bend to the bottom, deg, inward +."""
        return self.slope * (self.bottom - max(self.at, LEVEL_AT))


def fit_two_pieces(bend: Floats, inward: Floats) -> TwoPieces | None:
    """The best level-then-rising line through samples of knee_in_angle (n,) against knee flexion (n,), deg.

    Least squares over breaks a degree apart from 20 degrees to the bottom; a sample weighs with the sine of its bend,
    as the heading of a knee is known the better the more it is bent. None where too few samples are known, or none is
    bent by 30 degrees.
    """
    known = np.isfinite(bend) & np.isfinite(inward) & (bend >= SHALLOWEST)
    if known.sum() < FEWEST or bend[known].max() < DEEP_ENOUGH:
        return None
    x, y = bend[known], inward[known]
    weight = np.sin(np.radians(x))
    breaks = np.arange(SHALLOWEST, x.max() - _STEP, _STEP)
    levels, slopes, missed = _fits(x, y, weight, breaks)
    best = int(np.argmin(missed))
    return TwoPieces(float(breaks[best]), float(levels[best]), float(slopes[best]), float(x.max()))


def _fits(x: Floats, y: Floats, weight: Floats, breaks: Floats) -> tuple[Floats, Floats, Floats]:
    """Level, slope and weighted squared error of the two-piece line for each break, by the normal equations of all at
    once: one look at a repetition has to fit between two frames of a camera. Where all samples beyond a break are bent
    alike they tell no slope, and the line is level."""
    squared = weight**2
    beyond = np.maximum(x - breaks[:, None], 0.0)
    whole, first, second = squared.sum(), beyond @ squared, beyond**2 @ squared
    of_y, both = (squared * y).sum(), beyond @ (squared * y)
    spread = second - first**2 / whole
    told = spread > _NO_SPREAD * second
    slopes = np.divide(both - first * of_y / whole, spread, out=np.zeros_like(spread), where=told)
    levels = (of_y - slopes * first) / whole
    off = y - levels[:, None] - slopes[:, None] * beyond
    return levels, slopes, off**2 @ squared
