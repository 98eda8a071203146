"""A real browser without a graphics card, and the pages it looks at."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

import kneeline

SWITCHES = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--force-color-profile=srgb",
)
PHONE = (390, 844)
DESKTOP = (1280, 800)

Opener = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium; skips where there is none (scripts/system_packages installs it where it may). It goes with
    its module: while it is there an event loop runs, and tests that start their own could not."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium on this machine: scripts/system_packages")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=list(SWITCHES))
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def clamshell(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of an exercise."""
    page = tmp_path_factory.mktemp("pages") / "clamshell.html"
    kneeline.demo("clamshell", page)
    return page


@pytest.fixture(scope="session")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the valgus explorer."""
    page = tmp_path_factory.mktemp("pages") / "explorer.html"
    kneeline.demo("valgus-explorer", page)
    return page


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    """Opens a file as a page of its own; a page that reports an error fails its test."""
    contexts = []
    errors: list[str] = []

    def open_page(
        file: Path,
        size: tuple[int, int] = PHONE,
        *,
        dark: bool = False,
        still: bool = False,
        before: str | None = None,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce" if still else "no-preference",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        if before:
            page.add_init_script(before)
        page.goto(file.as_uri())
        page.wait_for_selector("kneeline-figure[ready], kneeline-explorer[ready]")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []
