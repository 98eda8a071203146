"""What is looked at on every page: what axe finds, its width, the size of what is pressed, its weight, how soon it is
seen."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
OF_SIZE = ["color-contrast", "target-size", "scrollable-region-focusable"]
"""The rules whose outcome may differ from one size of screen to another."""
OF_COLOUR = ["color-contrast"]
"""And from light to dark."""

PRESSED = ".button, .places a, .choice, .tag, summary, .scale label, .field input, .field select, .row-list a"
TOO_SMALL = """(most) => [...document.querySelectorAll(most.what)]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }))
    .map((each) => [each, each.getBoundingClientRect()])
    .filter(([, { width, height }]) => width > 0 && Math.min(width, height) < most.size - 0.5)
    .map(([each, { width, height }]) => `${[width, height].map(Math.round)}: ${each.outerHTML.slice(0, 70)}`)"""
STICKS_OUT = """() => Math.max(...[document.documentElement, ...document.querySelectorAll(".player-screen")]
    .map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth))"""
SEEN = """() => new Promise((resolve) => {
    const seen = { paint: 0, shift: 0 };
    const watch = (type, add) => {
        new PerformanceObserver((list) => list.getEntries().forEach(add)).observe({ type, buffered: true });
    };
    watch("layout-shift", (entry) => { if (!entry.hadRecentInput) seen.shift += entry.value; });
    watch("largest-contentful-paint", (entry) => {
        if (seen.paint === 0) setTimeout(() => {
            const scripts = performance.getEntriesByType("resource").filter(({ name }) => /\\.js(\\?|$)/.test(name));
            resolve({ ...seen, scripts: scripts.map(({ name, encodedBodySize }) => [name, encodedBodySize]) });
        }, 250);
        seen.paint = entry.startTime;
    });
})"""
"""Once there is a largest paint, a moment later; a page that never paints runs into the test's own time."""


@dataclass(frozen=True)
class Seen:
    """How a page came up: its largest paint (s after it was asked for), how far things moved (the browser's own
    measure, 0 = not at all), and the size of each script (bytes, by its file's name)."""

    paint_s: float
    shift: float
    scripts: dict[str, int]

    def script_bytes(self, without: str = "") -> int:
        """All scripts together, ``without`` one."""
        return sum(size for name, size in self.scripts.items() if name != without)


def seen(page: Page) -> Seen:
    """How the page that is open came up."""
    found: dict[str, Any] = page.evaluate(SEEN)
    scripts = {name.partition("?")[0].rpartition("/")[2]: size for name, size in found["scripts"]}
    return Seen(found["paint"] / 1000, found["shift"], scripts)


def load_axe(page: Page) -> None:
    """Make axe known to the page."""
    page.evaluate(AXE.read_text(encoding="utf-8"))


def violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe finds on a page that knows it, by every rule or by these alone; nothing is let through."""
    options: dict[str, Any] = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
    if rules:
        options = {"resultTypes": ["violations"], "runOnly": rules}
    found: dict[str, Any] = page.evaluate("(options) => axe.run(options)", options)
    return [
        f"{each['id']} ({each['impact']}): {len(each['nodes'])} times, first {each['nodes'][0]['target']}: "
        f"{each['nodes'][0].get('failureSummary', '')}"
        for each in found["violations"]
    ]


def too_small(page: Page, size: float) -> list[str]:
    """What is pressed and is smaller than ``size``, CSS px."""
    return list(page.evaluate(TOO_SMALL, {"what": PRESSED, "size": size}))


def sticks_out(page: Page) -> int:
    """By how much the page, or what the player shows, is wider than the screen, CSS px."""
    return int(page.evaluate(STICKS_OUT))
