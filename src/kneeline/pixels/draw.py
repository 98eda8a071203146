"""Legs drawn over a picture: thigh and shank lines, joints, and a label by each knee."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np

from kneeline.core.recording import Floats
from kneeline.core.skeleton import SIDES, Side, joint
from kneeline.pixels.photo import Rgb

Colour = tuple[int, int, int]
Box = tuple[int, int, int, int]  # x, y, width, height, px

LEG_COLOURS: Final[Mapping[Side, Colour]] = {"left": (46, 84, 174), "right": (150, 53, 120)}  # as on every page
_CASING: Final[Colour] = (255, 255, 255)
_DASHED: Final[Side] = "right"  # the second sign, beside the colour, of which leg it is

_LINE_OF_LEG: Final = 0.028  # widths and sizes as parts of the leg's length in the picture
_TEXT_OF_LEG: Final = 0.12
_TEXT_OF_WIDTH: Final = (0.05, 0.065)  # text height over picture width: readable, and not in the way, on a phone
_SUBPIXEL_BITS: Final = 4


@dataclass(frozen=True)
class _Leg:
    """One leg to draw: ``points`` (3, 2) px of hip, knee, ankle, NaN = not known."""

    side: Side
    points: Floats
    line_px: float


def draw_legs(rgb: Rgb, xy: Floats, labels: Mapping[Side, str]) -> Rgb:
    """A copy of the picture (H, W, 3) with the legs named in ``labels`` drawn over it.

    xy (J, 2): joints in this picture's px, NaN = not known; what hangs on an unknown joint is left out.
    labels: by the person's own side, a short text such as ``12° ± 3°``; empty = the leg without a label.
    The left leg's line is solid, the right one's dashed. Lines and text grow with the person.
    """
    picture = rgb.copy()
    scale = _leg_length(xy) or rgb.shape[0] / 2
    legs = [_Leg(side, _points(xy, side), max(2.0, _LINE_OF_LEG * scale)) for side in SIDES if side in labels]
    for leg in legs:
        _draw_leg(picture, leg)
    taken: list[Box] = []
    for leg in legs:
        if labels[leg.side] and np.isfinite(leg.points[1]).all():
            patch = _label(labels[leg.side], _text_px(scale, rgb.shape[1]), LEG_COLOURS[leg.side])
            taken.append(_lay(picture, patch, _free_box(leg, xy, patch, picture, taken)))
    return picture


def _points(xy: Floats, side: Side) -> Floats:
    return xy[[joint(f"{side}_{name}") for name in ("hip", "knee", "ankle")]]


def _leg_length(xy: Floats) -> float | None:
    """Longest hip-knee-ankle length of the two legs, px; None where no leg is whole."""
    lengths = [np.linalg.norm(np.diff(_points(xy, side), axis=0), axis=1).sum() for side in SIDES]
    known = [float(length) for length in lengths if np.isfinite(length)]
    return max(known, default=None)


def _text_px(leg_px: float, width: int) -> int:
    low, high = (part * width for part in _TEXT_OF_WIDTH)
    return round(max(11.0, min(max(_TEXT_OF_LEG * leg_px, low), high)))


def _draw_leg(picture: Rgb, leg: _Leg) -> None:
    """Casing under everything, then the segments, then the joints."""
    segments = [pair for pair in pairwise(leg.points) if np.isfinite(pair).all()]
    joints = [point for point in leg.points if np.isfinite(point).all()]
    colour = LEG_COLOURS[leg.side]
    for start, end in segments:
        _line(picture, start, end, _CASING, leg.line_px * 1.9)
    for start, end in segments:
        for part in _dashes(start, end, leg.line_px) if leg.side == _DASHED else [(start, end)]:
            _line(picture, part[0], part[1], colour, leg.line_px)
    for point in joints:
        _dot(picture, point, _CASING, leg.line_px * 1.75)
        _dot(picture, point, colour, leg.line_px * 1.3)
        _dot(picture, point, _CASING, leg.line_px * 0.55)


def _dashes(start: Floats, end: Floats, line_px: float) -> list[tuple[Floats, Floats]]:
    """Dashes of three line widths with gaps of two between them; the round ends take one of the two."""
    length = float(np.linalg.norm(end - start))
    count = max(1, round(length / (5 * line_px)))
    edges = [(n / count, (n + 0.6) / count) for n in range(count)]
    return [(start + (end - start) * begin, start + (end - start) * stop) for begin, stop in edges]


def _line(picture: Rgb, start: Floats, end: Floats, colour: Colour, width_px: float) -> None:
    import cv2

    cv2.line(picture, _fixed(start), _fixed(end), colour, max(1, round(width_px)), cv2.LINE_AA, _SUBPIXEL_BITS)


def _dot(picture: Rgb, centre: Floats, colour: Colour, radius_px: float) -> None:
    import cv2

    radius = round(radius_px * 2**_SUBPIXEL_BITS)
    cv2.circle(picture, _fixed(centre), radius, colour, cv2.FILLED, cv2.LINE_AA, _SUBPIXEL_BITS)


def _fixed(point: Floats) -> tuple[int, int]:
    x, y = np.round(np.clip(point, -1e4, 1e5) * 2**_SUBPIXEL_BITS)
    return int(x), int(y)


@lru_cache(maxsize=256)
def _label(text: str, text_px: int, colour: Colour) -> Rgb:
    """(h, w, 4) the text in white on a rounded box of the leg's colour with a white rim, alpha last."""
    from PIL import Image, ImageDraw, ImageFont

    text = text.replace("\N{MINUS SIGN}", "-")  # the font Pillow carries has no minus sign
    font = ImageFont.load_default(text_px * 2)
    left, _, right, _ = font.getbbox(text)
    pad, rim = round(text_px * 0.8), max(2, round(text_px * 0.2))
    size = (round(right - left) + 2 * pad, round(2.9 * text_px))
    box = Image.new("RGBA", size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(box)
    pen.rounded_rectangle((0, 0, size[0] - 1, size[1] - 1), size[1] * 0.35, fill=colour, outline=_CASING, width=rim)
    pen.text((pad - left, size[1] / 2), text, fill=_CASING, font=font, anchor="lm", stroke_width=text_px / 24)
    half = box.resize(((size[0] + 1) // 2, (size[1] + 1) // 2), Image.Resampling.LANCZOS)
    return np.asarray(half, dtype=np.uint8)


def _free_box(leg: _Leg, xy: Floats, patch: Rgb, picture: Rgb, taken: list[Box]) -> Box:
    """Beside the knee on the leg's outer side; where that is cut off or taken: the inner side, above, below."""
    height, width = patch.shape[:2]
    (x, y), gap = leg.points[1], leg.line_px * 3
    beside = [(x + gap, y - height / 2), (x - gap - width, y - height / 2)]
    outer_first = beside if _outer_is_right(leg, xy) else beside[::-1]
    places = [*outer_first, (x - width / 2, y - gap - height), (x - width / 2, y + gap)]
    boxes = [(round(left), round(top), width, height) for left, top in places]
    free = (box for box in boxes if _inside(box, picture) and not any(_overlap(box, other) for other in taken))
    return next(free, _moved_inside(boxes[0], picture))


def _inside(box: Box, picture: Rgb) -> bool:
    return box == _moved_inside(box, picture)


def _moved_inside(box: Box, picture: Rgb) -> Box:
    x, y, width, height = box
    return max(0, min(x, picture.shape[1] - width)), max(0, min(y, picture.shape[0] - height)), width, height


def _overlap(one: Box, other: Box) -> bool:
    return all(one[axis] < other[axis] + other[axis + 2] and other[axis] < one[axis] + one[axis + 2] for axis in (0, 1))


def _outer_is_right(leg: _Leg, xy: Floats) -> bool:
    """Whether the leg's outer side lies to the right in the picture: away from the other knee, or from the hips."""
    other = xy[joint("left_knee" if leg.side == "right" else "right_knee")]
    if np.isfinite(other).all():
        return bool(leg.points[1, 0] >= other[0])
    return leg.side == "left"


def _lay(picture: Rgb, patch: Rgb, box: Box) -> Box:
    """Blend the patch into the picture at the box, cut at the picture's edge; returns the box."""
    x, y, _, _ = box
    under = picture[y : y + patch.shape[0], x : x + patch.shape[1]]
    over = patch[: under.shape[0], : under.shape[1]].astype(np.float32)
    alpha = over[..., 3:] / 255
    under[:] = np.round(over[..., :3] * alpha + under * (1 - alpha)).astype(np.uint8)
    return box
