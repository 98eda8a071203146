"""Makes src/kneeline/measure/errors.toml: how wrong each value can be, from rendered people of the ``fit`` bodies only.

    KNEELINE_DATA=FOLDER [KNEELINE_RENDERED=FOLDER] python -m bench.calibrate [--only photos|clips]
        [--measures NAME ...] [--scale] [--cache FOLDER] [--model heavy|full|lite]

A half-width is made so that 95 % of the errors of people nobody has seen stay inside (bench/conformal.py); the view's
own widening (toes cut off, dark, turned, …) is divided out first. Only bench.accuracy looks at ``check`` bodies.
``--only`` makes the rows of photos or of clips alone, ``--measures`` those of some measures; the others stay.
``--scale`` keeps how each row's half-widths go with the bend and makes all of them smaller or larger by one factor: for
rows that more bodies made than are at hand now, read by another network then.
Which onsets are given depends on the table in force, so run it until its file no longer changes (twice).
"""

import argparse
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import numpy as np

import kneeline
from bench.conformal import ENOUGH, LEVEL, Scores, coverage, half_width, left_out_coverage
from bench.error_table import Line, calibrated_lines, lines_of, mocap, others_landmarks, with_fallbacks, written
from bench.observations import Case, Observation, case_of, of_files, of_frames, of_repetitions, over_time
from bench.recordings import Store, add_arguments, prepare
from bench.summary import number, percent, table
from bench.truth import data_folder, items
from kneeline.core.output import whole_file
from kneeline.core.skeleton import SIDES, Side
from kneeline.measure.errors import STILL

TABLE = Path(kneeline.__file__).parent / "measure" / "errors.toml"
COMMAND = "python -m bench.calibrate"

BANDS = {
    "frame": ((0.0, 20.0), (20.0, 40.0), (40.0, 60.0), (60.0, 75.0), (75.0, 90.0), (90.0, 110.0)),
    "repetition": ((0.0, 60.0), (60.0, 75.0), (75.0, 110.0)),
    "bottom": ((0.0, 60.0), (60.0, 75.0), (75.0, 110.0)),
    "peak": ((0.0, 60.0), (60.0, 75.0), (75.0, 110.0)),
}
"""Bends of the knee, deg, that get half-widths of their own, by moment; other moments know no bend."""

DEEPEST = 110.0
"""Nothing was checked beyond this bend, deg: there every half-width is twice that of the deepest."""

FEWEST_BODIES = 5
"""What rests on fewer bodies gets no row of its own."""

FEWEST_IN_BAND = 12
"""A band of bends with fewer bodies is left out; its neighbours stand for it: one odd body would make it."""

DOUBLED_AT = {"knee_in_angle": 12.0, "knee_in_change": 12.0}
"""Sizes of a value, deg, at which its half-width is twice that at 0. The plane of hip, knee and ankle turns in by the
knee's abduction, too, which grows as the knee moves in and which three joints can't tell from turning (our choice: what
makes the mean half-width of frames about the smallest, as the second table printed shows)."""

DOUBLED_AT_TRIED = (9.0, 12.0, 15.0, 20.0, 25.0, 40.0, math.inf)

ONSET = "valgus_onset_flexion"
"""A bend itself; its error goes by no other bend."""

OFF_ONE_CURVE = ("peak", "bottom", "repetition")

REPEATED = {"standing": "standing"} | dict.fromkeys((*BANDS, "mean"), "repetition")
"""What tells how well a second check agrees at a moment."""

LEAST_SHARE_MOVING = 0.4
"""Repetitions of one clip share its camera and clothes, which a second check does not (our choice)."""

SHARE_UNKNOWN = 0.7
"""Share of the error that a second check can add where no pose was filmed twice (our choice)."""


@dataclass(frozen=True)
class Basis:
    """What a row rests on: its errors by body, with how many of them and how well a body left out is covered."""

    line: Line
    scores: Scores

    @property
    def cells(self) -> list[str]:
        """The row as text for the printed table."""
        count = sum(len(each) for each in self.scores.values())
        widths = "  ".join(number(width) for width in self.line.half_widths)
        left_out = percent(round(1000 * left_out_coverage(self.scores)), 1000)
        share = number(self.line.repeat_share)
        return [self.line.measure, self.line.moments[0], str(len(self.scores)), str(count), left_out, widths, share]


