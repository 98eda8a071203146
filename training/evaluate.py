"""How well the leg network reads rendered people that it never saw: crops around the true joints, misplaced a little.

    KNEELINE_DATA=FOLDER python -m training.evaluate [src/kneeline/pose/leg_network.onnx]

FOLDER holds ``synthetic`` (docs/training.md). One table: the frontal plane projection angle's error, deg, and the
joints' errors in percent of the leg's length.
"""

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from training.crops import SKIN, Leg, leg_of

Floats = NDArray[np.float64]
Pixels = NDArray[np.uint8]

SEED: Final = 5
SHIFT: Final = 0.02
"""Standard deviation of how far the crops are misplaced each way, in their heights."""

SCALE: Final = 0.05
EVERY: Final = 6
"""Of a video's frames one in so many is read."""

NO_SKIN: Final = {f"{place}.{side}": [np.nan, np.nan] for place in SKIN for side in "LR"}
"""The data tells gaps, not where the skin beside a joint is seen."""

NETWORK: Final = "src/kneeline/pose/leg_network.onnx"


@dataclass(frozen=True)
class Reading:
    """A leg read: what it is, its knee's flexion (deg), true and found angle (deg), the log variance found, how far off
    the points are (9, 2) in percent of the leg's length seen, + to the right and down in the crop, and how far lateral
    of the rig's ankle the middle of the ankle's outline lies (cm)."""

    group: str
    body: int
    split: str
    outfit: str
    key: str
    flexion: float
    true: float
    found: float
    log_variance: float
    off: Floats
    outline_beside: float


class Network:
    """The exported network, run by OpenCV."""

    def __init__(self, path: str) -> None:
        self.net = cv2.dnn.readNetFromONNX(path)

    def __call__(self, crop: Pixels) -> tuple[Floats, float]:
        """Points (9, 2) in shares of an RGB crop (192, 96, 3), and the log variance."""
        self.net.setInput(np.ascontiguousarray(crop.transpose(2, 0, 1)[None], np.float32) / np.float32(255))
        points, log_variance = self.net.forward(["points", "log_variance"])
        return np.asarray(points, np.float64).reshape(-1, 2), float(log_variance[0, 0])


def angle(points: Floats, mirrored: bool) -> float:
    """deg: the frontal plane projection angle of points (9, 2) px, + valgus."""
    thigh, shank = points[1] - points[0], points[2] - points[1]
    cross = float(thigh[0] * shank[1] - thigh[1] * shank[0]) * (-1 if mirrored else 1)
    return float(np.degrees(np.arctan2(cross, thigh @ shank)))


def read(network: Network, picture: Pixels, leg: Leg, random: np.random.Generator) -> tuple[Floats, float]:
    """Points (9, 2) px of the picture, and the log variance."""
    crop = leg.crop.placed(random.normal(0, SHIFT, 2), float(np.exp(random.normal(0, SCALE))))
    points, log_variance = network(crop.cut(picture))
    return crop.to_picture(points), log_variance


def reading(
    network: Network,
    picture: Pixels,
    truth: dict[str, Any],
    side: str,
    what: dict[str, Any],
    random: np.random.Generator,
) -> Reading:
    """Of one leg in a picture (RGB); truth: joints and sides as the data's README describes."""
    leg = leg_of(truth["joints2d_px"] | NO_SKIN, side)
    points, log_variance = read(network, picture, leg, random)
    hip, knee, ankle = leg.points[:3]
    length = np.linalg.norm(knee - hip) + np.linalg.norm(ankle - knee)
    off = (points - leg.points) / length * 100 * [-1 if leg.mirrored else 1, 1]
    return Reading(
        flexion=truth["side"][side]["knee_flexion_deg"],
        true=angle(leg.points, leg.mirrored),
        found=angle(points, leg.mirrored),
        log_variance=log_variance,
        off=off,
        outline_beside=truth["side"][side]["ankle_outline_mid_minus_centre_cm"],
        **what,
    )


def frames(path: Path) -> Iterator[tuple[int, Pixels]]:
    """One in ``EVERY`` frames of a video with its number, RGB."""
    with av.open(str(path)) as container:
        for number, frame in enumerate(container.decode(video=0)):
            if number % EVERY == 0:
                yield number, np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)


