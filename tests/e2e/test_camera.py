"""The guided check in a real browser, whose camera is a file: from opening it to the check's page."""

import json
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageOps
from playwright.sync_api import Browser, Request, sync_playwright

import kneeline
from kneeline.catalogue import catalogue
from kneeline.coach import Event, assignment, replayed
from kneeline.pixels.video import decode
from tests.e2e import looking, way
from tests.e2e.conftest import DESKTOP, PHONE, SWITCHES
from tests.e2e.home import documents, kept, logs, opened, rows
from tests.web.server import serving

SAMPLE = Path(kneeline.__file__).parent / "sample"
SQUATS = SAMPLE / "squat_left_knee_in.mp4"
HAND_UP = Path(__file__).parent.parent / "fixtures" / "camera" / "left_hand_up.jpg"
SQUAT = "banded-chair-squat"
SIZE = (480, 720)
FPS = 30
STANDS_S = 14
WAY = " (tasks-vision 0.10.35, in the browser) and kneeline's leg network"
CLIP_S = 16
WITHIN_MS = 240_000
FROM_A_RULE = ("cue", "rep_done", "praise", "cannot_see")
LATE_MS = 150
"""From the frame on which a rule fires to its words on the screen, beyond what the pose takes: with the quarter of a
second that a rule waits (judge.DWELL_S) and one look of the pose it stays below the half second in which somebody on
the way down can still mend it."""
SCRIPT_BYTES = 150_000
FEELS = """() => {
  const settings = MediaStreamTrack.prototype.getSettings;
  MediaStreamTrack.prototype.getSettings = function () { return { ...settings.call(this), facingMode: "user" }; };
  const pull = { accelerationIncludingGravity: { x: 0.17, y: 9.8, z: 0.34 } };
  setInterval(() => dispatchEvent(new DeviceMotionEvent("devicemotion", pull)), 20);
}"""
"""A phone's own camera, and that the phone feels it is leant back by two degrees and turned by one."""
UP = (-0.0173, 0.9993, 0.0347)

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


def jpeg_of(picture: Image.Image, *, mirrored: bool = False) -> bytes:
    """One picture of a clip."""
    made = BytesIO()
    whole = ImageOps.mirror(picture) if mirrored else picture
    whole.convert("RGB").resize(SIZE).save(made, "JPEG", quality=85, subsampling=2)
    return made.getvalue()


def filmed(clip: Path, stands_s: int, sets: int, then_s: int = 0, *, mirrored: bool = False) -> Path:
    """Somebody who lifts the left hand, stands still, squats (the shipped sample so many times), and stands on."""
    squats = [jpeg_of(Image.fromarray(frame.rgb), mirrored=mirrored) for frame in decode(SQUATS)]
    with Image.open(HAND_UP) as hand:
        up = jpeg_of(hand, mirrored=mirrored)
    still = stands_s * FPS * squats[0], then_s * FPS * squats[-1]
    clip.write_bytes(4 * FPS * up + still[0] + sets * b"".join(squats) + still[1])
    return clip


@pytest.mark.parametrize(
    ("size", "mirrored", "again"),
    [(PHONE, False, ["stand"]), (DESKTOP, True, ["stand", "squat"])],
    ids=["phone", "mirrored-desktop"],
)
def test_the_whole_way_by_camera(tmp_path: Path, size: tuple[int, int], mirrored: bool, again: list[str]) -> None:
    """From the welcome to deleting everything. The one clip goes round and round: each test waits for its part. The
    squat is measured on one of both screens, since it takes two minutes here."""
    clip = filmed(tmp_path / "walks.mjpeg", STANDS_S, 2, mirrored=mirrored)
    home = tmp_path / "home"
    with serving(home) as (_process, link), browser_that_sees(clip) as browser:
        walking = way.walker(browser, link, size)
        if size == PHONE:
            walking.page.add_init_script(f"({FEELS})()")
        heads = told_of_takes(walking)
        way.welcome(walking)
        (first,) = measured(walking, 1)
        held_known(heads, feels=size == PHONE)
        assert walking.taps <= way.MOST_TAPS
        assert walking.seconds <= way.MOST_SECONDS
        see_result(walking, 0, first)
        walking.page.locator("kneeline-still img").first.wait_for()  # out of the browser's own storage

        way.stop_questions(walking)
        way.some_questions(walking)
        way.make_week(walking)
        assert way.do_session(walking) >= 1

        said = measured(walking, len(again))
        see_result(walking, len(again) - 1, said[-1])

        measurements = documents(home)
        assert [each["task"] for each in measurements] == ["stand", *again]
        assert {each["conditions"]["mirrored"] for each in measurements} == {mirrored}
        estimators = [each["pose"]["estimator"] for each in measurements]
        assert all(each.endswith(WAY) for each in estimators)
        assert estimators[0] == estimators[1]  # whichever model this machine is fast enough for
        assert kept(home) == []  # no picture without its tick

        shown = way.progress(walking)
        if "squat" in again:
            walking.page.goto(f"{walking.origin}/progress?movement=stand")
        shown.get_by_text("not changed").locator("visible=true").first.wait_for()
        assert shown.get_by_text("changed", exact=True).locator("visible=true").count() == 0
        with zipfile.ZipFile(way.export(walking)) as taken:
            assert sum(name.endswith("/measurement.json") for name in taken.namelist()) == len(measurements)
        way.delete(walking)
        walking.page.context.close()
    assert walking.foreign == []
    assert walking.errors == []
    assert rows(home) == {}
    assert kept(home) == []
    for squat in measurements[2:]:
        inwards = {each["side"]: each["value"] for each in squat["measures"] if each["name"] == "knee_in_change"}
        assert inwards["left"] > inwards["right"] + 5


