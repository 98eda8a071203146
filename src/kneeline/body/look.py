"""How the figure looks: clay, the three colours of what is done to a muscle, floor and things, in light and dark.

Release, stretch and strength are those of every page (`report.colour`, whose room may not be known here; a test
holds them equal). Both themes have the light pages' three, which stand out from clay 3 : 1. Each also has a pattern of
its own, so that no meaning hangs on a colour.
"""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from kneeline.core.recording import Floats

Done = Literal["release", "stretch", "strength"]
Theme = Literal["light", "dark"]

DONE_BY_EFFECT: Final[dict[str, Done]] = {
    "release": "release",
    "stretch": "stretch",
    "mobilise": "stretch",
    "strengthen": "strength",
    "control": "strength",
}
"""What is done to a muscle, by the catalogue's effect."""

PATTERNS: Final[dict[Done, str]] = {"release": "dashes", "stretch": "two lines", "strength": "one full band"}
"""The second sign of each, beside its colour."""


@dataclass(frozen=True)
class Material:
    """A name and a colour (sRGB hex), as lit from where the light comes."""

    name: str
    colour: str

    @property
    def rgb(self) -> Floats:
        """(3,) sRGB 0..255."""
        return np.array([int(self.colour[at : at + 2], 16) for at in (1, 3, 5)], dtype=np.float64)


@dataclass(frozen=True)
class Look:
    """The colours of one theme (sRGB hex). ``shade``: how dark the shade side gets, 0..1; ``shadow``: of the floor's
    soft shadow."""

    paper: str
    ink: str
    clay: str
    release: str
    stretch: str
    strength: str
    things: dict[str, str]
    shade: float
    shadow: float

    def material(self, name: str) -> Material:
        """``clay``, a thing's kind, or what is done to a muscle; a trailing ``-helper`` is a muscle that only helps.

        Raises KeyError for a name that is none."""
        plain = name.removesuffix("-helper")
        colours = self.things | {"clay": self.clay} | {done: getattr(self, done) for done in PATTERNS}
        if plain == name:
            return Material(name, colours[name])
        mixed = (Material(name, colours[plain]).rgb * 0.55 + Material("clay", self.clay).rgb * 0.45).round()
        return Material(name, "#" + "".join(f"{int(value):02x}" for value in mixed))


LOOKS: Final[dict[Theme, Look]] = {
    "light": Look(
        paper="#faf5ed",
        ink="#2e241b",
        clay="#e3c9ae",
        release="#855ea1",
        stretch="#007ca5",
        strength="#48823b",
        things={
            "mat": "#c9cfc8",
            "roller": "#8d97a3",
            "ball": "#a5adb5",
            "band": "#b5654a",
            "chair": "#c5b8a6",
            "wall": "#eee5d6",
            "step": "#cdbfaa",
            "pillow": "#e9e4da",
            "towel": "#d6dadb",
            "table": "#c5b8a6",
        },
        shade=0.52,
        shadow=0.30,
    ),
    "dark": Look(
        paper="#1e1813",
        ink="#eee9df",
        clay="#cdb297",
        release="#855ea1",
        stretch="#007ca5",
        strength="#48823b",
        things={
            "mat": "#4b5350",
            "roller": "#77818d",
            "ball": "#8a929b",
            "band": "#d08468",
            "chair": "#6e6252",
            "wall": "#3a322a",
            "step": "#6e6252",
            "pillow": "#8d877d",
            "towel": "#7c8182",
            "table": "#6e6252",
        },
        shade=0.60,
        shadow=0.55,
    ),
}
