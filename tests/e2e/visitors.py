"""Who looks at the pages of `tests/e2e/pages.py`: each visitor's browser, by their cookies alone, so that every look is
a first one."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from playwright.sync_api import Browser, Page, StorageState

from tests.e2e.conftest import PHONE
from tests.e2e.pages import BEGINNER, EXAMPLE, NEWCOMER, SIGNED_OUT, STRANGER, Row
from tests.web.server import serving

STILL = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 3'/>"
"""In place of a drawing of the figure, which takes a process of its own and some seconds."""
PATIENCE_MS = 120_000


@dataclass
class Visitors:
    """The browser; the links of a server at home (each good once), and of another one to which nobody has said yes; the
    address of one with accounts. ``drawing``: whether the figure is really drawn."""

    browser: Browser
    links: Iterator[str]
    empty: Iterator[str]
    outside: str
    drawing: bool = False
    _known: dict[str, StorageState] = field(default_factory=dict)
    _origins: dict[str, str] = field(default_factory=dict)

    def forget(self, visitor: str) -> None:
        """Whoever comes next is a new one of these."""
        self._known.pop(visitor, None)

    @contextmanager
    def looking(self, row: Row, size: tuple[int, int] = PHONE, *, dark: bool = False) -> Iterator[Page]:
        """The page of a row as its visitor gets it; nothing is done on it yet."""
        cookies = self._cookies(row.visitor)
        origin = self._origins[row.visitor]
        with self._browser(cookies, size, dark=dark) as page:
            path = row.path if isinstance(row.path, str) else row.path(page, origin)
            page.goto(f"{origin}{path}")
            yield page

    @contextmanager
    def _browser(
        self, cookies: StorageState | None, size: tuple[int, int] = PHONE, *, dark: bool = False
    ) -> Iterator[Page]:
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            locale="en-US",
            service_workers="block",
            storage_state=cookies,
        )
        context.set_default_timeout(PATIENCE_MS)
        if not self.drawing:
            context.route(
                "**/guide/figure/**/*.svg*", lambda route: route.fulfill(body=STILL, content_type="image/svg+xml")
            )
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.dismiss())
        try:
            yield page
        finally:
            context.close()

    def _cookies(self, visitor: str) -> StorageState | None:
        if visitor == SIGNED_OUT:
            self._origins[visitor] = self.outside
            return None
        if visitor in (STRANGER, EXAMPLE):
            self._cookies(BEGINNER)
            self._origins[visitor] = self._origins[BEGINNER]
        if visitor != STRANGER and visitor not in self._known:
            with self._browser(None) as page:
                self._come(page, visitor)
                self._known[visitor] = page.context.storage_state()
        return self._known.get(visitor)

    def _come(self, page: Page, visitor: str) -> None:
        link = next(self.empty if visitor == NEWCOMER else self.links)
        self._origins[visitor] = link.partition("/open/")[0]
        page.goto(link)
        if visitor == BEGINNER:
            page.get_by_label("In which year were you born?").fill("1990")
            page.locator("label.choice").first.click()
            page.get_by_role("button", name="Take a first look").click()
            page.wait_for_url("**/check")
        elif visitor == EXAMPLE:
            page.goto(self._origins[visitor])
            page.get_by_role("button", name="Look round with an example").click()
            page.get_by_text("This is nobody").wait_for()


@contextmanager
def visitors(browser: Browser, folder: Path, *, drawing: bool = False) -> Iterator[Visitors]:
    """Visitors of two servers at home, the first of which lets phones in, and of one with accounts, in debug; each
    keeps what it keeps under ``folder``."""
    lan = ("--lan", "--lan-port", "0", "--host", "127.0.0.2")
    several = {"KNEELINE_ACCOUNTS": "1", "KNEELINE_DEBUG": "1"}
    with (
        serving(folder / "home", *lan) as (home, link),
        serving(folder / "empty") as (empty, other),
        serving(folder / "accounts", **several) as (_accounts, outside),
    ):
        yield Visitors(
            browser, chain([link], _further(home)), chain([other], _further(empty)), outside.rstrip("/"), drawing
        )


def _further(server: "subprocess.Popen[str]") -> Iterator[str]:
    """The links that a server prints after its first, one each time one was used."""
    assert server.stdout is not None
    for line in server.stdout:
        if found := re.search(r"http://\S+/open/\S+", line):
            yield found[0]
