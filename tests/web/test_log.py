"""What is written down of what people do: nothing."""

import io
import logging
import logging.config
import sys
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

import kneeline
from kneeline.web.measure.models import Check
from kneeline.web.plans.models import Plan
from tests.web.permissions import ROWS
from tests.web.plans.test_questions import CALM
from tests.web.server import Browser, newcomer, send, serving, settled

PHOTO = Path(kneeline.__file__).parent / "sample" / "standing_neutral.jpg"


def test_a_whole_visit_leaves_no_word(tmp_path: Path) -> None:
    """Questions, a plan, a photo, a file that is none, what is not there, a form from elsewhere: the server's output
    holds its own links and nothing else."""
    broken = tmp_path / "martas-left-knee.mp4"
    broken.write_text("no video")
    with serving(tmp_path / "home") as (process, link):
        browser = newcomer(link)
        for file in (PHOTO, broken):
            settled(browser, send(browser, file))
        drive(browser)
        process.terminate()
        assert process.stdout is not None
        said = process.stdout.read().splitlines()
    own = link.rpartition("/open/")[0]
    assert [line for line in said if not line.startswith(f"For another browser: {own}/open/")] == []


def drive(browser: Browser) -> None:
    """Every page that needs nothing to be named, and a few that fail."""
    browser.post("/questions/first", "/questions/first", CALM)
    browser.post("/wishes", "/wishes", {"minutes": "20", "days": "7"})
    for row in ROWS:
        if not row.parts and row.method == "get":
            browser.get(reverse(row.name))
    for path in ("/check/00000000-0000-0000-0000-000000000000", "/none?pain=7", "/open/guessed", "/%00", "/session/x"):
        browser.get(path)
    browser._ask("POST", "/me/save", b"birth_year=1987&pain=7", {"Origin": "https://elsewhere.example"})
    browser._ask("POST", "/me/save", b"\xff\xfe", {"Content-Type": "multipart/form-data"})
    browser._ask("BREW", "/me", b"", {})


@pytest.fixture
def written(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What goes to the log from now on, as the settings say."""
    file = io.StringIO()
    monkeypatch.setattr(sys, "stderr", file)
    logging.config.dictConfig(settings.LOGGING)
    return file


def test_a_fault_is_told_by_its_place_alone(
    browser: Client, check: Check, plan: Plan, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(*_any: object) -> None:
        try:
            raise ValueError("knee_in_angle 12.3 of Marta")
        except ValueError as error:
            raise RuntimeError(f"left knee of check {check.pk}") from error

    monkeypatch.setattr("kneeline.web.measure.views.results.shown", fault)
    browser.raise_request_exception = False
    response = browser.get(reverse("measure:result", kwargs={"check": check.pk}))
    assert response.status_code == 500
    assert b"Something went wrong inside kneeline" in response.content
    text = written.getvalue()
    assert "RuntimeError" in text
    assert "web/test_log.py" in text
    assert "measure/views.py" in text
    for secret in ("12.3", "Marta", "left knee", str(check.pk), "/check/"):
        assert secret not in text


def test_a_librarys_message_is_not_told(written: io.StringIO) -> None:
    logging.getLogger("somebody.elses").warning("GET /check/%s took long", "a-check")
    assert written.getvalue().startswith("WARNING somebody.elses web/test_log.py:")
    assert "check" not in written.getvalue()
