"""How landmarks of rendered people err: constant for a person, slowly drifting, trembling; lost and collapsed joints.

    python -m bench.landmark_errors [--cache FOLDER] [--model full|heavy|lite] [--fresh]

Writes landmark_errors.toml, from which the simulated patient's camera (bench/patient_camera.py) draws. It looks at the
rendered squats with the pose model as it comes, as a browser runs it: no leg network, no smoothing. Errors are in per
cent of the leg's length (hip, knee, ankle in the picture), across (outwards +) and down (+). What joints and sides err
together counts: both hips read too low tilt no pelvis. So each person's errors are kept whole, and a person counts as
their mirror image, too.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from bench.recordings import Store, add_arguments, prepare
from bench.summary import number, table
from bench.truth import Item, data_folder, exact_joints, items, truth_of
from kneeline.core.output import whole_file
from kneeline.core.recording import Floats
from kneeline.core.skeleton import pair

JOINTS: Final = ("shoulder", "hip", "knee", "ankle", "heel", "toe")
LONGEST_S: Final = 3.0
"""A drift's memory is sought up to this."""

COLLAPSED_BELOW: Final = 0.3
"""A pair that lies closer together than this share of its true distance has collapsed."""

LOST_BEYOND: Final = 15.0
"""A joint farther off than this, % of the leg, is lost."""

OUT: Final = Path(__file__).with_name("landmark_errors.toml")


NAMES: Final = tuple(
    f"{name}.{side}.{axis}" for name in JOINTS for side in ("left", "right") for axis in ("across", "down")
)
"""Columns of the errors."""


STRAIGHT_BELOW, BENT_BEYOND = 15.0, 50.0
"""Bends of the knees, deg, up to which somebody stands, and from which they are bent."""


@dataclass(frozen=True)
class Errors:
    """% of the leg, columns as NAMES. standing (people, n): constant in each person (and in their mirror image) who
    stands; bent (people, n): what is added to it where their knees are bent. Covariances (n, n): still_drift,
    bent_drift: slow; jitter: new in each frame. memory_s (n,): of the drift."""

    standing: Floats
    bent: Floats
    still_drift: Floats
    bent_drift: Floats
    jitter: Floats
    memory_s: Floats


@dataclass(frozen=True)
class Seen:
    """A clip's errors by joint: (T, 2 sides, 2 axes) % of the leg, outwards and down +; NaN where nobody was found.
    bend (T,): of the knee bent more, deg; apart (T, 3): hips, knees, ankles, of their true distance."""

    fps: float
    bend: Floats
    errors: dict[str, Floats]
    apart: Floats


def seen_of(item: Item, store: Store) -> Seen:
    """One clip against its truth."""
    truth, raw = truth_of(item), store.raw(item)
    exact = {name: exact_joints(item, name) for name in JOINTS}
    long = np.linalg.norm(exact["hip"] - exact["knee"], axis=-1) + np.linalg.norm(
        exact["knee"] - exact["ankle"], axis=-1
    )
    leg = float(np.quantile(long, 0.9))
    outwards = np.stack([truth.facing * np.array([1.0, -1.0]), np.ones(2)], axis=-1)
    frames = min(len(raw), len(truth.time_s))
    errors = {name: 100 * (raw[:frames, pair(name)] - exact[name][:frames]) * outwards / leg for name in JOINTS}
    legs = [(raw[:frames, pair(name)], exact[name][:frames]) for name in ("hip", "knee", "ankle")]
    apart = np.stack([_width(found) / np.maximum(_width(true), 1.0) for found, true in legs], axis=1)
    bend = truth.values["knee_flexion"][:frames].max(axis=1)
    return Seen(float(1 / np.median(np.diff(truth.time_s))), bend, errors, apart)


def _width(points: Floats) -> Floats:
    width: Floats = np.linalg.norm(points[:, 0] - points[:, 1], axis=-1)
    return width


def errors_of(clips: Sequence[Seen]) -> Errors:
    """The errors of all clips and their mirror images."""
    each = [columns for clip in clips for columns in _both(clip)]
    still, bent = ([part[index] for part in each] for index in (0, 1))
    stands, changes = (
        np.array(values)
        for values in (
            [part.mean(axis=0) for part in still],
            [deep.mean(axis=0) - calm.mean(axis=0) for calm, deep in each],
        )
    )
    jitter = np.mean([_tremble(part) for part in still], axis=0)
    memory = [
        [_memory(column, jitter[index, index], clips[0].fps) for index, column in enumerate(part.T)] for part in bent
    ]
    return Errors(
        stands,
        changes,
        _possible(np.median([np.cov(part.T) for part in still], axis=0) - jitter),
        _possible(np.median([np.cov(part.T) for part in bent], axis=0) - jitter),
        _possible(jitter),
        np.median(memory, axis=0),
    )


