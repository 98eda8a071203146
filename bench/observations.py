"""Each value kneeline gives beside its truth: of a file, a repetition, a frame; and what a raw model would say."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

import kneeline
from bench.recordings import Store
from bench.truth import CAVES_FROM, Item, Truth, truth_of
from kneeline.core import angles
from kneeline.core.between_looks import bridged, bridged_errors
from kneeline.core.measurement import At, Measurement, Person, Repetition, ValueSide
from kneeline.core.recording import Bools, Floats, Recording
from kneeline.core.repetitions import Span
from kneeline.core.skeleton import SIDES, pair
from kneeline.measure import moments
from kneeline.measure.errors import ErrorModel, error_model
from kneeline.measure.movements import MOVEMENTS
from kneeline.measure.onset import LEVEL_AT

OF_REPETITIONS = ("knee_flexion", "peak_fppa", "bottom_fppa", "knee_in_change", "valgus_onset_flexion")


@dataclass(frozen=True)
class Case:
    """One rendered picture or video: its truth, what was read and what was measured."""

    item: Item
    truth: Truth
    recording: Recording
    measurement: Measurement

    @property
    def matched(self) -> list[tuple[Span, Repetition | None]]:
        """True repetitions, each with the found one whose bottom lies inside it."""
        return [(span, _inside(span, self.measurement.repetitions)) for span in self.truth.spans]

    @property
    def errors(self) -> ErrorModel:
        """How the view widens this recording's errors."""
        view = self.measurement.view
        frontal = view.facing in ("front", "back") and view.yaw_deg is not None
        codes = {problem.code for problem in view.problems}
        yaw = view.yaw_deg or 0.0 if frontal else 0.0
        return error_model(self.recording, self.measurement.task, yaw, codes)


@dataclass(frozen=True, slots=True)
class Observation:
    """One value beside its truth. at: moment, ``repetition`` or ``frame``. value, half_width: NaN where kneeline gave
    none, then ``why`` says why. bend: true bend of the knee in a frame, deg; given_bend: kneeline's own, which its
    error goes by. widening: factor on the table's half-width."""

    case: Case
    measure: str
    at: str
    side: ValueSide
    value: float
    truth: float
    half_width: float
    bend: float
    given_bend: float
    widening: float
    why: str

    @property
    def error(self) -> float:
        """Given minus true."""
        return self.value - self.truth


def case_of(item: Item, store: Store) -> Case:
    """Measure one file, told nothing but the person's height."""
    truth, recording = truth_of(item), store.recording(item)
    return Case(item, truth, recording, kneeline.measure(recording, Person(truth.height_cm)))


def of_files(case: Case) -> Iterator[Observation]:
    """The values of a whole file that the movement promises, given or not."""
    test = MOVEMENTS[case.item.task]
    for measure, ats in test.per_leg.items():
        for at in ats:
            true = {side: true_value(case.truth, measure, at, side) for side in case.truth.stance}
            yield from (_of_file(case, measure, at, SIDES[side], value) for side, value in true.items())
            if measure in test.differences and len(true) == 2:
                yield _of_file(case, measure, at, "difference", true[0] - true[1])
    for measure, ats in test.per_person.items():
        for at in ats:
            yield _of_file(case, measure, at, "both", true_value(case.truth, measure, at, case.truth.stance[0]))


def _of_file(case: Case, measure: str, at: At, side: ValueSide, truth: float) -> Observation:
    given = case.measurement.value(measure, side, at)
    bend = given.knee_flexion if given and given.knee_flexion is not None else np.nan
    why = given.why_missing if given else "refused: " + ", ".join(each.code for each in case.measurement.view.problems)
    return Observation(
        case,
        measure,
        at,
        side,
        _number(given.value if given else None),
        truth,
        _number(given.error_95 if given else None),
        np.nan,
        bend,
        _widening(case.errors, measure, at),
        why or "",
    )


def _widening(errors: ErrorModel, measure: str, moment: str) -> float:
    line = errors.line(measure, moment)
    return float(errors.half_width(measure, moment) / line.half_width(0.0)) if line else 1.0


def true_value(truth: Truth, measure: str, at: At, side: int) -> float:
    """The exact value of a file's measure at a moment, by the product's own definition of the moment."""
    if measure == "valgus_onset_flexion":
        return true_onset(truth, side)
    if at in ("standing", "still"):
        return float(truth.values[measure][0, side])
    if measure == "knee_in_change":
        return float(np.median([true_change(truth, side, span) for span in truth.spans]))
    if at == "mean":
        moving: Bools = np.any([span.holds(truth.time_s) for span in truth.spans], axis=0)
        return float(np.nanmedian(truth.values[measure][moving, side]))
    return float(np.nanmedian([true_in_repetition(truth, measure, at, side, span) for span in truth.spans]))


def true_in_repetition(truth: Truth, measure: str, at: At, side: int, span: Span) -> float:
    """The exact value at the peak or the bottom of one repetition."""
    read = moments.at_peak if at == "peak" else moments.at_bottom
    bend = truth.values["knee_flexion"][:, side]
    return read(truth.time_s, truth.values[measure][:, side], bend, truth.no_reasons, span).value


def true_change(truth: Truth, side: int, span: Span) -> float:
    """knee_in_angle at the bottom minus where the descent passes 25 degrees of bend."""
    bend, inward = (truth.values[name][:, side] for name in ("knee_flexion", "knee_in_angle"))
    down = (truth.time_s >= span.start_s) & (truth.time_s <= span.bottom_start_s) & np.isfinite(inward)
    at_level = float(np.interp(LEVEL_AT, bend[down], inward[down]))
    return true_in_repetition(truth, "knee_in_angle", "bottom", side, span) - at_level


