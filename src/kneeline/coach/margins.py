"""How sure each signal is, and when a value is outside its limits by more than that."""

import math
from collections.abc import Mapping
from typing import Final

from kneeline.coach.sight import Sight
from kneeline.measure.errors import WIDEN_UNREFINED, ErrorModel

OUR_ERRORS: Final[Mapping[str, float]] = {
    "knee_flexion": 10.0,
    "stance_knee_flexion": 10.0,
    "hip_flexion": 12.0,
    "hip_extension": 10.0,
    "hip_abduction": 7.0,
    "trunk_inclination": 6.0,
    "trunk_to_floor": 8.0,
    "shank_angle": 5.0,
    "heel_rise": 6.0,
    "ankle_separation": 8.0,
    "knee_separation": 8.0,
    "knee_height": 8.0,
    "hip_rise": 6.0,
    "foot_turn_change": 15.0,
    "foot_line_offset": 8.0,
    "knee_flexion_change": 8.0,
    "knee_drift": 6.0,
    "pelvis_rotation_change": 20.0,
    "pelvis_shift_change": 7.0,
    "stillness": 0.6,
    "rolling_amplitude": 5.0,
    "foot_touches": 0.0,
    "hold_time": 0.2,
    "pass_time": 0.2,
    "moving_time": 1.0,
}
"""Half-widths where measure has none of its own, in the signal's unit: our choice, not validated."""

FORWARD: Final = 70.0
"""How far somebody who stands up from a chair brings the hips forward, % of the shank (simulated patients): from a
camera that stands aside it looks like a shift to one side."""

WAY_SHARE: Final = 0.4
"""How far off the time of a way can be, as a share of what it should be."""

CHANGES: Final = frozenset(
    {
        "knee_in_change",
        "foot_turn_change",
        "knee_flexion_change",
        "pelvis_rotation_change",
        "pelvis_shift_change",
        "hip_rise",
        "knee_drift",
    }
)
"""Changes since the start, whose constant error is gone: beyond the limit and beyond the error is enough."""

VALGUS: Final = frozenset({"fppa", "knee_in_change", "knee_over_toe_offset"})
"""Signals of which at least one has to run before a repetition of an exercise that has them can be good."""

IN_TIME: Final = frozenset({"hold_time", "out_time", "back_time", "pass_time", "moving_time", "rolling_amplitude"})
"""Told by the phases and not by one moment."""

KNEES_APART: Final = "knee_ankle_separation_ratio"
"""Its error in single frames comes from squats on wide feet. Somebody whose feet are closer together, as on photos of
people who stand, is read up to three times worse where the knees are hardly bent."""

STRONG: Final = 10.0
"""A knee that turns in by more than this moves in strongly, deg (design of the measure). While a repetition goes on,
how far the knee will turn in is not known yet: its error is taken to be that of a change this large."""

AS_IT_COMES: Final = 1.4
"""How much more the coach errs than the measure, which may look at what comes after: of rendered people's repetitions
95 % lie within 1.4 times as wide a band (docs/coach.md)."""


def error_of_change(errors: ErrorModel, bent: float, change: float = STRONG) -> float:
    """Half-width of 95 % of how far a knee turned in within a repetition bent so far, deg."""
    return AS_IT_COMES * float(errors.half_width("knee_in_change", "repetition", bent, change))


def error_of(signal: str, sight: Sight, bent: float | None) -> float:
    """Half-width of 95 % of a signal at a bend of the knee, in its unit; infinite where none is known."""
    if signal == "stillness":
        return OUR_ERRORS[signal]
    if signal == "knee_in_change" and sight.frontal:
        return error_of_change(sight.errors, 110.0 if bent is None else bent)
    if sight.errors.line(signal, "frame") is not None and sight.frontal:
        wider = WIDEN_UNREFINED if signal == "fppa" and sight.errors.kind == "landmarks" else 1.0
        error = wider * float(sight.errors.half_width(signal, "frame", 110.0 if bent is None else bent))
        return max(error, float(sight.errors.half_width(signal, "standing"))) if signal == KNEES_APART else error
    aside = FORWARD * math.sin(math.radians(abs(sight.yaw.told))) if signal == "pelvis_shift_change" else 0.0
    return OUR_ERRORS.get(signal, math.inf) + aside


def error_of_way(limit_s: float) -> float:
    """Half-width of how long a way took, s, where it should take ``limit_s``: it is told by its middle, of which what
    leads along the line of sight is seen badly (simulated patients)."""
    return max(0.2, WAY_SHARE * limit_s)


def exceeds(signal: str, value: float, least: float | None, most: float | None, error: float) -> bool:
    """Whether a value is outside its limits by more than its error; a change since the start has to exceed both."""
    if signal in CHANGES:
        over = most is not None and value > max(most, error)
        under = least is not None and (value < least - error if least > 0 else value < min(least, -error))
        return over or under
    return (most is not None and value > most + error) or (least is not None and value < least - error)
