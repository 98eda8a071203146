"""Charts as SVG strings: pure functions from numbers. Colours are tokens; all text is escaped."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from kneeline.core.language import _
from kneeline.core.recording import Floats
from kneeline.core.skeleton import Side
from kneeline.core.words import UNITS
from kneeline.report.colour import paint
from kneeline.report.outcome import Amount

FONT = "Atkinson Hyperlegible Next Variable, Atkinson Hyperlegible Next, system-ui, sans-serif"
DASHES: dict[str, str] = {"right": ' stroke-dasharray="7 4"'}
"""Each leg keeps its own line style: left solid, right dashed."""
STRAIGHT_BELOW = 20.0
"""Below this bend which way the knee points cannot be seen, deg."""


@dataclass(frozen=True)
class Curve:
    """One repetition on its way down. flexion, knee_in, error (N,): degrees, all finite."""

    number: int
    flexion: Floats
    knee_in: Floats
    error: Floats


@dataclass(frozen=True)
class Axes:
    """The ranges two charts share, degrees."""

    flexion_to: float
    knee_in_from: float
    knee_in_to: float


@dataclass(frozen=True)
class Row:
    """One capsule: its label, the token of its colour, its number (None = could not be seen) and the words for it."""

    label: str
    colour: str
    amount: Amount | None
    words: str


WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 360.0, 274.0, 42.0, 18.0, 26.0, 44.0


def shared_axes(curves: Sequence[Curve]) -> Axes:
    """Ranges that hold every curve and its band, in steps of ten; at least 0..90 of bend and -10..20 of knee-in."""
    flexion = np.concatenate([curve.flexion for curve in curves])
    low = np.concatenate([curve.knee_in - curve.error for curve in curves])
    high = np.concatenate([curve.knee_in + curve.error for curve in curves])
    return Axes(
        max(90.0, 10 * np.ceil(flexion.max() / 10)),
        max(-50.0, min(-10.0, 10 * np.floor(low.min() / 10))),
        min(70.0, max(20.0, 10 * np.ceil(high.max() / 10))),
    )


def knee_in_chart(side: Side, curves: Sequence[Curve], onset: Amount | None, axes: Axes, alt: str) -> str:
    """Knee-in against bend of one leg: a line and a band a repetition, the onset marked."""
    body = [
        _hatch(LEFT, TOP, _x(STRAIGHT_BELOW, axes) - LEFT, HEIGHT - TOP - BOTTOM),
        _grid(axes),
        _onset_mark(onset, axes),
        *(_band(curve, side, axes) for curve in curves),
        *(_line(curve, side, axes) for curve in curves),
        _line_ends(curves, side, axes),
    ]
    return _svg(WIDTH, HEIGHT, alt, body)


def capsule_chart(rows: Sequence[Row], alt: str, around: float = 0.0) -> str:
    """Capsules under each other on one scale: a dot at the value, a bar as wide as its error, hatched where unseen.

    ``around``: a value the scale always shows (0 for angles, 1 for ratios).
    """
    low, high = _span([row.amount for row in rows if row.amount is not None], around)
    height = 44.0 * len(rows) + 26
    body = [_capsule_scale(low, high, around, height, rows)]
    body += [_capsule(row, 44.0 * index, low, high) for index, row in enumerate(rows)]
    return _svg(320, height, alt, body)


def mark(drift: float, colour: str, inwards: int = -1) -> str:
    """The mark: hip, knee and foot on a line; the knee drifts ``drift`` (0..1) to its inner side (-1 = to our left)."""
    knee = 16 + inwards * 9 * min(max(drift, 0.0), 1.0)
    line = (
        f'<polyline points="16,6 {knee:.1f},26 16,46" {paint(stroke=colour)} stroke-width="3" stroke-linejoin="round"/>'
    )
    dots = [
        f'<circle cx="{x:.1f}" cy="{y}" r="{r}" {paint(fill=colour)}/>'
        for x, y, r in ((16, 6, 4), (knee, 26, 5), (16, 46, 4))
    ]
    return _decoration(line + "".join(dots))


def unseen_mark() -> str:
    """The mark of a leg that could not be seen: hollow dots on a broken line."""
    line = f'<path d="M16 6V46" {paint(stroke="mark")} stroke-width="3" stroke-dasharray="3 5"/>'
    dots = [
        f'<circle cx="16" cy="{y}" r="{r}" {paint(fill="paper", stroke="mark")} stroke-width="2"/>'
        for y, r in ((6, 4), (26, 5), (46, 4))
    ]
    return _decoration(line + "".join(dots))


def _decoration(body: str) -> str:
    return f'<svg viewBox="0 0 32 52" width="32" height="52" aria-hidden="true" focusable="false">{body}</svg>'


def _svg(width: float, height: float, alt: str, body: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}" role="img" '
        f'aria-label="{escape(alt)}" font-family="{FONT}" font-size="13">{"".join(body)}</svg>'
    )


def _text(x: float, y: float, words: str, colour: str = "soft", extra: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {paint(fill=colour)} {extra}>{escape(words)}</text>'


def _hatch(x: float, y: float, width: float, height: float) -> str:
    """Diagonal lines 7 apart that fill a rectangle: could not be seen."""
    lines = []
    for foot in np.arange(x - height + 3.5, x + width, 7.0):
        first, last = max(foot, x), min(foot + height, x + width)
        lines.append(f"M{first:.1f} {y + height - (first - foot):.1f}L{last:.1f} {y + height - (last - foot):.1f}")
    return f'<path d="{"".join(lines)}" {paint(stroke="rule")} stroke-width="1.6"/>'


def _x(flexion: float, axes: Axes) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * min(max(flexion / axes.flexion_to, 0.0), 1.0)


def _y(knee_in: float, axes: Axes) -> float:
    share = (knee_in - axes.knee_in_from) / (axes.knee_in_to - axes.knee_in_from)
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * min(max(share, 0.0), 1.0)


def _grid(axes: Axes) -> str:
    base = HEIGHT - BOTTOM
    step = 20 if axes.knee_in_to - axes.knee_in_from > 40 else 10
    levels = np.arange(np.ceil(axes.knee_in_from / step) * step, axes.knee_in_to + 1, step)
    end = 'text-anchor="end"'
    parts = [_text(LEFT - 7, _y(level, axes) + 4.5, f"{abs(level):.0f}°", extra=end) for level in levels]
    parts.append(f'<path d="M{LEFT} {_y(0, axes):.1f}H{WIDTH - RIGHT}" {paint(stroke="mark")} stroke-width="1"/>')
    parts.append(f'<path d="M{LEFT} {base}H{WIDTH - RIGHT}" {paint(stroke="rule")} stroke-width="1"/>')
    ticks = range(0, int(axes.flexion_to) + 1, 30)
    parts += [_text(_x(tick, axes), base + 17, f"{tick}°", extra='text-anchor="middle"') for tick in ticks]
    parts.append(_text(WIDTH - RIGHT, base + 36, _("bend of the knee →"), extra=end))
    parts.append(_text(LEFT, TOP - 11, _("↑ knee in")))
    parts.append(_text(LEFT, base + 36, _("↓ knee out")))
    return "".join(parts)


def _onset_mark(onset: Amount | None, axes: Axes) -> str:
    """A line up from the bend where the knee starts to move in, and a capsule of its error on the axis."""
    if onset is None:
        return ""
    x, base, error = _x(onset.value, axes), HEIGHT - BOTTOM, onset.error or 0.0
    left, right = _x(onset.value - error, axes), _x(onset.value + error, axes)
    anchor, shift = ("end", -6) if x > WIDTH * 0.62 else ("start", 6)
    amount = f"{onset.value:.0f}°" + (f" ± {max(error, 1):.0f}°" if onset.error is not None else "")
    words = _("starts at {amount}").format(amount=amount)
    band, capsule = f'x="{left:.1f}" width="{right - left:.1f}"', f'y="{base - 4:.1f}" height="8" rx="4"'
    beside = x > max(150.0, LEFT + 7.5 * len(_("↑ knee in")) + 20)
    return (
        f'<rect {band} y="{TOP}" height="{base - TOP:.1f}" {paint(fill="knee-in")} fill-opacity="0.13"/>'
        f'<path d="M{x:.1f} {TOP}V{base}" {paint(stroke="knee-in-strong")} stroke-width="1.5" stroke-dasharray="2 3"/>'
        f'<rect {band} {capsule} {paint(fill="knee-in-strong")} fill-opacity="0.45"/>'
        f'<circle cx="{x:.1f}" cy="{base}" r="4.5" {paint(fill="knee-in-strong")}/>'
        + _text(x + shift, TOP - 11 if beside else TOP + 11, words, "ink", f'text-anchor="{anchor}"')
    )


def _points(flexion: Floats, knee_in: Floats, axes: Axes) -> str:
    return " ".join(f"{_x(x, axes):.1f},{_y(y, axes):.1f}" for x, y in zip(flexion, knee_in, strict=True))


def _band(curve: Curve, side: Side, axes: Axes) -> str:
    upper = _points(curve.flexion, curve.knee_in + curve.error, axes)
    lower = _points(curve.flexion[::-1], (curve.knee_in - curve.error)[::-1], axes)
    return f'<polygon points="{upper} {lower}" {paint(fill=side)} fill-opacity="0.10"/>'


def _line(curve: Curve, side: Side, axes: Axes) -> str:
    points = _points(curve.flexion, curve.knee_in, axes)
    style = f'stroke-width="2.2" stroke-linejoin="round"{DASHES.get(side, "")}'
    return f'<polyline points="{points}" {paint(stroke=side)} {style}/>'


def _line_ends(curves: Sequence[Curve], side: Side, axes: Axes) -> str:
    """A dot and the repetition's number where each line ends, numbers kept apart."""
    ends = sorted((_y(curve.knee_in[-1], axes), _x(curve.flexion[-1], axes), curve.number) for curve in curves)
    parts, free_from = [], 0.0
    for y, x, count in ends:
        label_y = max(y + 4.5, free_from)
        free_from = label_y + 13
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.2" {paint(fill=side)}/>')
        parts.append(_text(min(x + 7, WIDTH - 9), label_y, str(count), side, 'font-weight="650"'))
    return "".join(parts)


