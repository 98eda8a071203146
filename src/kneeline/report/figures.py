"""Pictures that come with the package: each exercise's two key postures, drawn by scripts/build_figures.py."""

from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from kneeline.report.printed_figure import PrintedFigure

_ADDRESS: Final = "data:image/svg+xml;base64,"


def figure_addresses(exercises: Iterable[str]) -> dict[str, str]:
    """The picture of each exercise that has one, as a data: address for a page that stands alone."""
    known = _addresses()
    return {exercise: known[exercise] for exercise in dict.fromkeys(exercises) if exercise in known}


def for_print(html: str) -> tuple[str, dict[str, PrintedFigure]]:
    """A page with short names for the package's pictures, and those pictures by these names, ready to be printed.

    Without the pictures themselves, half of its text, a page is read sooner.
    """
    shown = {}
    for name, address in _addresses().items():
        if address in html:
            short = f"figure:{name}"
            html = html.replace(address, short)
            shown[short] = _printed(name)
    return html, shown


@cache
def _addresses() -> dict[str, str]:
    pictures = (each for each in _folder().iterdir() if each.name.endswith(".svg"))
    return {
        picture.name.removesuffix(".svg"): _ADDRESS + b64encode(picture.read_bytes()).decode("ascii")
        for picture in pictures
    }


@cache
def _printed(name: str) -> PrintedFigure:
    return PrintedFigure(name, _folder().joinpath(f"{name}.print.json").read_text(encoding="ascii"))


def _folder() -> Traversable:
    return files("kneeline.report").joinpath("assets", "figures")
