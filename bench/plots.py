"""Plots of values beside their truth, as SVG that needs nothing else: pure functions from observations to text.

Colours, type and the line styles of the legs are the report's. The ground is drawn, so that a plot reads the same on a
light and on a dark page.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from statistics import NormalDist

import numpy as np

from bench.observations import Observation
from kneeline.core.recording import Floats
from kneeline.report.charts import FONT
from kneeline.report.colour import paint

WIDTH, EDGE, GAP = 780.0, 54.0, 60.0
"""Of every plot; left of its first panel; right of each panel. Px."""
PANEL = (WIDTH - EDGE - 3 * GAP) / 3
"""Width of one of three panels in a row, px."""
WITHIN_LIMITS = 1.96
"""95 % limits of agreement are the bias ± this many SD (Bland and Altman, 1986)."""
STATED = 0.95
"""Level of ``error_95``."""
LEVELS = np.arange(50, 100) / 100
DRAWS = 2000
"""Times that bodies are drawn anew for a range of a mean."""
END, MIDDLE, BOLD = 'text-anchor="end"', 'text-anchor="middle"', 'font-weight="650"'
BROKEN = ' stroke-dasharray="5 4"'
LIMIT_STYLES = (f' stroke-width="1.5"{BROKEN}', ' stroke-width="1.5"', f' stroke-width="1.5"{BROKEN}')
"""Of the lower limit, the bias and the upper limit."""


@dataclass(frozen=True)
class Panel:
    """One of several plots side by side: what it is about, its values and what each of them is of."""

    title: str
    observations: Sequence[Observation]
    each: str = "values"

    def of(self, split: str) -> list[Observation]:
        """Values that were given and have a truth, of one split of bodies."""
        return [each for each in self.observations if each.case.item.split == split and math.isfinite(each.error)]


@dataclass(frozen=True)
class Frame:
    """A rectangle of a plot, px, and the ranges its axes show."""

    left: float
    top: float
    width: float
    height: float
    x_range: tuple[float, float]
    y_range: tuple[float, float]

    def x(self, value: float) -> float:
        """Px from the left of the plot."""
        low, high = self.x_range
        return self.left + self.width * (value - low) / (high - low)

    def y(self, value: float) -> float:
        """Px from the top of the plot."""
        low, high = self.y_range
        return self.base - self.height * (value - low) / (high - low)

    @property
    def base(self) -> float:
        """Lower edge, px."""
        return self.top + self.height

    @property
    def right(self) -> float:
        """Right edge, px."""
        return self.left + self.width


def bland_altman(panels: Sequence[Panel], about: str) -> str:
    """Given minus true against the mean of both, deg (Bland and Altman, 1986), of check bodies; a dot a leg.

    Up to three panels, the same scale on y; the bias and the 95 % limits are drawn and written.
    """
    chosen = [(panel, panel.of("check")) for panel in panels]
    y_range = _rounded([edge for _, given in chosen for edge in _edges(given)], 5)
    parts = [_heading("Given minus true, against the mean of both", about)]
    for index, (panel, given) in enumerate(chosen):
        x_range = _rounded([(each.value + each.truth) / 2 for each in given], 5)
        frame = Frame(EDGE + index * (PANEL + GAP), 112, PANEL, 230, x_range, y_range)
        parts += [
            _panel_title(frame, panel.title, _counted(given, panel.each)),
            _agreement(frame, given, labelled=index == 0),
        ]
    parts += [_text(EDGE, 388, "across: mean of given and true, °; up: given minus true, °"), _legs_key(EDGE, 414)]
    said = "; ".join(f"{panel.title}: {_limits_said(given)}" for panel, given in chosen)
    return _svg(434, f"Given minus true, {about}. {said}.", parts)


def limits(errors: Floats) -> tuple[float, float, float]:
    """Lower limit, bias and upper limit of agreement of errors (N,), deg; NaN of fewer than two."""
    if len(errors) < 2:
        return math.nan, math.nan, math.nan
    bias, half = float(errors.mean()), WITHIN_LIMITS * float(errors.std(ddof=1))
    return bias - half, bias, bias + half


def _errors(given: Sequence[Observation]) -> Floats:
    return np.array([each.error for each in given])


def _edges(given: Sequence[Observation]) -> list[float]:
    return [*_errors(given), *limits(_errors(given))]


def _limits_said(given: Sequence[Observation]) -> str:
    if len(given) < 2:
        return "too few values"
    low, bias, high = limits(_errors(given))
    return f"bias {_signed(bias)}°, 95 % limits {_signed(low)} to {_signed(high)}°"


def _agreement(frame: Frame, given: Sequence[Observation], labelled: bool) -> str:
    parts = [_ticks_below(frame, _step(frame.x_range), "")]
    parts.append(_ticks_left(frame, 5 if frame.y_range[1] - frame.y_range[0] <= 40 else 10, "", labelled))
    parts += [_dot(frame, each) for each in given]
    if len(given) > 1:
        values = limits(_errors(given))
        parts += [_level(frame, value, "ink", style) for value, style in zip(values, LIMIT_STYLES, strict=True)]
        places = _apart([frame.y(value) + 4.5 for value in reversed(values)], 15)
        words = [f"{_signed(value)}°" for value in reversed(values)]
        parts += [_text(frame.right + 6, y, word, "ink", BOLD) for y, word in zip(places, words, strict=True)]
    return "".join(parts)


def _dot(frame: Frame, each: Observation) -> str:
    """A leg's value: left a disc, right a ring."""
    where = f'cx="{frame.x((each.value + each.truth) / 2):.1f}" cy="{frame.y(each.error):.1f}" r="2.6"'
    if each.side == "right":
        return f'<circle {where} {paint(stroke="right")} stroke-width="1.3" stroke-opacity="0.75"/>'
    return f'<circle {where} {paint(fill="left")} fill-opacity="0.6"/>'


