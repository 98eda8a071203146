"""Writes a trained leg network as the ONNX file that the product runs.

    KNEELINE_TRAINING=FOLDER python -m training.export NAME src/kneeline/pose/leg_network.onnx

Batch norms are folded into the convolutions, whose weights are kept with 16 bits. Input ``crop`` (1, 3, 192, 96): RGB
0..1. Outputs ``points`` (1, 18):
x, y in shares of the crop, by joint in the order of `training.crops.POINTS`; ``log_variance`` (1, 1): natural logarithm
of the variance (deg²) of the knee's angle. The file is run by OpenCV and compared.
"""

import hashlib
import os
import sys
import time
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from kneeline.pose.leg_crop import HEIGHT_PX, WIDTH_PX
from training.network import Block, LegNetwork

OPSET: Final = 13
CLOSE_PX: Final = 1e-3


class Answers(nn.Module):
    """The network without its heat maps."""

    def __init__(self, network: LegNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, crop: Tensor) -> tuple[Tensor, Tensor]:
        _, points, log_variance = self.network(crop)
        return points.flatten(1), log_variance


def folded(network: LegNetwork) -> LegNetwork:
    """The same network without batch norms."""
    network.eval()
    for block in network.modules():
        if isinstance(block, Block):
            block.conv = fuse_conv_bn_eval(block.conv, block.norm)
            block.norm = nn.Identity()  # type: ignore[assignment]
    return network


@torch.no_grad()
def rounded(network: LegNetwork) -> LegNetwork:
    """The same network with the weights that the file will hold."""
    for layer in network.modules():
        if isinstance(layer, nn.Conv2d):
            layer.weight.copy_(layer.weight.half().float())
    return network


def halve(path: Path) -> None:
    """Keeps the convolutions' weights of an ONNX file with 16 bits each; whoever reads it makes 32 of them."""
    model = onnx.load(str(path))
    graph = model.graph
    for weights in list(graph.initializer):
        values = numpy_helper.to_array(weights)
        if values.ndim == 4:
            name = f"{weights.name}.half"
            graph.initializer.remove(weights)
            graph.initializer.append(numpy_helper.from_array(values.astype(np.float16), name))
            graph.node.insert(0, helper.make_node("Cast", [name], [weights.name], to=TensorProto.FLOAT))
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def main() -> None:
    name, target = sys.argv[1], Path(sys.argv[2])
    network = LegNetwork()
    folder = Path(os.environ["KNEELINE_TRAINING"])
    network.load_state_dict(torch.load(folder / f"{name}.pt", weights_only=True))
    network.eval()
    torch.manual_seed(1)
    crop = torch.rand(1, 3, HEIGHT_PX, WIDTH_PX)
    answers = Answers(network)
    with torch.no_grad():
        exact = answers(crop)[0].numpy()
        rounded(folded(network))
        points, log_variance = (answer.numpy() for answer in answers(crop))
    outputs = ["points", "log_variance"]
    torch.onnx.export(
        answers, (crop,), str(target), input_names=["crop"], output_names=outputs, opset_version=OPSET, dynamo=False
    )
    halve(target)
    cv2.setNumThreads(1)
    net = cv2.dnn.readNetFromONNX(str(target))
    took = []
    for _ in range(60):
        began = time.perf_counter()
        net.setInput(crop.numpy())
        there_points, there_variance = net.forward(outputs)
        took.append(time.perf_counter() - began)
    size = [WIDTH_PX, HEIGHT_PX]
    print(f"16 bits move a point by {(abs(points - exact).reshape(-1, 2) * size).max():.1e} px")
    off_px = abs(there_points.reshape(-1, 2) - points.reshape(-1, 2)).max(axis=0) * size
    off_variance = float(abs(there_variance - log_variance).max())
    print(f"OpenCV {cv2.__version__}: off by {off_px.max():.1e} px, log variance by {off_variance:.1e}")
    print(f"{np.median(took) * 1e3:.1f} ms a crop on one core")
    print(hashlib.sha256(target.read_bytes()).hexdigest(), target.stat().st_size, "bytes")
    if off_px.max() > CLOSE_PX or off_variance > CLOSE_PX:
        sys.exit("OpenCV reads the file otherwise")


if __name__ == "__main__":
    main()
