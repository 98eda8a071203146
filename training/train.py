"""Teaches the leg network.

    KNEELINE_TRAINING=FOLDER python -m training.train NAME --series 41 42 --check 90 --batches 7000

Reads the legs that `training.crops` wrote into FOLDER; writes ``NAME.pt`` there, now and then and at the end: the
smoothed weights. 7000 batches take 40 to 60 minutes on two cores that do nothing else.
"""

import argparse
import copy
import math
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional
from torch.utils.data import DataLoader, Dataset

from kneeline.pose.leg_crop import HEIGHT_IN_LEGS, HEIGHT_PX, WIDTH_PX
from training import augment
from training.crops import KEPT, MARGIN
from training.muon import Muon
from training.network import COLUMNS, ROWS, Block, LegNetwork, angle

SEED: Final = 20260
BATCH: Final = 32
FASTEST: Final = 2.5e-3
TURN: Final = 0.02
"""Fastest learning rates: of convolutions 3x3, which Muon teaches, and of all other weights, which AdamW does."""

DECAY: Final = 0.02
WARM_UP: Final = 0.03
SMOOTHING: Final = 0.999
"""Share of the smoothed weights that each step keeps."""

CHECKS: Final = 10
"""How often a training looks at legs it does not learn from, and writes its weights."""

PEAK_CELLS: Final = 1.0
"""Standard deviation of the heat maps asked for, in cells."""

PERCENT: Final = 100 * HEIGHT_IN_LEGS
"""From heights of the crop to percent of the leg's length, about."""

SHORT_THIGH: Final = (0.20, 0.45)
"""Share of the thigh that the camera sees where its angle begins to count, and where it counts fully."""


@dataclass(frozen=True)
class Legs:
    """Crops of legs (n, 320, 160, 3) with their points (n, 9, 2) in shares of the crop, and what else is known."""

    crops: NDArray[np.uint8]
    known: dict[str, NDArray[Any]]

    def __len__(self) -> int:
        return len(self.crops)


def legs(folder: Path, series: str) -> Legs:
    with np.load(folder / f"{series}.npz") as known:
        return Legs(np.load(folder / f"{series}.npy", mmap_mode="r"), dict(known))


class Crops(Dataset[tuple[Tensor, Tensor, Tensor]]):
    """The network's crops (3, 192, 96) uint8 of several series, each time placed and spoilt otherwise, with points
    (9, 2) in shares and how much the angle counts; for checking always placed the same, unspoilt."""

    def __init__(self, series: list[Legs], learning: bool) -> None:
        self.series = series
        self.learning = learning
        self.rows = [(part, row) for part, legs in enumerate(series) for row in range(len(legs))]

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, index: int) -> tuple[Tensor, Tensor, Tensor]:
        part, row = self.rows[index]
        legs = self.series[part]
        drawn = torch.randint(1 << 62, (1,)).item() if self.learning else index
        random = np.random.default_rng([SEED, int(drawn)])
        matrix = augment.view(KEPT, MARGIN, random, turning=self.learning)
        crop = augment.cut(legs.crops[row], matrix)
        if self.learning:
            crop = augment.spoilt(crop, random)
        px = legs.known["points"][row] * np.array(KEPT) @ matrix[:, :2].T + matrix[:, 2]
        low, high = SHORT_THIGH
        counts = np.clip((legs.known["seen_thigh"][row] - low) / (high - low), 0.05, 1)
        points = (px / [WIDTH_PX, HEIGHT_PX]).astype(np.float32)
        upright = torch.from_numpy(crop).permute(2, 0, 1)
        return upright, torch.from_numpy(points), torch.tensor(counts, dtype=torch.float32)


def peaks(points: Tensor) -> Tensor:
    """(n, 9, 1152): the heat maps asked for, each adding to 1; points (n, 9, 2) in shares."""
    across = torch.arange(COLUMNS) + 0.5 - points[..., :1] * COLUMNS
    down = torch.arange(ROWS) + 0.5 - points[..., 1:] * ROWS
    heat = -(down[..., :, None] ** 2 + across[..., None, :] ** 2) / (2 * PEAK_CELLS**2)
    return torch.softmax(heat.flatten(2), dim=-1)


def loss(network: LegNetwork, crops: Tensor, points: Tensor, counts: Tensor) -> Tensor:
    """What training makes small: heat maps, points, the knee's angle, the leg's height, and the angle's likelihood."""
    with torch.autocast("cpu", torch.bfloat16):
        logits, found, trust = network(crops)
    inside = ((points > 0) & (points < 1)).all(dim=-1).float()
    shape = -(peaks(points) * torch.log_softmax(logits, dim=-1)).sum(dim=-1)
    aspect = points.new_tensor([WIDTH_PX / HEIGHT_PX, 1.0]) * PERCENT
    apart = functional.smooth_l1_loss(found * aspect, points * aspect, reduction="none").sum(dim=-1)
    rise = ((found[:, 2] - found[:, 0]) - (points[:, 2] - points[:, 0]))[:, 1] * PERCENT
    off = angle(found) - angle(points)
    bent = functional.smooth_l1_loss(off, torch.zeros_like(off), reduction="none", beta=2.0)
    variance = trust[:, 0].clamp(min=-6)
    likely = 0.5 * (variance + off.detach().clamp(-60, 60).square() * torch.exp(-variance))
    total: Tensor = (
        0.3 * (shape * inside).mean()
        + 0.3 * (apart * inside).mean()
        + 0.25 * (bent * counts).mean()
        + 0.15 * functional.smooth_l1_loss(rise, torch.zeros_like(rise))
        + 0.1 * (likely * counts).mean()
    )
    return total


