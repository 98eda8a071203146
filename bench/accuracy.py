"""How far kneeline's values are from the truth, on rendered people: tables and plots of one page, docs/accuracy.md.

    KNEELINE_DATA=FOLDER [KNEELINE_RENDERED=FOLDER] python -m bench.accuracy [--only photos|clips] [--cache FOLDER]
        [--model heavy|full|lite]

``--only`` makes the tables of photos or of clips alone; the plots that show both want both. The page and its plots are
those of the heavy model; the tables of another are printed only.

The errors were calibrated on bodies called ``fit`` alone; ``check`` bodies show how well that holds for others.
The rows of mediapipe itself are there where ``scripts/oracle standing`` was run before.
"""

import argparse
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from pathlib import Path

import numpy as np

from bench.observations import (
    Case,
    Observation,
    case_of,
    of_files,
    of_frames,
    of_repetitions,
    over_time,
    raw_fppa,
    raw_of_files,
    raw_of_frames,
)
from bench.oracle import Oracle
from bench.plots import Group, Panel, bland_altman, calibration, subgroup_bars
from bench.recordings import Store, add_arguments, prepare
from bench.repetitions import CAVING_HEADINGS, COUNT_HEADINGS, caving_row, count_row
from bench.summary import HEADINGS, number, percent, summarise, table, write_numbers
from bench.truth import CAVES_FROM, Files, Item, data_folder, items
from kneeline import ModelName
from kneeline.core.output import whole_file
from kneeline.measure.scale import GAPS
from kneeline.measure.yaw import yaw_in_depth

PAGE = Path(__file__).parent.parent / "docs" / "accuracy.md"
PAGE_MODEL: ModelName = "heavy"
PLOTS = PAGE.parent / "images"
COMMAND = "KNEELINE_DATA=… KNEELINE_RENDERED=… python -m bench.accuracy{only} --model {model}"

SPLITS = ("check", "fit")
MOVING = ("squat", "single-leg-squat", "step-down")
BANDS = ((0, 20), (20, 60), (60, 75), (75, 90), (90, 180))
ANY_BEND = {"any": (-180, 180)}
DEPTHS = {"below 60°": (-180, 60), "60–80°": (60, 80), "beyond 80°": (80, 180)}
"""Bends of the knee by which frames of squats are told apart, deg."""
OVER_TIME = ("fppa", "hip_knee_ankle_angle", "knee_in_angle", "knee_flexion")
IN_SHORT = (
    ("fppa", "peak"),
    ("fppa", "bottom"),
    ("knee_in_change", "bottom"),
    ("knee_flexion", "bottom"),
)
SQUARE_ON = 15.0
"""Rows by frame are about clips filmed within this many degrees of straight ahead."""
FEWEST_TRUTHS = 100
"""Fewer truths do not tell how often an error holds."""
APART_CM = 0.5
"""Gaps from which a table of gaps counts them: below, a gap is as good as none."""
RAW: tuple[ModelName, ...] = ("heavy", "full")
"""Pose models shown as they come, beside the one kneeline was run on."""

SUBGROUPS: Mapping[str, tuple[str, ...]] = {
    "outfit": (),
    "feet": ("barefoot", "shoes"),
    "skin": ("light", "medium", "dark"),
    "height": ("under 165 cm", "165–180 cm", "over 180 cm"),
    "yaw": ("within 5°", "5–10°", "10–15°", "beyond 15°"),
    "stance": ("natural", "close"),
}
"""Facts by which people are grouped, their groups in reading order; those not named follow by name."""


