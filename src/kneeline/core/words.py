"""Words and numbers that every room says alike, in the language that is spoken."""

from kneeline.core.language import LANGUAGES, N_, _, spoken

UNITS = {"deg": "°", "cm": " cm", "mm": " mm", "%": " %", "percent": " %", "s": " s", "ratio": ""}
"""What stands behind a number, by the unit's name."""

DECIMALS = {"deg": 0, "cm": 1, "mm": 0, "%": 0}
"""Decimals of a number for people, by the unit's name; other units have two."""

SIDES_IN_WORDS = {
    "left": N_("left"),
    "right": N_("right"),
    "both": N_("both"),
}

_JOINTS = {
    "left_hip": N_("left hip"),
    "right_hip": N_("right hip"),
    "left_knee": N_("left knee"),
    "right_knee": N_("right knee"),
    "left_ankle": N_("left ankle"),
    "right_ankle": N_("right ankle"),
    "left_heel": N_("left heel"),
    "right_heel": N_("right heel"),
    "left_forefoot": N_("ball of the left foot"),
    "right_forefoot": N_("ball of the right foot"),
    "left_toe": N_("left big toe"),
    "right_toe": N_("right big toe"),
}

_UNIT_WORDS = {
    "of 10": N_("of 10"),
    "years": N_("years"),
    "seconds": N_("seconds"),
    "ratio": N_("ratio"),
}


def side_word(side: str) -> str:
    """A side as it stands beside a leg, a knee or a shin: "left"; what is no side stays as it is."""
    return _(SIDES_IN_WORDS[side]) if side in SIDES_IN_WORDS else side


def joint_word(name: str) -> str:
    """A joint of the legs, by its name in `kneeline.core.skeleton`, in a sentence: "left knee"."""
    return _(_JOINTS[name])


def unit_word(unit: str) -> str:
    """A unit of the catalogue as people read it: "deg" is "°"."""
    if unit in _UNIT_WORDS:
        return _(_UNIT_WORDS[unit])
    return UNITS.get(unit, unit).strip()


def with_unit(value: float, unit: str) -> str:
    """A number as short as it can be, with a unit of the catalogue: "45°", "3.5 cm", "4 of 10"."""
    sign = UNITS[unit] if unit in UNITS and unit not in _UNIT_WORDS else f" {unit_word(unit)}"
    return f"{plain_number(value)}{sign}".rstrip()


def localised(number: str) -> str:
    """A number that was written with a decimal point and a hyphen, as people write it: "−3,5" in Spanish."""
    return number.replace("-", "\N{MINUS SIGN}").replace(".", LANGUAGES[spoken()].decimal)


def number(value: float, unit: str) -> str:
    """A number for people, without its unit: whole degrees and per cent, centimetres to one decimal, ratios to two."""
    text = f"{value:.{DECIMALS.get(unit, 2)}f}"
    return localised(text.removeprefix("-") if float(text) == 0 else text)


def plain_number(value: float) -> str:
    """A number as short as it can be: "5", "3.5"."""
    return localised(f"{value:g}")


def with_error(value: float, error: float | None, unit: str) -> str:
    """Such as "12° ± 3°"; an error is never shown as zero, and an unknown one is said."""
    sign = UNITS.get(unit, "")
    if error is None:
        return _("{number} (error not known)").format(number=f"{number(value, unit)}{sign}")
    smallest = 10.0 ** -DECIMALS.get(unit, 2)
    between = sign if sign == "°" else ""
    return f"{number(value, unit)}{between} ± {number(max(error, smallest), unit)}{sign}"