def true_onset(truth: Truth, side: int) -> float:
    """The bend from which the knee moves in; NaN on a leg that does not cave in."""
    return truth.onset[side] if truth.amount[side] > CAVES_FROM else np.nan


def of_repetitions(case: Case) -> Iterator[Observation]:
    """The values of each true repetition, given or not."""
    for span, found in case.matched:
        for side in case.truth.stance:
            for measure in OF_REPETITIONS:
                yield _of_repetition(case, measure, side, span, found)


def _of_repetition(case: Case, measure: str, side: int, span: Span, found: Repetition | None) -> Observation:
    leg = SIDES[side]
    base = "fppa" if measure.endswith("_fppa") else measure
    bend = found.knee_flexion.get(leg) if found else None
    return Observation(
        case,
        measure,
        "repetition",
        leg,
        _number(getattr(found, measure).get(leg) if found else None),
        true_of_repetition(case.truth, measure, side, span),
        _number(found.error_95.get(measure, {}).get(leg) if found else None),
        np.nan,
        _number(bend),
        _widening(case.errors, base, "repetition"),
        ((found.why_missing.get(measure, {}).get(leg) or "") if found else "repetition not found"),
    )


def true_of_repetition(truth: Truth, measure: str, side: int, span: Span) -> float:
    """The exact value of what a repetition reports."""
    if measure == "knee_in_change":
        return true_change(truth, side, span)
    if measure == "valgus_onset_flexion":
        return true_onset(truth, side)
    at: At = "peak" if measure == "peak_fppa" else "bottom"
    return true_in_repetition(truth, measure.removeprefix("peak_").removeprefix("bottom_"), at, side, span)


def of_frames(case: Case, measures: tuple[str, ...]) -> Iterator[Observation]:
    """The value of each frame of a video, those not looked at as the CSV gives them."""
    series = case.measurement.series
    nothing = np.full((len(case.truth.time_s), 2), np.nan)

    def given(measure: str) -> Floats:
        return nothing if series is None else bridged(series.time_s, series.looked, series.values[measure])

    def errors(measure: str) -> Floats:
        return nothing if series is None else bridged_errors(series.time_s, series.looked, series.errors[measure])

    bend = given("knee_flexion")
    for measure in measures:
        curves = Curves(given(measure), errors(measure), bend)
        for side in case.truth.stance:
            yield from _of_curves(case, measure, side, curves, _widening(case.errors, measure, "frame"))


def over_time(case: Case) -> tuple[str, ...]:
    """The measures of a movement that have a truth in every frame."""
    test = MOVEMENTS[case.item.task]
    return tuple(name for name in (*test.per_leg, *test.per_person) if name in case.truth.values)


@dataclass(frozen=True)
class Curves:
    """A measure over the frames (T, 2): its values, their half-widths and the bend they were read at."""

    values: Floats
    half_widths: Floats
    bend: Floats


def _of_curves(case: Case, measure: str, side: int, curves: Curves, widening: float) -> Iterator[Observation]:
    true, bend = (case.truth.values[name][:, side] for name in (measure, "knee_flexion"))
    for frame in range(min(len(curves.values), len(true))):
        yield Observation(
            case,
            measure,
            "frame",
            SIDES[side],
            float(curves.values[frame, side]),
            float(true[frame]),
            float(curves.half_widths[frame, side]),
            float(bend[frame]),
            float(curves.bend[frame, side]),
            widening,
            "",
        )


def raw_fppa(case: Case, store: Store) -> Floats:
    """Image FPPA (T, 2) straight from a model's landmarks: no filter, no gate, no correction. Frames in which the
    thigh points at the camera have no truth and are left out for it, too."""
    joints = store.raw(case.item)
    hip, knee, ankle = (joints[:, pair(name)] for name in ("hip", "knee", "ankle"))
    fppa = angles.fppa(hip, knee, ankle, case.truth.facing)
    return np.where(np.isfinite(case.truth.values["fppa"]), fppa, np.nan)


def raw_of_files(case: Case, fppa: Floats) -> Iterator[Observation]:
    """What the raw model says of a photo, or at the true bottoms and peaks of a video (it finds none itself)."""
    for side in case.truth.stance:
        if not case.item.moving:
            yield _raw(case, "standing", side, float(fppa[0, side]), float(case.truth.values["fppa"][0, side]))
        for span in case.truth.spans:
            for at, read in (("peak_fppa", moments.at_peak), ("bottom_fppa", moments.at_bottom)):
                bend, reasons = case.truth.values["knee_flexion"][:, side], case.truth.no_reasons
                value = read(case.truth.time_s, fppa[:, side], bend, reasons, span).value
                yield _raw(case, at, side, value, true_of_repetition(case.truth, at, side, span))


def raw_of_frames(case: Case, fppa: Floats) -> Iterator[Observation]:
    """What the raw model says of each frame of a video."""
    nothing = np.full(fppa.shape, np.nan)
    for side in case.truth.stance:
        yield from _of_curves(case, "fppa", side, Curves(fppa, nothing, nothing), 1.0)


def _raw(case: Case, at: str, side: int, value: float, truth: float) -> Observation:
    return Observation(case, "fppa", at, SIDES[side], value, truth, np.nan, np.nan, np.nan, 1.0, "")


def _inside(span: Span, found: tuple[Repetition, ...]) -> Repetition | None:
    return next((each for each in found if span.start_s <= each.bottom_s <= span.end_s), None)


def _number(value: float | None) -> float:
    return np.nan if value is None else float(value)
