"""What a person does with the figure's page, in a real browser."""

from pathlib import Path

from playwright.sync_api import Page

from tests.e2e.conftest import Opener

NO_WEBGL = "HTMLCanvasElement.prototype.getContext = () => null"
PLACES = """() => [...document.querySelector('kneeline-figure').shadowRoot.querySelectorAll('button, input')]
  .map((each) => each.getBoundingClientRect()).map(({width, height}) => Math.min(width, height))"""


def picture(page: Page) -> bytes:
    """What the figure looks like once it has come to rest."""
    page.wait_for_selector("kneeline-figure[resting]")
    return page.locator("kneeline-figure .picture").screenshot()


def at_rest(page: Page, time: float = 0.0) -> Page:
    """The page with the clip put to a moment, and paused by that."""
    page.get_by_label("Moment in the movement").evaluate(
        "(slider, time) => { slider.value = time; slider.dispatchEvent(new Event('input')); }", time
    )
    return page


def test_it_plays_by_itself_and_frames_advance(opened: Opener, clamshell: Path) -> None:
    page = opened(clamshell)
    moment = page.get_by_label("Moment in the movement")
    page.wait_for_function(
        "() => Number(document.querySelector('kneeline-figure').shadowRoot.querySelector('input').value) > 0.2"
    )
    page.get_by_role("button", name="Pause").click()
    page.wait_for_selector("kneeline-figure[resting]")
    stopped = moment.input_value()
    page.wait_for_timeout(300)
    assert moment.input_value() == stopped


def test_it_asks_for_nothing(opened: Opener, clamshell: Path) -> None:
    page = opened(clamshell)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.wait_for_selector("kneeline-figure[ready]")
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def test_captions_go_with_the_movement(opened: Opener, clamshell: Path) -> None:
    page = at_rest(opened(clamshell))
    first = page.locator("kneeline-figure .caption").inner_text()
    page.get_by_role("button", name="Step on").click()
    page.wait_for_selector("kneeline-figure[resting]")
    assert page.locator("kneeline-figure .caption").inner_text() != first
    assert page.locator("kneeline-figure .step").inner_text() == "Step 2 of 2"


def test_it_turns_by_buttons_by_keys_and_by_mouse(opened: Opener, clamshell: Path) -> None:
    page = at_rest(opened(clamshell))
    seen = [picture(page)]
    page.get_by_role("button", name="Top", exact=True).click()
    seen.append(picture(page))
    page.locator("kneeline-figure .picture").focus()
    page.keyboard.press("ArrowLeft")
    seen.append(picture(page))
    page.mouse.move(100, 300)
    page.mouse.down()
    page.mouse.move(180, 300, steps=4)
    page.mouse.up()
    seen.append(picture(page))
    assert len(set(seen)) == 4


def test_it_shows_the_other_side(opened: Opener, clamshell: Path) -> None:
    page = at_rest(opened(clamshell))
    before = picture(page)
    page.get_by_role("button", name="Other side").click()
    assert picture(page) != before
    page.get_by_role("button", name="Other side").click()
    assert picture(page) == before


def test_a_muscle_is_named_and_lit(opened: Opener, clamshell: Path) -> None:
    page = at_rest(opened(clamshell))
    before = picture(page)
    page.get_by_role("button", name="Gluteus maximus").click()
    assert page.locator("kneeline-figure .label").inner_text() == "Gluteus maximus: the big buttock muscle"
    assert picture(page) != before


def test_less_motion_means_steps_only(opened: Opener, clamshell: Path) -> None:
    page = opened(clamshell, still=True)
    assert page.get_by_role("button", name="Play").count() == 0
    assert page.get_by_label("Moment in the movement").count() == 0
    before = picture(page)
    page.get_by_role("button", name="Step on").click()
    assert picture(page) != before


def test_without_webgl_there_is_the_drawing_and_the_words(opened: Opener, clamshell: Path) -> None:
    page = opened(clamshell, before=NO_WEBGL)
    drawing = page.locator("kneeline-figure img.picture")
    assert drawing.evaluate("(image) => image.decode().then(() => image.naturalWidth > 0)")
    assert page.locator("kneeline-figure ol li").count() == 2


def test_targets_are_large_enough_for_a_finger(opened: Opener, clamshell: Path) -> None:
    assert min(opened(clamshell).evaluate(PLACES)) >= 48


def test_nothing_is_wider_than_a_small_phone(opened: Opener, clamshell: Path, explorer: Path) -> None:
    for file in (clamshell, explorer):
        page = opened(file, (320, 640))
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_it_gives_everything_back_when_it_is_removed(opened: Opener, clamshell: Path) -> None:
    page = opened(clamshell)
    lost = page.evaluate(
        """() => {
          const figure = document.querySelector('kneeline-figure');
          const context = figure.shadowRoot.querySelector('canvas').getContext('webgl2');
          figure.remove();
          return context.isContextLost() && figure.shadowRoot.childElementCount === 0;
        }"""
    )
    assert lost


def test_it_comes_back_when_it_is_put_back(opened: Opener, clamshell: Path) -> None:
    page = opened(clamshell)
    page.evaluate(
        """() => {
          const figure = document.querySelector('kneeline-figure');
          const parent = figure.parentElement;
          figure.remove();
          figure.removeAttribute('ready');
          parent.append(figure);
        }"""
    )
    page.wait_for_selector("kneeline-figure[ready]")
    assert page.locator("kneeline-figure canvas").count() == 1


def test_it_speaks_the_page_s_language(opened: Opener, clamshell: Path, tmp_path: Path) -> None:
    spanish = tmp_path / "es.html"
    spanish.write_text(clamshell.read_text(encoding="utf-8").replace('lang="en"', 'lang="es"', 1), encoding="utf-8")
    page = opened(spanish)
    assert page.get_by_role("button", name="Otro lado").count() == 1