@dataclass(frozen=True)
class Readings:
    """All values of a run beside their truth.

    raw: FPPA (T, 2) of the pose model as it comes, by ``id`` of the case. frames: of clips within SQUARE_ON.
    others: standing FPPA by who else gives it; empty where not run.
    """

    cases: Sequence[Case]
    model: ModelName
    files: Sequence[Observation]
    repetitions: Sequence[Observation]
    frames: Sequence[Observation]
    raw: Mapping[int, np.ndarray]
    others: Mapping[str, Sequence[Observation]]

    @property
    def moving(self) -> list[Case]:
        """Clips."""
        return [case for case in self.cases if case.item.moving]

    @property
    def square(self) -> list[Case]:
        """Clips filmed from nearly straight ahead."""
        return _square(self.cases)

    @property
    def raw_files(self) -> list[Observation]:
        """What the raw model says of whole files."""
        chosen = [case for case in self.cases if id(case) in self.raw]
        return [each for case in chosen for each in raw_of_files(case, self.raw[id(case)])]

    @property
    def upright(self) -> list[Observation]:
        """FPPA of each leg of standing people, all sets but the hard one."""
        return [each for each in _standing_values(self.files) if each.case.item.scenario != "standing_hard"]


def readings(cases: Sequence[Case], store: Store) -> Readings:
    """Hold every value of every case against its truth."""
    return Readings(
        cases,
        store.model,
        files=[each for case in cases for each in of_files(case)],
        repetitions=[each for case in cases if case.item.moving for each in of_repetitions(case)],
        frames=[each for case in _square(cases) for each in of_frames(case, OVER_TIME)],
        raw={id(case): raw_fppa(case, store) for case in cases if case.item.task != "lunge"},
        others=_others(_of_standing(cases), store),
    )


def _others(standing: Sequence[Case], store: Store) -> dict[str, list[Observation]]:
    """What raw models and mediapipe itself say of photos of standing people."""
    oracle = Oracle(store.folder, store.model)
    asked = [] if oracle.missing([case.item for case in standing]) else standing
    raw = {f"raw {model}": _raw_standing(standing, Store(store.folder, model)) for model in _raw_models(store.model)}
    return raw | {f"mediapipe {store.model}": _raw_standing(asked, oracle)}


def _raw_models(model: ModelName) -> tuple[ModelName, ...]:
    return tuple(dict.fromkeys((model, *RAW)))


def _raw_standing(standing: Sequence[Case], store: Store) -> list[Observation]:
    return [each for case in standing for each in raw_of_files(case, raw_fppa(case, store))]


def _square(cases: Iterable[Case]) -> list[Case]:
    return [case for case in cases if case.item.moving and abs(case.truth.yaw) <= SQUARE_ON]


def _of_standing(cases: Iterable[Case]) -> list[Case]:
    return [case for case in cases if case.item.task == "stand"]


def of_photos(given: Readings) -> str:
    """The tables of photos."""
    still = [case for case in given.cases if not case.item.moving]
    files = given.files
    tables = [
        _values("Standing photos, on rendered people", _of_set(files, "standing")),
        _standing_fppa({"kneeline": files, **given.others}),
        _subgroups(given.upright),
        _gaps(files),
        _hard(still),
        _where_the_camera_stands({"standing": _of_standing(still)}),
        _repeated(files),
        _values("Lunge from the side, on rendered people", _of_set(files, "lunge")),
    ]
    return "\n\n".join(tables)


def of_clips(given: Readings) -> str:
    """The tables of clips."""
    files, moving = given.files, given.moving
    tables = [
        _in_short(files),
        *(_values(f"{task}, whole clips, on rendered people", _of_task(files, task)) for task in MOVING),
        _repetition_values(given.repetitions, given.raw_files, given.model),
        _frames(given),
        _frames_by_task(given.frames),
        _covered(given),
        _counts(moving),
        _caving(moving),
        _where_the_camera_stands(_by_legs(moving)),
    ]
    return "\n\n".join(tables)


def subgroups(given: Readings) -> dict[str, str]:
    """The plot of standing people by what they wear and are, as SVG, by the name of its file."""
    bars = subgroup_bars(
        _groups(given.upright), given.upright, "FPPA of people who stand, check and fit bodies, on rendered people"
    )
    return {"accuracy_subgroups.svg": bars}


