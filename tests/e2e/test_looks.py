"""What axe finds, and whether the pages look as they did when somebody last looked at them.

`KNEELINE_GOLDEN=write pytest tests/e2e/test_looks.py` writes the golden pictures anew: look at them before you commit.
"""

import io
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.e2e.conftest import DESKTOP, PHONE, Opener
from tests.e2e.test_figure import at_rest

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
GOLDEN = ROOT / "tests" / "golden" / "screens"
MOST_MEAN_DIFFERENCE = 2.0  # of 255: other fonts' hinting and other rasterisers stay below it
MOST_FAR_OFF = 0.01  # share of pixels further off than 48


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("() => axe.run()")
    return [f"{each['id']}: {each['nodes'][0]['target']}" for each in found["violations"]]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["clamshell", "explorer"])
def test_axe_finds_nothing(opened: Opener, request: pytest.FixtureRequest, name: str, dark: bool) -> None:
    page = opened(request.getfixturevalue(name), dark=dark)
    assert violations(page) == []


def test_axe_finds_nothing_without_webgl(opened: Opener, clamshell: Path) -> None:
    assert violations(opened(clamshell, before="HTMLCanvasElement.prototype.getContext = () => null")) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("name", ["clamshell", "explorer"])
def test_it_looks_as_it_did(
    opened: Opener, request: pytest.FixtureRequest, name: str, size: tuple[int, int], dark: bool
) -> None:
    page = opened(request.getfixturevalue(name), size, dark=dark)
    if name == "clamshell":
        at_rest(page, 2.0)
    else:
        page.get_by_role("button", name="The hip rolls in").evaluate("(button) => button.click()")
    page.wait_for_selector("kneeline-figure[resting], kneeline-explorer[resting]")
    seen = small(page.screenshot(full_page=True))
    golden = GOLDEN / f"{name}_{'phone' if size == PHONE else 'desktop'}_{'dark' if dark else 'light'}.png"
    if os.environ.get("KNEELINE_GOLDEN") == "write":
        golden.parent.mkdir(parents=True, exist_ok=True)
        seen.save(golden, optimize=True)
    wanted = Image.open(golden)
    assert seen.size == wanted.size
    off = np.abs(np.asarray(seen, dtype=np.int16) - np.asarray(wanted.convert("RGB"), dtype=np.int16))
    assert off.mean() < MOST_MEAN_DIFFERENCE
    assert (off.max(axis=2) > 48).mean() < MOST_FAR_OFF


def small(png: bytes) -> Image.Image:
    """Half as wide and high, so that single pixels count less."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    return picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.BOX)
