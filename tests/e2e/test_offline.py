"""A session that the net is lost in the middle of: gone on with, loaded again, and sent once when it is back."""

import json
import re
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e import way
from tests.e2e.conftest import PHONE
from tests.web.server import serving

pytestmark = pytest.mark.slow
KEPT_WITHIN_S = 240.0
MISSING = """async () => {
    const { pages, first } = await (await fetch("/kept")).json();
    const wanted = [...pages, ...first, "/guide/exercises"];
    const found = await Promise.all(wanted.map((each) => caches.match(each, { ignoreVary: true })));
    return wanted.filter((_, index) => !found[index]);
}"""
"""What of today's session a browser has not yet kept."""
BUSY = "() => { IDBFactory.prototype.open = () => new EventTarget(); }"
"""Until the page is left, the browser's database does not answer."""


@pytest.fixture
def port() -> int:
    """A port that is free now, so that the server can come back where it was."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def with_a_week(browser: Browser, link: str) -> way.Walker:
    """Somebody with a week that begins today, whose browser has kept what a session needs."""
    walking = way.walker(browser, link, PHONE)
    way.welcome(walking)
    way.stop_questions(walking)
    walking.page.goto(f"{walking.origin}/findings")
    way.make_week(walking)
    walking.page.evaluate("() => navigator.serviceWorker.ready.then(() => undefined)")
    walking.page.goto(walking.origin)
    until = time.monotonic() + KEPT_WITHIN_S
    while walking.page.evaluate(MISSING):
        assert time.monotonic() < until
        time.sleep(0.5)
    return walking


def open_session(walking: way.Walker) -> tuple[Locator, int]:
    """Today's player, and how many exercises it has."""
    walking.page.clock.install()
    walking.page.goto(f"{walking.origin}/week")
    walking.tap(walking.button("Begin today's session"))
    count = walking.page.locator(".session > li").count()
    walking.tap(walking.page.locator("[data-begin]"))
    return walking.page.locator("dialog.player"), count


def noted(home: Path) -> list[dict[str, Any]]:
    """Everything in the log."""
    with closing(sqlite3.connect(home / "kneeline.sqlite3")) as database:
        documents = [json.loads(text) for (text,) in database.execute("SELECT document FROM plans_training")]
    return [done for document in documents for done in document["done"]]


def waiting(page: Page) -> int:
    """How many notes wait in the browser."""
    return int(
        page.evaluate(
            """() => new Promise((resolve, reject) => {
                const opening = indexedDB.open("kneeline", 1);
                opening.onerror = reject;
                opening.onsuccess = () => {
                    const counting = opening.result.transaction("notes").objectStore("notes").count();
                    counting.onsuccess = () => { opening.result.close(); resolve(counting.result); };
                };
            })"""
        )
    )


def test_offline_in_the_middle_of_a_session_nothing_is_lost(browser: Browser, home: Path, port: int) -> None:
    with serving(home, "--port", str(port)) as (_process, link):
        walking = with_a_week(browser, link)
        page = walking.page
        player, count = open_session(walking)
        assert count >= 2
        way.do_exercise(walking, player)
        walking.tap(player.get_by_role("button", name="Start"))
        page.clock.fast_forward("00:08")
        assert len(noted(home)) == 1

    # The server has gone. The exercise is stopped because it hurts; the page is loaded again, before the browser's
    # database has taken how much; the rest is done.
    player.press("Escape")
    expect(player.get_by_role("heading", name="Stopped")).to_be_visible()
    expect(page.locator("kneeline-net")).to_contain_text("1 note waits to be sent")
    page.evaluate(BUSY)
    walking.tap(player.locator(".scale-numbers label").nth(4))
    page.reload()
    expect(player).to_have_attribute("data-screen", "hurt")
    expect(page.locator("kneeline-net")).to_contain_text("1 note waits to be sent")
    expect(player.locator("input:checked")).to_have_value("4")
    walking.tap(player.get_by_role("button", name="On to the next exercise"))
    for _ in range(count - 2):
        expect(player.locator("kneeline-figure[ready]")).to_be_attached(timeout=60_000)
        way.do_exercise(walking, player)
    expect(player).to_have_attribute("data-screen", "end")
    expect(player.get_by_text("Kept in this browser")).to_be_visible()
    assert waiting(page) == count - 1
    assert_other_pages_say_so(page, walking.origin)

    with serving(home, "--port", str(port)):
        page.goto(f"{walking.origin}/week")
        expect(page.locator("kneeline-net")).to_contain_text("Everything is noted down")
        assert waiting(page) == 0
        page.goto(walking.origin)
        expect(page.get_by_role("heading", name="Today's session is noted down")).to_be_visible()
    done = noted(home)
    assert len(done) == len({each["exercise"] for each in done}) == count
    assert [each.get("stopped") for each in done].count("pain") == 1
    assert [each["pain"] for each in done if each.get("stopped") == "pain"] == [4]
    assert {each["pain"] for each in done if not each.get("stopped")} <= {0}
    assert walking.foreign == []
    page.context.close()


