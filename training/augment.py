"""Spoils crops the way cameras, cloth and rooms do, so that the network learns legs rather than renders."""

from collections.abc import Callable
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from kneeline.pose.leg_crop import HEIGHT_IN_LEGS, HEIGHT_PX, WIDTH_PX

Floats = NDArray[np.float32]
Pixels = NDArray[np.uint8]
Random = np.random.Generator

SHIFT: Final = 0.03
"""How far a pose model misplaces the crop each way, in leg lengths: standard deviation, no further than twice this."""

SCALE: Final = 0.11
"""How much too large or small it makes it, at most, as a logarithm."""

TURN_DEG: Final = 4.0


def view(kept: tuple[int, int], margin: float, random: Random, turning: bool) -> Floats:
    """(2, 3) from px of a kept crop (width and height ``kept``, ``margin`` times as high as the network's) to px of the
    network's crop, misplaced as a pose model would."""
    width, height = kept
    shift = np.clip(random.normal(0, SHIFT, 2), -2 * SHIFT, 2 * SHIFT) / HEIGHT_IN_LEGS / margin * height
    scale = float(np.exp(random.uniform(-SCALE, SCALE))) * margin * HEIGHT_PX / height
    turn = float(random.uniform(-TURN_DEG, TURN_DEG)) if turning else 0.0
    cos, sin = scale * np.cos(np.radians(turn)), scale * np.sin(np.radians(turn))
    linear = np.array([[cos, -sin], [sin, cos]])
    middle = np.array([width / 2, height / 2]) + shift
    return np.hstack([linear, (np.array([WIDTH_PX / 2, HEIGHT_PX / 2]) - linear @ middle)[:, None]]).astype(np.float32)


def cut(kept: Pixels, matrix: Floats) -> Pixels:
    """(192, 96, 3): a kept crop through a matrix (2, 3) that maps px measured from outer edges."""
    shifted = matrix.copy()
    shifted[:, 2] += matrix[:, :2] @ np.array([0.5, 0.5], np.float32) - 0.5
    flags, border = cv2.INTER_LINEAR, cv2.BORDER_REPLICATE
    return np.asarray(cv2.warpAffine(kept, shifted, (WIDTH_PX, HEIGHT_PX), flags=flags, borderMode=border), np.uint8)


def _grid() -> tuple[Floats, Floats]:
    down, across = np.mgrid[0:HEIGHT_PX, 0:WIDTH_PX].astype(np.float32)
    return across, down


ACROSS, DOWN = _grid()


def blob(random: Random, smallest: float, largest: float) -> Floats:
    """(192, 96) 0..1: a soft turned ellipse or rectangle somewhere; sizes as half axes, px."""
    x, y = random.uniform(0, WIDTH_PX), random.uniform(0, HEIGHT_PX)
    half = random.uniform(smallest, largest, 2)
    turn = random.uniform(0, np.pi)
    along = ((ACROSS - x) * np.cos(turn) + (DOWN - y) * np.sin(turn)) / half[0]
    beside = ((DOWN - y) * np.cos(turn) - (ACROSS - x) * np.sin(turn)) / half[1]
    far = np.hypot(along, beside) if random.random() < 0.5 else np.maximum(abs(along), abs(beside))
    return np.asarray(np.clip((1 - far) * random.uniform(3, 25), 0, 1), np.float32)


def textile(picture: Floats, random: Random) -> Floats:
    """Stripes or checks printed over part of the picture."""
    turn, period = random.uniform(0, np.pi), random.uniform(3, 17)
    wave = np.sin((ACROSS * np.cos(turn) + DOWN * np.sin(turn)) * (2 * np.pi / period) + random.uniform(0, 6.3))
    if random.random() < 0.4:
        wave = wave * np.sin((DOWN * np.cos(turn) - ACROSS * np.sin(turn)) * (2 * np.pi / period))
    pattern = np.clip(wave * random.uniform(1, 6), -1, 1) * random.uniform(0.08, 0.4)
    colour = random.uniform(0.3, 1, 3).astype(np.float32)
    return np.asarray(picture * (1 + (pattern * blob(random, 15, 90))[..., None] * colour), np.float32)