def readings(network: Network, folder: Path) -> Iterator[Reading]:
    """Every leg of the rendered pictures and videos; of single-leg tasks the stance leg."""
    random = np.random.default_rng(SEED)
    for item in json.loads((folder / "index.json").read_text(encoding="utf-8"))["items"]:
        if item["scenario"] == "lunge":
            continue
        truth = json.loads((folder / item["truth"]).read_text(encoding="utf-8"))
        what = {"body": item["body"], "split": item["split"], "outfit": truth["person"]["outfit"]}
        if "frames" in truth:
            sides = truth["meta"].get("stance_side", "LR")
            for number, picture in frames(folder / item["file"]):
                for side in sides:
                    known = what | {"group": item["scenario"], "key": f"{item['file']} {side}"}
                    yield reading(network, picture, truth["frames"][number], side, known, random)
            continue
        group = item["scenario"]
        if group == "standing_hard":
            group = "hard, from behind" if truth["meta"]["degradation"] == "back" else "hard"
        picture = np.asarray(cv2.imread(str(folder / item["file"])), np.uint8)[..., ::-1]
        for side in "LR":
            known = what | {"group": group, "key": f"{item['file'].split('_')[0]} {side}"}
            yield reading(network, picture, truth, side, known, random)


def groups(everything: list[Reading]) -> Iterator[tuple[str, list[Reading]]]:
    """What the table's rows are about."""
    standing = [one for one in everything if one.group == "standing"]
    yield "standing", standing
    yield "standing, check", [one for one in standing if one.split == "check"]
    for outfit in sorted({one.outfit for one in standing}):
        yield f"standing, {outfit}", [one for one in standing if one.outfit == outfit]
    for group in ("standing_repeat", "standing_skin", "hard", "hard, from behind"):
        yield group, [one for one in everything if one.group == group]
    squat = [one for one in everything if one.group == "squat"]
    for low, high in ((0, 60), (60, 80), (80, 180)):
        yield f"squat, {low}-{high}° bent", [one for one in squat if low <= one.flexion < high]
    yield "single leg, stance", [one for one in everything if one.group == "single_leg_squat"]
    yield "step down, stance", [one for one in everything if one.group == "step_down"]


def row(name: str, some: list[Reading]) -> str:
    """One line of the table."""
    true, found = np.array([one.true for one in some]), np.array([one.found for one in some])
    error = found - true
    off = np.array([one.off for one in some])
    slope = float(np.polyfit(true, found, 1)[0])
    far = np.linalg.norm(off[:, :3], axis=2).mean(axis=0)
    hip, ankle = off[:, 0, 1], off[:, 2, 1]
    sigma = float(np.median(np.exp([one.log_variance / 2 for one in some])))
    in_limb = float(np.corrcoef(error, [one.outline_beside for one in some])[0, 1])
    return (
        f"| {name} | {len(some)} | {abs(error).mean():.2f} | {error.std():.2f} | {slope:.3f} | {error.mean():+.2f} "
        f"| {sigma:.2f} | {far[0]:.2f} {far[1]:.2f} {far[2]:.2f} | {hip.mean():+.2f} | {ankle.mean():+.2f} "
        f"| {(ankle - hip).mean():+.2f} ± {(ankle - hip).std():.2f} | {in_limb:+.2f} |"
    )


def same_pose(everything: list[Reading]) -> float:
    """SD of the error over the cameras that saw one pose, root mean square over legs."""
    repeat = [one for one in everything if one.group == "standing_repeat"]
    errors = [[one.found - one.true for one in repeat if one.key == key] for key in sorted({one.key for one in repeat})]
    return float(np.sqrt(np.mean([np.var(some, ddof=1) for some in errors])))


def main() -> None:
    cv2.setNumThreads(1)
    network = Network(sys.argv[1] if len(sys.argv) > 1 else NETWORK)
    everything = list(readings(network, Path(os.environ["KNEELINE_DATA"]) / "synthetic"))
    print(
        "| legs | n | MAE | SD | slope | bias | sigma | hip, knee, ankle | hip low | ankle low | leg tall | in limb |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for name, some in groups(everything):
        print(row(name, some))
    print(f"Same pose, eight cameras: SD of the error {same_pose(everything):.2f}°")


if __name__ == "__main__":
    main()
