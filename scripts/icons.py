"""Draws the icons of the installed app from the mark, on our paper: python scripts/icons.py (then look at them)."""

from pathlib import Path

from PIL import Image, ImageDraw

from kneeline.report.colour import LIGHT, oklch_to_hex

FOLDER = Path(__file__).resolve().parents[1] / "src" / "kneeline" / "web" / "shell" / "static" / "shell"
SIZES = (180, 192, 512)
FINER = 4
DOTS = ((16, 6, 5), (9, 26, 6), (16, 46, 5))
"""x, y and radius, as in mark.svg."""
LINE = 4
HEIGHT = 52
SHARE = 0.58
"""Of the icon's height: what a round mask leaves whole."""


def icon(size: int) -> Image.Image:
    """The mark on a square of paper."""
    scale = size * FINER * SHARE / HEIGHT
    left = (size * FINER - (9 + 16) * scale) / 2
    top = (size * FINER - HEIGHT * scale) / 2
    picture = Image.new("RGB", (size * FINER, size * FINER), oklch_to_hex(LIGHT["paper"]))
    draw, colour = ImageDraw.Draw(picture), oklch_to_hex(LIGHT["knee-in-strong"])
    points = [(left + x * scale, top + y * scale) for x, y, _radius in DOTS]
    draw.line(points, fill=colour, width=round(LINE * scale), joint="curve")
    for (x, y), (_x, _y, radius) in zip(points, DOTS, strict=True):
        reach = radius * scale
        draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=colour)
    return picture.resize((size, size), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    for size in SIZES:
        icon(size).quantize(64).save(FOLDER / f"icon-{size}.png", optimize=True)
