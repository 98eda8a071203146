"""Makes src/kneeline/measure/errors.toml: how wrong each value can be, from rendered people of the ``fit`` bodies only.

    KNEELINE_DATA=FOLDER python -m bench.calibrate [--cache FOLDER] [--model heavy|full|lite]

A half-width is made so that 95 % of the errors of people nobody has seen stay inside (bench/conformal.py); the view's
own widening (toes cut off, dark, turned, …) is divided out first. Only bench.accuracy looks at ``check`` bodies.
"""

import argparse
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

import kneeline
from bench.conformal import Scores, half_width, left_out_coverage
from bench.observations import Case, Observation, case_of, of_files, of_frames, of_repetitions
from bench.recordings import Store, add_arguments, missing, prepare
from bench.summary import number, percent, table
from bench.truth import data_folder, items
from kneeline.core.measurement import ValidatedOn
from kneeline.core.output import whole_file
from kneeline.measure.errors import Kind
from kneeline.measure.movements import MOVEMENTS

TABLE = Path(kneeline.__file__).parent / "measure" / "errors.toml"
COMMAND = "python -m bench.calibrate"

BANDS = {
    "frame": ((0.0, 20.0), (20.0, 40.0), (40.0, 60.0), (60.0, 75.0), (75.0, 90.0), (90.0, 110.0)),
    "repetition": ((0.0, 75.0), (75.0, 110.0)),
    "bottom": ((0.0, 75.0), (75.0, 110.0)),
    "peak": ((0.0, 75.0), (75.0, 110.0)),
}
"""Bends of the knee, deg, that get half-widths of their own, by moment; other moments know no bend."""

DEEPEST = 110.0
"""Nothing was checked beyond this bend, deg: there every half-width is twice the widest."""

FEWEST_BODIES = 5
"""A band of bends with fewer bodies is left out; its neighbours stand for it."""

LEAST_SHARE_MOVING = 0.4
SHARE_UNKNOWN = 0.7
"""Share of the error that a second check can add where no pose was filmed twice (our choice)."""

OTHER_LANDMARKS = 1.3
"""Somebody else's pose model is taken to err this much more than ours (our choice; nothing was checked)."""

MOCAP: dict[str, tuple[float, ValidatedOn]] = {
    "knee_flexion": (8.5, "real"),  # RMSE up to 4.2 deg against reference angles of the laboratory recordings
    "fppa": (5.5, "none"),  # two ways to place joint centres from one set of markers differ by 2 to 5.5 deg
    "hip_knee_ankle_angle": (5.5, "none"),
    "knee_in_angle": (12.0, "none"),
    "knee_in_change": (8.0, "none"),
    "valgus_onset_flexion": (15.0, "none"),
    "hip_adduction": (5.0, "none"),
    "knee_over_toe_offset": (10.0, "none"),
    "foot_progression_angle": (8.0, "none"),
    "knee_gap": (3.0, "none"),
    "intermalleolar_gap": (3.0, "none"),
    "knee_ankle_separation_ratio": (0.15, "none"),  # the same two ways differ by 0.05 to 0.09
    "stance_width": (0.15, "none"),
    "trunk_lean": (4.0, "none"),
    "pelvic_drop": (4.0, "none"),
    "pelvis_shift": (8.0, "none"),
    "shank_angle": (5.0, "none"),
    "hip_flexion": (12.0, "none"),
    "heel_rise": (6.0, "none"),
    "weight_bearing_lunge_distance": (3.0, "none"),
    "trunk_flexion": (6.0, "none"),
}
"""Half-widths for motion capture, by measure, and what they were held against. Joint centres from skin markers are
the error there; where nothing was compared they are our choice."""

MOCAP_SHARE = 0.5


@dataclass(frozen=True)
class Line:
    """One row of the table."""

    measure: str
    kind: Kind
    moments: tuple[str, ...]
    bends: tuple[float, ...]
    half_widths: tuple[float, ...]
    repeat_share: float
    validated_on: ValidatedOn

    def as_toml(self) -> str:
        """The row as it stands in the file."""
        quoted = ", ".join(f'"{moment}"' for moment in self.moments)
        bends = f"bends = [{_listed(self.bends)}]\n" if len(self.bends) > 1 else ""
        return (
            f'[[error]]\nmeasure = "{self.measure}"\nkinds = ["{self.kind}"]\nmoments = [{quoted}]\n{bends}'
            f"half_widths = [{_listed(self.half_widths)}]\nrepeat_share = {self.repeat_share:.2f}\n"
            f'validated_on = "{self.validated_on}"\n'
        )


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


def calibrated(cases: Sequence[Case]) -> list[Basis]:
    """Rows for our own pose model on pictures."""
    files = [each for case in cases for each in of_files(case) if each.side != "difference"]
    repetitions = [_as_table_names(each) for case in cases if case.item.moving for each in of_repetitions(case)]
    frames = [each for case in cases if case.item.moving for each in of_frames(case, _over_time(case))]
    shares = _repeat_shares(files, repetitions)
    found = []
    for measure, moment in dict.fromkeys((each.measure, each.at) for each in [*files, *repetitions, *frames]):
        chosen = [each for each in (*files, *repetitions, *frames) if (each.measure, each.at) == (measure, moment)]
        basis = _basis(measure, moment, chosen, shares)
        if basis is not None:
            found.append(basis)
    return found


def _over_time(case: Case) -> tuple[str, ...]:
    """The measures of a movement that have a value in every frame."""
    test = MOVEMENTS[case.item.task]
    return tuple(name for name in (*test.per_leg, *test.per_person) if name in case.truth.values)


