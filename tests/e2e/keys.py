"""Somebody who has a keyboard and nothing else: goes from one thing to the next with Tab, and sees where they are."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

MOST_STOPS = 150
FOCUS = """() => {
    let here = document.activeElement;
    while (here?.shadowRoot?.activeElement) here = here.shadowRoot.activeElement;
    if (!here || here === document.body) return null;
    const around = [here, here.nextElementSibling, here.closest("label")].filter(Boolean);
    const outlined = around.filter((each) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(each);
        return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    });
    const shown = (outlined[0] ?? here).getBoundingClientRect();
    const nav = document.querySelector(".places")?.getBoundingClientRect();
    const hides = nav && !document.querySelector("dialog[open]") && !here.closest(".places");
    const bottom = hides && nav.top > innerHeight / 2 ? nav.top : innerHeight;
    const visible = shown.width > 0 && shown.bottom > 0 && shown.top < bottom;
    return { what: here.outerHTML.slice(0, 120), outlined: outlined.length > 0, visible };
}"""


@dataclass
class Keyboard:
    """The keys of a page. Every stop on the way is looked at: it has to be marked, and to be on the screen."""

    page: Page
    stops: int = 0

    def press(self, wanted: Locator, key: str = "Enter") -> None:
        """Go to a button or a link, and press it."""
        self.reach(wanted)
        self.page.keyboard.press(key)

    def type(self, wanted: Locator, text: str) -> None:
        """Go to a field, and type."""
        self.reach(wanted)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def choose(self, wanted: Locator) -> None:
        """Choose an answer: with Space, where it is one of a group with the arrow keys that lead to it."""
        if wanted.get_attribute("type") == "checkbox":
            self.press(wanted, "Space")
            return
        name = wanted.get_attribute("name")
        group = self.page.locator(f"input[type=radio][name='{name}']:visible")
        self._until(group)
        for _ in range(group.count()):
            if focused(wanted):
                break
            self.page.keyboard.press("ArrowDown")
            self._look()
        if not wanted.is_checked():
            self.page.keyboard.press("Space")
        assert wanted.is_checked()

    def reach(self, wanted: Locator) -> None:
        """Tab until it is there."""
        wanted.wait_for()
        self._until(wanted)

    def _until(self, wanted: Locator) -> None:
        for _ in range(MOST_STOPS):
            if focused(wanted):
                return
            self.page.keyboard.press("Tab")
            self.stops += 1
            self._look()
        raise AssertionError(f"{MOST_STOPS} stops, and none is {wanted}")

    def _look(self) -> None:
        here = self.page.evaluate(FOCUS)
        if here is not None:  # else between the page's end and its beginning
            assert here["outlined"], f"nothing shows that this has the focus: {here['what']}"
            assert here["visible"], f"this has the focus and is not on the screen: {here['what']}"

    def button(self, name: str) -> Locator:
        """A button or a link, by its words."""
        exactly = re.compile(f"^{re.escape(name)}$")
        return self.page.get_by_role("button", name=exactly).or_(self.page.get_by_role("link", name=exactly)).first


def focused(wanted: Locator) -> bool:
    """Whether one of these has the focus."""
    return bool(wanted.evaluate_all("(all) => all.includes(document.activeElement)"))
