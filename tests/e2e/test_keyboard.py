"""The whole way by keyboard alone, on a laptop's screen enlarged to 200 %, without a camera and without a photo: from
the welcome to a session that is noted down."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e import looking, way
from tests.e2e.keys import Keyboard
from tests.web.server import serving

ENLARGED = (640, 400)
"""What is left of 1280 x 800 when everything is twice as large."""
QUESTIONS = 2

pytestmark = pytest.mark.slow


def test_the_whole_way_by_keyboard(browser: Browser, tmp_path: Path) -> None:
    home = tmp_path / "home"
    with serving(home) as (_process, link):
        walking = way.walker(browser, link, ENLARGED)
        keys = Keyboard(walking.page)
        welcome(keys)
        stop_questions(keys)
        questions(keys)
        make_week(keys)
        count = do_session(keys)
        walking.page.context.close()
    assert walking.taps == 0
    assert walking.errors == []
    assert len(noted(home)) == count >= 1


def arrived(page: Page) -> None:
    """A page of the way is there, and fits."""
    page.wait_for_load_state()
    assert looking.sticks_out(page) == 0


def welcome(keys: Keyboard) -> None:
    """The year of birth, yes, and on."""
    keys.type(keys.page.get_by_label("In which year were you born?"), way.BORN)
    keys.choose(keys.page.locator("input[name=measure]"))
    keys.press(keys.button("Take a first look"))
    keys.page.wait_for_url("**/check")
    arrived(keys.page)


def stop_questions(keys: Keyboard) -> None:
    """Nothing of it is so. Whoever sends no photo begins here."""
    keys.press(keys.page.get_by_role("navigation").get_by_role("link", name="Today"))
    keys.page.get_by_role("heading", name="Today", level=1).wait_for()
    arrived(keys.page)
    keys.press(keys.button("Begin with questions"))
    keys.page.wait_for_url("**/questions/first")
    arrived(keys.page)
    for each in keys.page.locator(".stop-questions fieldset.question").all():
        if each.is_visible():
            none = each.locator("label", has_text="None").or_(each.locator("label", has_text="No"))
            keys.choose(none.last.locator("input"))
    keys.page.wait_for_load_state("networkidle")
    keys.press(keys.button("Go on"))


def questions(keys: Keyboard) -> None:
    """The first answer to the first few questions; then that is enough."""
    for _ in range(QUESTIONS):
        keys.page.wait_for_url("**/questions/*")
        keys.page.get_by_role("link", name="That is enough").wait_for()
        here = keys.page.url
        keys.choose(keys.page.locator("fieldset.question").first.locator("input").first)
        keys.page.wait_for_load_state("networkidle")
        keys.press(keys.button("Go on"))
        expect(keys.page).not_to_have_url(here)
    keys.press(keys.page.get_by_role("link", name="That is enough"))
    keys.page.get_by_role("heading", name="What it says", level=1).wait_for()
    arrived(keys.page)


def make_week(keys: Keyboard) -> None:
    """Ten minutes on every day."""
    keys.press(keys.button("Make my week"))
    keys.page.wait_for_url("**/wishes")
    keys.choose(keys.page.locator("input[name=minutes][value='10']"))
    keys.choose(keys.page.locator("input[name=days][value='7']"))
    keys.press(keys.button("Make my week"))
    keys.page.wait_for_url("**/week")
    arrived(keys.page)


def do_session(keys: Keyboard) -> int:
    """Every exercise of today; how many there were. The player's own keys pause and go on, and lead back out."""
    page = keys.page
    keys.press(keys.button("Begin today's session"))
    page.wait_for_url("**/session/*")
    page.clock.install()
    page.reload()
    arrived(page)
    count = page.locator(".session > li").count()
    keys.press(page.locator("[data-begin]"))
    player = page.locator("dialog.player")
    for exercise in range(count):
        keys.press(player.get_by_role("button", name="Start"))
        if exercise == 0:
            page.keyboard.press("Space")
            expect(player.get_by_role("button", name="Go on")).to_be_visible()
            keys.press(player.get_by_role("button", name="Go on"))
        page.clock.fast_forward("30:00")
        expect(player).to_have_attribute("data-screen", "ask")
        keys.choose(player.locator("label", has_text="Yes").locator("input"))
        keys.choose(player.locator(".scale-numbers input").first)
        keys.press(player.get_by_role("button", name="Note it down"))
    expect(player).to_have_attribute("data-screen", "end")
    expect(player.get_by_text("Everything is noted down.")).to_be_visible()
    keys.press(player.get_by_role("button", name="To Today"))
    page.wait_for_url(re.compile(r"^[a-z]+://[^/]+/$"))
    return count


def noted(home: Path) -> list[object]:
    """Everything in the log."""
    with closing(sqlite3.connect(home / "kneeline.sqlite3")) as database:
        documents = [json.loads(text) for (text,) in database.execute("SELECT document FROM plans_training")]
    return [done for document in documents for done in document["done"]]