def _level(frame: Frame, value: float, token: str, style: str) -> str:
    """A line across the panel."""
    line = f'd="M{frame.left:.1f} {frame.y(value):.1f}H{frame.right:.1f}"'
    return f"<path {line} {paint(stroke=token)}{style}/>"


def _legs_key(x: float, y: float) -> str:
    return (
        f'<circle cx="{x + 4}" cy="{y - 4.5}" r="4" {paint(fill="left")}/>'
        + _text(x + 14, y, "left leg", "left", BOLD)
        + f'<circle cx="{x + 88}" cy="{y - 4.5}" r="3.6" {paint(stroke="right")} stroke-width="1.8"/>'
        + _text(x + 98, y, "right leg", "right", BOLD)
        + _text(x + 178, y, "line: bias; dashed: 95 % limits of agreement, bias ± 1.96 SD")
    )


def calibration(panels: Sequence[Panel], about: str) -> str:
    """How many truths lie inside ``error_95`` scaled to other levels, for check and fit bodies; up to five panels.

    A normal error is taken between levels: half-width times z(level) / z(95 %).
    """
    shares = [[share_inside(panel.of(split), LEVELS) for split in ("check", "fit")] for panel in panels]
    lowest = min([0.4, *(float(np.nanmin(share)) for pair in shares for share in pair if np.isfinite(share).any())])
    y_range = (10 * math.floor(10 * lowest), 100.0)
    parts = [_heading("Share of truths inside the stated error, by level", about)]
    for index, (panel, pair) in enumerate(zip(panels, shares, strict=True)):
        frame = Frame(*_cell(index), PANEL, 190, (50, 100), (y_range[0], y_range[1]))
        parts += [_split_titles(frame, panel), _promised(frame), _inside_line(frame, pair[1], "fit")]
        parts.append(_inside_line(frame, pair[0], "check"))
    parts.append(_how_to_read(*_cell(5)))
    said = "; ".join(
        f"{panel.title}: {_share(pair[0][_at(STATED)])} of check bodies' truths inside error_95"
        for panel, pair in zip(panels, shares, strict=True)
    )
    return _svg(684, f"Interval calibration, {about}. {said}.", parts)


