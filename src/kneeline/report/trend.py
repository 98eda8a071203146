"""A measure over many checks as an SVG string: a line a leg with its points, each with the band of its error."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from kneeline.core.words import UNITS, localised
from kneeline.report.charts import DASHES, FONT
from kneeline.report.colour import paint
from kneeline.report.dates import short_date

WIDTH, LEFT, RIGHT, TOP, BOTTOM = 420.0, 46.0, 82.0, 18.0, 34.0
HEIGHT = 220.0

Scale = Callable[[float], float]


@dataclass(frozen=True)
class Point:
    """A day's value; ``error``: half-width of 95 % within which a repeat of it lies, or None."""

    date: datetime.date
    value: float
    error: float | None


@dataclass(frozen=True)
class Course:
    """The points of one side in the order of their days. ``colour``: a token, "left" and "right" in their own line
    style, too."""

    label: str
    colour: str
    points: Sequence[Point]


def trend_chart(courses: Sequence[Course], unit: str, alt: str) -> str:
    """All sides over the same days; "" where there is no point."""
    points = [point for course in courses for point in course.points]
    if not points:
        return ""
    x, y = _days(points), _values(points)
    body = [*_axis(points, y, x, UNITS.get(unit, "").strip())]
    for course in courses:
        body += [_band(course, x, y), _line(course, x, y)]
    return (
        f'<svg viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" width="{WIDTH:.0f}" height="{HEIGHT:.0f}" role="img" '
        f'aria-label="{escape(alt)}" font-family="{FONT}" font-size="14">{"".join(body)}</svg>'
    )


def _days(points: Sequence[Point]) -> Scale:
    first, last = (of(point.date.toordinal() for point in points) for of in (min, max))
    span, width = max(last - first, 1), WIDTH - LEFT - RIGHT
    middle = 0.5 * width if last == first else 0.0
    return lambda day: LEFT + middle + width * (day - first) / span


def _values(points: Sequence[Point]) -> Scale:
    ends = [point.value + sign * (point.error or 0.0) for point in points for sign in (-1, 1)] + [0.0]
    low, high = min(ends), max(ends)
    air = 0.06 * (high - low) or 1.0
    return lambda value: TOP + (HEIGHT - TOP - BOTTOM) * (high + air - value) / (high - low + 2 * air)


def _axis(points: Sequence[Point], y: Scale, x: Scale, sign: str) -> Iterator[str]:
    """Zero and the largest value on the left, the first and the last day below."""
    largest = max((point.value for point in points), key=abs)
    for value in dict.fromkeys((0.0, float(round(largest)))):
        height = y(value)
        yield f'<path d="M{LEFT:.0f} {height:.1f}H{WIDTH - RIGHT:.0f}" {paint(stroke="rule")} stroke-width="1"/>'
        words = localised(f"{value:.0f}") + sign
        yield f'<text x="{LEFT - 8:.0f}" y="{height + 5:.1f}" text-anchor="end" {paint(fill="soft")}>{words}</text>'
    days = sorted({point.date for point in points})
    for day in dict.fromkeys((days[0], days[-1])):
        at = f'x="{x(day.toordinal()):.1f}" y="{HEIGHT - 10:.0f}" text-anchor="middle"'
        yield f"<text {at} {paint(fill='soft')}>{escape(short_date(day))}</text>"


def _band(course: Course, x: Scale, y: Scale) -> str:
    """The errors as one band; a single point has an upright bar."""
    known = [point for point in course.points if point.error is not None]
    if len(known) < 2:
        return "".join(_bar(course, point, x, y) for point in known)
    upper = [f"{x(each.date.toordinal()):.1f},{y(each.value + (each.error or 0)):.1f}" for each in known]
    lower = [f"{x(each.date.toordinal()):.1f},{y(each.value - (each.error or 0)):.1f}" for each in reversed(known)]
    return f'<polygon points="{" ".join(upper + lower)}" {paint(fill=course.colour)} fill-opacity="0.16"/>'


def _bar(course: Course, point: Point, x: Scale, y: Scale) -> str:
    at, error = x(point.date.toordinal()), point.error or 0.0
    ends = f"M{at:.1f} {y(point.value - error):.1f}V{y(point.value + error):.1f}"
    return f'<path d="{ends}" {paint(stroke=course.colour)} stroke-width="8" stroke-opacity="0.25"/>'


def _line(course: Course, x: Scale, y: Scale) -> str:
    places = [(x(point.date.toordinal()), y(point.value)) for point in course.points]
    if not places:
        return ""
    run = " ".join(f"{across:.1f},{down:.1f}" for across, down in places)
    style = f'stroke-width="2.2" stroke-linejoin="round"{DASHES.get(course.colour, "")}'
    dots = "".join(f'<circle cx="{a:.1f}" cy="{d:.1f}" r="4" {paint(fill=course.colour)}/>' for a, d in places)
    at = f'x="{places[-1][0] + 9:.1f}" y="{places[-1][1] + 5:.1f}"'
    label = f'<text {at} font-weight="650" {paint(fill=course.colour)}>{escape(course.label)}</text>'
    return f'<polyline points="{run}" {paint(stroke=course.colour)} {style}/>{dots}{label}'