def _as_table_names(each: Observation) -> Observation:
    """The table knows ``fppa`` of a repetition, be it at the peak or the bottom."""
    return replace(each, measure="fppa") if each.measure.endswith("_fppa") else each


def _basis(
    measure: str, moment: str, chosen: Sequence[Observation], spreads: dict[tuple[str, str], float]
) -> Basis | None:
    scores = _scores(chosen)
    if len(scores) < FEWEST_BODIES:
        return None
    whole = half_width(scores)
    bends, widths = _by_bend(chosen, BANDS[moment]) if moment in BANDS else ((0.0,), (whole,))
    share = _share(spreads.get((measure, "standing" if moment == "standing" else "repetition")), whole, moment)
    return Basis(Line(measure, "picture", (moment,), bends, widths, share, "rendered"), scores)


def _scores(observations: Iterable[Observation]) -> dict[int, list[float]]:
    """Sizes of errors by body, with the view's widening divided out."""
    scores: dict[int, list[float]] = defaultdict(list)
    for each in observations:
        if math.isfinite(each.error):
            scores[each.case.item.body].append(abs(each.error) / each.widening)
    return scores


def _by_bend(
    chosen: Sequence[Observation], bands: Sequence[tuple[float, float]]
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Half-widths at the middles of the bands of bend, as kneeline itself reads the bend; doubled where none was."""
    nodes = []
    for low, high in bands:
        scores = _scores(each for each in chosen if low <= each.given_bend < high)
        if len(scores) >= FEWEST_BODIES:
            nodes.append(((low + high) / 2, half_width(scores)))
    deepest = nodes[-1][1]
    nodes += [(DEEPEST, deepest), (DEEPEST + 1, 2 * max(width for _, width in nodes))]
    return tuple(bend for bend, _ in nodes), tuple(width for _, width in nodes)


def _repeat_shares(files: Iterable[Observation], repetitions: Iterable[Observation]) -> dict[tuple[str, str], float]:
    """1.96 SD between checks of the same thing, by measure and moment: one pose from eight cameras, or the
    repetitions of one leg in one clip."""
    groups: dict[tuple[str, str], dict[tuple[int, str], list[float]]] = defaultdict(lambda: defaultdict(list))
    repeated = [each for each in files if each.case.item.scenario == "standing_repeat"]
    for each in (*repeated, *repetitions):
        if math.isfinite(each.error):
            groups[each.measure, each.at][each.case.item.body, each.side].append(each.error / each.widening)
    return {key: 1.96 * _within(list(each.values())) for key, each in groups.items()}


def _within(groups: Sequence[Sequence[float]]) -> float:
    """SD around each group's own mean."""
    squares = sum(float(np.sum((np.array(group) - np.mean(group)) ** 2)) for group in groups)
    freedom = sum(len(group) - 1 for group in groups)
    return math.sqrt(squares / freedom) if freedom else math.nan


def _share(spread: float | None, width: float, moment: str) -> float:
    if moment == "standing":
        return min(1.0, spread / width) if spread is not None else SHARE_UNKNOWN
    return min(1.0, max(LEAST_SHARE_MOVING, spread / width)) if spread is not None else SHARE_UNKNOWN


def with_fallbacks(lines: Sequence[Line]) -> list[Line]:
    """The rows, and for each measure one for any other moment: its widest, held against nothing."""
    widest: dict[str, Line] = {}
    for line in lines:
        if line.measure not in widest or max(line.half_widths) > max(widest[line.measure].half_widths):
            widest[line.measure] = line
    return [*lines, *(replace(line, moments=("any",), validated_on="none") for line in widest.values())]


def others_landmarks(lines: Sequence[Line]) -> list[Line]:
    """The rows for landmarks of somebody else's pose model."""
    return [
        replace(
            line,
            kind="landmarks",
            half_widths=tuple(OTHER_LANDMARKS * width for width in line.half_widths),
            validated_on="none",
        )
        for line in lines
    ]


def mocap() -> list[Line]:
    """The rows for motion capture."""
    return [
        Line(measure, "mocap", ("any",), (0.0,), (width,), MOCAP_SHARE, validated)
        for measure, (width, validated) in MOCAP.items()
    ]


def written(lines: Sequence[Line]) -> str:
    """The whole file."""
    head = (
        f"# Written by `{COMMAND}` (see there how). Don't edit by hand.\n#\n"
        "# half_widths: 95 % of errors lie within ± this, in the measure's unit, at each of bends (knee flexion, deg;\n"
        "# along straight lines between them). repeat_share: the part of it that a second check can differ by.\n"
        "# validated_on: rendered people, real recordings, or nothing.\n"
    )
    return "\n".join([head, *(line.as_toml() for line in lines)])


def _listed(numbers: Sequence[float]) -> str:
    return ", ".join(f"{each:.3g}" for each in numbers)


def main() -> None:
    """Calibrate, print what each row rests on, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    chosen = parser.parse_args()
    store = Store(chosen.cache, chosen.model)
    fit = [item for item in items(data_folder()) if item.split == "fit"]
    prepare(store, missing(store, fit))
    bases = calibrated([case_of(item, store) for item in fit])
    headings = ("measure", "at", "bodies", "n", "left-out bodies covered", "± half-widths", "repeat share")
    print(table("What each row rests on, on rendered people", headings, [basis.cells for basis in bases]))
    pictures = with_fallbacks([basis.line for basis in bases])
    with whole_file(TABLE) as temporary:
        temporary.write_text(written([*pictures, *others_landmarks(pictures), *mocap()]), encoding="utf-8")


if __name__ == "__main__":
    main()