def _span(amounts: Sequence[Amount], around: float) -> tuple[float, float]:
    """A range holding every capsule and ``around``, with a little air; never empty."""
    ends = [amount.value + sign * (amount.error or 0.0) for amount in amounts for sign in (-1, 1)] + [around]
    low, high = min(ends), max(ends)
    air = max(0.08 * (high - low), 0.05 if around else 1.0)
    return low - air, high + air


def _capsule_x(value: float, low: float, high: float) -> float:
    return 14 + 292 * (value - low) / (high - low)


def _capsule_scale(low: float, high: float, around: float, height: float, rows: Sequence[Row]) -> str:
    units = [row.amount.unit for row in rows if row.amount is not None]
    if not units:
        return ""
    x = _capsule_x(around, low, high)
    sign = UNITS.get(units[0], "")
    behind_bars = "".join(f"M{x:.1f} {44 * index + 18}v22" for index in range(len(rows)))
    return f'<path d="{behind_bars}" {paint(stroke="mark")} stroke-width="1"/>' + _text(
        min(max(x, 14), 304), height - 5, f"{around:.0f}{sign}", extra='text-anchor="middle"'
    )


def _capsule(row: Row, top: float, low: float, high: float) -> str:
    words = _text(2, top + 14, row.label, row.colour, 'font-weight="650"')
    words += _text(318, top + 14, row.words, "ink", 'text-anchor="end"')
    shape = f'y="{top + 22:.0f}" height="14" rx="7"'
    if row.amount is None:
        outline = f'<rect x="14" width="292" {shape} {paint(stroke="mark")} stroke-dasharray="3 4"/>'
        return words + _hatch(19, top + 22, 282, 14) + outline
    error = row.amount.error or 0.0
    left, right = (_capsule_x(row.amount.value + sign * error, low, high) for sign in (-1, 1))
    span = f'x="{left - 7:.1f}" width="{right - left + 14:.1f}"'
    x, dash = _capsule_x(row.amount.value, low, high), DASHES.get(row.colour, "")
    return words + (
        f'<rect {span} {shape} {paint(fill=row.colour)} fill-opacity="0.22"/>'
        f'<rect {span} {shape} {paint(stroke=row.colour)} stroke-width="1.5"{dash}/>'
        f'<circle cx="{x:.1f}" cy="{top + 29:.0f}" r="5" {paint(fill=row.colour)}/>'
    )
