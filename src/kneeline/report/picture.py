"""The legs drawn over a still: lines hip-knee-ankle and the angle with its error, as SVG in the still's own px."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import atan2, cos, degrees, hypot, isfinite, pi, radians, sin

from kneeline.core.recording import Floats
from kneeline.core.skeleton import Side, joint
from kneeline.core.still import Still
from kneeline.core.words import side_word
from kneeline.report.charts import DASHES, FONT
from kneeline.report.colour import LIGHT, oklch_to_hex
from kneeline.report.outcome import Amount

Point = tuple[float, float]


@dataclass(frozen=True)
class LegLabel:
    """What stands beside one leg: its number (None = no angle is drawn), the words, and the colour of the angle."""

    side: Side
    amount: Amount | None
    words: str
    colour: str


def leg_overlay(still: Still, labels: Sequence[LegLabel]) -> str:
    """Seen from the front or behind: hip, knee and ankle of each leg, and the angle between thigh and shin.

    A joint that is not known draws nothing. Colours are fixed: a photo is the same in dark and in light.
    """
    return _layer(still, [_leg(still, label) for label in labels])


def shank_overlay(still: Still, labels: Sequence[LegLabel]) -> str:
    """Seen from the side: the shin against the vertical through the ankle."""
    return _layer(still, [_shank(still, label) for label in labels])


def _layer(still: Still, parts: Sequence[str]) -> str:
    return (
        f'<svg class="overlay" viewBox="0 0 {still.width} {still.height}" aria-hidden="true" focusable="false" '
        f'font-family="{FONT}">{"".join(parts)}</svg>'
    )


def _at(still: Still, side: Side, name: str) -> Point | None:
    x, y = (float(value) for value in still.xy[joint(f"{side}_{name}")])
    return (x, y) if isfinite(x) and isfinite(y) else None


def _leg(still: Still, label: LegLabel) -> str:
    hip, knee, ankle = (_at(still, label.side, name) for name in ("hip", "knee", "ankle"))
    if hip is None or knee is None or ankle is None:
        return ""
    thickness = _thickness(still)
    straight_on = atan2(knee[1] - hip[1], knee[0] - hip[0])
    shin = atan2(ankle[1] - knee[1], ankle[0] - knee[0])
    reach = hypot(ankle[0] - knee[0], ankle[1] - knee[1])
    angle = _angle(knee, straight_on, shin, reach, label, thickness) if label.amount else ""
    return angle + _segments([hip, knee, ankle], label.side, thickness) + _pill(still, knee, ankle, label)


def _shank(still: Still, label: LegLabel) -> str:
    knee, ankle = _at(still, label.side, "knee"), _at(still, label.side, "ankle")
    if knee is None or ankle is None:
        return ""
    thickness = _thickness(still)
    shin = atan2(knee[1] - ankle[1], knee[0] - ankle[0])
    reach = hypot(ankle[0] - knee[0], ankle[1] - knee[1])
    angle = _angle(ankle, -pi / 2, shin, reach, label, thickness) if label.amount else ""
    return angle + _segments([ankle, knee], label.side, thickness) + _pill(still, knee, ankle, label)


def _thickness(still: Still) -> float:
    return max(still.width, still.height) / 190


def _segments(points: list[Point], side: Side, thickness: float) -> str:
    """The line over a pale casing, so that it stands out on any clothes; a dot at each joint."""
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    line = f'<polyline points="{path}" fill="none" stroke-linecap="round" stroke-linejoin="round"'
    dash = f' stroke-dasharray="{3 * thickness:.1f} {2 * thickness:.1f}"' if side in DASHES else ""
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{1.5 * thickness:.1f}" fill="{_hex(side)}" stroke="#fff" '
        f'stroke-width="{0.6 * thickness:.1f}"/>'
        for x, y in points
    )
    casing = f'{line} stroke="#fff" stroke-opacity="0.9" stroke-width="{2 * thickness:.1f}"/>'
    return f'{casing}{line} stroke="{_hex(side)}" stroke-width="{thickness:.1f}"{dash}/>{dots}'


def _angle(corner: Point, straight_on: float, segment: float, reach: float, label: LegLabel, thickness: float) -> str:
    """The straight continuation, a filled wedge from it to the segment, and a pale fan as wide as the error."""
    assert label.amount is not None
    turn = (segment - straight_on + pi) % (2 * pi) - pi
    error = radians(label.amount.error or 0.0)
    end = _along(corner, straight_on, 0.95 * reach)
    colour = _hex(label.colour)
    return (
        f'<path d="{_wedge(corner, segment - error, 2 * error, 0.95 * reach)}" fill="#fff" fill-opacity="0.38"/>'
        f'<path d="M{_pair(corner)} L{_pair(end)}" stroke="#fff" stroke-width="{0.8 * thickness:.1f}" '
        f'stroke-dasharray="{2 * thickness:.1f} {1.6 * thickness:.1f}" fill="none"/>'
        f'<path d="{_wedge(corner, straight_on, turn, 0.62 * reach)}" fill="{colour}" fill-opacity="0.62" '
        f'stroke="#fff" stroke-width="{0.4 * thickness:.1f}"/>'
    )


def _wedge(corner: Point, start: float, turn: float, reach: float) -> str:
    first, last = _along(corner, start, reach), _along(corner, start + turn, reach)
    large, sweep = int(abs(degrees(turn)) > 180), int(turn > 0)
    return f"M{_pair(corner)} L{_pair(first)} A{reach:.1f} {reach:.1f} 0 {large} {sweep} {_pair(last)} Z"


def _along(corner: Point, direction: float, reach: float) -> Point:
    return corner[0] + reach * cos(direction), corner[1] + reach * sin(direction)


def _pair(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"


def _pill(still: Still, knee: Point, ankle: Point, label: LegLabel) -> str:
    """The words on a pale pill on the outer side of the knee, below the foot where the picture has no room there."""
    size = still.width / 23
    width, height = size * max(0.56 * len(label.words), 0.62 * len(side_word(label.side))) + size, 2.9 * size
    outwards = 1 if knee[0] >= _middle(still.xy, still.width) else -1
    x = knee[0] + outwards * 1.1 * size if outwards > 0 else knee[0] - 1.1 * size - width
    room = min(max(x, 0.3 * size), still.width - width - 0.3 * size)
    y = knee[1] - height / 2 if room == x else ankle[1] + 2 * size
    x, y = room, min(max(y, 0.3 * size), still.height - height - 0.3 * size)
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="{0.6 * size:.1f}" '
        f'fill="{_hex("card")}" fill-opacity="0.94"/>'
        f'<text x="{x + 0.5 * size:.1f}" y="{y + 1.15 * size:.1f}" font-size="{0.86 * size:.1f}" font-weight="650" '
        f'fill="{_hex(label.side)}">{side_word(label.side).capitalize()}</text>'
        f'<text x="{x + 0.5 * size:.1f}" y="{y + 2.3 * size:.1f}" font-size="{size:.1f}" '
        f'fill="{_hex("ink")}">{escape(label.words)}</text>'
    )


def _middle(xy: Floats, width: int) -> float:
    hips = [float(xy[joint(f"{side}_hip"), 0]) for side in ("left", "right")]
    known = [x for x in hips if isfinite(x)]
    return sum(known) / len(known) if known else width / 2


def _hex(token: str) -> str:
    return oklch_to_hex(LIGHT[token])