def assert_other_pages_say_so(page: Page, origin: str) -> None:
    """What was kept is shown as such, and what needs the net has a calm page in its place."""
    page.goto(f"{origin}/guide/exercises")
    expect(page.get_by_role("heading", level=1)).to_have_text("Exercises")
    expect(page.locator("kneeline-net")).to_contain_text("No connection to kneeline")
    page.goto(f"{origin}/me")
    expect(page.get_by_role("heading", level=1)).to_have_text("This needs a connection to kneeline")


def test_nothing_of_anybody_stays_in_the_browser(browser: Browser, home: Path) -> None:
    with serving(home) as (_process, link):
        walking = with_a_week(browser, link)
        page = walking.page
        assert any(page.evaluate("() => caches.keys()"))
        player, _count = open_session(walking)
        walking.tap(player.get_by_role("button", name="Start"))
        way.delete(walking)
        page.wait_for_function("async () => !(await caches.keys()).includes('kneeline-pages')", polling=200)
        left = page.evaluate("() => Object.keys(localStorage)")
        assert [key for key in left if key != "kneeline-muted"] == []
        assert waiting(page) == 0
        page.context.close()


STORED = """(person) => Promise.all([
    ["kneeline", "notes", { keyPath: "key" }, { key: "2026-11-30/clamshell", person, id: crypto.randomUUID(),
        at: new Date().toISOString(), date: "2026-11-30", exercise: "clamshell", struck: false, told: {} }],
    ["kneeline-pictures", "pictures", {}, { until: Date.now() + 3600000 }, "check/0"],
].map(([name, store, how, value, ...key]) => new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(store, how);
    opening.onerror = reject;
    opening.onsuccess = () => {
        const storing = opening.result.transaction(store, "readwrite").objectStore(store).put(value, ...key);
        storing.onsuccess = () => { opening.result.close(); resolve(); };
    };
})))"""
"""Puts a note of this person that waits, and a picture, into the browser's stores."""
LEFT = """async () => {
    const counted = (await indexedDB.databases()).map(({ name }) => new Promise((resolve) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => {
            const stores = [...opening.result.objectStoreNames];
            if (stores.length === 0) { opening.result.close(); resolve(0); return; }
            const counting = opening.result.transaction(stores).objectStore(stores[0]).count();
            counting.onsuccess = () => { opening.result.close(); resolve(counting.result); };
        };
    }));
    const pages = (await caches.keys()).filter((name) => name.startsWith("kneeline-pages"));
    return [...(await Promise.all(counted)).filter((count) => count > 0), ...pages, ...Object.keys(localStorage)];
}"""
"""What a browser still keeps: full stores, kept pages, names in its storage."""


def test_signing_out_asks_before_notes_are_lost_and_leaves_nothing(browser: Browser, home: Path) -> None:
    with serving(home, KNEELINE_ACCOUNTS="1", KNEELINE_DEBUG="1") as (process, origin):
        page = browser.new_page(locale="en-US")
        page.goto(origin)
        page.get_by_label("Your mail address").fill("ana@knee.example")
        page.get_by_role("button", name="Send me a code").click()
        page.get_by_label("Your code").fill(code_in(process))
        page.get_by_role("button", name="Come in").click()
        page.get_by_label("In which year were you born?").fill(way.BORN)
        page.locator("label", has_text="Measure my photos").click()
        page.get_by_role("button", name="Take a first look").click()
        page.goto(f"{origin}me")
        page.wait_for_load_state("networkidle")
        page.route("**/session/notes", lambda route: route.abort())
        page.evaluate(STORED, page.locator("kneeline-net").get_attribute("data-person"))
        page.get_by_role("button", name="Sign out", exact=True).click()
        asked = page.get_by_role("alert")
        expect(asked).to_contain_text("1 note waits to be sent")
        page.get_by_role("button", name="Send them first").click()
        expect(page.get_by_role("button", name="Sign out", exact=True)).to_be_enabled()  # it was tried, in vain
        expect(asked).to_be_visible()
        assert page.url.endswith("/me")
        page.unroute("**/session/notes")
        page.get_by_role("button", name="Send them first").click()
        expect(page).to_have_url(f"{origin}sign-in")
        page.wait_for_load_state("networkidle")
        assert page.evaluate(LEFT) == []
        page.context.close()


def code_in(process: "subprocess.Popen[str]") -> str:
    """The code of the mail that a server in debug prints."""
    assert process.stdout is not None
    return next(found[0] for line in process.stdout if (found := re.search(r"\b\d{4}-\d{4}\b", line)))


@pytest.fixture(autouse=True)
def quiet(browser: Browser) -> Iterator[None]:
    """Contexts of a test that failed go, too."""
    yield
    for context in browser.contexts:
        context.close()
