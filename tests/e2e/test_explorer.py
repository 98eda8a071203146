"""What a person does with the valgus explorer, in a real browser."""

from pathlib import Path

from playwright.sync_api import Page

from kneeline.body.explorer import ARCH, BEND, HEADING, HIP_IN, HIP_TURN, table
from tests.e2e.conftest import Opener


def numbers(page: Page) -> list[str]:
    """Knee from the front, knee over the foot, foot."""
    return page.locator("kneeline-explorer dd").all_inner_texts()


def test_it_starts_in_line(opened: Opener, explorer: Path) -> None:
    assert numbers(opened(explorer)) == ["0°, in line", "0°, in line", "0°, in line"]


def test_its_numbers_are_those_of_the_core(opened: Opener, explorer: Path) -> None:
    page = opened(explorer)
    for _ in range(2):
        page.get_by_label("Hip turns in").press("ArrowRight")
    page.get_by_label("Knee bends").press("ArrowRight")
    at = BEND.index(70), HIP_TURN.index(10), HIP_IN.index(0), ARCH.index(0)
    rows = table()
    fppa, knee_in = rows.fppa[at], rows.knee_in[(*at, HEADING.index(0))]
    assert numbers(page)[:2] == [f"{fppa:.0f}° in", f"{knee_in:.0f}° in"]


def test_a_straight_leg_has_no_knee_in_angle(opened: Opener, explorer: Path) -> None:
    page = opened(explorer)
    page.get_by_label("Knee bends").press("Home")
    assert numbers(page)[1] == "needs a bent knee"


def test_each_sign_shows_by_itself(opened: Opener, explorer: Path) -> None:
    page = opened(explorer)
    for sign in (
        "The hip rolls in",
        "The shin is turned out",
        "The arch sinks",
        "The feet point out",
        "only when they bend",
    ):
        page.get_by_role("button", name=sign).click()
        assert sign in page.locator("kneeline-explorer .seen", has_text=sign).inner_text()


def test_the_leg_follows_and_the_line_says_so(opened: Opener, explorer: Path) -> None:
    page = opened(explorer)
    line = page.locator("kneeline-explorer .line")
    assert line.get_attribute("data-state") == "in-line"
    page.wait_for_selector("kneeline-explorer[resting]")
    before = page.locator("kneeline-explorer .picture").screenshot()
    page.get_by_role("button", name="The hip rolls in").click()
    page.wait_for_selector("kneeline-explorer[resting]")
    assert line.get_attribute("data-state") == "knee-in"
    assert page.locator("kneeline-explorer .picture").screenshot() != before


def test_without_webgl_the_numbers_stay(opened: Opener, explorer: Path) -> None:
    page = opened(explorer, before="HTMLCanvasElement.prototype.getContext = () => null")
    page.get_by_role("button", name="The hip rolls in").click()
    assert numbers(page)[0].endswith("in")
