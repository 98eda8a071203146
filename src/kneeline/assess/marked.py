"""Angles from points marked on a photo."""

import math

from kneeline.assess.answer_values import Points
from kneeline.core.skeleton import Side


def turned_out(points: Points, side: Side, *, sole_up: bool) -> float:
    """Angle of the second pair of points against the first, photographed from above (pixels, y down), toe-out +, deg.

    ``sole_up``: the person lies on the belly and shows the sole, which turns the sense of rotation round.
    """
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points
    ahead, foot = math.atan2(y1 - y0, x1 - x0), math.atan2(y3 - y2, x3 - x2)
    clockwise = math.degrees(math.remainder(foot - ahead, math.tau))
    return clockwise if (side == "right") != sole_up else -clockwise