def share_inside(given: Iterable[Observation], levels: Floats) -> Floats:
    """Share (levels,) of truths inside the half-width scaled to each level 0..1; NaN of no values."""
    normal = NormalDist()
    scales = np.array([normal.inv_cdf((1 + level) / 2) for level in levels]) / normal.inv_cdf((1 + STATED) / 2)
    pairs = [(abs(each.error), each.half_width) for each in given if math.isfinite(each.half_width)]
    if not pairs:
        return np.full(len(levels), np.nan)
    sizes, half_widths = np.array(pairs).T
    shares: Floats = (sizes[:, None] <= half_widths[:, None] * scales).mean(axis=0)
    return shares


def _cell(index: int) -> tuple[float, float]:
    """Upper left corner of one of six panels, three in a row, px."""
    return EDGE + index % 3 * (PANEL + GAP), 144 + index // 3 * 304


def _at(level: float) -> int:
    return int(np.argmin(np.abs(LEVELS - level)))


def _share(value: float) -> str:
    return f"{100 * value:.0f} %" if math.isfinite(value) else "none"


def _split_titles(frame: Frame, panel: Panel) -> str:
    """The panel's name; beneath it each line's own name, count and style."""
    parts = [_text(frame.left, frame.top - 50, panel.title, "ink", f'{BOLD} font-size="15"')]
    for y, split in ((frame.top - 32, "check"), (frame.top - 15, "fit")):
        token, style = _split_style(split)
        sample = f'd="M{frame.left:.1f} {y - 4.5}h20" {paint(stroke=token)}'
        parts.append(f"<path {sample}{style}/>")
        parts.append(_text(frame.left + 26, y, f"{split}: {_counted(panel.of(split), panel.each)}", "ink"))
    return "".join(parts)


def _split_style(split: str) -> tuple[str, str]:
    """Colour token and stroke of the line of a split."""
    return ("in-line", ' stroke-width="2.6"') if split == "check" else ("mark", f' stroke-width="1.8"{BROKEN}')


def _promised(frame: Frame) -> str:
    diagonal = f"M{frame.x(50):.1f} {frame.y(50):.1f}L{frame.x(100):.1f} {frame.y(100):.1f}"
    first = frame.left == EDGE
    return (
        _ticks_below(frame, 10, "")
        + _ticks_left(frame, 10, " %", labelled=first)
        + f'<path d="{diagonal}" {paint(stroke="ink")} stroke-width="1.2"/>'
    )


def _inside_line(frame: Frame, shares: Floats, split: str) -> str:
    if not np.isfinite(shares).all():
        return ""
    token, style = _split_style(split)
    places = [(frame.x(100 * level), frame.y(100 * share)) for level, share in zip(LEVELS, shares, strict=True)]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    x, y = places[_at(STATED)]
    line = f'<polyline points="{points}" {paint(stroke=token)} stroke-linejoin="round"{style}/>'
    return line + f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" {paint(fill=token)}/>'


READING = (
    "Across: the level asked for, %.",
    "Up: the share of truths inside.",
    "On the diagonal: as promised.",
    "Above: stated too wide.",
    "Below: stated too narrow.",
    "Dot: error_95 as it is given;",
    "other levels are scaled from it.",
)


def _how_to_read(left: float, top: float) -> str:
    heading = _text(left, top + 6, "How to read this", "ink", BOLD)
    return heading + "".join(_text(left, top + 27 + 21 * row, line) for row, line in enumerate(READING))


@dataclass(frozen=True)
class Group:
    """One value of a fact about people and how they were filmed, and the values of those it holds for."""

    name: str
    observations: Sequence[Observation]