def plots(given: Readings) -> dict[str, str]:
    """The plots that show photos and clips side by side."""
    standing = Panel("FPPA, standing", given.upright)
    bottom, change, flexion = (
        Panel(title, [each for each in given.repetitions if each.measure == measure])
        for title, measure in (
            ("FPPA, bottom", "bottom_fppa"),
            ("knee_in_change, bottom", "knee_in_change"),
            ("knee_flexion, bottom", "knee_flexion"),
        )
    )
    frames = [each for each in given.frames if each.measure == "hip_knee_ankle_angle"]
    alignment = Panel("hip_knee_ankle_angle", frames, "frames")
    where = "on rendered people"
    return {
        "accuracy_bland_altman.svg": bland_altman((standing, bottom, change), f"check bodies, {where}"),
        "accuracy_calibration.svg": calibration((standing, bottom, change, flexion, alignment), where),
    }


PLOTS_OF: Mapping[Files | None, Callable[[Readings], dict[str, str]]] = {
    "photos": subgroups,
    "clips": lambda given: {},
    None: lambda given: subgroups(given) | plots(given),
}
"""The plots that can be made of what was read."""


def _groups(upright: Sequence[Observation]) -> list[tuple[str, list[Group]]]:
    return [(fact, [Group(*group) for group in _grouped(upright, fact)]) for fact in SUBGROUPS]


def _grouped(given: Sequence[Observation], fact: str) -> list[tuple[str, list[Observation]]]:
    """Values by what a fact says of the person, in reading order."""
    names = {each.case.truth.facts[fact] for each in given}
    ordered = [name for name in SUBGROUPS[fact] if name in names] + sorted(names - set(SUBGROUPS[fact]))
    return [(name, [each for each in given if each.case.truth.facts[fact] == name]) for name in ordered]


def _in_short(files: Sequence[Observation]) -> str:
    """The values people look at first, all movements together."""
    rows = []
    for (measure, at), split in product(IN_SHORT, SPLITS):
        chosen = [each for each in _of(files, measure, at, False, split) if each.case.item.scenario != "standing_hard"]
        rows.append([measure, at, split, *summarise(chosen).cells])
    return table(
        "In short: whole clips, all movements, on rendered people", ("measure", "at", "bodies", *HEADINGS), rows
    )


def _values(caption: str, observations: Sequence[Observation]) -> str:
    """A row for each measure, moment and split; legs together, differences between legs apart."""
    keys = dict.fromkeys((each.measure, each.at, each.side == "difference") for each in observations)
    rows = [
        [_worded(measure, difference), at, split, *summarise(_of(observations, measure, at, difference, split)).cells]
        for (measure, at, difference), split in product(keys, SPLITS)
    ]
    return table(caption, ("measure", "at", "bodies", *HEADINGS), rows)


def _worded(measure: str, difference: bool) -> str:
    return f"{measure}, left − right" if difference else measure


def _of(observations: Iterable[Observation], measure: str, at: str, difference: bool, split: str) -> list[Observation]:
    return [
        each
        for each in observations
        if each.case.item.split == split
        and (each.measure, each.at, each.side == "difference") == (measure, at, difference)
    ]


def _of_set(observations: Iterable[Observation], scenario: str) -> list[Observation]:
    return [each for each in observations if each.case.item.scenario == scenario]


def _of_task(observations: Iterable[Observation], task: str) -> list[Observation]:
    return [each for each in observations if each.case.item.task == task]


def _standing_values(observations: Iterable[Observation]) -> list[Observation]:
    """FPPA of each leg of those who stand."""
    return [each for each in _of_task(observations, "stand") if each.measure == "fppa" and each.side != "difference"]


def _standing_fppa(by_whom: Mapping[str, Sequence[Observation]]) -> str:
    rows = []
    for name, split in product(("standing", "standing_repeat", "standing_skin", "standing_hard"), SPLITS):
        for who, given in by_whom.items():
            chosen = [each for each in _standing_values(_of_set(given, name)) if each.case.item.split == split]
            rows.append([name, split, who if given else f"{who}: not run", *summarise(chosen).cells])
    caption = "FPPA of people who stand, beside raw pose models and mediapipe itself, on rendered people"
    return table(caption, ("set", "bodies", "who", *HEADINGS), rows)


