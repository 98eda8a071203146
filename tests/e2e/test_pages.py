"""Every page there is, as `tests/e2e/pages.py` lists them: what axe finds, light and dark, on a phone and a desktop;
whether it fits a screen of 320 px (400 % zoom of a desktop) and of 640 px (200 %); how large what is pressed is; how
much script it takes and how soon it is there."""

from collections.abc import Iterator

import pytest
from django.urls import get_resolver
from playwright.sync_api import Browser, Page

from tests.e2e import looking, pages
from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.pages import NO_PAGE, ROWS, Row
from tests.e2e.visitors import Visitors, visitors
from tests.web.test_permissions import addresses

NARROW, ENLARGED = (320, 640), (640, 400)
TARGET = 48
SCRIPT_BYTES = 150_000
PAINT_S = 6.0
"""The aim is 1.5 s, and docs/web.md says what was measured; a machine that runs all tests at once takes its time."""
SHIFT = 0.02
"""In the browser's own measure, of which up to 0.1 is called good."""
FIGURE = "figure.js"
DEBUG_ALONE = "shell:styleguide"

ORDER = (pages.STRANGER, pages.NEWCOMER, pages.BEGINNER, pages.EXAMPLE, pages.SIGNED_OUT)
"""A newcomer is one only until somebody has said yes."""
IN_ORDER = [row for visitor in ORDER for row in ROWS if row.visitor == visitor]


@pytest.fixture(scope="module")
def everybody(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitors]:
    with visitors(browser, tmp_path_factory.mktemp("homes")) as made:
        yield made


def test_every_page_has_a_row() -> None:
    rows = {row.name for row in ROWS}
    assert rows & NO_PAGE == set()
    assert rows | NO_PAGE == {*addresses(get_resolver()), DEBUG_ALONE}


@pytest.mark.slow
@pytest.mark.parametrize("row", IN_ORDER, ids=[row.label for row in IN_ORDER])
def test_page(everybody: Visitors, row: Row) -> None:
    with everybody.looking(row) as page:
        came_up = looking.seen(page)
        assert came_up.script_bytes(without=FIGURE if row.drawn else "") <= SCRIPT_BYTES
        assert 0 < came_up.paint_s <= PAINT_S
        assert came_up.shift <= SHIFT
        if row.act:
            row.act(page)
        assert_usable(page)


def assert_usable(page: Page) -> None:
    """In both schemes and sizes nothing that axe finds; wide enough for nobody to scroll sideways; large enough."""
    looking.load_axe(page)
    for size, rules in ((PHONE, None), (DESKTOP, looking.OF_SIZE)):
        resize(page, size)
        assert looking.violations(page, rules) == []
        assert looking.too_small(page, TARGET) == []
        page.emulate_media(color_scheme="dark")
        assert looking.violations(page, looking.OF_COLOUR) == []
        page.emulate_media(color_scheme="light")
    for size in (NARROW, ENLARGED):
        resize(page, size)
        assert looking.sticks_out(page) == 0
        assert looking.too_small(page, TARGET) == []


def resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
