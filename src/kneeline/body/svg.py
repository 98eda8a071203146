"""The figure as SVG: a still, two key postures side by side with arrows, and a small animation that needs no script."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter

from kneeline.body.arrows import Arrow, arrows
from kneeline.body.outline import open_path, outlines, path_data
from kneeline.body.paint import Grey, Studio
from kneeline.body.raster import Seen
from kneeline.core.recording import Floats

_SCALE: Final = 2.0  # SVG units a pixel of the picture: whole numbers are half pixels
_VEIL: Final = 0.44  # of shade, all tones together
_SHADE: Final = 1.02  # of the floor, all levels together, over the look's own
_BLUR_REACH: Final = 4.0  # of a blur's width: further off it has no say
_MOST_BYTES: Final = 40_000
_SPARE_BYTES: Final = 1_500
_BYTES_A_FRAME: Final = 330  # of its rules
_MOST_FRAMES: Final = 18


@dataclass(frozen=True)
class Grain:
    """How exact outlines are: ``tolerance`` px, ``blur`` px of the picture's pixels, ``least_area`` px²; ``tones``:
    below these shares of the light a further veil of shade is laid on; ``shadows``: the floor's likewise."""

    tolerance: float
    blur: float
    least_area: float
    tones: tuple[float, ...]
    shadows: tuple[float, ...]
    smooth: bool


STILL: Final = Grain(0.30, 0.8, 5.0, (0.90, 0.80, 0.68), (0.10, 0.26, 0.46), True)
PAIR: Final = Grain(0.70, 0.9, 14.0, (0.88, 0.76, 0.66), (0.16, 0.40), True)
FRAME: Final = Grain(0.45, 1.0, 16.0, (0.86, 0.72), (0.30,), False)


def still(studio: Studio, frame: int, title: str, with_arrows: Sequence[int] = ()) -> str:
    """One frame as SVG text; ``with_arrows``: indices of the phases whose arrows are drawn."""
    width, height = studio.camera.size
    drawn = [arrow for arrow in arrows(studio.scene.played, studio.camera) if arrow.phase in with_arrows]
    body = drawn_frame(studio, frame, STILL) + drawn_arrows(drawn, studio)
    return _document((width, height), title, body, studio)


def pair(studio: Studio, frames: tuple[int, int], title: str, with_arrows: Sequence[int]) -> str:
    """Two key postures side by side, the first with the arrows of the way to the second."""
    width, _ = studio.camera.size
    drawn = [arrow for arrow in arrows(studio.scene.played, studio.camera) if arrow.phase in with_arrows]
    first = drawn_frame(studio, frames[0], PAIR) + drawn_arrows(drawn, studio)
    second = drawn_frame(studio, frames[1], PAIR)
    shift = round(width * _SCALE)
    low, high = _rows(studio)
    middle, half = (low + high) * _SCALE / 2, (high - low) * _SCALE * 0.36
    line = f'd="M{shift} {round(middle - half)}v{round(2 * half)}" stroke="{studio.look.ink}"'
    rule = f'<path {line} stroke-opacity=".12" stroke-width="2"/>'
    body = f'{first}<g transform="translate({shift})">{second}</g>{rule}'
    return _document((2 * width, high - low), title, body, studio, top=low)


def _rows(studio: Studio) -> tuple[int, int]:
    """First and last row that the motion needs, with a margin: a lying figure leaves the rest to the page."""
    height = studio.camera.size[1]
    stage = studio.scene
    rows = [studio.camera.project(stage.points(frame))[:, 1] for frame in _key_frames(studio, 8)]
    margin = height * 0.08
    low, high = min(row.min() for row in rows) - margin, max(row.max() for row in rows) + margin
    return max(int(low), 0), min(int(high), height)


