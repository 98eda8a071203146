"""A person's whole way through the app, step by step, as they take it in a real browser.

Each step is a function of a `Walker`, so that a test can put a way together, take a part of it, or put another step in
the place of one (a check by camera for a check by upload).
"""

import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

BORN = "1990"
MEASURED_WITHIN_MS = 150_000
MOST_TAPS, MOST_SECONDS = 10, 120.0
"""To a newcomer's first number."""


@dataclass
class Walker:
    """Somebody with a browser: counts what they tap, and notes where their browser asks and what it complains of."""

    page: Page
    origin: str
    taps: int = 0
    began: float = field(default_factory=time.monotonic)
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def tap(self, target: Locator) -> None:
        """One tap on something that can be seen."""
        target.click()
        self.taps += 1

    def type(self, target: Locator, text: str) -> None:
        """One tap into a field, then typing."""
        target.fill(text)
        self.taps += 1

    def button(self, name: str) -> Locator:
        """A button or a link that looks like one, by its words."""
        named = self.page.get_by_role("button", name=name, exact=True)
        return named.or_(self.page.get_by_role("link", name=name, exact=True)).first

    def choice(self, words: str) -> Locator:
        """What one taps to choose an answer: its label, since the dot itself is small."""
        return self.page.locator("label", has_text=words).first

    @property
    def seconds(self) -> float:
        """How long they have been here."""
        return time.monotonic() - self.began


def walker(browser: Browser, link: str, size: tuple[int, int], *, dark: bool = False) -> Walker:
    """A newcomer with the link, on a screen of this size. Close ``page.context`` when they have left."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        locale="en-US",
        has_touch=size[0] < 600,
        accept_downloads=True,
    )
    walking = Walker(context.new_page(), "{0.scheme}://{0.netloc}".format(urlsplit(link)))
    _listen(context, walking)
    walking.page.goto(link)
    return walking


LEFT_IN_TIME = ("htmx:sendAbort", "htmx:afterRequest, ")
"""What htmx reports when a page is left while an answer is still on its way to it. A request that fails is reported by
other words, ``htmx:sendError`` or ``htmx:responseError``."""


def _listen(context: BrowserContext, walking: Walker) -> None:
    """Everything any page of this browser asks for, and every error it reports."""

    def asked(url: str) -> None:
        if not url.startswith((walking.origin, walking.origin.replace("http", "ws", 1), "data:", "blob:")):
            walking.foreign.append(url)

    def complained(kind: str, text: str) -> None:
        if kind == "error" and not text.startswith(LEFT_IN_TIME):
            walking.errors.append(text)

    context.on("request", lambda request: asked(request.url))
    context.on("weberror", lambda error: walking.errors.append(str(error.error)))
    walking.page.on("websocket", lambda socket: asked(socket.url))
    walking.page.on("console", lambda said: complained(said.type, said.text))


def welcome(walking: Walker) -> None:
    """The year of birth, yes, and on."""
    walking.type(walking.page.get_by_label("In which year were you born?"), BORN)
    walking.tap(walking.choice("Measure my photos and clips"))
    walking.tap(walking.button("Take a first look"))


def upload(walking: Walker, file: Path, *, mirrored: bool = False, height_cm: float | None = None) -> None:
    """A photo or clip from the phone: choosing it counts as two taps, one on the field, one on the file."""
    walking.page.locator("input[type=file][name=recording]").set_input_files(file)
    walking.taps += 2
    if height_cm is not None:
        walking.type(walking.page.get_by_label("Your height in centimetres"), f"{height_cm:g}")
    walking.tap(walking.choice("A selfie camera that mirrors" if mirrored else "The camera on the back of a phone"))
    walking.tap(walking.button("Measure it"))


def numbers(walking: Walker) -> list[str]:
    """Wait for what it shows: a sentence a leg."""
    walking.page.locator(".leg .sentence, .refusal").first.wait_for(timeout=MEASURED_WITHIN_MS)
    return walking.page.locator(".leg .sentence").all_inner_texts()


def check_again(walking: Walker) -> None:
    """To the page a check begins on."""
    walking.tap(walking.page.get_by_role("navigation").get_by_role("link", name="Check"))


def stop_questions(walking: Walker) -> None:
    """Nothing of it is so."""
    walking.page.goto(f"{walking.origin}/questions/first")
    for each in walking.page.locator(".stop-questions fieldset.question").all():
        if each.is_visible():
            none = each.locator("label", has_text="None").or_(each.locator("label", has_text="No"))
            walking.tap(none.last)
    walking.page.wait_for_load_state("networkidle")
    walking.tap(walking.button("Go on"))
    walking.page.wait_for_url("**/questions/*")


def some_questions(walking: Walker, answered: int = 2) -> None:
    """The first few questions with their first answer; then that is enough."""
    for _ in range(answered):
        here = walking.page.url
        first = walking.page.locator("fieldset.question").first.locator("label.choice, .scale label").first
        if first.count():
            walking.tap(first)
        walking.tap(walking.button("Go on" if first.count() else "Skip"))
        expect(walking.page).not_to_have_url(here)
    walking.tap(walking.button("That is enough: what does it say?"))
    walking.page.get_by_role("heading", name="What it says", level=1).wait_for()


def make_week(walking: Walker) -> None:
    """Ten minutes on every day, so that today has a session."""
    walking.tap(walking.button("Make my week"))
    walking.tap(walking.page.locator(".scale label", has=walking.page.locator("input[name=minutes][value='10']")))
    walking.tap(walking.page.locator(".scale label", has=walking.page.locator("input[name=days][value='7']")))
    walking.tap(walking.button("Make my week"))
    walking.page.wait_for_url("**/week")


def do_session(walking: Walker) -> int:
    """Every exercise of today in the player, each felt where it should be and without pain; how many there were."""
    walking.page.clock.install()
    walking.page.goto(f"{walking.origin}/week")
    walking.tap(walking.button("Begin today's session"))
    count = walking.page.locator(".session > li").count()
    walking.tap(walking.page.locator("[data-begin]"))
    player = walking.page.locator("dialog.player")
    for _ in range(count):
        do_exercise(walking, player)
    expect(player).to_have_attribute("data-screen", "end")
    expect(player.get_by_text("Everything is noted down.")).to_be_visible()
    walking.tap(player.get_by_role("button", name="To Today"))
    return count


def do_exercise(walking: Walker, player: Locator) -> None:
    """One exercise from its start to its end: half an hour of the page's clock passes at once."""
    walking.tap(player.get_by_role("button", name="Start"))
    walking.page.clock.fast_forward("30:00")
    expect(player).to_have_attribute("data-screen", "ask")
    walking.tap(player.locator("label", has_text="Yes"))
    walking.tap(player.locator(".scale-numbers label").first)
    walking.tap(player.get_by_role("button", name="Note it down"))


def progress(walking: Walker) -> Locator:
    """The page of progress."""
    walking.page.goto(f"{walking.origin}/progress")
    return walking.page.locator("main")


def export(walking: Walker) -> Path:
    """Everything, as a file."""
    walking.page.goto(f"{walking.origin}/me")
    with walking.page.expect_download() as saving:
        walking.tap(walking.button("Take everything along"))
    return Path(saving.value.path())


def delete(walking: Walker) -> None:
    """Everything, gone."""
    walking.page.goto(f"{walking.origin}/me")
    walking.tap(walking.button("Delete everything"))
    walking.tap(walking.page.locator("main form").get_by_role("button"))
    walking.page.get_by_role("heading", level=1).wait_for()