def _subgroups(upright: Sequence[Observation]) -> str:
    """FPPA of standing people by what they wear and are."""
    rows = [[fact, name, *summarise(group).cells] for fact in SUBGROUPS for name, group in _grouped(upright, fact)]
    caption = "FPPA of people who stand, by subgroup (check and fit bodies), on rendered people"
    return table(caption, ("by", "group", *HEADINGS), rows)


def _gaps(files: Sequence[Observation]) -> str:
    """Gaps between legs that are apart, by what lies over the skin they are measured between."""
    upright = [each for each in _of_task(files, "stand") if each.case.item.scenario != "standing_hard"]
    apart = [each for each in upright if each.measure in GAPS and each.truth > APART_CM]
    rows = []
    for measure, worn, split in product(GAPS, sorted(set(map(_worn, apart))), SPLITS):
        chosen = [each for each in _of(apart, measure, "standing", False, split) if _worn(each) == worn]
        rows.append([measure, worn, split, *summarise(chosen).cells])
    caption = f"Gaps of more than {APART_CM} cm of people who stand, by clothes, on rendered people"
    return table(caption, ("measure", "clothes", "bodies", *HEADINGS), rows)


def _worn(each: Observation) -> str:
    facts = each.case.truth.facts
    tight = "in jeans" if facts["outfit"] == "jeans" else "in bare or tight clothes"
    return f"{facts['feet']}, {tight}"


def _hard(still: Sequence[Case]) -> str:
    """Hard photos: answered or refused, and what is said about the view."""
    rows = []
    hard = [case for case in still if case.item.scenario == "standing_hard"]
    for kind in sorted({case.truth.facts["degraded"] for case in hard}):
        chosen = [case for case in hard if case.truth.facts["degraded"] == kind]
        legs = _standing_values([each for case in chosen for each in of_files(case)])
        codes = sorted({problem.code for case in chosen for problem in case.measurement.view.problems})
        usable = sum(case.measurement.view.usable for case in chosen)
        said = ", ".join(codes) or "nothing"
        rows.append([kind, percent(usable, len(chosen)), *summarise(legs).cells, said])
    caption = "FPPA in hard photos (check and fit bodies), on rendered people"
    return table(caption, ("photo", "usable", *HEADINGS, "said about the view"), rows)


def _repeated(files: Sequence[Observation]) -> str:
    """The same pose from eight cameras: spread around its own mean error, and what repeat_error_95 covers."""
    rows = []
    repeat = [each for each in _of_set(files, "standing_repeat") if math.isfinite(each.value)]
    for measure in dict.fromkeys(each.measure for each in repeat if each.side != "difference"):
        spread, pairs, covered, half = _spread(
            [each for each in repeat if each.measure == measure and each.side != "difference"]
        )
        rows.append([measure, str(len(pairs)), number(spread), percent(covered, len(pairs)), number(half)])
    poses = len({each.case.item.body for each in repeat})
    caption = f"The same pose from eight cameras ({poses} poses): does a second check agree? On rendered people"
    return table(caption, ("measure", "pairs", "SD within a pose", "pairs covered", "± between two checks"), rows)


def _spread(observations: Sequence[Observation]) -> tuple[float, list[float], int, float]:
    """SD within a pose and leg; errors of pairs of checks; how many lie within both repeat errors; their mean."""
    groups: dict[tuple[int, str], list[Observation]] = {}
    for each in observations:
        groups.setdefault((each.case.item.body, each.side), []).append(each)
    squares = [np.var([each.error for each in group], ddof=1) for group in groups.values() if len(group) > 1]
    differences, limits = [], []
    for group in groups.values():
        for first, second in pairwise(group):
            differences.append(abs(first.error - second.error))
            limits.append(math.hypot(_repeat_error(first), _repeat_error(second)))
    covered = sum(gap <= limit for gap, limit in zip(differences, limits, strict=True))
    return float(np.sqrt(np.mean(squares))), differences, covered, float(np.mean(limits))


def _repeat_error(each: Observation) -> float:
    given = each.case.measurement.value(each.measure, each.side)
    return given.repeat_error_95 or math.nan if given else math.nan