def animation(studio: Studio, title: str) -> str:
    """The motion as frames that CSS shows in turn, at most 40 kB; a still posture where less motion is asked for."""
    backdrop = _backdrop(studio, STILL)
    middle = _key_frames(studio, 3)
    room = _MOST_BYTES - _SPARE_BYTES - len(backdrop)
    drawn = {frame: _moving_frame(studio, frame, FRAME) for frame in middle}
    worst = max(len(text) for text in drawn.values()) + _BYTES_A_FRAME
    chosen = _key_frames(studio, min(room // worst, _MOST_FRAMES))
    shown = {frame: drawn.get(frame) or _moving_frame(studio, frame, FRAME) for frame in chosen}
    return _animated(studio, title, backdrop, shown)


def drawn_frame(studio: Studio, frame: int, grain: Grain) -> str:
    """The floor's shadow, every material in its colour, and veils of shade over all."""
    seen = studio.seen(frame)
    everything = seen.material >= 0
    materials = tuple(range(len(studio.materials)))
    shadow = _shadow(studio, studio.shadow(frame), grain)
    return shadow + _colours(studio, seen, grain, materials) + _shade(studio, seen, grain, everything)


def _moving_frame(studio: Studio, frame: int, grain: Grain) -> str:
    """What of a frame is not in the backdrop: the body, what moves with it, and the shadow."""
    seen = studio.seen(frame)
    moving = np.isin(seen.material, studio.moving_materials)
    colours = _colours(studio, seen, grain, studio.moving_materials)
    shadow = _shadow(studio, studio.shadow(frame, of_still_things=False), grain)
    return shadow + colours + _shade(studio, seen, grain, moving)


def _backdrop(studio: Studio, grain: Grain) -> str:
    """Things that stand still, as they are without anybody: every frame is drawn over them."""
    seen = studio.still_things
    materials = tuple(range(len(studio.materials)))
    return (
        _shadow(studio, studio.still_shadow(), grain)
        + _colours(studio, seen, grain, materials)
        + _shade(studio, seen, grain, seen.material >= 0)
    )


def drawn_arrows(drawn: Sequence[Arrow], studio: Studio) -> str:
    """Arrows in ink with a rim of paper, so that they stand out from body and floor."""
    line = round(min(studio.camera.size) * 0.013 * _SCALE, 1)
    text = ""
    for colour, width in ((studio.look.paper, 2.2 * line), (studio.look.ink, line)):
        ways = "".join(open_path(arrow.way, _SCALE) for arrow in drawn)
        heads = "".join(open_path(arrow.head, _SCALE) + "z" for arrow in drawn)
        rim = f' stroke="{colour}" stroke-width="{width - line:g}"' if width > line else ""
        text += f'<path d="{ways}" fill="none" stroke="{colour}" stroke-width="{width:g}" stroke-linecap="round"/>'
        text += f'<path d="{heads}" fill="{colour}"{rim} stroke-linejoin="round"/>'
    return f'<g class="arrows">{text}</g>' if drawn else ""


def _shadow(studio: Studio, field: Grey, grain: Grain) -> str:
    paths = [_path(outlines(field, level), grain, 30.0) for level in grain.shadows]
    ink = f'fill="#1c120a" fill-opacity="{studio.look.shadow * _SHADE / len(grain.shadows):.2f}"'
    return "".join(f'<path {ink} d="{path}"/>' for path in paths if path)


def _colours(studio: Studio, seen: Seen, grain: Grain, wanted: tuple[int, ...]) -> str:
    """Each material's visible place; muscles lie on clay, so clay runs on under them. A rim of one unit of the same
    colour closes the seams."""
    text = ""
    clay = studio.materials.index("clay")
    muscles = [index for index, name in enumerate(studio.materials) if name not in ("clay", *studio.look.things)]
    for index in sorted(wanted, key=lambda each: each in muscles):
        mask = np.isin(seen.material, [clay, *muscles]) if index == clay else seen.material == index
        path = _traced(studio, mask, grain)
        if path:
            colour = studio.look.material(studio.materials[index]).colour
            text += f'<path fill="{colour}" stroke="{colour}" d="{path}"/>'
    return text


def _shade(studio: Studio, seen: Seen, grain: Grain, there: npt.NDArray[np.bool_]) -> str:
    inside = there[:: studio.finer, :: studio.finer]
    soft = gaussian_filter(np.where(inside, studio.light(seen, studio.finer), 1.0), 2.2)
    fields = [gaussian_filter((inside & (soft < level)).astype(np.float32), grain.blur) for level in grain.tones]
    veils = [_path(outlines(field, 0.5), grain, grain.least_area) for field in fields]
    ink = f'fill="#33200f" fill-opacity="{_VEIL / len(grain.tones):.2f}"'
    return "".join(f'<path {ink} d="{veil}"/>' for veil in veils if veil)


def _traced(studio: Studio, mask: npt.NDArray[np.bool_], grain: Grain) -> str:
    """The outline of what a mask of the finer picture covers; only that part of the picture is worked on."""
    if not mask.any():
        return ""
    blur = grain.blur * studio.finer
    margin = int(_BLUR_REACH * blur) + 2
    spans = [_span(np.asarray(mask.any(axis=axis)), margin) for axis in (1, 0)]
    smooth = gaussian_filter(mask[spans[0], spans[1]].astype(np.float32), blur, truncate=_BLUR_REACH)
    corner = np.array([spans[1].start, spans[0].start])
    return _path([(ring + corner) / studio.finer for ring in outlines(smooth, 0.5)], grain, grain.least_area)


def _span(there: npt.NDArray[np.bool_], margin: int) -> slice:
    at = np.flatnonzero(there)
    return slice(max(int(at[0]) - margin, 0), int(at[-1]) + margin + 1)


def _path(rings: list[Floats], grain: Grain, least_area: float) -> str:
    return path_data(rings, grain.tolerance, least_area, _SCALE, grain.smooth)


def _document(size: tuple[int, int], title: str, body: str, studio: Studio, style: str = "", top: int = 0) -> str:
    box = f"0 {round(top * _SCALE)} {round(size[0] * _SCALE)} {round(size[1] * _SCALE)}"
    paper = f'<rect y="{round(top * _SCALE)}" width="100%" height="100%" fill="{studio.look.paper}"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{size[0]}" height="{size[1]}" role="img" '
        f'stroke-linejoin="round"><title>{escape(title)}</title>{style}{paper}{body}</svg>\n'
    )


def _animated(studio: Studio, title: str, backdrop: str, drawn: Mapping[int, str]) -> str:
    """Every frame of the motion shows the nearest of those that are ``drawn``; holds cost nothing."""
    runs = _runs(_nearest(studio, list(drawn)))
    total = studio.scene.frames
    still_frame = max(runs, key=lambda run: run[1] - run[0] + (run[0] > 0))[2]
    rules, groups = [], []
    for number, (frame, picture) in enumerate(drawn.items()):
        mine = [(start / total, stop / total) for start, stop, which in runs if which == frame]
        rules.append(f"@keyframes k{number}{{{_visibility(mine)}}}#f{number}{{animation-name:k{number}}}")
        hidden = "" if frame == still_frame else ' style="visibility:hidden"'
        groups.append(f'<g id="f{number}" class="f"{hidden}>{picture}</g>')
    seconds = float(studio.scene.played.time_s[-1])
    style = (
        f"<style>@media (prefers-reduced-motion:no-preference){{.f{{animation:{seconds:.2f}s step-end infinite}}"
        f"{''.join(rules)}}}</style>"
    )
    return _document(studio.camera.size, title, backdrop + "".join(groups), studio, style)


def _visibility(spans: list[tuple[float, float]]) -> str:
    stops = {0.0: "hidden"}
    for start, stop in spans:
        stops[start] = "visible"
        stops.setdefault(stop, "hidden")
    merged = sorted(stops.items())
    return "".join(f"{100 * at:.4g}%{{visibility:{what}}}" for at, what in merged)


def _key_frames(studio: Studio, count: int) -> list[int]:
    """Frames that cut the way of the whole body into equal parts, among those that differ."""
    stage = studio.scene
    frames = np.array(sorted(set(stage.different_frames())))
    step = np.abs(np.diff(stage.state[frames], axis=0)).max(axis=1)
    way = np.concatenate([[0.0], np.cumsum(step)])
    wanted = np.linspace(0.0, way[-1], min(count, len(frames)))
    return sorted({int(frames[np.abs(way - each).argmin()]) for each in wanted})


def _nearest(studio: Studio, chosen: list[int]) -> list[int]:
    """For every frame the chosen one that looks most like it."""
    state = studio.scene.state
    gaps = np.stack([np.abs(state - state[frame]).max(axis=1) for frame in chosen])
    return [chosen[index] for index in gaps.argmin(axis=0)]


def _runs(shown: list[int]) -> list[tuple[int, int, int]]:
    """(first, last + 1, what is shown) of every stretch of frames that show the same."""
    edges = [0, *(index for index in range(1, len(shown)) if shown[index] != shown[index - 1]), len(shown)]
    return [(start, stop, shown[start]) for start, stop in pairwise(edges)]
