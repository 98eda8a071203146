"""Whether the pose model keeps hold of people who lie, sit and kneel: the renderer's people in the figure's motions.

    python -m bench.postures FOLDER [--model full|heavy|lite]

FOLDER is what ``python -m training.exercises`` made. Each clip is looked at as it is and turned by a quarter so that
the head is up, frame after frame as a live camera does. A frame keeps the needed joints where all of them (hips, knees,
ankles; from the side those of the nearer leg, and the shoulder) lie within 10 % of the leg's length of the truth.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from bench.raw import follow
from bench.summary import percent, table
from kneeline import ModelName
from kneeline.catalogue import catalogue
from kneeline.core.recording import Floats
from kneeline.core.skeleton import SIDES, joint
from kneeline.pixels.video import decode
from kneeline.pose.joints import to_joints

WITHIN: Final = 0.10
"""Share of the leg's length by which a kept joint may be off."""

ENOUGH: Final = 0.9
"""An exercise is checked by camera where at least this share of frames keeps the needed joints."""

NEEDED: Final = ("hip", "knee", "ankle")


@dataclass(frozen=True)
class Clip:
    """One rendered clip and its truth."""

    folder: Path
    row: dict[str, Any]

    @property
    def exercise(self) -> str:
        """Its exercise's id."""
        return str(self.row["exercise"])

    @property
    def needed(self) -> list[tuple[str, str]]:
        """Names and sides of the joints without which nothing can be told."""
        if catalogue().exercises[self.exercise].camera.view != "side":
            return [(name, side) for name in NEEDED for side in SIDES]
        near = "left" if self.row["side"] == "left" else "right"
        return [(name, near) for name in ("shoulder", *NEEDED)]

    def truth(self, name: str, side: str) -> Floats:
        """(T, 2) px."""
        data = json.loads((self.folder / self.row["file"]).with_suffix(".json").read_text(encoding="utf-8"))
        points: Floats = np.array(data["joints2d_px"][f"{name}.{side[0].upper()}"])
        return points

    def leg(self) -> float:
        """Hip to knee to ankle at its longest, px."""
        lengths = []
        for side in SIDES:
            hip, knee, ankle = (self.truth(name, side) for name in NEEDED)
            lengths.append(np.linalg.norm(hip - knee, axis=1) + np.linalg.norm(knee - ankle, axis=1))
        return float(np.max(lengths))


def kept(clip: Clip, quarter: int, model: ModelName) -> tuple[int, int]:
    """Frames that keep the needed joints, and all, looked at after a turn by quarters against the clock."""
    pictures = [frame.rgb for frame in decode(clip.folder / clip.row["file"])]
    height, width = pictures[0].shape[:2]
    poses = follow((np.ascontiguousarray(np.rot90(rgb, quarter)) for rgb in pictures), model)
    found = [None if pose is None else to_joints(pose.xy) for pose in poses]
    limit, good = WITHIN * clip.leg(), np.ones(len(found), dtype=bool)
    for name, side in clip.needed:
        true = _turned(clip.truth(name, side), quarter, width, height)
        seen = np.array([np.full(2, np.nan) if each is None else each[joint(f"{side}_{name}")] for each in found])
        good &= np.linalg.norm(seen - true[: len(seen)], axis=1) < limit
    return int(good.sum()), len(good)


def _turned(points: Floats, quarter: int, width: int, height: int) -> Floats:
    """Points (T, 2) of a picture turned by quarters against the clock."""
    if quarter == 0:
        return points
    x, y = points.T
    turned: Floats = np.stack([y, width - x] if quarter == 1 else [height - y, x], axis=1)
    return turned


def head_up(clip: Clip) -> int:
    """By how many quarters against the clock the picture has to be turned so that somebody lying has the head up."""
    trunk = np.mean([clip.truth("shoulder", side) - clip.truth("hip", side) for side in SIDES], axis=(0, 1))
    if abs(trunk[0]) <= abs(trunk[1]):
        return 0
    return 1 if trunk[0] > 0 else -1


def rows(folder: Path, model: ModelName) -> Iterator[list[str]]:
    """One row an exercise."""
    items = json.loads((folder / "index.json").read_text(encoding="utf-8"))["items"]
    clips = [Clip(folder, row) for row in items]
    for exercise in dict.fromkeys(clip.exercise for clip in clips):
        own = [clip for clip in clips if clip.exercise == exercise]
        as_it_is, turned = (
            np.sum([kept(clip, quarter, model) for clip, quarter in pairs], axis=0)
            for pairs in ([(clip, 0) for clip in own], [(clip, head_up(clip)) for clip in own])
        )
        best = max(as_it_is[0], turned[0]) / as_it_is[1]
        worst = min(
            max(kept(clip, 0, model)[0], kept(clip, head_up(clip), model)[0]) / len(clip.truth("hip", "left"))
            for clip in own
        )
        verdict = "can be checked" if best >= ENOUGH else "timed and asked"
        cells = [percent(*each) for each in (as_it_is, turned)]
        yield [exercise, str(len(own)), str(as_it_is[1]), *cells, f"{100 * worst:.0f} %", verdict]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", choices=("heavy", "full", "lite"), default="full")
    chosen = parser.parse_args()
    headings = ("exercise", "bodies", "frames", "as it is", "head up", "worst body", "")
    print(table("Frames that keep the needed joints", headings, list(rows(chosen.folder, chosen.model))))


if __name__ == "__main__":
    main()
