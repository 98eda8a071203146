"""Does the knee move in as it bends, from which bend, and by how much? One leg, one or several descents."""

from dataclasses import dataclass

import numpy as np

from kneeline.core.recording import Floats
from kneeline.core.repetitions import Span
from kneeline.measure.errors import ErrorModel
from kneeline.measure.moments import Reading, bottom_time, missing
from kneeline.measure.onset import LEAST_RISE, TwoPieces, fit_two_pieces
from kneeline.measure.series import LegSeries

DESCENT_LAG_S = 0.1
"""The held bottom belongs to the descent for this long after maximum flexion."""


@dataclass(frozen=True)
class Caving:
    """What one leg did over one descent, or over several alike.

    change: of knee_in_angle from 25 degrees of bend to the bottom, deg, inward +. onset: bend at which it starts.
    caves_in: None = could not be seen.
    """

    change: Reading
    onset: Reading
    caves_in: bool | None


def descent_samples(time_s: Floats, series: LegSeries, side: int, span: Span) -> tuple[Floats, Floats]:
    """Knee flexion and knee_in_angle (n,) of one side on the way down of a repetition."""
    bend, inward = series.values["knee_flexion"][:, side], series.values["knee_in_angle"][:, side]
    until = bottom_time(time_s, bend, span) + DESCENT_LAG_S
    down = (time_s >= span.start_s) & (time_s <= until) & np.isfinite(bend) & np.isfinite(inward)
    return bend[down], inward[down]


def caving(
    time_s: Floats, series: LegSeries, side: int, spans: tuple[Span, ...], errors: ErrorModel, moment: str
) -> Caving:
    """Fit the descents of these repetitions together; ``moment`` names the row of the error table for the change."""
    samples = [descent_samples(time_s, series, side, span) for span in spans]
    bends = np.concatenate([bend for bend, _ in samples]) if samples else np.array([])
    inwards = np.concatenate([inward for _, inward in samples]) if samples else np.array([])
    fit = fit_two_pieces(bends, inwards)
    if fit is None:
        reason = _why_none(series, side)
        return Caving(missing(reason), missing(reason), None)
    errors_of = errors.half_width("knee_in_change", moment, fit.bottom, np.array([fit.change, fit.rise]))
    of_change, of_rise = errors_of.tolist()
    bottom_s = bottom_time(time_s, series.values["knee_flexion"][:, side], spans[0])
    change = Reading(fit.change, bottom_s, fit.bottom, len(bends))
    return Caving(change, _onset(fit, of_rise, bottom_s, len(bends)), _caves_in(fit.change, of_change))


def _caves_in(change: float, error: float) -> bool:
    """Seen when the change exceeds 5 degrees and its error (design of the measure)."""
    return change > LEAST_RISE and change > error


def _onset(fit: TwoPieces, error: float, bottom_s: float, samples: int) -> Reading:
    if fit.rise <= LEAST_RISE or fit.rise <= error:
        return missing("no_rise")
    return Reading(fit.at, bottom_s, fit.at, samples)


def _why_none(series: LegSeries, side: int) -> str:
    codes = [code for code in series.reasons["knee_in_angle"][:, side].tolist() if code]
    if "turned_away" in codes:
        return "turned_away"
    return "leg_nearly_straight" if "leg_nearly_straight" in codes else "too_few_frames"
