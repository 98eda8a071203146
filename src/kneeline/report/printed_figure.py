"""The package's pictures for paper, as operators of PDF: WeasyPrint places them like any image and need not draw them.

It would take each of a picture's 2500 points for a length with a unit, which was a third of a handout's time. The
operators are written where the pictures are drawn (scripts/build_figures.py), so that no page waits for them.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from typing import Any, Final
from xml.etree import ElementTree

_COMMANDS: Final = re.compile(r"([MlqvZz])([^A-Za-z]*)")
_NUMBERS: Final = re.compile(r"-?[0-9.]+")
_JOINS: Final = {"miter": 0, "round": 1, "bevel": 2}
_CAPS: Final = {"butt": 0, "round": 1, "square": 2}


@dataclass(frozen=True)
class _Shape:
    """A filled or stroked path. ``lines``: how it is painted and where it goes, in operators of PDF."""

    fill_opacity: float
    stroke_opacity: float
    lines: str


def printable(svg: bytes) -> str:
    """A picture of `body.svg` as what `PrintedFigure` reads."""
    root = ElementTree.fromstring(svg)
    size = float(root.attrib["width"]), float(root.attrib["height"])
    box = tuple(float(each) for each in root.attrib["viewBox"].split())
    shapes = [astuple(each) for each in _shapes(root, {}, box[2:], 0.0)]
    return json.dumps({"size": size, "box": box, "shapes": shapes})


class PrintedFigure:
    """A picture for WeasyPrint's cache of images, with what it asks of one: its size, and to be drawn."""

    def __init__(self, written: str) -> None:
        told = json.loads(written)
        self._size, self._box = told["size"], told["box"]
        self._shapes = tuple(_Shape(*each) for each in told["shapes"])

    def get_intrinsic_size(self, _resolution: object, _font_size: object) -> tuple[float, float, float]:
        """Width and height in CSS pixels, and their ratio."""
        width, height = self._size
        return width, height, width / height

    def draw(self, stream: Any, width: float, height: float, _style: object) -> None:
        """Add the picture to a page's content, ``width`` x ``height`` units large from where the page's pen is."""
        left, top, wide, high = self._box
        across, down = width / wide, height / high
        stream.transform(a=across, d=down, e=-left * across, f=-top * down)
        stream.rectangle(left, top, wide, high)
        stream.clip()
        stream.end()
        for shape in self._shapes:
            stream.set_alpha(shape.fill_opacity)
            stream.set_alpha(shape.stroke_opacity, stroke=True)
            stream.stream.append(shape.lines.encode("ascii"))


def _shapes(
    node: ElementTree.Element, inherited: dict[str, str], whole: tuple[float, ...], shift: float
) -> Iterator[_Shape]:
    """What is to be painted, in order. ``whole``: size of the picture; ``shift``: of its group to the right."""
    style = {**inherited, **node.attrib}
    tag = node.tag.rpartition("}")[2]
    moved = re.fullmatch(r"translate\((-?[\d.]+)\)", node.attrib.get("transform", ""))
    if tag == "path":
        yield _shape(style, _path(node.attrib["d"], shift))
    elif tag == "rect":
        yield _shape(style, f"{shift:g} {node.attrib['y']} {whole[0]:g} {whole[1]:g} re")
    for child in node:
        yield from _shapes(child, style, whole, shift + (float(moved[1]) if moved else 0.0))


def _shape(style: dict[str, str], path: str) -> _Shape:
    fill, stroke = style.get("fill", "#000000"), style.get("stroke", "none")
    filled, stroked = fill != "none", stroke != "none"
    painted = {(True, True): "B", (True, False): "f", (False, True): "S"}[filled, stroked]
    colours = [f"{_rgb(colour)} {name}" for colour, name in ((fill, "rg"), (stroke, "RG")) if colour != "none"]
    pen = (
        f"{style.get('stroke-width', '1')} w {_JOINS[style.get('stroke-linejoin', 'miter')]} j "
        f"{_CAPS[style.get('stroke-linecap', 'butt')]} J"
    )
    lines = "\n".join([*colours, *([pen] if stroked else []), path, painted])
    return _Shape(float(style.get("fill-opacity", 1)), float(style.get("stroke-opacity", 1)), lines)


def _rgb(colour: str) -> str:
    return " ".join(f"{int(colour[place : place + 2], 16) / 255:.3g}" for place in (1, 3, 5))


def _path(data: str, shift: float) -> str:
    """SVG's commands M, l, q, v and z in PDF's m, l, c and h, which knows no relative places and no quadratic curve."""
    x = y = 0.0
    lines = []
    for command, text in _COMMANDS.findall(data):
        numbers = [float(each) for each in _NUMBERS.findall(text)]
        if command == "q":
            across, down, right, low = numbers
            lines.append(
                f"{x + across / 1.5:.0f} {y + down / 1.5:.0f} "
                f"{x + right + (across - right) / 1.5:.0f} {y + low + (down - low) / 1.5:.0f} "
                f"{x + right:g} {y + low:g} c"
            )
            x, y = x + right, y + low
        elif command == "l":
            for right, low in zip(numbers[::2], numbers[1::2], strict=True):
                x, y = x + right, y + low
                lines.append(f"{x:g} {y:g} l")
        elif command == "M":
            x, y = numbers[0] + shift, numbers[1]
            lines.append(f"{x:g} {y:g} m")
        elif command == "v":
            y += numbers[0]
            lines.append(f"{x:g} {y:g} l")
        else:
            lines.append("h")
    return "\n".join(lines)
