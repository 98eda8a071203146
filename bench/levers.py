"""The figure's muscles against published levers and lengths, as the table of docs/muscles.md:

.venv/bin/python -m bench.levers
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from kneeline.body.anthropometry import figure
from kneeline.body.kinematics import forward
from kneeline.body.muscles import lengths, moment_arm
from kneeline.body.skeleton import postures

PUBLISHED: Final = tomllib.loads(Path(__file__).with_name("published_levers.toml").read_text(encoding="utf-8"))
LEVER_CM, LEVER_SHARE, RATIO, LENGTH_SHARE = 1.2, 0.33, 0.30, 0.10
"""How far a lever may lie outside what was published: the larger of centimetres and share (Spoor & van Leeuwen 1992:
two ways of measuring one knee differ by up to 30 %); a ratio of levers; a length, as a share."""


@dataclass(frozen=True)
class Row:
    """One comparison: ``ours`` least and most over the angles swept, ``published`` likewise."""

    what: str
    ours: tuple[float, float]
    published: tuple[float, float]
    source: str
    same_sign: bool
    within: bool
    differs: str | None = None


def levers() -> Iterator[Row]:
    """Levers in cm, + where the pull makes the angle grow."""
    for case in PUBLISHED["lever"]:
        ours = _span(lever_cm(case["of"], case["dof"], case.get("at", {})))
        least, most = case["published"]
        room = max(LEVER_CM, LEVER_SHARE * max(abs(least), abs(most)))
        within = ours[0] >= least - room and ours[1] <= most + room
        same_sign = bool(np.sign(ours[0]) == np.sign(ours[1]) == np.sign(least + most))
        what = f"{case['of']}, {case['dof']}{_swept(case.get('at', {}))}"
        yield Row(what, ours, (least, most), case["source"], same_sign, within, case.get("differs"))


def ratios() -> Iterator[Row]:
    """A muscle's lever as a share of another's."""
    for case in PUBLISHED["ratio"]:
        ours = float(lever_cm(case["of"], case["dof"], {})[0] / lever_cm(case["to"], case["dof"], {})[0])
        published = case["published"]
        within = abs(ours - published) <= RATIO
        what = f"{case['of']} / {case['to']}, {case['dof']}"
        same_sign = ours * published > 0
        yield Row(what, (ours, ours), (published, published), case["source"], same_sign, within, case.get("differs"))


def turns() -> Iterator[tuple[str, float, float, str]]:
    """How a lever changes while another joint moves: the line, cm before, cm after, source. All were seen to grow."""
    for case in PUBLISHED["turn"]:
        before, after = lever_cm(case["of"], case["dof"], {case["with"]: [case["from"], case["to"]]})
        yield case["of"], float(before), float(after), case["source"]


def neutral_lengths() -> Iterator[Row]:
    """Lengths in cm in neutral standing."""
    standing = forward(figure(), postures())
    for case in PUBLISHED["length"]:
        ours, published = 100 * float(lengths(standing, case["of"])[0, 1]), case["published"]
        within = abs(ours / published - 1) <= LENGTH_SHARE
        yield Row(case["of"], (ours, ours), (published, published), case["source"], True, within)


def lever_cm(name: str, dof: str, at: dict[str, list[float]]) -> Any:
    """Levers (angles swept,) of the right side."""
    frames = max((len(degrees) for degrees in at.values()), default=1)
    posed = postures(frames)
    for of, degrees in at.items():
        posed = posed.with_angle(of, np.repeat(np.array(degrees, dtype=np.float64)[:, None], 2, axis=1))
    return 100 * moment_arm(figure(), posed, name, dof)[:, 1]


def _span(values: Any) -> tuple[float, float]:
    return float(values.min()), float(values.max())


def _swept(at: dict[str, list[float]]) -> str:
    return "".join(f", {of} {degrees[0]:g}…{degrees[-1]:g}°" for of, degrees in at.items())


def _cells(span: tuple[float, float], digits: int) -> str:
    least, most = (f"{value:.{digits}f}".replace("-", "−") for value in span)
    return least if least == most else f"{least} to {most}"


def _print(rows: Iterator[Row], title: str, digits: int) -> None:
    print(f"\n| {title} | ours | published | source | |\n|---|---|---|---|---|")
    for row in rows:
        verdict = "agrees" if row.within and row.same_sign else "differs" if row.same_sign else "other sign"
        cells = (row.what, _cells(row.ours, digits), _cells(row.published, digits), row.source, verdict)
        print("| " + " | ".join(cells) + " |")


if __name__ == "__main__":
    _print(levers(), "lever, cm", 1)
    _print(ratios(), "share", 2)
    print("\n| rotation lever, cm | hip at 0° | hip at 90° | source |\n|---|---|---|---|")
    for name, before, after, source in turns():
        print(f"| {name} | {before:.1f} | {after:.1f} | {source} |".replace("-0", "−0").replace(" -", " −"))
    _print(neutral_lengths(), "length, cm", 1)