def subgroup_bars(facts: Sequence[tuple[str, Sequence[Group]]], everyone: Sequence[Observation], about: str) -> str:
    """Mean absolute error of each group, deg, with the 95 % range that drawing bodies anew gives; all as a line."""
    whole = mean_absolute(everyone)
    sized = [(fact, [(group, mean_absolute(group.observations)) for group in groups]) for fact, groups in facts]
    longest = max([whole[2], *(high for _, rows in sized for _, (_, _, high) in rows if math.isfinite(high))])
    columns = _two_columns(sized)
    height = max(sum(_block_height(rows) for _, rows in column) for column in columns)
    parts = [_heading("Mean absolute error by subgroup", about)]
    for index, column in enumerate(columns):
        frame = Frame(186 + 392 * index, 112, 150, height - 12, (0, math.ceil(longest)), (0, 1))
        parts += [_bar_axis(frame, whole[0]), *_bar_blocks(frame, column)]
    note = "n: legs. Thin line on a bar: 95 % range when bodies are drawn anew."
    parts.append(_text(24, 112 + height + 46, note))
    said = "; ".join(f"{fact} {group.name} {_mae_said(size)}" for fact, rows in sized for group, size in rows)
    return _svg(112 + height + 64, f"Mean absolute error by subgroup, {about}. All {_mae_said(whole)}; {said}.", parts)


Sized = tuple[float, float, float]
Block = tuple[str, Sequence[tuple[Group, Sized]]]
ROW, BLOCK = 25.0, 40.0
"""Height of a bar's row and of a fact's heading, px."""


def mean_absolute(given: Iterable[Observation]) -> Sized:
    """Mean absolute error and its 95 % range over bodies drawn anew with replacement, deg; NaN of no values."""
    by_body: dict[int, list[float]] = {}
    for each in given:
        if math.isfinite(each.error):
            by_body.setdefault(each.case.item.body, []).append(abs(each.error))
    if not by_body:
        return math.nan, math.nan, math.nan
    sums, counts = (np.array([measure(sizes) for sizes in by_body.values()]) for measure in (sum, len))
    drawn = np.random.default_rng(0).integers(len(sums), size=(DRAWS, len(sums)))
    low, high = np.percentile(sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1), (2.5, 97.5))
    return float(sums.sum() / counts.sum()), float(low), float(high)


def _mae_said(size: Sized) -> str:
    return f"{size[0]:.1f}°" if math.isfinite(size[0]) else "no values"


def _two_columns(blocks: Sequence[Block]) -> list[Sequence[Block]]:
    """Split where both columns come closest in height."""
    cuts = range(1, len(blocks)) or range(1)
    heights = [_block_height(rows) for _, rows in blocks]
    cut = min(cuts, key=lambda each: abs(sum(heights[:each]) - sum(heights[each:])))
    return [blocks[:cut], blocks[cut:]]


def _block_height(rows: Sequence[object]) -> float:
    return BLOCK + ROW * len(rows)


def _bar_axis(frame: Frame, whole: float) -> str:
    x = frame.x(whole)
    style = f'{paint(stroke="ink")} stroke-width="1.2"{BROKEN}'
    line = f'<path d="M{x:.1f} {frame.top - 8:.1f}V{frame.base:.1f}" {style}/>'
    label = _text(x, frame.top - 14, f"all: {whole:.1f}°", "ink", f"{MIDDLE} {BOLD}")
    return _ticks_below(frame, 1, "°") + line + label


def _bar_blocks(frame: Frame, blocks: Sequence[Block]) -> list[str]:
    parts, top = [], frame.top
    for fact, rows in blocks:
        parts.append(_text(frame.left - 162, top + 18, fact, "ink", f'{BOLD} font-size="15"'))
        parts += [_bar(frame, top + BLOCK - 12 + ROW * row, *line) for row, line in enumerate(rows)]
        top += _block_height(rows)
    return parts


