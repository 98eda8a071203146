"""Screenshots of every page of the app, phone and desktop, light and dark, as a contact sheet a group.

scripts/screens [GROUP ...]     writes docs/images/screens/GROUP-SIZE.webp, each page in light above it in dark

It serves a home of its own with the example person in it and looks with the system's Chromium.
"""

import io
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.conftest import DESKTOP, PHONE, SWITCHES
from tests.web.server import serving

OUT = Path(__file__).resolve().parents[1] / "docs" / "images" / "screens"
SIZES = {"phone": (PHONE, 0.5, 1900), "desktop": (DESKTOP, 0.34, 1500)}
"""Screen, how much smaller it is shown, and how much of a long page is shown, px."""
GAP, LABEL = 14, 18
QUALITY = 62
PATIENCE_MS = 240_000
"""A machine that does much else may take its time."""

Way = Callable[[Page, str], str]
"""Finds the address of a page on the page of another one."""


def link(pattern: str, index: int = 0) -> Way:
    """The address of a link that looks like this, on the page where it stands."""
    return lambda page, _origin: re.findall(f'href="({pattern})"', page.content())[index]


GROUPS: dict[str, tuple[tuple[str, str, Way | None], ...]] = {
    "first": (
        ("welcome", "/welcome", None),
        ("check", "/check", None),
        ("me", "/me", None),
        ("delete everything", "/me/delete", None),
        ("what is kept", "/privacy", None),
        ("what it is", "/what-it-is", None),
        ("nothing here", "/nowhere", None),
    ),
    "results": (
        ("squat", "/progress", link("/check/[0-9a-f-]{36}")),
        ("standing", "/progress", link("/check/[0-9a-f-]{36}", 6)),
        ("put a joint right", "/progress", lambda page, _origin: f"{link('/check/[0-9a-f-]{36}')(page, '')}/joints/0"),
        ("own explorer", "/progress", lambda page, _origin: f"{link('/check/[0-9a-f-]{36}')(page, '')}/explorer"),
    ),
    "questions": (
        ("first of all", "/questions/first", None),
        ("a question", "/questions/since", None),
        ("tests", "/tests", None),
        ("a test with points", "/questions/prone-turn", None),
        ("a test with a stop-watch", "/questions/one-leg-stand", None),
        ("what it says", "/findings", None),
    ),
    "week": (
        ("today", "/", None),
        ("wishes", "/wishes", None),
        ("week", "/week", None),
        ("session", "/progress", link(r"/session/\d{4}-\d{2}-\d{2}")),
        ("progress", "/progress", None),
        ("how it is going", "/progress/how-it-is", None),
    ),
    "guide": (
        ("contents", "/guide", None),
        ("signs", "/guide/signs", None),
        ("a sign", "/guide/signs/hip-in", None),
        ("causes", "/guide/causes", None),
        ("exercises", "/guide/exercises", None),
        ("an exercise", "/guide/exercises/clamshell", None),
        ("positions", "/guide/positions", None),
        ("questions", "/guide/questions", None),
        ("words", "/guide/words", None),
        ("search", "/guide/search?q=arch", None),
        ("explorer", "/guide/explorer", None),
    ),
}


def main() -> None:
    """Draw the sheets that are asked for, else all."""
    wanted = sys.argv[1:] or list(GROUPS)
    OUT.mkdir(parents=True, exist_ok=True)
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as home, serving(Path(home)) as (_server, opened), sync_playwright() as player:
        browser = player.chromium.launch(executable_path=program, args=list(SWITCHES))
        cookies = _example(browser, opened)
        for size in SIZES:
            for group in wanted:
                sheet = _sheet(browser, opened.partition("/open/")[0], group, size, cookies)
                sheet.save(OUT / f"{group}-{size}.webp", quality=QUALITY, method=6)
                print(f"{group}-{size}.webp", sheet.size)


def _example(browser: Browser, opened: str) -> list[object]:
    """The cookies of a browser that looks round as the example person."""
    context = browser.new_context(locale="en-US")
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto(opened)
    page.get_by_role("button", name="Look round with an example first").click()
    page.get_by_text("This is nobody").wait_for()
    cookies: list[object] = list(context.cookies())
    context.close()
    return cookies


def _sheet(browser: Browser, origin: str, group: str, size: str, cookies: list[object]) -> Image.Image:
    """Every page of a group, light above dark."""
    rows = [list(_row(browser, origin, group, size, cookies, dark=dark)) for dark in (False, True)]
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


def _row(
    browser: Browser, origin: str, group: str, size: str, cookies: list[object], *, dark: bool
) -> Iterator[tuple[str, Image.Image]]:
    (width, height), shrink, most = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        locale="en-US",
    )
    context.set_default_timeout(PATIENCE_MS)
    context.add_cookies(cookies)  # type: ignore[arg-type]
    page = context.new_page()
    for name, path, way in GROUPS[group]:
        page.goto(f"{origin}{path}", wait_until="networkidle")
        if way is not None:
            page.goto(f"{origin}{way(page, origin)}", wait_until="networkidle")
        yield name, _shot(page, width, shrink, most)
    context.close()


def _shot(page: Page, width: int, shrink: float, most: int) -> Image.Image:
    """The page as far down as is shown, with what sticks to the screen at its end as it does when one scrolls."""
    tall = min(int(page.evaluate("document.documentElement.scrollHeight")), most)
    page.set_viewport_size({"width": width, "height": tall})
    page.wait_for_timeout(400)
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    page.set_viewport_size({"width": width, "height": 844 if width < 600 else 800})
    return shot.resize((round(shot.width * shrink), round(shot.height * shrink)), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main()