def pace(share: float) -> float:
    """Learning rate after a share (0..1) of the training, of the fastest."""
    return min(share / WARM_UP, 0.5 * (1 + math.cos(math.pi * min(share, 1.0))) + 0.003)


@torch.no_grad()
def smooth(target: LegNetwork, network: LegNetwork, keep: float) -> None:
    for old, new in zip(target.state_dict().values(), network.state_dict().values(), strict=True):
        if old.dtype.is_floating_point:
            old.lerp_(new, 1 - keep)


@torch.no_grad()
def check(network: LegNetwork, legs: Legs) -> str:
    """A table of the angle's error, deg, by task and by bend, and how well the variance fits."""
    network.eval()
    off, sure = [], []
    for crops, points, _ in DataLoader(Crops([legs], learning=False), batch_size=64):
        _, found, trust = network(crops.float() / 255)
        off.append(angle(found) - angle(points))
        sure.append(trust[:, 0])
    error, spread = torch.cat(off).numpy(), np.exp(torch.cat(sure).numpy() / 2)
    task, flexion = legs.known["task"], legs.known["flexion"]
    parts = {name: task == name for name in np.unique(task)}
    squat = task == "squat"
    parts |= {"squat <60": squat & (flexion < 60), "60-80": squat & (flexion >= 60) & (flexion < 80)}
    parts |= {"80-100": squat & (flexion >= 80) & (flexion < 100), ">100": squat & (flexion >= 100)}
    rows = [
        f"{name:18} n {which.sum():4}  MAE {abs(error[which]).mean():.2f}  SD {error[which].std():.2f}"
        f"  bias {error[which].mean():+.2f}  sigma {np.median(spread[which]):.2f}"
        for name, which in parts.items()
        if which.any()
    ]
    return "\n".join(rows)


def steps(data: DataLoader[tuple[Tensor, Tensor, Tensor]]) -> Iterator[tuple[int, tuple[Tensor, Tensor, Tensor]]]:
    """Batches without end, each with the number of its epoch."""
    for epoch in range(1 << 30):
        for batch in data:
            yield epoch, batch


def train(name: str, series: list[str], checked: str, batches: int, minutes: float) -> None:
    folder = Path(os.environ["KNEELINE_TRAINING"])
    torch.manual_seed(SEED)
    network = LegNetwork().to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    smoothed = copy.deepcopy(network)
    print(sum(weights.numel() for weights in network.parameters()), "parameters", flush=True)
    crops, held_out = Crops([legs(folder, one) for one in series], learning=True), legs(folder, checked)
    loader = DataLoader(crops, BATCH, shuffle=True, num_workers=1, drop_last=True, persistent_workers=True)
    turned = [block.conv.weight for block in network.modules() if isinstance(block, Block)]
    others = [weights for weights in network.parameters() if not any(weights is one for one in turned)]
    optimizers = [
        (Muon(turned, TURN), TURN),
        (torch.optim.AdamW(others, lr=FASTEST, weight_decay=DECAY), FASTEST),
    ]
    total, checks, began = 0.0, 0, time.monotonic()
    for step, (epoch, (pictures, points, counts)) in enumerate(steps(loader)):
        share = max((step + 1) / batches, (time.monotonic() - began) / (60 * minutes))
        for optimizer, fastest in optimizers:
            optimizer.param_groups[0]["lr"] = fastest * pace(share)
        network.train()
        value = loss(network, (pictures.float() / 255).contiguous(memory_format=torch.channels_last), points, counts)
        network.zero_grad()
        value.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        for optimizer, _ in optimizers:
            optimizer.step()
        smooth(smoothed, network, min(SMOOTHING, (step + 1) / (step + 10)))
        total += value.item()
        if (step + 1) % 50 == 0:
            print(f"step {step + 1} epoch {epoch} {share:.2f} loss {total / 50:.3f}", flush=True)
            total = 0.0
        if share >= (checks + 1) / CHECKS:
            checks += 1
            torch.save(smoothed.state_dict(), folder / f"{name}.pt")
            print(check(smoothed, held_out), flush=True)
        if share >= 1:
            return


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("name")
    parser.add_argument("--series", nargs="+", required=True)
    parser.add_argument("--check", required=True)
    parser.add_argument("--batches", type=int, required=True)
    parser.add_argument("--minutes", type=float, default=math.inf, help="end after these, if that comes first")
    given = parser.parse_args()
    cv2.setNumThreads(1)
    train(given.name, given.series, given.check, given.batches, given.minutes)


if __name__ == "__main__":
    main()
