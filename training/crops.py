"""The legs of rendered pictures as crops a little larger than the network's, so that training can place its own.

    python -m training.crops FOLDER SERIES...

Reads what `training.render` wrote into FOLDER; writes ``SERIES.npy`` (legs, 320, 160, 3) uint8 and ``SERIES.npz``.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from kneeline.pixels.warp import portion
from kneeline.pose.leg_crop import LegCrop, leg_crop

Floats = NDArray[np.float64]
Pixels = NDArray[np.uint8]

JOINTS: Final = ("hip", "knee", "ankle", "heel", "mtp2", "toe")
SKIN: Final = ("medial knee", "medial ankle")
POINTS: Final = (*JOINTS, "other hip", *SKIN)
"""What the network reads, in its order. mtp2: the second metatarsal's head; toe: the big toe's tip; medial knee and
ankle: beside the joint's centre, where the skin is nearest to the other leg."""

ONE_LEG: Final = ("single_leg_squat", "lunge")
"""Tasks of which only the stance leg is learnt."""

MARGIN: Final = 1.3
"""Height of the crops kept over that of the network's."""

AROUND: Final = [POINTS.index(name) for name in ("hip", "knee", "ankle", "other hip")]
"""The points that a crop is placed around."""

KEPT: Final = (160, 320)
"""Width and height of the crops kept, px."""


@dataclass(frozen=True)
class Leg:
    """One leg in a picture. points (9, 2) px; mirrored: to be cut out as in a mirror, as the legs on the right of the
    picture are; side: the person's own."""

    points: Floats
    mirrored: bool
    side: str

    @property
    def crop(self) -> LegCrop:
        hip, knee, ankle, other_hip = self.points[AROUND]
        return leg_crop(hip, knee, ankle, other_hip, self.mirrored)


def leg_of(px: dict[str, Any], side: str) -> Leg:
    """From a picture's joints (x, y) px by the renderer's names, as in ``hip.L``."""
    other = "R" if side == "L" else "L"
    names = [f"{joint}.{side}" for joint in JOINTS] + [f"hip.{other}"] + [f"{place}.{side}" for place in SKIN]
    points = np.array([px[name] for name in names])
    return Leg(points, bool(points[0, 0] > points[6, 0]), side)


def records(path: Path) -> list[dict[str, Any]]:
    """Of training/render.py, one a picture; a last line still being written is left out."""
    whole = path.read_text(encoding="utf-8").rpartition("\n")[0]
    return [json.loads(line) for line in whole.splitlines()]


def turned_round(leg: Leg) -> LegCrop:
    """A leg's rectangle as it is where the other hip is seen on its other side."""
    hip, knee, ankle, other_hip = leg.points[AROUND]
    other_side = np.array([2 * hip[0] - other_hip[0], other_hip[1]])
    return leg_crop(hip, knee, ankle, other_side, not leg.mirrored)


def wanted(record: dict[str, Any]) -> Iterator[tuple[Leg, LegCrop]]:
    """Legs worth learning from and how they are cut out: the free leg of a single-leg squat and the rear one of a lunge
    mean nothing; from the side it is chance on which side of the other a hip is seen."""
    for side in "LR":
        if record["task"] not in ONE_LEG or side in record["stance"]:
            leg = leg_of(record["px"], side)
            yield leg, leg.crop
            if record["task"] == "lunge":
                yield leg, turned_round(leg)


def seen_thigh(record: dict[str, Any], side: str) -> float:
    """Length of the thigh in the picture over that of a thigh across the line of sight."""
    thigh = np.subtract(record["px"][f"knee.{side}"], record["px"][f"hip.{side}"])
    return float(np.linalg.norm(thigh) / record["standing_px"][side])


def write(folder: Path, series: str) -> int:
    """Cuts all legs of a series; how many."""
    listed = [(record, *which) for record in records(folder / f"{series}.jsonl") for which in wanted(record)]
    width, height = KEPT
    kept = np.lib.format.open_memmap(folder / f"{series}.npy", "w+", np.uint8, (len(listed), height, width, 3))
    shares = np.zeros((len(listed), len(POINTS), 2), np.float32)
    name, picture = "", np.zeros((1, 1, 3), np.uint8)
    for row, (record, leg, crop) in enumerate(listed):
        if record["file"] != name:
            name = record["file"]
            picture = np.asarray(cv2.imread(str(folder / name)), np.uint8)[..., ::-1]
        wider = crop.placed(np.zeros(2), MARGIN)
        kept[row] = portion(picture, wider.corners, KEPT)
        shares[row] = wider.to_crop(leg.points)
    np.savez(
        folder / f"{series}.npz",
        points=shares,
        seen_thigh=np.array([seen_thigh(record, leg.side) for record, leg, _ in listed]),
        flexion=np.array([record["flexion"][leg.side] for record, leg, _ in listed]),
        task=np.array([record["task"] for record, *_ in listed]),
        outfit=np.array([record["outfit"] for record, *_ in listed]),
        stance=np.array([leg.side in record["stance"] for record, leg, _ in listed]),
        behind=np.array([record["behind"] for record, *_ in listed]),
    )
    return len(listed)


def main() -> None:
    for series in sys.argv[2:]:
        print(series, write(Path(sys.argv[1]), series), "legs")


if __name__ == "__main__":
    main()
