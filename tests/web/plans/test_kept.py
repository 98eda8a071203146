"""What a browser is asked to keep for where there is no net, and what the player is told."""

import datetime
import html
import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kneeline.web.people.models import Person
from kneeline.web.plans.models import Plan
from tests.web.conftest import first_exercise

TODAY = datetime.date.today()


def kept(browser: Client) -> dict[str, Any]:
    answer: dict[str, Any] = browser.get(reverse("plans:kept")).json()
    return answer


def played(browser: Client, date: datetime.date) -> dict[str, Any]:
    page = browser.get(reverse("plans:session", kwargs={"date": date})).content.decode()
    told = re.search(r'data-session="([^"]*)"', page)
    assert told is not None
    answer: dict[str, Any] = json.loads(html.unescape(told[1]))
    return answer


def test_every_page_that_is_named_may_be_kept(plan: Plan, browser: Client) -> None:
    listed = kept(browser)
    assert len(listed["pages"]) >= 9  # today, the week, seven sessions
    for address in (*listed["pages"], *listed["texts"][::8]):
        answer = browser.get(address)
        assert (answer.status_code, answer["X-Kneeline-Keep"]) == (200, "yes"), address


def test_every_file_that_is_named_is_there(plan: Plan, browser: Client, settings: object) -> None:
    files = [each for each in kept(browser)["files"] if not each.startswith("/static/") and "/guide/" not in each]
    assert files
    assert set(kept(browser)["first"]) <= set(kept(browser)["files"])
    assert {browser.get(each).status_code for each in files} == {200}


@pytest.mark.django_db
def test_before_there_is_a_week_nothing_much_is_kept(browser: Client) -> None:
    listed = kept(browser)
    assert [listed[each] for each in ("pages", "first", "texts", "files")] == [[reverse("shell:offline")], [], [], []]


def test_pages_are_asked_anew_when_something_was_noted(plan: Plan, browser: Client) -> None:
    before = kept(browser)
    assert kept(browser) == before
    parts = {"date": plan.start, "exercise": first_exercise(plan)}
    browser.post(reverse("plans:save_done", kwargs=parts), {"pain": "1"})
    assert kept(browser)["state"] != before["state"]
    assert kept(browser)["version"] == before["version"]


@pytest.mark.parametrize("name", ["people:me", "plans:progress", "measure:check", "plans:findings", "plans:stop"])
def test_what_needs_the_net_is_not_kept(plan: Plan, browser: Client, name: str) -> None:
    assert "X-Kneeline-Keep" not in browser.get(reverse(name)).headers


def test_the_player_knows_every_exercise_and_which_are_noted(plan: Plan, browser: Client) -> None:
    parts = {"date": plan.start, "exercise": first_exercise(plan)}
    browser.post(reverse("plans:save_done", kwargs=parts), {"pain": "1"})
    told = played(browser, plan.start)
    week = plan.programme().first_week
    assert week is not None
    assert [each["exercise"] for each in told["exercises"]] == [item.exercise for item in week.days[0].items]
    assert [each["exercise"] for each in told["exercises"] if each["noted"]] == [first_exercise(plan)]
    for each in told["exercises"]:
        assert each["ways"][each["planned"]]["rounds"]
        assert len(each["ways"]) <= 3


def test_a_day_to_come_has_its_player_and_no_form(plan: Plan, browser: Client) -> None:
    later = plan.start + datetime.timedelta(days=1)
    page = browser.get(reverse("plans:session", kwargs={"date": later})).content.decode()
    assert played(browser, later)["exercises"]
    assert "data-begin hidden" in page
    assert "<form" not in page


def test_the_worker_changes_with_what_it_keeps_and_names_no_one(plan: Plan, browser: Client, person: Person) -> None:
    answer = browser.get(reverse("shell:worker"))
    text = answer.content.decode()
    assert (answer["Cache-Control"], answer["Content-Type"]) == ("no-cache", "text/javascript; charset=utf-8")
    told = json.loads(text.split(" = ", 1)[1].split(";\n", 1)[0])
    assert re.fullmatch(r"[0-9a-f]{12}", told["version"])
    assert any(each.startswith("/static/report/islands/app.js?v=") for each in told["shell"])
    assert str(person.pk) not in text


def test_the_manifest_makes_it_installable() -> None:
    told = json.loads(Client().get(reverse("shell:manifest")).content)
    assert (told["start_url"], told["scope"], told["display"]) == ("/", "/", "standalone")
    assert {each["sizes"] for each in told["icons"]} == {"192x192", "512x512"}
