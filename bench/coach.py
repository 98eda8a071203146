"""What the live coach counts and says of recordings, against their truth, and what a frame costs.

    python -m bench.coach [--real] [--cache FOLDER] [--model heavy|full|lite] [--fresh]

Each rendered clip goes through frame by frame, as a camera would give it; nothing later than a frame is known to it.
``--real`` adds the clips and motion capture of real people (minutes: the pose model looks at every frame).
The clips begin in the start position, so the coach does not wait for a still second (``still_s`` 0).
"""

import argparse
import csv
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

import kneeline
from bench.observations import true_change
from bench.recordings import Store, add_arguments, prepare
from bench.summary import number, percent, table, write_numbers
from bench.truth import BODIES_APART, CAVES_FROM, Item, Truth, data_folder, items, truth_of
from kneeline.catalogue import catalogue
from kneeline.coach import Assignment, Event, assignment, frames_of
from kneeline.coach.events import Cue, HoldDone, RepDone, RepStarted
from kneeline.coach.replay import coach_for
from kneeline.core.recording import Recording
from kneeline.core.repetitions import Span
from kneeline.core.skeleton import SIDES

EXERCISE = {"squat": "banded-chair-squat", "single-leg-squat": "step-up", "step-down": "step-up"}
"""The exercise whose rules judge a movement of the clips: the one that bends the same legs."""

TEMPO = {"drops": "down-time", "drops-down": "slow-down"}
"""Faults of the way down, by the check that limits it."""

SAID_LATE_S = 0.6
"""A cue belongs to a repetition until this long after it."""

PAGE = Path(__file__).parents[1] / "docs" / "coach.md"

REAL_COUNTS = ("squat", "sit to stand")
"""Motions of real people whose repetitions are counted; of any other none may be."""


@dataclass(frozen=True)
class Heard:
    """One rendered clip: its truth, what the coach told, and the seconds each frame took."""

    item: Item
    truth: Truth
    events: tuple[Event, ...]
    seconds: tuple[float, ...]

    @property
    def repetitions(self) -> list[RepDone]:
        """The repetitions told."""
        return [event for event in self.events if isinstance(event, RepDone)]

    def told(self, span: Span) -> RepDone | None:
        """What was told of a true repetition."""
        return next((each for each in self.repetitions if each.start_s <= span.bottom_s <= each.end_s), None)

    def cues(self, span: Span) -> list[str]:
        """The faults that were spoken of in a true repetition."""
        cues = (event for event in self.events if isinstance(event, Cue))
        return [cue.fault for cue in cues if span.start_s <= cue.time_s <= span.end_s + SAID_LATE_S]


def endless(exercise: str) -> Assignment:
    """An exercise whose set does not end within a clip."""
    return replace(assignment(exercise, catalogue()), reps=1000)


def listen(recording: Recording, exercise: str, still_s: float = 0.0) -> tuple[tuple[Event, ...], tuple[float, ...]]:
    """Events of a recording fed frame by frame, and the seconds each frame took."""
    coach, seconds = coach_for(endless(exercise), recording, still_s), []
    for frame in frames_of(recording):
        start = time.perf_counter()
        coach.feed(frame)
        seconds.append(time.perf_counter() - start)
    coach.end()
    return tuple(coach.events), tuple(seconds)


def heard(item: Item, store: Store) -> Heard:
    """One rendered clip, coached."""
    events, seconds = listen(store.recording(item, every_frame=True), EXERCISE[item.task])
    return Heard(item, truth_of(item), events, seconds)


def count_row(name: str, clips: Sequence[Heard]) -> list[str]:
    """True, found and invented repetitions."""
    pairs = [(clip, span, clip.told(span)) for clip in clips for span in clip.truth.spans]
    found = sum(told is not None for _, _, told in pairs)
    ghosts = sum(len(clip.repetitions) for clip in clips) - found
    return [name, str(len(clips)), str(len(pairs)), str(found), str(ghosts)]


