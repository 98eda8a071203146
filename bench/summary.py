"""Observations summed up in a row of numbers, rows in a table, tables in a page."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.observations import Observation
from kneeline.core.output import whole_file

BEGIN, END = "<!-- {name}: begin -->", "<!-- {name}: end -->"
"""What stands between these in a page is written by a bench; the prose around it by hand."""

HEADINGS = ("n", "answered", "bias", "MAE", "SD", "slope", "covered", "± mean")
"""Headings of ``Summary.cells``."""


@dataclass(frozen=True)
class Summary:
    """How values compare with truth. n: truths; answered: share that got a value; the rest over those that did.

    bias, mae, sd: of value minus truth. slope: of the value over the truth, where the truth varies. covered: share of
    truths inside value ± half_width; half_width: mean.
    """

    n: int
    answered: float
    bias: float
    mae: float
    sd: float
    slope: float
    covered: float
    half_width: float

    @property
    def cells(self) -> list[str]:
        """As text, one cell a number, ``–`` where there is none."""
        decimals = 2 if self.mae < 1 else 1
        numbers = [_number(each, decimals) for each in (self.bias, self.mae, self.sd)]
        shares = [_percent(each) for each in (self.answered, self.covered)]
        return [str(self.n), shares[0], *numbers, _number(self.slope, 2), shares[1], _number(self.half_width, decimals)]


def summarise(observations: Iterable[Observation]) -> Summary:
    """Sum up observations; those without truth are left out."""
    rows = [(each.value, each.truth, each.half_width) for each in observations if math.isfinite(each.truth)]
    value, truth, half = np.array(rows, dtype=np.float64).reshape(-1, 3).T
    known = np.isfinite(value)
    error = (value - truth)[known]
    if len(error) == 0:
        return Summary(len(value), 0.0 if len(value) else math.nan, *([math.nan] * 6))
    return Summary(
        n=len(value),
        answered=float(known.mean()),
        bias=float(error.mean()),
        mae=float(np.abs(error).mean()),
        sd=float(error.std(ddof=1)) if len(error) > 1 else math.nan,
        slope=_slope(truth[known], value[known]),
        covered=_covered(error, half[known]),
        half_width=float(half[known].mean()),
    )


def _slope(truth: np.ndarray, value: np.ndarray) -> float:
    """Least squares of value over truth; NaN where the truths hardly differ."""
    if len(truth) < 8 or np.std(truth) < 1e-6:
        return math.nan
    return float(np.polyfit(truth, value, 1)[0])


def _covered(error: np.ndarray, half: np.ndarray) -> float:
    given = np.isfinite(half)
    return float((np.abs(error[given]) <= half[given]).mean()) if given.any() else math.nan


def table(caption: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table that also reads well as plain text: the first cells flush left, numbers flush right."""
    widths = [max(3, *(len(row[column]) for row in (headings, *rows))) for column in range(len(headings))]
    flush = [any(_is_word(row[column]) for row in rows) for column in range(len(headings))]
    rule = ["-" * width if left else "-" * (width - 1) + ":" for width, left in zip(widths, flush, strict=True)]
    lines = [_line(row, widths, flush) for row in (headings, rule, *rows)]
    return "\n".join([f"**{caption}**", "", *lines])


def _line(cells: Sequence[str], widths: Sequence[int], flush: Sequence[bool]) -> str:
    padded = [
        cell.ljust(width) if left else cell.rjust(width) for cell, width, left in zip(cells, widths, flush, strict=True)
    ]
    return f"| {' | '.join(padded)} |"


def _is_word(cell: str) -> bool:
    return cell[:1].isalpha()


def _number(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}".replace("-", "−") if math.isfinite(value) else "–"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %" if math.isfinite(share) else "–"


def percent(part: int, whole: int) -> str:
    """A share as text, ``–`` of nothing."""
    return _percent(part / whole if whole else math.nan)


def number(value: float, decimals: int = 2) -> str:
    """A number as text, ``–`` where there is none."""
    return _number(value, decimals)


def write_numbers(page: Path, numbers: str, name: str = "numbers") -> None:
    """Put the numbers between the page's marks of this name; the rest of the page stays."""
    begin, end = BEGIN.format(name=name), END.format(name=name)
    before, _, rest = page.read_text(encoding="utf-8").partition(begin)
    _, _, after = rest.partition(end)
    with whole_file(page) as temporary:
        temporary.write_text(f"{before}{begin}\n\n{numbers}\n\n{end}{after}", encoding="utf-8")
