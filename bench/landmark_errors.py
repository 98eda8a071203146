"""How landmarks of rendered people err: constant for a person, slowly drifting, trembling; lost and collapsed joints.

    python -m bench.landmark_errors [--cache FOLDER] [--model full|heavy|lite] [--fresh]

Writes landmark_errors.toml, from which the simulated patient's camera (bench/patient_camera.py) draws. It looks at the
rendered clips with the pose model as it comes, as a browser runs it: no leg network, no smoothing. Errors are in per
cent of the leg's length (hip, knee, ankle in the picture), across (outwards +) and down (+).
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


@dataclass(frozen=True)
class Errors:
    """Of one joint along one axis, % of the leg. bias: of all; person: spread of people around it; drift: slow, with
    its memory in s; jitter: from frame to frame."""

    bias: float
    person: float
    drift: float
    memory_s: float
    jitter: float

    @property
    def row(self) -> str:
        """As TOML."""
        numbers = (self.bias, self.person, self.drift, self.memory_s, self.jitter)
        names = ("bias", "person", "drift", "memory_s", "jitter")
        return "{ " + ", ".join(f"{name} = {value:.2f}" for name, value in zip(names, numbers, strict=True)) + " }"


@dataclass(frozen=True)
class Seen:
    """A clip's errors by joint: (T, 2 sides, 2 axes) % of the leg, outwards and down +; NaN where nobody was found."""

    fps: float
    errors: dict[str, Floats]
    apart: Floats


def seen_of(item: Item, store: Store) -> Seen:
    """One clip against its truth."""
    truth, raw = truth_of(item), store.raw(item)
    exact = {name: exact_joints(item, name) for name in JOINTS}
    long = np.linalg.norm(exact["hip"] - exact["knee"], axis=-1) + np.linalg.norm(exact["knee"] - exact["ankle"], axis=-1)
    leg = float(np.quantile(long, 0.9))
    outwards = np.stack([truth.facing * np.array([1.0, -1.0]), np.ones(2)], axis=-1)
    frames = min(len(raw), len(truth.time_s))
    errors = {
        name: 100 * (raw[:frames, pair(name)] - exact[name][:frames]) * outwards / leg for name in JOINTS
    }
    legs = [(raw[:frames, pair(name)], exact[name][:frames]) for name in ("hip", "knee", "ankle")]
    apart = np.stack([_width(found) / np.maximum(_width(true), 1.0) for found, true in legs], axis=1)
    return Seen(float(1 / np.median(np.diff(truth.time_s))), errors, apart)


def _width(points: Floats) -> Floats:
    width: Floats = np.linalg.norm(points[:, 0] - points[:, 1], axis=-1)
    return width


def errors_of(clips: Sequence[Seen], name: str, axis: int) -> Errors:
    """One joint's errors along one axis over all clips; both sides are alike."""
    each = [clip.errors[name][:, side, axis] for clip in clips for side in (0, 1)]
    known = [(clip[np.isfinite(clip)], clip) for clip in each]
    means = [float(good.mean()) for good, _ in known]
    jitter = float(np.sqrt(np.median([_tremble(good) for good, _ in known])))
    slow = float(np.median([max(good.var() - jitter**2, 1e-4) for good, _ in known]))
    memory = float(np.median([_memory(good, jitter**2, clips[0].fps) for good, _ in known]))
    return Errors(float(np.mean(means)), float(np.std(means)), slow**0.5, memory, jitter)


def _tremble(values: Floats) -> float:
    """Variance of what differs from the middle of its neighbours in time: 1.5 times that of independent errors."""
    return float(np.var(values[1:-1] - (values[:-2] + values[2:]) / 2) / 1.5)


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


def rows(found: dict[tuple[str, str], Errors]) -> Iterator[list[str]]:
    """The table's rows."""
    for (name, axis), each in found.items():
        cells = [number(value) for value in (each.bias, each.person, each.drift, each.memory_s, each.jitter)]
        yield [f"{name}, {axis}", *cells]


def main() -> None:
    """Measure, write and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    parser.set_defaults(model="full")
    chosen = parser.parse_args()
    store, found = Store(chosen.cache, chosen.model), [item for item in items(data_folder()) if item.moving]
    prepare(store, found, ("raw",), chosen.fresh)
    clips = [seen_of(item, store) for item in found]
    each = {(name, axis): errors_of(clips, name, index) for name in JOINTS for index, axis in enumerate(("across", "down"))}
    frames, nobody, lost, collapsed = gone(clips)
    text = [
        f"# Written by `python -m bench.landmark_errors --model {chosen.model}`. Don't edit by hand.",
        "# % of the leg's length in the picture; across: outwards +; memory_s: of the drift, s.",
        f"# {len(clips)} rendered clips, {frames} frames: {100 * nobody:.2f} % without anybody, {100 * lost:.2f} % with a "
        f"lost joint (farther off than {LOST_BEYOND:g} % of the leg), {100 * collapsed:.2f} % with a collapsed pair.",
        "",
        *(f"{name}.{axis} = {errors.row}" for (name, axis), errors in each.items()),
    ]
    with whole_file(OUT) as temporary:
        temporary.write_text("\n".join(text) + "\n", encoding="utf-8")
    print(table("Errors, % of the leg", ("joint", "bias", "person", "drift", "memory, s", "jitter"), list(rows(each))))
    print("\n".join(text[:3]))


if __name__ == "__main__":
    main()
