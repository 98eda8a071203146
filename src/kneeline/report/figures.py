"""Pictures that come with the package: each exercise's two key postures, drawn by scripts/build_figures.py."""

from base64 import b64encode
from collections.abc import Iterable
from importlib.resources import files


def figure_addresses(exercises: Iterable[str]) -> dict[str, str]:
    """The picture of each exercise that has one, as a data: address for a page that stands alone."""
    folder = files("kneeline.report").joinpath("assets", "figures")
    pictures = {each: folder.joinpath(f"{each}.svg") for each in dict.fromkeys(exercises)}
    return {
        exercise: "data:image/svg+xml;base64," + b64encode(picture.read_bytes()).decode("ascii")
        for exercise, picture in pictures.items()
        if picture.is_file()
    }