def verdicts(clips: Sequence[Heard]) -> Iterator[tuple[bool, bool | None]]:
    """For each leg of each true repetition: whether the knee goes in, and what was said (None = not seen)."""
    for clip in clips:
        for span in clip.truth.spans:
            told = clip.told(span)
            for side in clip.truth.stance:
                yield clip.truth.amount[side] > CAVES_FROM, told.caves_in.get(SIDES[side]) if told else None


def caving_row(name: str, clips: Sequence[Heard]) -> list[str]:
    """Whether moving in was told from not."""
    told = list(verdicts(clips))
    right = sum(true and said is True for true, said in told)
    said_so, moving = sum(said is True for _, said in told), sum(true for true, _ in told)
    f1 = 2 * right / (said_so + moving) if said_so + moving else np.nan
    unseen = percent(sum(said is None for _, said in told), len(told))
    precision, recall = right / said_so if said_so else np.nan, right / moving if moving else np.nan
    return [name, str(len(told)), str(moving), number(precision), number(recall), number(f1), unseen]


def false_cues(clip: Heard, span: Span) -> list[str]:
    """Cues in a clean repetition that its truth does not bear out: any but one for a way down that was too quick."""
    limits = {check.id: check.least for check in catalogue().exercises[EXERCISE[clip.item.task]].checks}
    down_s = span.bottom_start_s - span.start_s
    return [fault for fault in clip.cues(span) if fault not in TEMPO or down_s >= (limits[TEMPO[fault]] or 0.0)]


def change_row(name: str, clips: Sequence[Heard]) -> list[str]:
    """How far each knee turned in, as told, against the truth."""
    told = [
        (change, true_change(clip.truth, side, span), repetition.error_95["knee_in_change"][SIDES[side]])
        for clip in clips
        for span in clip.truth.spans
        if (repetition := clip.told(span)) is not None
        for side in clip.truth.stance
        if (change := repetition.knee_in_change.get(SIDES[side])) is not None
    ]
    given, true, half = np.array(told, dtype=np.float64).T
    off = given - true
    shown = [number(float(each)) for each in (off.mean(), np.abs(off).mean(), off.std(), half.mean())]
    return [name, str(len(told)), *shown, percent(int((np.abs(off) <= half).sum()), len(told))]


def cue_row(name: str, clips: Sequence[Heard]) -> list[str]:
    """Cues where no knee goes in, and where one does: how soon after the start of the repetition."""
    pairs = [(clip, span) for clip in clips for span in clip.truth.spans]
    clean = [(clip, span) for clip, span in pairs if not _goes_in(clip.truth)]
    going_in = [clip for clip in clips if _goes_in(clip.truth)]
    wrong = sum(bool(false_cues(clip, span)) for clip, span in clean)
    first = [cue for clip in going_in if (cue := _first_cue(clip)) is not None]
    return [name, str(len(clean)), str(wrong), str(len(going_in)), str(len(first)), number(float(np.median(first)))]


def _goes_in(truth: Truth) -> bool:
    return any(truth.amount[side] > CAVES_FROM for side in truth.stance)


def _first_cue(clip: Heard) -> float | None:
    """Seconds from the bottom's beginning of the repetition to the first word about the knee; negative: before it."""
    for event in clip.events:
        if isinstance(event, Cue) and event.fault in ("knees-in", "knee-in"):
            span = max(
                (each for each in clip.truth.spans if each.start_s <= event.time_s), key=lambda each: each.start_s
            )
            return event.time_s - span.bottom_start_s
    return None


def hold_rows(store: Store, found: Sequence[Item]) -> list[list[str]]:
    """Single-leg balance on clips of the measuring data whose people stand on one leg all along."""
    rows = []
    for item in found:
        if item.task != "single-leg-squat" or item.body >= BODIES_APART:
            continue
        coach_events, _ = listen(store.recording(item, every_frame=True), "single-leg-balance")
        truth, ticks = truth_of(item), [event for event in coach_events if event.name == "hold_tick"]
        sides = {event.side for event in coach_events if isinstance(event, HoldDone | RepStarted)}
        stands = SIDES[truth.stance[0]]
        rows.append([item.name, stands, ", ".join(sorted(map(str, sides))), str(len(ticks)), number(truth.time_s[-1])])
    return rows