def occluded(picture: Floats, random: Random) -> Floats:
    """Something in front: flat, or a piece of the same picture from elsewhere."""
    mask = blob(random, 3, 17)[..., None]
    if random.random() < 0.5:
        cover = np.full(3, random.uniform(0, 1), np.float32) if random.random() < 0.4 else random.uniform(0, 1, 3)
        return picture * (1 - mask) + mask * cover.astype(np.float32)
    moved = np.roll(picture, (int(random.integers(HEIGHT_PX)), int(random.integers(WIDTH_PX))), axis=(0, 1))
    return picture * (1 - mask) + mask * moved


def mixed(picture: Floats, random: Random) -> Floats:
    """Other colours: channels mixed and swapped, or grey."""
    mixing = np.eye(3)[random.permutation(3)] if random.random() < 0.3 else np.eye(3)
    mixing = mixing + random.normal(0, 0.1, (3, 3))
    if random.random() < 0.1:
        mixing = np.tile(random.dirichlet(np.ones(3)), (3, 1))
    mixing /= np.maximum(abs(mixing.sum(axis=1, keepdims=True)), 0.5)
    return np.asarray(picture @ mixing.T, np.float32)


def lit(picture: Floats, random: Random) -> Floats:
    """Another exposure, contrast and uneven light."""
    across, down = random.uniform(-0.4, 0.4, 2)
    shade = 1 + across * (ACROSS / WIDTH_PX - 0.5) + down * (DOWN / HEIGHT_PX - 0.5)
    brighter = np.exp(random.normal(0, 0.25)) * (random.uniform(0.2, 0.6) if random.random() < 0.12 else 1)
    bent = np.clip(picture, 0, 1) ** np.exp(random.normal(0, 0.3))
    return np.asarray(bent * (shade * brighter)[..., None] + random.normal(0, 0.05), np.float32)


def coarse(picture: Floats, random: Random) -> Floats:
    """Taken from further away or by a worse camera."""
    share = random.uniform(0.33, 1)
    size = (max(int(WIDTH_PX * share), 8), max(int(HEIGHT_PX * share), 16))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    back = cv2.INTER_CUBIC if random.random() < 0.5 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(small, (WIDTH_PX, HEIGHT_PX), interpolation=back), np.float32)


def blurred(picture: Floats, random: Random) -> Floats:
    """Out of focus, or moved while the shutter was open."""
    if random.random() < 0.5:
        return np.asarray(cv2.GaussianBlur(picture, (0, 0), random.uniform(0.3, 1.7)), np.float32)
    size = int(random.integers(1, 5)) * 2 + 1
    turn = random.uniform(0, np.pi)
    kernel = np.zeros((size, size), np.float32)
    half = size // 2
    reach = (round(half * np.cos(turn)), round(half * np.sin(turn)))
    cv2.line(kernel, (half - reach[0], half - reach[1]), (half + reach[0], half + reach[1]), 1.0)
    return np.asarray(cv2.filter2D(picture, -1, kernel / kernel.sum()), np.float32)


def noisy(picture: Floats, random: Random) -> Floats:
    spread = random.uniform(0.004, 0.09) if random.random() < 0.4 else random.uniform(0.002, 0.025)
    return picture + spread * random.standard_normal(picture.shape, dtype=np.float32)


def packed(picture: Pixels, random: Random) -> Pixels:
    """Through a JPEG."""
    quality = int(random.integers(15, 90))
    _, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)


STEPS: Final[tuple[tuple[float, Callable[[Floats, Random], Floats]], ...]] = (
    (0.25, textile),
    (0.15, textile),
    (0.25, occluded),
    (0.15, occluded),
    (0.6, mixed),
    (0.8, lit),
    (0.3, coarse),
    (0.3, blurred),
    (0.6, noisy),
)
"""How often each way of spoiling a crop is drawn, in this order."""

JPEG: Final = 0.3
UNSPOILT: Final = 0.3
"""Share of the crops left as they are rendered: the finest detail is learnt from these."""


def spoilt(picture: Pixels, random: Random) -> Pixels:
    """(192, 96, 3) as a worse camera in a stranger room would have it, now and then unchanged."""
    if random.random() < UNSPOILT:
        return picture
    work = np.asarray(picture, np.float32) / np.float32(255)
    for often, step in STEPS:
        if random.random() < often:
            work = np.asarray(step(work, random), np.float32)
    whole = (np.clip(work, 0, 1) * 255).astype(np.uint8)
    return packed(whole, random) if random.random() < JPEG else whole
