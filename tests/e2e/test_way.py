"""A newcomer's whole way by upload, in a real browser: from the first number to deleting everything."""

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageOps
from playwright.sync_api import Browser

import kneeline
from tests.e2e import way
from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.home import documents, kept, rows, standing_fppa
from tests.web.server import serving

SAMPLE = Path(kneeline.__file__).parent / "sample"
CLIP = SAMPLE / "squat_left_knee_in.mp4"
PHOTO = SAMPLE / "standing_structural_left.jpg"
HEIGHT_CM = 170.0
SIZES = pytest.mark.parametrize(
    ("newcomer", "file"), [(PHONE, CLIP), (DESKTOP, PHOTO)], ids=["phone", "desktop"], indirect=["newcomer"]
)

pytestmark = pytest.mark.slow


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def newcomer(browser: Browser, home: Path, request: pytest.FixtureRequest) -> Iterator[way.Walker]:
    """Somebody who just opened the link for the first time. Nothing of theirs may leave the origin, nor may a page
    report an error."""
    with serving(home) as (_process, link):
        walking = way.walker(browser, link, getattr(request, "param", PHONE))
        yield walking
        walking.page.context.close()
    assert walking.foreign == []
    assert walking.errors == []


@SIZES
def test_the_whole_way_by_upload(newcomer: way.Walker, home: Path, file: Path) -> None:
    first = the_first_number(newcomer, file)
    assert newcomer.taps <= way.MOST_TAPS
    assert newcomer.seconds <= way.MOST_SECONDS
    assert legs(first) == ["left", "right"]

    way.stop_questions(newcomer)
    way.some_questions(newcomer)
    way.make_week(newcomer)
    assert way.do_session(newcomer) >= 1

    way.check_again(newcomer)
    way.upload(newcomer, file, height_cm=HEIGHT_CM)
    assert way.numbers(newcomer) == first  # the same file says the same

    shown = way.progress(newcomer)
    assert shown.get_by_text("not changed").first.is_visible()
    assert not shown.get_by_text("changed", exact=True).first.is_visible()
    assert shown.locator(".trend svg").count() >= 1

    with zipfile.ZipFile(way.export(newcomer)) as taken:
        measured = [json.loads(taken.read(name)) for name in taken.namelist() if name.endswith("/measurement.json")]
        assert {"answers.json", "log.json", "person.json"} <= set(taken.namelist())
    by_height = {each["person"]["height_cm"]: each for each in measured}
    assert by_height == {
        None: by_the_command(file, home.parent),
        HEIGHT_CM: by_the_command(file, home.parent, HEIGHT_CM),
    }

    way.delete(newcomer)
    assert newcomer.page.goto(newcomer.origin).status == 403  # type: ignore[union-attr]
    newcomer.errors.clear()  # the browser reports the 403 that was asked for
    assert rows(home) == {}
    assert kept(home) == []


def test_a_mirrored_photo_gives_the_same_sides(newcomer: way.Walker, home: Path, tmp_path: Path) -> None:
    mirrored = tmp_path / "mirrored.jpg"
    with Image.open(PHOTO) as photo:
        ImageOps.mirror(photo).save(mirrored, quality=95)
    way.welcome(newcomer)
    way.upload(newcomer, mirrored, mirrored=True)
    turned = way.numbers(newcomer)
    way.check_again(newcomer)
    way.upload(newcomer, PHOTO)
    plain = way.numbers(newcomer)
    assert legs(turned) == legs(plain) == ["left", "right"]
    first, second = (standing_fppa(document) for document in documents(home))
    assert first == pytest.approx(second, abs=1.0)
    assert abs(first["left"] - first["right"]) > 3.0  # so that sides swapped would be seen


def the_first_number(newcomer: way.Walker, file: Path) -> list[str]:
    """From the link to a sentence a leg."""
    way.welcome(newcomer)
    way.upload(newcomer, file)
    return way.numbers(newcomer)


def legs(sentences: list[str]) -> list[str]:
    """Whose knee each sentence is about."""
    return re.findall(r"[Yy]our (left|right) knee", " ".join(sentences))


def by_the_command(file: Path, folder: Path, height_cm: float | None = None) -> dict[str, Any]:
    """What `kneeline measure` says of a file."""
    out = folder / "own.json"
    height = [] if height_cm is None else ["--height-cm", f"{height_cm:g}"]
    command = [sys.executable, "-m", "kneeline.cli", "measure", str(file), *height, "--json", str(out), "--quiet"]
    subprocess.run(command, check=True)
    return json.loads(out.read_text(encoding="utf-8"))  # type: ignore[no-any-return]
