"""The leg network: a crop in, nine points and how far to trust their angle out."""

from typing import Final

import torch
from torch import Tensor, nn

from kneeline.pose.leg_crop import HEIGHT_PX, WIDTH_PX

POINTS: Final = 9
STRIDE: Final = 4
DECODER: Final = 64
FINE: Final = 32
ROWS: Final = HEIGHT_PX // STRIDE
COLUMNS: Final = WIDTH_PX // STRIDE

FIRST_LOG_VARIANCE: Final = 5.0
"""An untrained network is wrong by tens of degrees: saying so keeps its first steps about the points."""


class Block(nn.Module):
    """Convolution 3x3, batch norm, ReLU; added to its input where that has the same shape."""

    def __init__(self, inputs: int, outputs: int, stride: int = 1) -> None:
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.norm = nn.BatchNorm2d(outputs)
        self.adds = inputs == outputs and stride == 1

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = torch.relu(self.norm(self.conv(x)))
        return x + y if self.adds else y


def stage(inputs: int, outputs: int, blocks: int) -> nn.Sequential:
    """Halves the picture, then ``blocks`` - 1 more convolutions."""
    return nn.Sequential(Block(inputs, outputs, 2), *(Block(outputs, outputs) for _ in range(blocks - 1)))


def coordinates() -> Tensor:
    """(1152, 4): x, y, x², y² of each heat map cell's middle, in shares of the crop."""
    y, x = torch.meshgrid((torch.arange(ROWS) + 0.5) / ROWS, (torch.arange(COLUMNS) + 0.5) / COLUMNS, indexing="ij")
    return torch.stack([x, y, x * x, y * y], dim=-1).reshape(-1, 4)


class LegNetwork(nn.Module):
    """(n, 3, 192, 96) RGB 0..1 to heat map logits (n, 9, 1152), points (n, 9, 2) in shares of the crop, and the
    natural logarithm of the variance (deg²) of the angle that hip, knee and ankle make (n, 1)."""

    coordinates: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.stem = stage(3, 16, 2)
        self.at4 = stage(16, 32, 3)
        self.at8 = stage(32, 64, 4)
        self.at16 = stage(64, 128, 5)
        self.at32 = stage(128, 192, 4)
        self.side32, self.side16, self.side8 = (nn.Conv2d(channels, DECODER, 1) for channels in (192, 128, 64))
        self.mix16, self.mix8 = (Block(DECODER, DECODER) for _ in range(2))
        self.narrow, self.side4 = nn.Conv2d(DECODER, FINE, 1), nn.Conv2d(32, FINE, 1)
        self.mix4 = Block(FINE, FINE)
        self.heat = nn.Sequential(Block(FINE, FINE), nn.Conv2d(FINE, POINTS, 1))
        self.up = nn.Upsample(scale_factor=2, mode="nearest")
        self.trust = nn.Sequential(nn.Linear(192 + 2 * POINTS, 48), nn.LeakyReLU(0.1), nn.Linear(48, 1))
        nn.init.constant_(self.trust[2].bias, FIRST_LOG_VARIANCE)  # type: ignore[arg-type]
        self.register_buffer("coordinates", coordinates())

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        at4 = self.at4(self.stem(x - 0.5))
        at8 = self.at8(at4)
        at16 = self.at16(at8)
        at32 = self.at32(at16)
        y = self.mix16(self.up(self.side32(at32)) + self.side16(at16))
        y = self.mix8(self.up(y) + self.side8(at8))
        y = self.mix4(self.up(self.narrow(y)) + self.side4(at4))
        logits = self.heat(y).flatten(2).float()
        moments = torch.softmax(logits, dim=-1) @ self.coordinates
        points = moments[..., :2]
        spread = (moments[..., 2:] - points * points) * 100
        seen = torch.cat([at32.float().mean(dim=(2, 3)), spread.flatten(1)], dim=1).detach()
        return logits, points, self.trust(seen)


def angle(points: Tensor) -> Tensor:
    """(n,) deg: the knee's frontal plane projection angle of points (n, 9, 2) in shares of a crop, + valgus. In a crop
    lateral is always to the left."""
    px = points * points.new_tensor([WIDTH_PX, HEIGHT_PX])
    thigh, shank = px[:, 1] - px[:, 0], px[:, 2] - px[:, 1]
    cross = thigh[:, 0] * shank[:, 1] - thigh[:, 1] * shank[:, 0]
    return torch.rad2deg(torch.atan2(cross, (thigh * shank).sum(dim=1)))
