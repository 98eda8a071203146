"""A calendar that follows: only under a public https name, only with its token, until it is ended."""

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from pytest_django.fixtures import Settings

from kneeline.web.addresses import addresses
from kneeline.web.people.models import Feed, Person
from kneeline.web.plans.models import Plan

BEGIN, END = reverse("plans:begin_feed"), reverse("plans:end_feed")


@pytest.fixture
def public(settings: Settings) -> None:
    """The server has a name on the internet."""
    settings.ADDRESSES = addresses("https://knee.example")


def begun(browser: Client, at: str = "07:30") -> str:
    """The path of a new feed, as the page tells it."""
    page = browser.post(BEGIN, {"at": at}).content.decode()
    return page.partition('value="https://knee.example')[2].partition('"')[0]


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://knee.example", "https://knee.example"),
        ("http://127.0.0.1:8000/knee, https://knee.example:8443/knee", "https://knee.example:8443"),
        ("https://192.168.1.5", ""),
        ("https://[2001:db8::1]", ""),
        ("https://laptop.local", ""),
        ("https://laptop", ""),
        ("", ""),
    ],
)
def test_which_name_is_public(url: str, name: str) -> None:
    assert addresses(url).public_name == name


def test_at_home_there_is_the_file_alone(browser: Client, plan: Plan) -> None:
    assert browser.post(BEGIN, {"at": "07:30"}).status_code == 404
    page = browser.get(reverse("plans:programme")).content.decode()
    assert BEGIN not in page
    assert reverse("plans:calendar") in page


def test_it_follows_without_a_cookie(browser: Client, plan: Plan, public: None) -> None:
    path = begun(browser)
    response = Client().get(path)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    starts = [str(event["DTSTART"].to_ical()) for event in Calendar.from_ical(response.content).walk("VEVENT")]
    assert starts
    assert all("T073000" in start for start in starts)
    assert path.split("/")[2].removesuffix(".ics") not in Feed.objects.get().digest


def test_a_new_one_ends_the_one_before(browser: Client, plan: Plan, public: None) -> None:
    first, second = begun(browser), begun(browser)
    assert [Client().get(path).status_code for path in (first, second)] == [404, 200]


def test_it_can_be_ended(browser: Client, plan: Plan, public: None) -> None:
    path = begun(browser)
    assert "A calendar follows your weeks, with sessions at 07:30" in browser.get("/week").content.decode()
    browser.post(END)
    assert Client().get(path).status_code == 404


def test_it_ends_with_everything_else(browser: Client, person: Person, plan: Plan, public: None) -> None:
    path = begun(browser)
    browser.post(reverse("people:delete"))
    assert Client().get(path).status_code == 404


def test_a_time_that_is_none_is_refused(browser: Client, plan: Plan, public: None) -> None:
    assert browser.post(BEGIN, {"at": "tea"}).status_code == 404