def real_rows(root: Path) -> Iterator[list[str]]:
    """Real clips and motion capture with a known number of repetitions, or with none."""
    with (root / "MANIFEST.tsv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["motion"] != "standing"]
    for row in rows:
        true = int(row["n_reps"] or 0)
        path = root / row["file"]
        paths = sorted(path.glob("*.trc")) if path.is_dir() else [path]
        if len(paths) != 1 or not (true or _nothing_to_count(row["motion"])):
            continue
        told, _ = listen(kneeline.read(paths[0], every_frame=True), "banded-chair-squat")
        qualities = [event.quality for event in told if isinstance(event, RepDone)]
        codes = sorted({getattr(event, "what", "") for event in told} - {""})
        yield [
            row["file"],
            row["view"][:30],
            str(true),
            str(len(qualities)),
            ", ".join(qualities) or "–",
            ", ".join(codes),
        ]


def _nothing_to_count(motion: str) -> bool:
    return bool(motion) and not any(each in motion for each in REAL_COUNTS)


def numbers(store: Store, found: Sequence[Item], real: Path | None) -> Iterator[str]:
    """The tables of docs/coach.md; ``real``: the folder of real people, where it is asked for."""
    clips = [heard(item, store) for item in found]
    groups = [(task, [clip for clip in clips if clip.item.task == task]) for task in EXERCISE]
    groups += [(f"all, {split}", [clip for clip in clips if clip.item.split == split]) for split in ("check", "fit")]
    headings: tuple[str, ...] = ("clips", "n", "true", "found", "invented")
    yield table("Repetitions, rendered people", headings, [count_row(*group) for group in groups])
    headings = ("clips", "legs x repetitions", "knee goes in", "precision", "recall", "F1", "not seen")
    yield table("Whether the knee goes in, rendered people", headings, [caving_row(*group) for group in groups])
    headings = ("clips", "legs x repetitions", "bias", "MAE", "SD", "± mean", "covered")
    yield table("How far a knee turned in, rendered people, deg", headings, [change_row(*group) for group in groups])
    headings = ("clips", "clean repetitions", "with a false cue", "clips that go in", "cued", "after the bottom, s")
    yield table("Cues, rendered people", headings, [cue_row(*group) for group in groups])
    headings = ("clip", "stands on", "told", "seconds held", "clip, s")
    yield table("`single-leg-balance`, rendered people on one leg", headings, hold_rows(store, found))
    each = 1000 * np.array([second for clip in clips for second in clip.seconds])
    costs = [number(float(value), 3) for value in (np.median(each), each.mean(), np.quantile(each, 0.99), each.max())]
    yield table("Cost of a frame, ms", ("frames", "median", "mean", "99 %", "most"), [[str(len(each)), *costs]])
    if real is not None:
        headings = ("file", "view", "true", "found", "quality", "said it can't see")
        yield table("Repetitions, real people", headings, list(real_rows(real)))


def main() -> None:
    """Write the tables of docs/coach.md."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    parser.add_argument("--real", action="store_true", help="real people, too")
    chosen = parser.parse_args()
    store, found = Store(chosen.cache, chosen.model), [item for item in items(data_folder()) if item.moving]
    prepare(store, found, ("every_frame",), chosen.fresh)
    tables = list(numbers(store, found, data_folder().parent / "real" if chosen.real else None))
    command = "python -m bench.coach" + (" --real" if chosen.real else "")
    data = "KNEELINE_DATA=…" + (" KNEELINE_RENDERED=…" if os.environ.get("KNEELINE_RENDERED") else "")
    write_numbers(PAGE, "\n\n".join([f"Made by `{data} {command}`.", *tables]))


if __name__ == "__main__":
    main()