@dataclass(frozen=True)
class Seen:
    """What was observed of some cases: values of whole files and differences of both legs, single repetitions, single
    frames."""

    files: list[Observation]
    differences: list[Observation]
    repetitions: list[Observation]
    frames: list[Observation]

    @property
    def rows(self) -> dict[tuple[str, str], list[Observation]]:
        """By the rows of the table: measure and moment."""
        rows: dict[tuple[str, str], list[Observation]] = defaultdict(list)
        for each in (*self.files, *self.repetitions, *self.frames):
            rows[_table_name(each), each.at].append(each)
        return rows


def seen(cases: Sequence[Case]) -> Seen:
    """Everything observed of some cases."""
    both = [each for case in cases for each in of_files(case)]
    return Seen(
        files=[each for each in both if each.side != "difference"],
        differences=[each for each in both if each.side == "difference"],
        repetitions=[each for case in cases if case.item.moving for each in of_repetitions(case)],
        frames=[each for case in cases if case.item.moving for each in of_frames(case, over_time(case))],
    )


def calibrated(observed: Seen) -> list[Basis]:
    """Rows for our own pose model on pictures."""
    spreads = _spreads(observed.files, observed.repetitions)
    rows = observed.rows
    bases = (_basis(measure, moment, chosen, spreads) for (measure, moment), chosen in rows.items())
    wide = _as_wide_together([basis for basis in bases if basis is not None])
    return [replace(each, line=_with_difference(each.line, observed.differences)) for each in wide]


def rescaled(observed: Seen, before: Iterable[Line]) -> list[Basis]:
    """The rows in force, each times the factor within which 95 % of the errors of a body nobody has seen lie; what is
    read off one curve at peak and bottom gets the largest of theirs. Too few bodies for a quantile leave a row alone,
    and no row gets wider that holds these bodies as it is: it was made from others, so that is a test it has passed.
    """
    scores = {
        key: some for key, chosen in observed.rows.items() if len(some := _scores(chosen, _share_of_given)) >= ENOUGH
    }
    most = {key: math.inf if coverage(some) < LEVEL else 1.0 for key, some in scores.items()}
    factors = {key: min(most[key], half_width(some)) for key, some in scores.items()}
    peaked = {measure for measure, moment in scores if moment == "peak"}
    for measure in peaked:
        curve = [(measure, moment) for moment in OFF_ONE_CURVE if (measure, moment) in factors]
        factors |= dict.fromkeys(curve, max(factors[key] for key in curve))
    keys = {line: (line.measure, line.moments[0]) for line in before}
    return [Basis(_wider(line, factors[key]), scores[key]) for line, key in keys.items() if key in scores]


def _wider(line: Line, factor: float) -> Line:
    return replace(line, half_widths=tuple(width * factor for width in line.half_widths))


def _with_difference(line: Line, differences: Sequence[Observation]) -> Line:
    """The row with what share of both legs' errors, added in squares, the errors of their difference need."""
    scores: dict[int, list[float]] = defaultdict(list)
    for each in differences:
        if each.measure == line.measure and each.at in line.moments and math.isfinite(each.error):
            both = math.hypot(*(_of_leg(each, side, line) for side in SIDES))
            scores[each.case.item.body].append(abs(each.error) / each.widening / both)
    return replace(line, difference_share=half_width(scores)) if len(scores) >= FEWEST_BODIES else line


def _of_leg(difference: Observation, side: Side, line: Line) -> float:
    """The half-width of one of the legs whose difference was given."""
    wanted = difference.measure, side, difference.at
    given = next(each for each in difference.case.measurement.measures if (each.name, each.side, each.at) == wanted)
    at_bend = float(np.interp(given.knee_flexion or 0.0, line.bends, line.half_widths))
    return at_bend * _grown(given.value or 0.0, line.doubled_at)


