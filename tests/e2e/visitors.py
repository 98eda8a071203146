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
    """The browser, the links of a server at home (each good once), the address of one with accounts; ``drawing``:
    whether the figure is really drawn."""

    browser: Browser
    links: Iterator[str]
    outside: str
    drawing: bool = False
    _known: dict[str, StorageState] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._link = next(self.links)
        self.home = self._link.partition("/open/")[0]

    def forget(self, visitor: str) -> None:
        """Whoever comes next is a new one of these."""
        self._known.pop(visitor, None)

    @contextmanager
    def looking(self, row: Row, size: tuple[int, int] = PHONE, *, dark: bool = False) -> Iterator[Page]:
        """The page of a row as its visitor gets it; nothing is done on it yet."""
        origin = self.outside if row.visitor == SIGNED_OUT else self.home
        with self._browser(self._cookies(row.visitor), size, dark=dark) as page:
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
        if visitor in (STRANGER, SIGNED_OUT):
            return self._known.get(visitor)
        if visitor not in self._known:
            before = self._cookies({BEGINNER: NEWCOMER, EXAMPLE: BEGINNER}[visitor]) if visitor != NEWCOMER else None
            with self._browser(before if visitor == BEGINNER else None) as page:
                self._come(page, visitor)
                self._known[visitor] = page.context.storage_state()
        return self._known[visitor]

    def _come(self, page: Page, visitor: str) -> None:
        if visitor == NEWCOMER:
            page.goto(self._link)
        elif visitor == BEGINNER:
            page.goto(f"{self.home}/welcome")
            page.get_by_label("In which year were you born?").fill("1990")
            page.locator("label.choice").first.click()
            page.get_by_role("button", name="Take a first look").click()
            page.wait_for_url("**/check")
        else:
            page.goto(next(self.links))
            page.goto(self.home)
            page.get_by_role("button", name="Look round with an example").click()
            page.get_by_text("This is nobody").wait_for()


@contextmanager
def visitors(browser: Browser, folder: Path, *, drawing: bool = False) -> Iterator[Visitors]:
    """Visitors of a server at home and of one with accounts, in debug; both keep what they keep under ``folder``."""
    several = {"KNEELINE_ACCOUNTS": "1", "KNEELINE_DEBUG": "1"}
    with (
        serving(folder / "home") as (home, link),
        serving(folder / "accounts", **several) as (_accounts, outside),
    ):
        yield Visitors(browser, chain([link], _further(home)), outside.rstrip("/"), drawing)


def _further(home: "subprocess.Popen[str]") -> Iterator[str]:
    """The links that a server prints after its first, one each time one was used."""
    assert home.stdout is not None
    for line in home.stdout:
        if found := re.search(r"http://\S+/open/\S+", line):
            yield found[0]
