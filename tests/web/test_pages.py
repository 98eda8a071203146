"""What pages say, and the headers they come with."""

import datetime
import html
import json
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

import kneeline.web
from kneeline.web.measure.first_sight import FIRST_SIGHT
from kneeline.web.measure.messages import Pictures
from kneeline.web.measure.models import Check, Measuring
from kneeline.web.people.links import LINKS
from kneeline.web.people.models import Person
from tests.web.conftest import MakePerson, browser_of
from tests.web.made import squat

ALWAYS = ("plans:today", "plans:progress", "measure:check", "guide:contents", "people:me", "people:welcome")


def result_page(browser: Client, check: Check) -> str:
    return browser.get(reverse("measure:result", kwargs={"check": check.pk})).content.decode()


def test_a_result_says_what_report_says(browser: Client, check: Check) -> None:
    from kneeline.report.words import sentences

    page = result_page(browser, check)
    for sentence in sentences(squat()):
        assert sentence.replace(" ± ", "\N{NO-BREAK SPACE}±\N{NO-BREAK SPACE}") in page
    assert page.count("<polyline") > 2  # the curves, from what was kept
    hip = page.partition("<h3>Hip rolls in</h3>")[2].partition("</section>")[0]
    assert re.search(r"Left leg</strong> <span class=\"outcome seen\">seen", hip)
    assert "What it means" in hip
    assert reverse("measure:explorer", kwargs={"check": check.pk}) in page


def test_the_explorer_begins_with_ones_own_numbers(browser: Client, check: Check) -> None:
    page = browser.get(reverse("measure:explorer", kwargs={"check": check.pk})).content.decode()
    own = json.loads(html.unescape(re.search(r' own="([^"]+)"', page)[1]))  # type: ignore[index]
    assert own["side"] == "left"
    assert own["places"]["bend"] > 0
    assert "Your left knee" in own["said"]


def test_a_picture_is_seen_once_and_then_as_a_line_figure(browser: Client, person: Person, check: Check) -> None:
    FIRST_SIGHT.hold(Pictures(person.pk, check.pk, [b"jpeg"]))
    address = reverse("measure:picture", kwargs={"check": check.pk, "index": 0})
    page = result_page(browser, check)
    assert f'data-source="{address}"' in page
    assert "data-may-stay" in page
    assert browser.get(address).content == b"jpeg"
    assert browser.get(address).status_code == 404
    page = result_page(browser, check)
    assert address not in page
    assert 'class="line-figure"' in page


def test_a_picture_of_somebody_under_18_does_not_stay_in_the_browser(make_person: MakePerson, check: Check) -> None:
    young = make_person(birth_year=datetime.date.today().year - 15)
    Check.objects.update(person=young)
    FIRST_SIGHT.hold(Pictures(young.pk, check.pk, [b"jpeg"]))
    page = result_page(browser_of(young), check)
    assert "data-source" in page
    assert "data-may-stay" not in page


def test_progress_lists_checks(browser: Client, check: Check) -> None:
    page = browser.get(reverse("plans:progress")).content.decode()
    assert reverse("measure:result", kwargs={"check": check.pk}) in page
    assert "Squat, 2 repetitions" in page


@pytest.mark.parametrize("state", ["waiting", "running", "done", "failed", "cancelled"])
def test_waiting_is_in_words(browser: Client, measuring: Measuring, state: str) -> None:
    Measuring.objects.update(state=state, problem="It is a playlist.")
    page = browser.get(reverse("measure:state", kwargs={"measuring": measuring.pk})).content.decode()
    assert 'role="status"' in page
    assert ("every 1s" in page) == (state in ("waiting", "running"))


@pytest.mark.parametrize("name", ALWAYS)
def test_headers_and_nothing_inline(browser: Client, name: str) -> None:
    response = browser.get(reverse(name))
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    page = response.content.decode()
    assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", page) == []
    assert re.findall(r"(?:src|href|action)=\"(?:https?:)?//", page) == []


@pytest.mark.django_db
def test_cookies_are_out_of_reach() -> None:
    browser = Client()
    browser.get(reverse("people:open", kwargs={"token": LINKS.make()}), follow=True)
    assert set(browser.cookies) == {"kneeline_session", "kneeline_form"}
    for cookie in browser.cookies.values():
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_no_template_sets_a_style() -> None:
    folder = Path(kneeline.web.__file__).parent
    assert [page.name for page in folder.rglob("*.jinja") if " style=" in page.read_text()] == []


@pytest.mark.django_db
def test_the_style_sheet_holds_tokens_of_both_schemes() -> None:
    sheet = Client().get(reverse("shell:style", kwargs={"digest": "0"})).content.decode()
    assert "--in-line:" in sheet
    assert "prefers-color-scheme: dark" in sheet
    assert "@font-face" in sheet


def test_progress_shows_a_dozen_at_a_time(browser: Client, person: Person, check: Check) -> None:
    copies = [
        Check(person=person, made_at=check.made_at, document=check.document, poses=check.poses) for _ in range(12)
    ]
    Check.objects.bulk_create(copies)
    first, second = (browser.get("/progress", {"page": page}).content.decode() for page in (1, 2))
    assert [page.count("Squat, 2 repetitions") for page in (first, second)] == [12, 1]
    assert "?page=2" in first
    assert "?page=1" in second