def _as_wide_together(bases: Sequence[Basis]) -> list[Basis]:
    """What is read off one curve at peak and bottom errs alike at both, so both (and single repetitions) get the wider
    half-width at each bend: fifteen bodies are too few to tell them apart."""
    peaked = {basis.line.measure for basis in bases if basis.line.moments == ("peak",)}
    together: dict[str, list[Line]] = {
        measure: [each.line for each in bases if each.line.measure == measure and each.line.moments[0] in OFF_ONE_CURVE]
        for measure in peaked
    }
    return [
        replace(each, line=_widest(each.line, together[each.line.measure]))
        if each.line.measure in peaked and each.line.moments[0] in OFF_ONE_CURVE
        else each
        for each in bases
    ]


def _widest(line: Line, alike: Sequence[Line]) -> Line:
    """The row with the largest half-width of those alike at each of their bends."""
    bends = sorted({bend for each in alike for bend in each.bends})
    widths = [max(float(np.interp(bend, each.bends, each.half_widths)) for each in alike) for bend in bends]
    return replace(line, bends=tuple(bends), half_widths=tuple(widths))


def _table_name(each: Observation) -> str:
    """The table knows ``fppa`` of a repetition, be it at the peak or the bottom."""
    return each.measure.removeprefix("peak_").removeprefix("bottom_")


def _basis(
    measure: str, moment: str, chosen: Sequence[Observation], spreads: dict[tuple[str, str], float]
) -> Basis | None:
    scores = _scores(chosen, _as_at_zero)
    if len(scores) < FEWEST_BODIES:
        return None
    whole = half_width(scores)
    nodes = _nodes(chosen, whole, BANDS[moment]) if moment in BANDS and measure != ONSET else [(0.0, whole)]
    bends, widths = tuple(bend for bend, _ in nodes), tuple(width for _, width in nodes)
    share = _share(spreads.get((measure, REPEATED.get(moment, ""))), whole, moment)
    line = Line(measure, "picture", (moment,), bends, widths, share, "rendered")
    return Basis(replace(line, doubled_at=DOUBLED_AT.get(measure, math.inf)), scores)


def _scores(observations: Iterable[Observation], sized: Callable[[Observation], float]) -> dict[int, list[float]]:
    """Sizes of errors by body, as ``sized`` gives them."""
    scores: dict[int, list[float]] = defaultdict(list)
    for each in observations:
        if math.isfinite(each.error):
            scores[each.case.item.body].append(abs(sized(each)))
    return scores


def _as_at_zero(each: Observation) -> float:
    """The error as it would be of a value of 0 in a view without problems."""
    return each.error / each.widening / _grown(each.value, DOUBLED_AT.get(_table_name(each), math.inf))


def _share_of_given(each: Observation) -> float:
    """The error as a share of the one given."""
    return each.error / each.half_width


def _grown(value: float, doubled_at: float) -> float:
    """How much wider than at 0 a half-width is at this value (kneeline.measure.errors)."""
    return 1 + abs(value) / doubled_at


def by_growth(cases: Sequence[Case]) -> list[list[str]]:
    """Mean half-width of knee_in_angle in frames, deg, by where it is twice that at 0."""
    frames = [each for case in cases if case.item.moving for each in of_frames(case, ("knee_in_angle",))]
    return [[number(doubled_at), number(_mean_half_width(frames, doubled_at))] for doubled_at in DOUBLED_AT_TRIED]


def _mean_half_width(frames: Sequence[Observation], doubled_at: float) -> float:
    """Of frames whose errors are calibrated band by band of bends."""
    widths = []
    for low, high in BANDS["frame"]:
        scores: dict[int, list[float]] = defaultdict(list)
        inside = [each for each in frames if low <= each.given_bend < high and math.isfinite(each.error)]
        for each in inside:
            scores[each.case.item.body].append(abs(each.error) / each.widening / _grown(each.value, doubled_at))
        if len(scores) >= FEWEST_IN_BAND:
            at_zero = half_width(scores)
            widths += [at_zero * each.widening * _grown(each.value, doubled_at) for each in inside]
    return float(np.mean(widths))


