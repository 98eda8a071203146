"""The colours of every page, once: tokens in OKLCH for light and dark, as hex for what cannot read OKLCH."""

from collections.abc import Callable, Mapping
from math import cos, radians, sin

Oklch = tuple[float, float, float]
"""Lightness 0..1, chroma, hue in degrees."""

LIGHT: Mapping[str, Oklch] = {
    "paper": (0.972, 0.012, 84),
    "card": (0.992, 0.006, 84),
    "ink": (0.27, 0.022, 62),
    "soft": (0.47, 0.020, 66),
    "mark": (0.60, 0.018, 70),
    "rule": (0.895, 0.016, 80),
    "in-line": (0.50, 0.088, 192),
    "knee-in": (0.60, 0.130, 66),
    "knee-in-strong": (0.57, 0.165, 36),
    "left": (0.47, 0.150, 264),
    "right": (0.49, 0.150, 342),
    "release": (0.55, 0.110, 310),
    "stretch": (0.55, 0.110, 230),
    "strength": (0.55, 0.120, 140),
}
DARK: Mapping[str, Oklch] = {
    "paper": (0.215, 0.014, 66),
    "card": (0.252, 0.016, 66),
    "ink": (0.935, 0.014, 84),
    "soft": (0.775, 0.018, 80),
    "mark": (0.64, 0.018, 76),
    "rule": (0.355, 0.018, 70),
    "in-line": (0.79, 0.095, 192),
    "knee-in": (0.81, 0.130, 76),
    "knee-in-strong": (0.75, 0.145, 42),
    "left": (0.77, 0.110, 264),
    "right": (0.79, 0.115, 342),
    "release": (0.76, 0.100, 310),
    "stretch": (0.76, 0.090, 230),
    "strength": (0.76, 0.110, 140),
}


def oklch_to_hex(colour: Oklch) -> str:
    """The sRGB hex of an OKLCH colour, clipped to what sRGB can show (Björn Ottosson, Oklab, 2020)."""
    lightness, chroma, hue = colour
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return "#" + "".join(f"{_channel(value):02x}" for value in linear)


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two hex colours, 1..21 (WCAG 2.2)."""
    brighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def token_css() -> str:
    """The tokens as CSS custom properties, light by default and dark on a screen that asks for it."""
    as_hex, as_oklch = _properties(LIGHT, oklch_to_hex), _properties(LIGHT, _oklch_text)
    dark_hex, dark_oklch = _properties(DARK, oklch_to_hex), _properties(DARK, _oklch_text)
    dark = "@media screen and (prefers-color-scheme: dark)"
    rules = [
        f":root{{color-scheme:light dark;{as_hex}}}",
        f"{dark}{{:root{{{dark_hex}}}}}",
        f"@supports (color:oklch(0 0 0)){{:root{{{as_oklch}}}{dark}{{:root{{{dark_oklch}}}}}}}",
    ]
    rules += [f".f-{name}{{fill:var(--{name})}}.s-{name}{{stroke:var(--{name})}}" for name in LIGHT]
    return "\n".join(rules)


def paint(*, fill: str = "none", stroke: str = "none") -> str:
    """SVG attributes in these tokens: classes for a browser, light hex for a reader that has no page style."""
    parts = []
    classes = [f"f-{fill}"] * (fill != "none") + [f"s-{stroke}"] * (stroke != "none")
    if classes:
        parts.append(f'class="{" ".join(classes)}"')
    parts += [f'{name}="{_plain(token)}"' for name, token in (("fill", fill), ("stroke", stroke))]
    return " ".join(parts)


def _plain(token: str) -> str:
    return "none" if token == "none" else oklch_to_hex(LIGHT[token])


def _properties(tokens: Mapping[str, Oklch], text: Callable[[Oklch], str]) -> str:
    return "".join(f"--{name}:{text(colour)};" for name, colour in tokens.items())


def _oklch_text(colour: Oklch) -> str:
    return "oklch({} {} {})".format(*colour)


def _channel(linear: float) -> int:
    """Linear light to an sRGB byte (IEC 61966-2-1)."""
    value = min(max(linear, 0.0), 1.0)
    return round(255 * (12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055))


def _luminance(colour: str) -> float:
    shares = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