def _repetition_values(ours: Sequence[Observation], raw: Sequence[Observation], model: str) -> str:
    """Values of single repetitions, legs that cave in apart from the others."""
    rows = []
    for measure, caves, split in product(dict.fromkeys(each.measure for each in ours), (True, False), SPLITS):
        theirs = [each for each in raw if each.at == measure]
        for who, given in (("kneeline", [each for each in ours if each.measure == measure]), (f"raw {model}", theirs)):
            chosen = [each for each in given if each.case.item.split == split and _caves(each) == caves]
            if any(math.isfinite(each.truth) for each in chosen):
                rows.append([measure, "caving in" if caves else "others", split, who, *summarise(chosen).cells])
    caption = "Single repetitions of all three movements, on rendered people"
    return table(caption, ("measure", "legs", "bodies", "who", *HEADINGS), rows)


def _caves(each: Observation) -> bool:
    return each.case.truth.amount[0 if each.side == "left" else 1] > CAVES_FROM


def _frames(given: Readings) -> str:
    """Every frame by how far the knee is bent, ours and the raw model's."""
    ours = given.frames
    theirs = [each for case in given.square for each in raw_of_frames(case, given.raw[id(case)])]
    rows = []
    for measure, (low, high), split in product(OVER_TIME, BANDS, SPLITS):
        chosen = [each for each in ours if each.measure == measure and _in_band(each, low, high, split)]
        if any(math.isfinite(each.truth) for each in chosen):
            rows.append([measure, f"{low}–{high}°", split, "kneeline", *summarise(chosen).cells])
        if measure == "fppa":
            chosen = [each for each in theirs if _in_band(each, low, high, split)]
            rows.append([measure, f"{low}–{high}°", split, f"raw {given.model}", *summarise(chosen).cells])
    caption = f"Single frames of all three movements within {SQUARE_ON:.0f}° of straight ahead, on rendered people"
    return table(caption, ("measure", "bend", "bodies", "who", *HEADINGS), rows)


def _frames_by_task(frames: Sequence[Observation]) -> str:
    """Every frame of a movement, those of squats by how far the knee is bent, too."""
    rows = []
    for measure, task in product(OVER_TIME, MOVING):
        of_task = [each for each in _of_task(frames, task) if each.measure == measure]
        bands = ANY_BEND | DEPTHS if task == "squat" else ANY_BEND
        for (bend, (low, high)), split in product(bands.items(), SPLITS):
            chosen = [each for each in of_task if _in_band(each, low, high, split)]
            rows.append([measure, task, bend, split, *summarise(chosen).cells])
    caption = f"Single frames by movement within {SQUARE_ON:.0f}° of straight ahead, on rendered people"
    return table(caption, ("measure", "movement", "bend", "bodies", *HEADINGS), rows)


def _covered(given: Readings) -> str:
    """How often the truth lies inside each error that clips have, where there are truths enough to tell."""
    frames = [each for case in given.square for each in of_frames(case, over_time(case))]
    moving = [each for each in given.files if each.case.item.moving]
    by_row: dict[tuple[str, str], list[Observation]] = defaultdict(list)
    for each in (*moving, *given.repetitions, *frames):
        if math.isfinite(each.error) and each.side != "difference":
            by_row[each.measure, each.at].append(each)
    rows = []
    for (measure, at), chosen in by_row.items():
        if len(chosen) >= FEWEST_TRUTHS:
            parts = [[each for each in chosen if each.case.item.split == split] for split in SPLITS]
            bodies = {each.case.item.body for each in chosen}
            covered = [percent(sum(map(_inside, part)), len(part)) for part in (*parts, chosen)]
            rows.append([measure, at, str(len(bodies)), str(len(chosen)), *covered])
    caption = (
        f"How often the truth lies inside the stated error, all movements, {FEWEST_TRUTHS} truths and more, frames "
        f"within {SQUARE_ON:.0f}° of straight ahead; on rendered people"
    )
    return table(caption, ("measure", "at", "bodies", "n", "check", "fit", "all"), rows)


