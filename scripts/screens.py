"""Screenshots of every page of the app, phone and desktop, light and dark, as a contact sheet a group.

scripts/screens [GROUP ...]     writes docs/images/screens/GROUP-SIZE.webp, each page in light above it in dark

It serves a home of its own with the example person in it and looks with the system's Chromium.
"""

import io
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Page, sync_playwright

from tests.e2e.conftest import DESKTOP, PHONE, SWITCHES
from tests.e2e.pages import EXAMPLE, ROWS
from tests.e2e.visitors import Visitors, visitors

OUT = Path(__file__).resolve().parents[1] / "docs" / "images" / "screens"
SIZES = {"phone": (PHONE, 0.5, 1900), "desktop": (DESKTOP, 0.34, 1500)}
"""Screen, how much smaller it is shown, and how much of a long page is shown, px."""
GAP, LABEL = 14, 18
QUALITY = 62
GROUPS = tuple(dict.fromkeys(row.group for row in ROWS))
SETTLING_MS = 400


def main() -> None:
    """Draw the sheets that are asked for, else all."""
    wanted = sys.argv[1:] or GROUPS
    OUT.mkdir(parents=True, exist_ok=True)
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=program, args=list(SWITCHES))
        with visitors(browser, Path(folder), drawing=True) as everybody:
            for size in SIZES:
                for group in wanted:
                    sheet = _sheet(everybody, group, size)
                    sheet.save(OUT / f"{group}-{size}.webp", quality=QUALITY, method=6)
                    print(f"{group}-{size}.webp", sheet.size, flush=True)
        browser.close()


def _sheet(everybody: Visitors, group: str, size: str) -> Image.Image:
    """Every page of a group, light above dark."""
    rows = [list(_row(everybody, group, size, dark=dark)) for dark in (False, True)]
    heights = [max(picture.height for _name, picture in row) + LABEL for row in rows]
    width = sum(picture.width + GAP for _name, picture in rows[0]) + GAP
    sheet = Image.new("RGB", (width, sum(heights) + 3 * GAP), "#8a857d")
    top = GAP
    for row, height in zip(rows, heights, strict=True):
        left = GAP
        for name, picture in row:
            ImageDraw.Draw(sheet).text((left, top), name, fill="white")
            sheet.paste(picture, (left, top + LABEL))
            left += picture.width + GAP
        top += height + GAP
    return sheet


def _row(everybody: Visitors, group: str, size: str, *, dark: bool) -> Iterator[tuple[str, Image.Image]]:
    screen, shrink, most = SIZES[size]
    everybody.forget(EXAMPLE)  # what the last one noted down would be seen
    for row in ROWS:
        if row.group == group:
            with everybody.looking(row, screen, dark=dark) as page:
                page.wait_for_load_state("networkidle")
                if row.act:
                    row.act(page)
                yield row.label, _shot(page, screen, shrink, most)


def _shot(page: Page, screen: tuple[int, int], shrink: float, most: int) -> Image.Image:
    """The page as far down as is shown, with what sticks to the screen at its end as it does when one scrolls."""
    page.evaluate("scrollTo(0, 0)")
    full = page.locator("dialog[open]").count() > 0  # the player is as high as the screen
    tall = screen[1] if full else min(int(page.evaluate("document.documentElement.scrollHeight")), most)
    page.set_viewport_size({"width": screen[0], "height": tall})
    page.wait_for_timeout(SETTLING_MS)
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    return shot.resize((round(shot.width * shrink), round(shot.height * shrink)), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main()
