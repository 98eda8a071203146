"""What the coach followed over time, as SVG strings: signal, levels, phases, knee-in, what was said."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from kneeline.core.recording import Floats
from kneeline.core.skeleton import pair
from kneeline.report.charts import DASHES, FONT
from kneeline.report.colour import paint

WIDTH, LEFT, RIGHT, TOP, BOTTOM = 720.0, 46.0, 12.0, 30.0, 34.0
HEIGHT = 250.0

Scale = Callable[[float], float]

PHASE_COLOURS = {"out": "strength", "hold": "stretch", "back": "release"}


@dataclass(frozen=True)
class Line:
    """A signal over time: (seconds, value), None where unseen. colour: a token; dashes as in the other charts."""

    points: Sequence[tuple[float, float | None]]
    colour: str


@dataclass(frozen=True)
class Mark:
    """Something at a moment: its number in the list of what was said."""

    time_s: float
    text: str


@dataclass(frozen=True)
class Chart:
    """levels: dashed lines, each with its label; band: half-width around the first level; phases: (from, to, phase);
    marks: along the top."""

    lines: Sequence[Line]
    levels: Sequence[tuple[float, str]]
    alt: str
    seconds: str
    from_s: float
    to_s: float
    phases: Sequence[tuple[float, float, str]] = ()
    marks: Sequence[Mark] = ()
    band: float = 0.0


def time_chart(chart: Chart) -> str:
    """A chart over time, all of it static."""
    low, high = _range(chart)

    def x(time_s: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (time_s - chart.from_s) / max(chart.to_s - chart.from_s, 1e-6)

    def y(value: float) -> float:
        inside = min(max(value, low), high)
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (inside - low) / (high - low)

    body = [*_phases(chart, x), *_levels(chart, y), *_axis(chart, x, y, low, high)]
    body += [f'<polyline points="{run}" {_stroke(line)}/>' for line in chart.lines for run in _runs(line, x, y)]
    body += _marks(chart, x)
    return (
        f'<svg viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" width="{WIDTH:.0f}" height="{HEIGHT:.0f}" role="img" '
        f'aria-label="{escape(chart.alt)}" font-family="{FONT}" font-size="13">{"".join(body)}</svg>'
    )


def line_swatch(colour: str) -> str:
    """A piece of a line as it is drawn, for a legend; ``mark``: of a level."""
    dashes = ' stroke-dasharray="2 4"' if colour == "mark" else DASHES.get(colour, "")
    path = f'<path d="M1 6H27" {paint(stroke=colour)} stroke-width="2.2"{dashes}/>'
    return f'<svg viewBox="0 0 28 12" width="28" height="12" aria-hidden="true">{path}</svg>'


def phase_swatch(phase: str) -> str:
    """A piece of a phase's bar, for a legend; ``band``: of an error."""
    look = f'{paint(fill="knee-in")} fill-opacity="0.3"' if phase == "band" else paint(fill=PHASE_COLOURS[phase])
    box = f'<rect x="1" y="2" width="26" height="8" {look}/>'
    return f'<svg viewBox="0 0 28 12" width="28" height="12" aria-hidden="true">{box}</svg>'


def line_figure(xy: Floats, alt: str) -> str:
    """Shoulders, hips, knees and feet of one moment (J, 2) px as a line figure."""
    names = ("shoulder", "hip", "knee", "ankle", "toe")
    sides = [[tuple(xy[pair(name)][side].tolist()) for name in names] for side in (0, 1)]
    known = [point for points in sides for point in points if all(map(math.isfinite, point))]
    if len(known) < 4:
        return ""
    left, top = (min(point[axis] for point in known) for axis in (0, 1))
    height = max(point[1] for point in known) - top or 1.0
    width = max(point[0] for point in known) - left
    scale = 150 / height

    def place(point: tuple[float, ...]) -> str:
        return f"{12 + scale * (point[0] - left):.1f},{8 + scale * (point[1] - top):.1f}"

    parts = [_limb(points, colour, place) for points, colour in zip(sides, ("left", "right"), strict=True)]
    parts += [_limb([sides[0][index], sides[1][index]], "soft", place) for index in (0, 1)]
    box = f"{24 + scale * width:.0f} 168"
    return f'<svg viewBox="0 0 {box}" height="168" role="img" aria-label="{escape(alt)}">{"".join(parts)}</svg>'


