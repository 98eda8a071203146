"""Steps that turn all directions of a weight matrix alike: the Muon optimizer (Jordan 2024) for convolutions."""

from collections.abc import Iterable
from typing import Final

import torch
from torch import Tensor

NEWTON_SCHULZ: Final = (3.4445, -4.7750, 2.0315)
"""Coefficients of the odd polynomial that, applied again and again, brings all singular values near 1 (Jordan 2024)."""

ROUNDS: Final = 5
MOMENTUM: Final = 0.95
DECAY: Final = 0.03


def orthogonal(matrix: Tensor) -> Tensor:
    """A matrix (outputs, inputs) with the same singular vectors, its singular values all about 1."""
    once, thrice, fifth = NEWTON_SCHULZ
    x = matrix.bfloat16()
    x = x / (x.norm() + 1e-7)
    wide = x if x.shape[0] <= x.shape[1] else x.T
    for _ in range(ROUNDS):
        square = wide @ wide.T
        wide = once * wide + (thrice * square + fifth * square @ square) @ wide
    return (wide if x.shape[0] <= x.shape[1] else wide.T).float()


class Muon(torch.optim.Optimizer):
    """For weights of two and more dimensions, outputs first."""

    def __init__(self, weights: Iterable[Tensor], lr: float) -> None:
        super().__init__(weights, {"lr": lr})

    @torch.no_grad()
    def step(self, closure: None = None) -> None:
        for group in self.param_groups:
            for weight in group["params"]:
                mean = self.state[weight].setdefault("mean", torch.zeros_like(weight))
                mean.lerp_(weight.grad, 1 - MOMENTUM)
                ahead = weight.grad.lerp(mean, MOMENTUM).flatten(1)
                taller = max(1.0, ahead.shape[0] / ahead.shape[1]) ** 0.5
                weight.mul_(1 - group["lr"] * DECAY)
                weight.add_(orthogonal(ahead).view_as(weight), alpha=-group["lr"] * taller)
