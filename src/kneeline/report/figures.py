"""Pictures that come with the package: each exercise's two key postures, drawn by scripts/build_figures.py."""

from base64 import b64decode, b64encode
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Final

from kneeline.report.printed_figure import PrintedFigure

_ADDRESS: Final = "data:image/svg+xml;base64,"


def figure_addresses(exercises: Iterable[str]) -> dict[str, str]:
    """The picture of each exercise that has one, as a data: address for a page that stands alone."""
    known = _addresses()
    return {exercise: known[exercise] for exercise in dict.fromkeys(exercises) if exercise in known}


def printed_figures(html: str) -> dict[str, PrintedFigure]:
    """The package's pictures that a page shows, ready to be printed, by their addresses."""
    return {address: _printed(address) for address in _addresses().values() if address in html}


def read_for_print() -> None:
    """Get every picture ready, so that none has to be read when a page comes."""
    for address in _addresses().values():
        _printed(address)


@cache
def _addresses() -> dict[str, str]:
    pictures = (each for each in files("kneeline.report").joinpath("assets", "figures").iterdir())
    return {
        picture.name.removesuffix(".svg"): _ADDRESS + b64encode(picture.read_bytes()).decode("ascii")
        for picture in pictures
        if picture.name.endswith(".svg")
    }


@cache
def _printed(address: str) -> PrintedFigure:
    return PrintedFigure(b64decode(address.removeprefix(_ADDRESS)))
