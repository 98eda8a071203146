"""The figure in pages: each motion as a clip to turn round and as pictures, drawn once and kept in the home folder.

Drawing one takes seconds, so a process of its own does it, one at a time; a page shows its words meanwhile.
"""

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from kneeline.core.errors import KneelineError

KINDS = {"glb": "model/gltf-binary", "svg": "image/svg+xml"}
"""The media type of a file by its ending."""

_ONE_AT_A_TIME = threading.Lock()
_PATIENCE_S = 120.0


def figure_file(motion: str, language: str, name: str) -> Path:
    """One of `drawing.FILES` of a motion, drawn now where it is not there yet. Raises KneelineError if that fails."""
    file = _folder() / language / motion / name
    if not file.is_file():
        with _ONE_AT_A_TIME:
            if not file.is_file():
                _draw(motion, language, file)
    return file


def version() -> str:
    """Changes with whatever a figure is drawn from, so that a browser, and we, may keep what there is."""
    return _version()


def has_island() -> bool:
    """Whether the player's script has been built."""
    return finders.find("report/islands/islands.js") is not None


def _draw(motion: str, language: str, file: Path) -> None:
    _forget_older(_folder())
    file.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "kneeline.web.guide.drawing", motion, language, str(file)]
    try:
        ended = subprocess.run(command, capture_output=True, timeout=_PATIENCE_S, check=False)
    except subprocess.TimeoutExpired as error:
        raise KneelineError(f"Drawing the figure of {motion} took longer than {_PATIENCE_S:.0f} s.") from error
    if ended.returncode != 0 or not file.is_file():
        raise KneelineError(f"The figure of {motion} could not be drawn.")


def _folder() -> Path:
    return Path(settings.HOME) / "figures" / version()


def _forget_older(current: Path) -> None:
    if current.parent.is_dir():
        for each in current.parent.iterdir():
            if each.name != current.name:
                shutil.rmtree(each, ignore_errors=True)


@cache
def _version() -> str:
    digest = sha256()
    for room in ("body", "catalogue"):
        for file in _sources(files("kneeline").joinpath(room)):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _sources(folder: Traversable) -> Iterator[Traversable]:
    for each in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if each.is_dir():
            yield from _sources(each)
        elif each.name.endswith((".py", ".toml")):
            yield each
