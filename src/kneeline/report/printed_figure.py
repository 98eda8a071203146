"""The package's pictures for paper, as operators of PDF: WeasyPrint places them like any image and need not draw them.

It would take each of a picture's 2500 points for a length with a unit, which was a third of a handout's time. The
operators are written, and packed, where the pictures are drawn (scripts/build_figures.py), so that no page waits for
them.
"""

import json
import re
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass
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
    shapes = list(_shapes(root, {}, box[2:], 0.0))
    opacities = sorted({each for shape in shapes for each in (shape.fill_opacity, shape.stroke_opacity)})
    state = {opacity: f"/o{index}" for index, opacity in enumerate(opacities)}
    fills = {opacity: f"{name}f gs" for opacity, name in state.items()}
    strokes = {opacity: f"{name}s gs" for opacity, name in state.items()}
    content = "\n".join(
        line for each in shapes for line in (fills[each.fill_opacity], strokes[each.stroke_opacity], each.lines)
    )
    packed = b64encode(zlib.compress(content.encode("ascii"), 9)).decode("ascii")
    return json.dumps({"size": size, "box": box, "opacities": opacities, "packed": packed})


class PrintedFigure:
    """A picture for WeasyPrint's cache of images, with what it asks of one: its size, to be placed, and what it is."""

    def __init__(self, name: str, written: str) -> None:
        told = json.loads(written)
        self.id = name
        self._size, self._box, self._opacities = told["size"], told["box"], told["opacities"]
        self._packed = b64decode(told["packed"])

    def get_intrinsic_size(self, _resolution: object, _font_size: object) -> tuple[float, float, float]:
        """Width and height in CSS pixels, and their ratio."""
        width, height = self._size
        return width, height, width / height

    def draw(self, stream: Any, width: float, height: float, _style: object) -> None:
        """Place the picture in a page's content, ``width`` x ``height`` units large from where the page's pen is."""
        left, top, wide, high = self._box
        across, down = width / wide, height / high
        stream.transform(a=across, d=down, e=-left * across, f=-top * down)
        stream.draw_x_object(stream.add_image(self, interpolate=False, ratio=1))

    def get_x_object(self, _interpolate: object, _ratio: object) -> Any:
        """The picture as an object of the document, of which there is one wherever it is placed."""
        from pydyf import Array, Dictionary, Stream

        left, top, wide, high = self._box
        states = {
            f"o{index}{letter}": Dictionary({key: opacity})
            for index, opacity in enumerate(self._opacities)
            for letter, key in (("f", "ca"), ("s", "CA"))
        }
        form = {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": Array([left, top, left + wide, top + high]),
            "Resources": Dictionary({"ExtGState": Dictionary(states)}),
            "Filter": "/FlateDecode",
        }
        return Stream([self._packed], form)


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