def measured(walking: way.Walker, tests: int) -> list[list[str]]:
    """Open the camera, and let the first tests happen; skip those after. The sentences each ends with."""
    page = walking.page
    loaded: list[int] = []
    page.on("response", lambda answer: loaded.append(len(answer.body())) if "camera.js" in answer.url else None)
    page.goto(f"{walking.origin}/check")
    walking.tap(walking.button("Use this device's camera"))
    page.wait_for_load_state("networkidle")
    assert sum(loaded) <= SCRIPT_BYTES
    walking.tap(walking.button("Open the camera"))
    said = []
    for number in range(tests):
        page.locator("kneeline-check[data-phase=shown]").wait_for(timeout=WITHIN_MS)
        said.append(page.locator(".seeing-says .sentence").all_inner_texts())
        if number == 0:
            looking.load_axe(page)
            assert looking.violations(page) == []
        page.locator("kneeline-check:not([data-phase=shown])").wait_for(timeout=WITHIN_MS)  # by itself
    while page.locator("kneeline-check").get_attribute("data-phase") != "over":
        walking.tap(walking.button("Skip this one"))
    return said


def told_of_takes(walking: way.Walker) -> list[dict[str, Any]]:
    """What each request that measures tells of its take."""
    told: list[dict[str, Any]] = []

    def heard(request: Request) -> None:
        if request.url.endswith("/check/camera/take"):
            content = request.post_data_buffer or b""
            told.append(json.loads(content[4 : 4 + int.from_bytes(content[:4], "little")]))

    walking.page.on("request", heard)
    return told


def held_known(heads: list[dict[str, Any]], *, feels: bool) -> None:
    """A device that feels how it leans tells so; for another the room's edges are found."""
    for head in heads:
        assert head["up"] == (pytest.approx(UP, abs=1e-3) if feels else None)
    edges = heads[-1]["edges"]
    assert bool(edges) is not feels
    assert all(len(edge) == 4 for found in edges.values() for edge in found)
    assert feels or any(edges.values())


def see_result(walking: way.Walker, number: int, said: list[str]) -> None:
    """The page of a result says what was said at the camera."""
    walking.tap(walking.page.get_by_role("link", name="See the result").nth(number))
    assert [sentence.replace("\N{NO-BREAK SPACE}", " ") for sentence in way.numbers(walking)] == said


def test_a_set_with_the_coach_begins_by_a_hand_and_counts_as_offline(tmp_path: Path) -> None:
    clip = filmed(tmp_path / "squats.mjpeg", 4, 1, 60)
    home = tmp_path / "home"
    with serving(home) as (_process, link), browser_that_sees(clip) as browser:
        walking = way.walker(browser, link, DESKTOP)
        way.welcome(walking)
        way.stop_questions(walking)
        way.some_questions(walking)
        way.make_week(walking)
        today = todays_first_is_the_squat(home)
        heard: list[dict[str, Any]] = []
        walking.page.on(
            "websocket", lambda socket: socket.on("framereceived", lambda told: heard.append(json.loads(told)))
        )
        walking.page.goto(f"{walking.origin}/session/{today}/{SQUAT}/camera")
        walking.tap(walking.button("Open the camera"))
        view = walking.page.locator("kneeline-coach[data-phase=running]")
        view.wait_for(timeout=WITHIN_MS)  # by the hand alone
        walking.page.wait_for_timeout(CLIP_S * 1000)
        walking.tap(walking.button("End it"))
        walking.page.locator("kneeline-coach[data-phase=done]").wait_for()
        looking.load_axe(walking.page)
        assert looking.violations(walking.page) == []
        summed = walking.page.locator(".seeing-says").inner_text()
        told = (walking.page.locator("kneeline-coach").get_attribute("data-late") or "").split()
        walking.page.context.close()
    counted = [event for event in heard if event["event"] == "rep_done"]
    late = [int(each.split(":")[1]) for each in told if each.split(":")[0] in FROM_A_RULE]
    expected = offline()
    assert abs(len(counted) - len(expected)) <= 1
    assert counted
    assert len(late) >= len(counted), told
    assert np.quantile(late, 0.95) <= LATE_MS, told
    assert summed
    assert walking.foreign == []
    assert walking.errors == []
    (log,) = logs(home)
    assert [each["exercise"] for each in log["done"]] == [SQUAT]


def offline() -> list[Event]:
    """The repetitions the coach counts in the shipped sample."""
    recording = kneeline.read(SQUATS, every_frame=True)
    told = replayed(assignment(SQUAT, catalogue()), recording, 0.1)
    return [event for event in told.events if event.name == "rep_done"]


def todays_first_is_the_squat(home: Path) -> str:
    """The week was made without a band, so that it has no squat: today's first exercise becomes one."""
    with opened(home) as database:
        ((row, text),) = database.execute("SELECT id, document FROM plans_plan").fetchall()
        programme = json.loads(text)
        day = programme["weeks"][0]["days"][0]
        day["items"][0] |= {
            "exercise": SQUAT,
            "stage": "article",
            "side": "both",
            "sets": 1,
            "reps": 10,
            "hold_s": None,
        }
        database.execute("UPDATE plans_plan SET document = ? WHERE id = ?", (json.dumps(programme), row))
        database.commit()
    return str(day["date"])