def _nodes(
    chosen: Sequence[Observation], whole: float, bands: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Bends and the half-widths there: of the bands, where telling them apart makes one narrower than ``whole``, of
    all bends together; doubled where none was checked."""
    split = [((low + high) / 2, _in_band(chosen, low, high)) for low, high in bands]
    known = [(bend, width) for bend, width in split if math.isfinite(width)]
    nodes = known if min((width for _, width in known), default=whole) < whole else [(0.0, whole)]
    return [*nodes, (DEEPEST, nodes[-1][1]), (DEEPEST + 1, 2 * nodes[-1][1])]


def _in_band(chosen: Sequence[Observation], low: float, high: float) -> float:
    """Half-width of the errors in a band of bends, as kneeline itself reads the bend; NaN from too few bodies."""
    scores = _scores((each for each in chosen if low <= each.given_bend < high), _as_at_zero)
    return half_width(scores) if len(scores) >= FEWEST_IN_BAND else math.nan


def _spreads(files: Iterable[Observation], repetitions: Iterable[Observation]) -> dict[tuple[str, str], float]:
    """Half-width of 95 % of a second check, by measure and moment: of one pose from eight cameras, or of the
    repetitions of one leg in one clip; two checks differ by it in squares."""
    groups: dict[tuple[str, str], dict[tuple[int, str, str], list[float]]] = defaultdict(lambda: defaultdict(list))
    repeated = [each for each in files if each.case.item.scenario == "standing_repeat"]
    for each in (*repeated, *repetitions):
        if math.isfinite(each.error):
            same = (each.case.item.body, each.side, each.measure)
            groups[_table_name(each), each.at][same].append(_as_at_zero(each))
    return {key: _between_two(each) for key, each in groups.items()}


def _between_two(groups: Mapping[tuple[int, str, str], Sequence[float]]) -> float:
    """From the differences of all pairs of a group, each body one unit; NaN where nothing was checked twice."""
    scores: dict[int, list[float]] = defaultdict(list)
    for (body, *_), errors in groups.items():
        scores[body] += [abs(first - second) / math.sqrt(2) for first, second in combinations(errors, 2)]
    paired = {body: each for body, each in scores.items() if each}
    return half_width(paired) if len(paired) >= FEWEST_BODIES else math.nan


def _share(spread: float | None, width: float, moment: str) -> float:
    if spread is None or math.isnan(spread):
        return SHARE_UNKNOWN
    least = 0.0 if moment == "standing" else LEAST_SHARE_MOVING
    return min(1.0, max(least, spread / width))


def main() -> None:
    """Calibrate, print what each row rests on, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=("photos", "clips"), help="rows of one kind; the others stay as they are")
    parser.add_argument("--measures", nargs="+", default=(), metavar="NAME", help="rows of these measures; likewise")
    parser.add_argument("--scale", action="store_true", help="one factor a row on the table in force")
    add_arguments(parser)
    chosen = parser.parse_args()
    store = Store(chosen.cache, chosen.model)
    fit = [item for item in items(data_folder(), chosen.only) if item.split == "fit"]
    prepare(store, fit, ("product",), chosen.fresh)
    cases = [case_of(item, store) for item in fit]
    in_force, theirs = calibrated_lines(TABLE), lines_of(TABLE, "landmarks")
    every = rescaled(seen(cases), in_force) if chosen.scale else calibrated(seen(cases))
    bases = [basis for basis in every if not chosen.measures or basis.line.measure in chosen.measures]
    headings = ("measure", "at", "bodies", "n", "left-out bodies covered", "± half-widths", "repeat share")
    print(table("What each row rests on, on rendered people", headings, [basis.cells for basis in bases]))
    if chosen.only != "photos":
        print("\n" + table("Half-widths of knee_in_angle in frames", ("doubled at", "mean, deg"), by_growth(cases)))
    made = {(basis.line.measure, basis.line.moments): basis.line for basis in bases}
    before = {(line.measure, line.moments): line for line in in_force}
    partly = chosen.only or chosen.measures or chosen.scale
    lines = sorted((before | made if partly else made).values(), key=lambda line: line.moments[0] not in STILL)
    pictures = with_fallbacks(lines)
    with whole_file(TABLE) as temporary:
        temporary.write_text(
            written([*pictures, *others_landmarks(pictures, theirs), *mocap()], COMMAND), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
