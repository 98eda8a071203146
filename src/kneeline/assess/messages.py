"""Sentences from messages.toml, filled in; numbers as people read them."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_UNITS = {"deg": ("°", 0), "cm": (" cm", 1), "mm": (" mm", 0), "%": (" %", 0)}


@cache
def _messages() -> dict[str, Any]:
    return tomllib.loads(files("kneeline.assess").joinpath("messages.toml").read_text(encoding="utf-8"))


def say(key: str, **filled: object) -> str:
    """The sentence of a key such as "hip_in.seen". Raises KeyError for one the file lacks."""
    table, name = key.split(".")
    text: str = _messages()[table][name]
    return text.format(**filled)


def said_of_age(age_group_condition: str) -> str | None:
    """The advice for an age, by the id of its condition, where there is one."""
    text: str | None = _messages()["advice"].get(age_group_condition)
    return text


def number(value: float, unit: str = "deg") -> str:
    """A number with its unit and a true minus sign: "9°", "8.5 cm"."""
    sign, decimals = _UNITS.get(unit, ("", 2))
    text = f"{value:.{decimals}f}"
    text = text.removeprefix("-") if float(text) == 0 else text.replace("-", "−")
    return f"{text}{sign}"


def which_way(value: float, error: float, above: str, below: str) -> str:
    """Degrees without a sign and in words instead: "8° ± 5° outwards"; no word where it rounds to nothing."""
    word = "" if round(value) == 0 else above if value > 0 else below
    return f"{with_error(abs(value), error)} {word}".rstrip()


def with_error(value: float, error: float, unit: str = "deg") -> str:
    """A number with its half-width of 95 %, never shown as zero: "9° ± 3°"."""
    smallest = {"cm": 0.1}.get(unit, 1.0)
    between = "°" if unit == "deg" else ""
    sign, _ = _UNITS.get(unit, ("", 2))
    return f"{number(value, unit).removesuffix(sign)}{between} ± {number(max(error, smallest), unit)}"