def _inside(each: Observation) -> bool:
    return abs(each.error) <= each.half_width


def _in_band(each: Observation, low: float, high: float, split: str) -> bool:
    return low <= each.bend < high and each.case.item.split == split


def _counts(moving: Sequence[Case]) -> str:
    rows = _by_task(moving, count_row)
    return table("Repetitions found (check and fit bodies), on rendered people", COUNT_HEADINGS, rows)


def _caving(moving: Sequence[Case]) -> str:
    rows = _by_task(moving, caving_row)
    caption = f"Caves in? A leg does whose knee the rig moves in by more than {CAVES_FROM:.0f}°; on rendered people"
    return table(caption, CAVING_HEADINGS, rows)


def _by_task(moving: Sequence[Case], row: Callable[[str, Sequence[Case]], list[str]]) -> list[list[str]]:
    by_task = [row(task, [case for case in moving if case.item.task == task]) for task in MOVING]
    by_split = [row(f"all, {split}", [case for case in moving if case.item.split == split]) for split in SPLITS]
    return by_task + by_split


def _by_legs(moving: Sequence[Case]) -> dict[str, list[Case]]:
    """Clips by movement and by the leg that stands."""
    legs = {(0, 1): "", (0,): ", left leg", (1,): ", right leg"}
    named = {
        f"{task}{words}": [case for case in moving if (case.item.task, case.truth.stance) == (task, stance)]
        for task, (stance, words) in product(MOVING, legs.items())
    }
    return {name: cases for name, cases in named.items() if cases}


def _where_the_camera_stands(groups: Mapping[str, Sequence[Case]]) -> str:
    """Yaw as it is told and by the pose model's depth alone, as it comes, from the front."""
    rows = []
    for name, cases in groups.items():
        from_front = [case for case in cases if case.item.split == "fit" and case.truth.facing > 0]
        known = [(case, yaw) for case in from_front if (yaw := case.measurement.view.yaw_deg) is not None]
        told = [yaw - case.truth.yaw for case, yaw in known]
        depth = [yaw_in_depth(case.recording) - case.truth.yaw for case, _ in known]
        spread = [[number(float(f(each)), 1) for f in (np.mean, np.std)] for each in (told, depth)]
        rows.append([name, str(len(told)), *spread[0], *spread[1]])
    caption = "Where the camera stands around a person, told minus true, deg; fit bodies, on rendered people"
    return table(caption, ("", "n", "bias", "SD", "depth alone: bias", "SD"), rows)


def main() -> None:
    """Print the tables; those of the page's model are written to docs/accuracy.md, and the plots to docs/images."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=("photos", "clips"), help="the tables of one kind only")
    add_arguments(parser)
    chosen = parser.parse_args()
    store = Store(chosen.cache, chosen.model)
    found = items(data_folder(), chosen.only)
    prepare(store, found, ("product", "raw"), chosen.fresh)
    _prepare_others(store, found, chosen.fresh)
    given = readings([case_of(item, store) for item in found], store)
    only = f" --only {chosen.only}" if chosen.only else ""
    made_by = f"Made by `{COMMAND.format(model=chosen.model, only=only)}`."
    tables = {"photos": of_photos, "clips": of_clips}
    texts = {block: f"{made_by}\n\n{tables[block](given)}" for block in tables if chosen.only in (None, block)}
    print(*texts.values(), sep="\n")
    if chosen.model != PAGE_MODEL:
        return
    for block, text in texts.items():
        write_numbers(PAGE, text, block)
    for name, svg in PLOTS_OF[chosen.only](given).items():
        with whole_file(PLOTS / name) as temporary:
            temporary.write_text(svg, encoding="utf-8")


def _prepare_others(store: Store, found: Sequence[Item], fresh: bool) -> None:
    """Let the other raw models look at those who stand."""
    standing = [item for item in found if item.task == "stand"]
    for model in _raw_models(store.model)[1:]:
        prepare(Store(store.folder, model), standing, ("raw",), fresh)


if __name__ == "__main__":
    main()