def _limb(points: Sequence[tuple[float, ...]], colour: str, place: Callable[[tuple[float, ...]], str]) -> str:
    known = [place(point) for point in points if all(map(math.isfinite, point))]
    line = f'<polyline points="{" ".join(known)}" {paint(stroke=colour)} stroke-width="3.5" stroke-linejoin="round"/>'
    return line if len(known) > 1 else ""


def _range(chart: Chart) -> tuple[float, float]:
    values = [value for line in chart.lines for _, value in line.points if value is not None]
    values += [level for level, _ in chart.levels]
    low, high = min(values, default=0.0), max(values, default=1.0)
    air = 0.06 * (high - low) or 1.0
    return low - air, high + air


def _stroke(line: Line) -> str:
    style = 'stroke-width="2.2" stroke-linejoin="round" fill="none"'
    return f"{paint(stroke=line.colour)} {style}{DASHES.get(line.colour, '')}"


def _runs(line: Line, x: Scale, y: Scale) -> Iterator[str]:
    """The stretches of a line without a hole."""
    run: list[str] = []
    for time_s, value in line.points:
        if value is None:
            if len(run) > 1:
                yield " ".join(run)
            run = []
        else:
            run.append(f"{x(time_s):.1f},{y(value):.1f}")
    if len(run) > 1:
        yield " ".join(run)


def _phases(chart: Chart, x: Scale) -> Iterator[str]:
    for start, end, phase in chart.phases:
        left, right = x(start), x(end)
        colour = paint(fill=PHASE_COLOURS.get(phase, "rule"))
        box = f'x="{left:.1f}" y="{HEIGHT - BOTTOM - 7:.0f}" width="{max(right - left, 1):.1f}" height="7"'
        yield f"<rect {box} {colour}/>"


def _levels(chart: Chart, y: Scale) -> Iterator[str]:
    for index, (level, label) in enumerate(chart.levels):
        at = y(level)
        if index == 0 and chart.band:
            top, bottom = y(level + chart.band), y(level - chart.band)
            box = f'x="{LEFT}" y="{top:.1f}" width="{WIDTH - LEFT - RIGHT:.0f}" height="{bottom - top:.1f}"'
            yield f'<rect {box} {paint(fill="knee-in")} fill-opacity="0.13"/>'
        line = f'<path d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}" {paint(stroke="mark")} stroke-dasharray="2 4"/>'
        yield line + _words(WIDTH - RIGHT, at - 4, label, "end")


def _axis(chart: Chart, x: Scale, y: Scale, low: float, high: float) -> Iterator[str]:
    base = HEIGHT - BOTTOM
    yield f'<path d="M{LEFT} {base}H{WIDTH - RIGHT}" {paint(stroke="rule")}/>'
    step = _step(chart.to_s - chart.from_s)
    for index in range(math.ceil(chart.from_s / step), math.floor(chart.to_s / step) + 1):
        yield _words(x(index * step), base + 17, f"{index * step:g}", "middle")
    yield _words(WIDTH - RIGHT, base + 31, chart.seconds, "end")
    step = _step(high - low)
    for index in range(math.ceil(low / step), math.floor(high / step) + 1):
        yield _words(LEFT - 7, y(index * step) + 4.5, f"{index * step:g}", "end")


def _step(span: float) -> float:
    """A round step that makes about six of a span."""
    rough = max(span, 1e-6) / 6
    ten = 10.0 ** math.floor(math.log10(rough))
    return next(each * ten for each in (1, 2, 5, 10) if each * ten >= rough)


def _marks(chart: Chart, x: Scale) -> Iterator[str]:
    for mark in chart.marks:
        at = x(mark.time_s)
        line = (
            f'<path d="M{at:.1f} {TOP - 8}V{HEIGHT - BOTTOM}" {paint(stroke="knee-in-strong")} stroke-opacity="0.5"/>'
        )
        yield line + _words(at, TOP - 13, mark.text, "middle")


def _words(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {paint(fill="soft")} text-anchor="{anchor}">{escape(words)}</text>'
