"""Points moved on a picture, in a real browser: a joint of a check by finger, keys and buttons; marks on a photo."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

import kneeline
from tests.e2e import way
from tests.e2e.conftest import PHONE
from tests.web.server import serving

PHOTO = Path(kneeline.__file__).parent / "sample" / "standing_neutral.jpg"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def checked(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[way.Walker]:
    """Somebody whose photo was just measured."""
    with serving(tmp_path_factory.mktemp("home")) as (_process, link):
        walking = way.walker(browser, link, PHONE)
        way.welcome(walking)
        way.upload(walking, PHOTO)
        way.numbers(walking)
        yield walking
        walking.page.context.close()
    assert walking.foreign == []
    assert walking.errors == []


def at(page: Page, name: str) -> tuple[float, float]:
    """Where a point is on the screen."""
    board = page.locator("kneeline-joints")
    box = page.locator(".board-surface").bounding_box()
    place = page.locator(f"[data-spot={name}]")
    assert box is not None
    across = box["width"] / float(board.get_attribute("data-width") or 0)
    x, y = (float(place.get_attribute(f"data-{axis}") or 0) for axis in "xy")
    return box["x"] + x * across, box["y"] + y * across


def amount(said: Locator) -> tuple[int, int]:
    """The left leg's angle in the picture with its error: "Left leg 8° ± 6° in"."""
    found = re.search(r"Left leg (\d+)°\s*±\s*(\d+)°", said.inner_text())
    assert found is not None, said.inner_text()
    return int(found[1]), int(found[2])


def test_the_picture_stays_in_the_browser_and_not_on_the_server(checked: way.Walker) -> None:
    page = checked.page
    result = page.url
    expect(page.locator("kneeline-still img").first).to_be_visible()
    page.reload()
    shown = page.locator("kneeline-still img").first
    expect(shown).to_be_visible()
    assert (shown.get_attribute("src") or "").startswith("blob:")
    day_later = "Date.now = ((now) => () => now() + 25 * 3600e3)(Date.now)"
    page.add_init_script(day_later)
    page.goto(result)
    expect(page.locator("kneeline-still .line-figure").first).to_be_visible()
    expect(page.locator("kneeline-still img")).to_have_count(0)


def test_a_joint_is_dragged_measured_again_and_kept(checked: way.Walker) -> None:
    page = checked.page
    page.get_by_role("link", name="Is a line in the wrong place? Put it right").first.click()
    page.wait_for_selector("kneeline-joints[ready]")
    said = page.locator(".measured-again")
    before = amount(said)
    x, y = at(page, "left_knee")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 14, y, steps=5)  # the left knee is on the right of the picture: inwards
    expect(page.locator(".board-glass")).to_be_visible()
    page.mouse.up()
    expect(page.locator(".board-glass")).to_be_hidden()
    expect(said).to_contain_text("Measured again")
    moved = amount(said)
    assert moved[0] >= before[0] + 5
    assert moved[1] > before[1] + 2  # a hand's error on top
    page.get_by_role("button", name="Undo").click()
    expect(said).to_contain_text("As it was first measured")
    assert amount(said) == before


def test_the_same_by_keys_and_by_buttons_alone(checked: way.Walker) -> None:
    page, said = checked.page, checked.page.locator(".measured-again")
    page.get_by_role("button", name="Left knee").focus()
    page.keyboard.press("Enter")
    page.locator(".board-surface").focus()
    for _ in range(2):
        page.keyboard.press("Shift+ArrowLeft")
    expect(said).to_contain_text("Measured again")
    by_keys = amount(said)
    page.get_by_role("button", name="All as it was").click()
    expect(said).to_contain_text("As it was first measured")
    for _ in range(20):
        page.get_by_role("button", name="To the left of the picture").click()
    expect(said).to_contain_text("Measured again")
    assert amount(said) == by_keys
    page.get_by_role("button", name="Keep it like this").click()
    expect(page.get_by_text("Put right by hand")).to_be_attached()
    page.get_by_role("link", name="Is a line in the wrong place? Put it right").first.click()
    page.wait_for_selector("kneeline-joints[ready]")
    page.get_by_role("button", name="All as it was").click()
    expect(said).to_contain_text("As it was first measured")
    page.get_by_role("button", name="Keep it like this").click()
    expect(page.get_by_text("Put right by hand")).to_have_count(0)


def test_points_are_marked_on_a_photo_that_stays_here(checked: way.Walker) -> None:
    page = checked.page
    sent: list[int] = []
    page.on("request", lambda request: sent.append(len(request.post_data_buffer or b"")))
    page.goto(f"{checked.origin}/questions/prone-turn")
    board = page.locator("kneeline-marks").first
    board.locator("input[type=file]").set_input_files(PHOTO)
    surface = board.locator(".board-surface")
    expect(surface.locator("img")).to_be_visible()
    surface.scroll_into_view_if_needed()
    for x, y in ((100, 220), (100, 120), (100, 110), (60, 40)):
        surface.click(position={"x": x, "y": y})
    # on the belly, seen from above, the head below: a left foot that points 29.7° to the picture's left points in
    expect(board.locator(".marked-says")).to_contain_text("30° ± 5° inwards")
    assert max(sent) < 3000  # four points, no photo
    board.get_by_role("button", name="Undo").click()
    expect(board.locator("input[type=hidden]")).to_have_value("")