def _bar(frame: Frame, top: float, group: Group, size: Sized) -> str:
    count = sum(math.isfinite(each.error) for each in group.observations)
    label = _text(frame.left - 8, top + 13, f"{group.name}, n {count}", "soft", END)
    if not count:
        return label + _text(frame.left + 6, top + 13, "no values")
    mae, low, high = (frame.x(value) for value in size)
    bar = f'<rect x="{frame.left:.1f}" y="{top:.1f}" width="{mae - frame.left:.1f}" height="17" rx="3"'
    spread = f'<path d="M{low:.1f} {top + 8.5:.1f}H{high:.1f}M{low:.1f} {top + 5:.1f}v7M{high:.1f} {top + 5:.1f}v7"'
    return (
        label
        + f'{bar} {paint(fill="in-line")} fill-opacity="0.45"/>'
        + f'{spread} {paint(stroke="ink")} stroke-width="1.3"/>'
        + _text(frame.right + 10, top + 13, f"{size[0]:.1f}°", "ink", BOLD)
    )


def _svg(height: float, alt: str, body: Sequence[str]) -> str:
    """A whole file, its ground included."""
    ground = f'<rect width="{WIDTH:.0f}" height="{height:.0f}" rx="14" {paint(fill="paper")}/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {height:.0f}" width="{WIDTH:.0f}" '
        f'height="{height:.0f}" role="img" aria-label="{escape(alt)}" font-family="{FONT}" font-size="13" '
        f'font-variant-numeric="tabular-nums">\n{ground}\n' + "\n".join(body) + "\n</svg>\n"
    )


def _text(x: float, y: float, words: str, colour: str = "soft", extra: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {paint(fill=colour)} {extra}>{escape(words)}</text>'


def _heading(title: str, about: str) -> str:
    return _text(24, 34, title, "ink", f'{BOLD} font-size="18"') + _text(24, 55, about)


def _panel_title(frame: Frame, title: str, beneath: str) -> str:
    bold = f'{BOLD} font-size="15"'
    return _text(frame.left, frame.top - 28, title, "ink", bold) + _text(frame.left, frame.top - 11, beneath)


def _counted(given: Sequence[Observation], what: str) -> str:
    return f"{len(given)} {what}, {len({each.case.item.body for each in given})} bodies"


def _ticks_below(frame: Frame, step: float, unit: str) -> str:
    """The lower edge and its numbers."""
    values = _steps(frame.x_range, step)
    words = [_text(frame.x(value), frame.base + 18, _whole(value) + unit, extra=MIDDLE) for value in values]
    return _level(frame, frame.y_range[0], "mark", "") + "".join(words)


def _ticks_left(frame: Frame, step: float, unit: str, labelled: bool) -> str:
    """Quiet lines across, 0 a little stronger; their numbers where ``labelled``."""
    values = _steps(frame.y_range, step)
    lines = [_level(frame, value, "rule" if value else "mark", "") for value in values]
    words = [_text(frame.left - 8, frame.y(value) + 4.5, _whole(value) + unit, extra=END) for value in values]
    return "".join(lines) + ("".join(words) if labelled else "")


def _steps(span: tuple[float, float], step: float) -> list[float]:
    """Multiples of the step inside a range."""
    first, last = math.ceil(span[0] / step - 1e-9), math.floor(span[1] / step + 1e-9)
    return [step * number for number in range(first, last + 1)]


def _step(span: tuple[float, float]) -> float:
    """Between numbers on a narrow axis, deg."""
    return next((step for step in (5, 10, 20) if span[1] - span[0] <= 5 * step), 40)


def _rounded(values: Sequence[float], step: float) -> tuple[float, float]:
    """The range of the finite values, out to whole steps; at least -1..1 steps."""
    known = [value for value in values if math.isfinite(value)] or [0.0]
    low, high = math.floor(min(known) / step) * step, math.ceil(max(known) / step) * step
    return (low, high) if high - low >= 2 * step else (low - step, high + step)


def _apart(places: Sequence[float], least: float) -> list[float]:
    """Places in rising order, each moved down to stand at least ``least`` below the one before."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + least) if moved else place)
    return moved


def _whole(value: float) -> str:
    return f"{value:.0f}".replace("-", "−")


def _signed(value: float) -> str:
    return f"{value:+.1f}".replace("-", "−")