def _both(clip: Seen) -> Iterator[tuple[Floats, Floats]]:
    """(frames, n) errors standing and bent, of the clip and of its mirror image."""
    errors = np.stack([clip.errors[name] for name in JOINTS], axis=1)
    for seen in (errors, errors[:, :, ::-1]):
        flat = seen.reshape(len(seen), -1)
        known = np.isfinite(flat).all(axis=1)
        yield flat[known & (clip.bend < STRAIGHT_BELOW)], flat[known & (clip.bend > BENT_BEYOND)]


def _possible(covariance: Floats) -> Floats:
    """The nearest matrix that is a covariance: without negative variances along any axis."""
    values, axes = np.linalg.eigh(covariance)
    possible: Floats = (axes * np.maximum(values, 0.0)) @ axes.T
    return possible


def _tremble(values: Floats) -> Floats:
    """Covariance of what differs from the middle of its neighbours in time: 1.5 times that of independent errors."""
    covariance: Floats = np.cov((values[1:-1] - (values[:-2] + values[2:]) / 2).T) / 1.5
    return covariance


def _memory(values: Floats, white: float, fps: float) -> float:
    """The lag, s, over which errors lose all but 1/e of what they have in common; jitter apart."""
    calm = values - values.mean()
    slow = max(float(calm.var()) - white, 1e-4)
    for lag in range(1, min(round(LONGEST_S * fps), len(calm) - 2)):
        if float((calm[lag:] * calm[:-lag]).mean()) < slow / np.e:
            return lag / fps
    return LONGEST_S


def gone(clips: Sequence[Seen]) -> tuple[int, float, float, float]:
    """Frames; share without anybody, share with a lost joint of the legs, share with a collapsed pair."""
    legs = np.concatenate(
        [np.stack([np.linalg.norm(clip.errors[name], axis=-1) for name in ("hip", "knee", "ankle")]) for clip in clips],
        axis=1,
    )
    apart = np.concatenate([clip.apart for clip in clips])
    nobody = ~np.isfinite(legs).all(axis=(0, 2))
    far, close = (legs > LOST_BEYOND).any(axis=(0, 2)), (apart < COLLAPSED_BELOW).any(axis=1)
    return len(nobody), float(nobody.mean()), float(far.mean()), float(close.mean())


def rows(errors: Errors) -> Iterator[list[str]]:
    """The table: one row a joint and axis, of its left side; how alike both sides are."""
    for index, name in enumerate(NAMES):
        joint, side, axis = name.split(".")
        if side == "right":
            continue
        other = NAMES.index(f"{joint}.right.{axis}")
        constant = [
            number(float(value))
            for part in (errors.standing[:, index], errors.bent[:, index])
            for value in (part.mean(), part.std(ddof=1))
        ]
        moving = [number(_sd(matrix, index)) for matrix in (errors.still_drift, errors.bent_drift, errors.jitter)]
        alike = np.corrcoef(errors.standing[:, index], errors.standing[:, other])[0, 1]
        memory = number(float(errors.memory_s[index]))
        yield [f"{joint}, {axis}", *constant, *moving, memory, number(float(alike))]


def _sd(covariance: Floats, index: int) -> float:
    return float(covariance[index, index] ** 0.5)


HEADINGS: Final = (
    "joint",
    "standing",
    "± person",
    "bent, more",
    "± person",
    "drift standing",
    "drift bent",
    "jitter",
    "memory, s",
    "sides alike",
)


def as_toml(errors: Errors, said: Sequence[str]) -> str:
    """The file the simulated camera reads."""
    lines = [*(f"# {line}" for line in said), "", f"columns = {list(NAMES)}".replace("'", '"')]
    lines.append(f"memory_s = {errors.memory_s.round(3).tolist()}")
    for name in ("standing", "bent", "still_drift", "bent_drift", "jitter"):
        matrix = "\n".join(f"  {row}," for row in getattr(errors, name).round(3).tolist())
        lines.append(f"{name} = [\n{matrix}\n]")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, write and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    parser.set_defaults(model="full")
    chosen = parser.parse_args()
    store, found = Store(chosen.cache, chosen.model), [item for item in items(data_folder()) if item.task == "squat"]
    prepare(store, found, ("raw",), chosen.fresh)
    clips = [seen_of(item, store) for item in found]
    errors = errors_of(clips)
    frames, nobody, lost, collapsed = gone(clips)
    said = [
        f"Written by `python -m bench.landmark_errors --model {chosen.model}`. Don't edit by hand.",
        "% of the leg's length in the picture; across: outwards +; memory_s: of the drift.",
        f"{len(clips)} rendered clips, {frames} frames: {100 * nobody:.2f} % without anybody, {100 * lost:.2f} % with "
        f"a lost joint (farther off than {LOST_BEYOND:g} % of the leg), {100 * collapsed:.2f} % with a collapsed pair.",
    ]
    with whole_file(OUT) as temporary:
        temporary.write_text(as_toml(errors, said), encoding="utf-8")
    print(table("Errors of landmarks, % of the leg", HEADINGS, list(rows(errors))))
    print(said[-1])


if __name__ == "__main__":
    main()
