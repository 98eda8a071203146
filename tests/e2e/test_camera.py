"""The guided check in a real browser, whose camera is a file: from opening it to the check's page."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageOps
from playwright.sync_api import Browser, WebSocketRoute, sync_playwright

import kneeline
from tests.e2e import way
from tests.e2e.conftest import DESKTOP, PHONE, SWITCHES
from tests.web.server import serving

PHOTO = Path(kneeline.__file__).parent / "sample" / "standing_structural_left.jpg"
HEIGHT = 720
WITHIN_MS = 120_000
SCRIPT_BYTES = 150_000

pytestmark = pytest.mark.slow


@contextmanager
def browser_that_sees(clip: Path) -> Iterator[Browser]:
    """A browser whose camera gives the pictures of this file, round and round."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium on this machine: scripts/system_packages")
    camera = (
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={clip}",
    )
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=[*SWITCHES, *camera])
        yield launched
        launched.close()


def clip_of(photo: Path, clip: Path, *, mirrored: bool) -> Path:
    """Somebody who stands quite still, as Motion JPEG."""
    with Image.open(photo) as picture:
        whole = ImageOps.mirror(picture) if mirrored else picture
        width = round(whole.width * HEIGHT / whole.height / 2) * 2
        single = clip.with_suffix(".jpg")
        whole.convert("RGB").resize((width, HEIGHT)).save(single, quality=92, subsampling=2)
    clip.write_bytes(single.read_bytes() * 30)
    return clip


def lifts_left_hand(walking: way.Walker) -> None:
    """The server's word that the hand that was lifted is on the other side: the clip's person keeps still."""

    def pass_on(page: WebSocketRoute) -> None:
        server = page.connect_to_server()

        def heard(message: str | bytes) -> None:
            server.send(message)
            if isinstance(message, str) and json.loads(message).get("watch") == "hand":
                page.send(json.dumps({"event": "hand", "time_s": 0, "mirrored": True}))

        page.on_message(heard)

    walking.page.route_web_socket("**/live/camera", pass_on)


@pytest.mark.parametrize(("size", "mirrored"), [(PHONE, False), (DESKTOP, True)], ids=["phone", "mirrored-desktop"])
def test_a_newcomer_is_measured_by_camera(tmp_path: Path, size: tuple[int, int], mirrored: bool) -> None:
    clip = clip_of(PHOTO, tmp_path / "stands.mjpeg", mirrored=mirrored)
    home = tmp_path / "home"
    with serving(home) as (_process, link), browser_that_sees(clip) as browser:
        walking = way.walker(browser, link, size)
        way.welcome(walking)
        if mirrored:
            lifts_left_hand(walking)
        said = measured_standing(walking, skip_hand=not mirrored)
        assert walking.taps <= 10
        assert any("your left knee is in" in sentence for sentence in said)
        walking.tap(walking.page.get_by_role("link", name="See the result"))
        assert way.numbers(walking) == said
        assert walking.page.locator("kneeline-still img").count() == 1  # out of the browser's own storage
        walking.page.context.close()
    assert walking.foreign == []
    assert walking.errors == []
    assert [file for folder in ("inbox", "pictures") for file in (home / folder).rglob("*") if file.is_file()] == []
    (document,) = documents(home)
    fppa = {each["side"]: each["value"] for each in document["measures"] if each["name"] == "fppa"}
    assert fppa["left"] > fppa["right"] + 3
    assert document["conditions"]["mirrored"] is mirrored
    assert "in the browser" in document["pose"]["estimator"]


def measured_standing(walking: way.Walker, *, skip_hand: bool) -> list[str]:
    """Open the camera, and let it happen; the sentences it ends with."""
    page = walking.page
    loaded: list[int] = []
    page.on("response", lambda answer: loaded.append(len(answer.body())) if "camera.js" in answer.url else None)
    page.goto(f"{walking.origin}/check")
    walking.tap(walking.button("Use this device's camera"))
    page.wait_for_load_state("networkidle")
    assert 0 < sum(loaded) <= SCRIPT_BYTES
    walking.tap(walking.button("Open the camera"))
    if skip_hand:
        page.locator("kneeline-check[data-phase=hand]").wait_for(timeout=WITHIN_MS)
        walking.tap(walking.button("I can't lift it"))
    page.locator("kneeline-check[data-phase=shown]").wait_for(timeout=WITHIN_MS)
    said = page.locator(".seeing-says .sentence").all_inner_texts()
    walking.tap(walking.button("Go on"))
    page.locator("kneeline-check[data-phase=over]").wait_for()
    return said


def documents(home: Path) -> list[dict[str, Any]]:
    """Every check's measurement."""
    with closing(sqlite3.connect(home / "kneeline.sqlite3")) as database:
        return [json.loads(text) for (text,) in database.execute("SELECT document FROM measure_check")]
