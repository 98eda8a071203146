"""The two postures an exercise is known by, side by side as SVG: drawn once and kept on disk by what they are drawn
from. (The guide's own pictures of it move, or show one posture.)"""

from importlib.resources import files
from pathlib import Path
from shutil import rmtree
from threading import Lock

from django.conf import settings

import kneeline
from kneeline.core.language import spoken
from kneeline.web.guide.figures import version

THEMES = ("light", "dark")

_ONE_AT_A_TIME = Lock()


def postures_file(exercise: str, theme: str) -> Path:
    """The picture: the package's own, or drawn first where nobody has asked for it yet, which takes some seconds.

    Raises BadArgument for an exercise that is none.
    """
    packaged = Path(str(files("kneeline.report").joinpath("assets", "figures", f"{exercise}.svg")))
    if theme == "light" and packaged.is_file():
        return packaged
    file = _place(exercise, theme)
    if not file.is_file():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _ONE_AT_A_TIME:
            if not file.is_file():
                _forget_older(file.parents[2], version())
                kneeline.demo(exercise, file, keys=True, dark=theme == "dark")
    return file


def _forget_older(folder: Path, current: str) -> None:
    """Pictures that an older version drew are of no more use."""
    for each in folder.iterdir():
        if each.name != current:
            rmtree(each, ignore_errors=True)


def _place(exercise: str, theme: str) -> Path:
    return Path(settings.HOME) / "postures" / version() / spoken() / f"{exercise}-{theme}.svg"
