"""People, their browsers and a home folder for each test."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from kneeline.web.home import inbox, kept_pictures
from kneeline.web.measure.models import Check, Joints, Measuring
from kneeline.web.people.consents import agree
from kneeline.web.people.models import Person
from kneeline.web.plans.models import Plan
from kneeline.web.plans.planning import begin
from kneeline.web.plans.told import save_answers, save_wishes
from tests.web.made import series_document, squat_document, squat_landmarks, squat_poses

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


@pytest.fixture(autouse=True)
def quick_figures(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exercises are drawn in a moment, as nothing, but for tests marked ``slow``."""

    def drawn(_exercise: str, out: Path, **_how: object) -> None:
        out.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")

    if request.node.get_closest_marker("slow") is None:
        monkeypatch.setattr("kneeline.demo", drawn)


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
    made = Check.objects.create(
        person=person,
        made_at=timezone.now(),
        task="squat",
        document=squat_document(),
        series=series_document(),
        poses=squat_poses(),
    )
    Joints.objects.create(check_made=made, packed=squat_landmarks())
    return made


@pytest.fixture
def measuring(person: Person) -> Measuring:
    """A recording that waits."""
    return Measuring.objects.create(person=person, filename="squat.mp4", language="en")


@pytest.fixture
def plan(person: Person) -> Plan:
    """A week of the person that begins today, with an exercise on every day."""
    save_answers(person, {"emergency_signs": [], "soon_signs": [], "recent_injury": "none"})
    save_wishes(person, {"minutes": 20, "days": 7, "equipment": ["roller", "band"]})
    return begin(person, datetime.date.today())


def first_exercise(plan: Plan) -> str:
    """The first exercise of its first day."""
    week = plan.programme().first_week
    assert week is not None
    return week.days[0].items[0].exercise


def browser_of(person: Person) -> Client:
    """A browser in which this person is known."""
    client = Client()
    client.force_login(person, backend="kneeline.web.people.known.Known")
    return client
