"""People, their browsers and a home folder for each test."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from kneeline.web.home import inbox, kept_pictures
from kneeline.web.measure.models import Check, Measuring
from kneeline.web.people.consents import agree
from kneeline.web.people.models import Person
from tests.web.made import series_document, squat_document, squat_poses

MakePerson = Callable[..., Person]
MakeCheck = Callable[..., Check]
MakeMeasuring = Callable[..., Measuring]


@pytest.fixture(autouse=True)
def home(settings: Settings, tmp_path: Path) -> Path:
    """A home folder of this test's own."""
    settings.HOME = tmp_path / "home"
    settings.FILE_UPLOAD_TEMP_DIR = str(inbox(settings.HOME))
    for folder in (settings.HOME, inbox(settings.HOME), kept_pictures(settings.HOME)):
        folder.mkdir(mode=0o700)
    return tmp_path / "home"


@pytest.fixture
def make_person(db: None) -> MakePerson:
    """Somebody welcomed, born in ``birth_year``."""

    def made(birth_year: int = 1990) -> Person:
        person = Person.objects.create(birth_year=birth_year)
        agree(person, "measure")
        return person

    return made


@pytest.fixture
def person(make_person: MakePerson) -> Person:
    return make_person()


@pytest.fixture
def browser(person: Person) -> Client:
    """The person's browser."""
    return browser_of(person)


@pytest.fixture
def check(person: Person) -> Check:
    """A check of the person."""
    return Check.objects.create(
        person=person,
        made_at=timezone.now(),
        task="squat",
        document=squat_document(),
        series=series_document(),
        poses=squat_poses(),
    )


@pytest.fixture
def measuring(person: Person) -> Measuring:
    """A recording that waits."""
    return Measuring.objects.create(person=person, filename="squat.mp4", language="en")


def browser_of(person: Person) -> Client:
    """A browser in which this person is known."""
    client = Client()
    client.force_login(person, backend="kneeline.web.people.known.Known")
    return client
