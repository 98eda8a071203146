"""Do both knees stand outwards, by measured numbers?"""

from collections.abc import Sequence

from kneeline.assess.knee_in import knees_in
from kneeline.assess.readings import readings, surest
from kneeline.core.measurement import Measurement
from kneeline.core.skeleton import SIDES, Side

CLEARLY_OUT = -2.0
"""Standing FPPA below which, with its whole error, a knee stands outwards, deg (our choice)."""

CONDITION = "knees_measured_out"


def stand_out(measurements: Sequence[Measurement], grown: bool) -> bool:
    """Whether both knees stand outwards with the whole error and neither was seen to move in.

    ``grown``: under 18 no angle is held against a limit.
    """
    return grown and all(_stands_out(measurements, side) and not _moves_in(measurements, side) for side in SIDES)


def _stands_out(measurements: Sequence[Measurement], side: Side) -> bool:
    standing = surest(readings(measurements, "fppa", side, "standing"))
    return standing is not None and standing.below(CLEARLY_OUT)


def _moves_in(measurements: Sequence[Measurement], side: Side) -> bool:
    return any(each.outcome == "seen" for each in knees_in(measurements, side))
