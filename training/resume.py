"""The weights of an exported network, so that a training can go on from them.

    KNEELINE_TRAINING=FOLDER python -m training.resume NAME src/kneeline/pose/leg_network.onnx SERIES

Export folds every batch norm into its convolution. Each is put back with what its convolution makes of the legs of
SERIES, so that the network answers as before and learns as one does that was never folded.
"""

import os
import sys
from collections.abc import Iterable
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn
from torch.utils.data import DataLoader

from training.network import Block, LegNetwork
from training.train import BATCH, Crops, legs

PREFIX: Final = "network."
"""What the export puts before the names of the network's own weights."""

BATCHES: Final = 24
"""Crops enough to know the mean and spread of what a convolution gives."""

EVERY: Final = 2
"""Of rows and columns one in so many is looked at."""

SIZE: Final = 0.1
"""Root mean square of a convolution's weights: with batch norm behind it its answer stays the same at any size, but the
larger they are the less a step of training turns them (our choice)."""


def exported(path: Path) -> dict[str, Tensor]:
    """Weights of an exported network by the names they have here."""
    weights = onnx.load(path).graph.initializer
    return {one.name.removeprefix(PREFIX): torch.from_numpy(np.array(numpy_helper.to_array(one))) for one in weights}


def put_back(block: Block, answers: Tensor) -> None:
    """Put back the batch norm of a folded block; answers (channels, n): what its convolution makes of some crops."""
    norm, size = block.norm, block.conv.weight.square().mean().sqrt() / SIZE
    assert norm.running_mean is not None
    assert norm.running_var is not None
    block.conv.weight /= size
    mean, variance = answers.mean(dim=1) / size, answers.var(dim=1) / size**2
    norm.running_mean.copy_(mean)
    norm.running_var.copy_(variance)
    norm.weight.copy_((variance + norm.eps).sqrt() * size)
    norm.bias += mean * size


@torch.no_grad()
def resumed(weights: dict[str, Tensor], crops: Iterable[Tensor]) -> LegNetwork:
    """The network with ``weights`` (`exported`); crops (n, 3, 256, 128) 0..1 to put its batch norms back with."""
    network = LegNetwork().eval()
    network.load_state_dict(weights, strict=False)
    blocks = {name: module for name, module in network.named_modules() if isinstance(module, Block)}
    answers: dict[str, list[Tensor]] = {name: [] for name in blocks}

    def keep(name: str, _convolution: nn.Module, _inputs: Any, answer: Tensor) -> None:
        answers[name].append(answer[:, :, ::EVERY, ::EVERY].transpose(0, 1).flatten(1))

    for name, block in blocks.items():
        assert block.norm.running_var is not None
        block.norm.running_var.fill_(1 - block.norm.eps)
        block.norm.bias.copy_(weights[f"{name}.conv.bias"])
        block.conv.register_forward_hook(partial(keep, name))
    for some in crops:
        network(some)
    for name, block in blocks.items():
        put_back(block, torch.cat(answers[name], dim=1))
    return network


def main() -> None:
    name, path, series = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    folder = Path(os.environ["KNEELINE_TRAINING"])
    torch.manual_seed(0)
    loader = DataLoader(Crops([legs(folder, series)], learning=True), BATCH, shuffle=True)
    crops = (pictures.float() / 255 for pictures, _, _ in islice(loader, BATCHES))
    torch.save(resumed(exported(path), crops).state_dict(), folder / f"{name}.pt")


if __name__ == "__main__":
    main()
