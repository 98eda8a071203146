"""Coming in, saying yes, taking everything along, deleting everything."""

import datetime
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from kneeline.core.measurement import SCHEMA
from kneeline.web.measure.files import keep_picture, recording_file
from kneeline.web.measure.first_sight import FIRST_SIGHT
from kneeline.web.measure.messages import Pictures
from kneeline.web.measure.models import Check, Measuring
from kneeline.web.people.forms import about_me
from kneeline.web.people.links import LINKS, OneTimeLinks
from kneeline.web.people.models import Person
from tests.web.conftest import MakePerson, browser_of

TODAY = datetime.date(2026, 6, 1)


def test_a_link_works_once() -> None:
    links, used = OneTimeLinks(), []
    links.when_used = lambda: used.append(True)
    token = links.make()
    assert [links.use("guessed"), links.use(token), links.use(token)] == [False, True, False]
    assert used == [True]


@pytest.mark.django_db
def test_the_link_lets_in_and_the_welcome_page_comes_first() -> None:
    client = Client()
    assert client.get("/").status_code == 403
    assert client.get(reverse("people:open", kwargs={"token": LINKS.make()})).status_code == 302
    assert client.get("/")["Location"] == reverse("people:welcome")


@pytest.mark.django_db
def test_every_link_leads_to_the_same_person() -> None:
    for _ in range(2):
        Client().get(reverse("people:open", kwargs={"token": LINKS.make()}))
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"birth_year": "1990"}, []),
        ({"birth_year": "90"}, ["birth_year"]),
        ({"birth_year": "year"}, ["birth_year"]),
        ({"birth_year": ""}, ["birth_year"]),
        ({"birth_year": "2027"}, ["birth_year"]),
        ({"birth_year": "1890"}, ["birth_year"]),
        ({"birth_year": "9" * 5000}, ["birth_year"]),
        ({"birth_year": "2015"}, ["guardian_present"]),
        ({"birth_year": "2015", "guardian_present": "yes"}, []),
        ({"birth_year": "2009"}, []),
    ],
)
def test_the_year_of_birth(sent: dict[str, str], wrong: list[str]) -> None:
    assert list(about_me(sent, TODAY).errors) == wrong


@pytest.mark.django_db
def test_without_a_yes_nobody_goes_on() -> None:
    person = Person.objects.create()
    browser = browser_of(person)
    assert browser.post(reverse("people:welcome"), {"birth_year": "1990"}).status_code == 422
    assert browser.get("/")["Location"] == reverse("people:welcome")
    assert browser.post(reverse("people:welcome"), {"birth_year": "1990", "measure": "yes"}).status_code == 302
    assert browser.get("/").status_code == 200


def test_nobody_under_18_keeps_pictures(make_person: MakePerson) -> None:
    young = make_person(birth_year=datetime.date.today().year - 18)  # 17 for certain
    browser_of(young).post(reverse("people:pictures"), {"keep_pictures": "yes"})
    assert not young.agreed("keep_pictures")


def test_taking_back_the_leave_deletes_the_pictures(person: Person, browser: Client, check: Check, home: Path) -> None:
    browser.post(reverse("people:pictures"), {"keep_pictures": "yes"})
    assert person.agreed("keep_pictures")
    keep_picture(person.pk, check.pk, 0, b"jpeg")
    browser.post(reverse("people:pictures"))
    assert not person.agreed("keep_pictures")
    assert list((home / "pictures").rglob("*.jpg")) == []


def test_everything_is_taken_along(person: Person, browser: Client, check: Check) -> None:
    keep_picture(person.pk, check.pk, 0, b"jpeg")
    archive = zipfile.ZipFile(io.BytesIO(browser.get(reverse("people:export")).content))
    names = {name.rpartition("/")[2] for name in archive.namelist()}
    assert names == {"person.json", "measurement.json", "curves.csv", "poses.json", "landmarks.json", "picture-1.jpg"}
    measurement = next(name for name in archive.namelist() if name.endswith("measurement.json"))
    assert json.loads(archive.read(measurement))["schema"] == SCHEMA


def test_delete_leaves_no_row_and_no_file(
    person: Person, browser: Client, check: Check, measuring: Measuring, home: Path
) -> None:
    browser_of(person)  # another browser of the same person
    keep_picture(person.pk, check.pk, 0, b"jpeg")
    waiting = recording_file(person.pk, measuring.pk, "squat.mp4")
    waiting.parent.mkdir(parents=True)
    waiting.write_bytes(b"video")
    FIRST_SIGHT.hold(Pictures(person.pk, check.pk, [b"jpeg"]))
    assert browser.post(reverse("people:delete")).status_code == 200
    models: list[type[Model]] = [model for model in apps.get_models() if model.__module__.startswith("kneeline.")]
    models.append(Session)
    assert {model.__name__: model._default_manager.count() for model in models} == {
        "Person": 0,
        "Consent": 0,
        "Check": 0,
        "Joints": 0,
        "Measuring": 0,
        "Told": 0,
        "Plan": 0,
        "Training": 0,
        "Feed": 0,
        "Noted": 0,
        "Session": 0,
    }
    assert [path for path in home.rglob("*") if path.is_file()] == []
    assert not FIRST_SIGHT.holds(check.pk, 0)
    assert browser.get("/").status_code == 403


def test_delete_leaves_the_other_person_alone(browser: Client, make_person: MakePerson) -> None:
    other = make_person()
    browser.post(reverse("people:delete"))
    assert list(Person.objects.all()) == [other]


def test_a_page_speaks_the_language_that_was_chosen(person: Person, browser: Client) -> None:
    assert browser.get("/me", headers={"Accept-Language": "fr, es;q=0.5"})["Content-Language"] == "es"
    Person.objects.update(language="en")
    assert browser.get("/me", headers={"Accept-Language": "es"})["Content-Language"] == "en"
