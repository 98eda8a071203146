"""Problems with a view, from their data file."""

import tomllib
from functools import cache
from importlib.resources import files

from kneeline.core.measurement import Problem


@cache
def _problems() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("kneeline.measure").joinpath("problems.toml").read_text(encoding="utf-8"))


def problem(code: str, **filled: object) -> Problem:
    """The problem of that code with its sentences filled in. Raises KeyError for a code the data file lacks."""
    texts = _problems()[code]
    return Problem(code, texts["message"].format(**filled), texts["what_to_do"].format(**filled))
