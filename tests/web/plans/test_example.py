"""The example person: everything to see, one tap to leave, and no trace."""

import datetime

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kneeline.web.measure.models import Check
from kneeline.web.people.known import owner
from kneeline.web.people.models import Person
from kneeline.web.plans.told import findings_of
from tests.web.conftest import MakePerson, browser_of

LEAVE = reverse("people:leave_example")
PAGES = ("plans:today", "plans:progress", "plans:findings", "plans:programme", "plans:tests", "people:me")


def counted() -> dict[str, int]:
    return {
        model.__name__: model._default_manager.count()
        for model in apps.get_models()
        if model.__module__.startswith("kneeline.")
    }


def test_looking_round_shows_everything_and_leaves_no_trace(browser: Client, person: Person, check: Check) -> None:
    before = counted()
    browser.post(reverse("plans:example"))
    example = Person.objects.get(example=True)
    for name in PAGES:
        page = browser.get(reverse(name))
        assert (name, page.status_code) == (name, 200)
        assert "This is nobody" in page.content.decode()
    progress = browser.get(reverse("plans:progress")).content.decode()
    assert 'class="outcome changed"' in progress
    assert "insoles" in progress
    assert progress.count("<svg") >= 4
    assert str(check.pk) not in progress
    newest = example.checks.order_by("-made_at")[0]
    result = browser.get(reverse("measure:result", kwargs={"check": newest.pk})).content.decode()
    assert "Your left knee moves in" in result
    assert 'class="line-figure"' in result
    assert any(sign.outcome == "seen" for sign in findings_of(example).signs)
    browser.post(LEAVE)
    assert counted() == before
    page = browser.get(reverse("measure:result", kwargs={"check": check.pk}))
    assert page.status_code == 200
    assert "This is nobody" not in page.content.decode()


def test_deleting_everything_in_the_example_deletes_the_example_alone(browser: Client, person: Person) -> None:
    browser.post(reverse("plans:example"))
    browser.post(reverse("people:delete"))
    assert list(Person.objects.all()) == [person]
    assert browser.get("/").status_code == 200


@pytest.mark.django_db
def test_a_newcomer_can_look_round_and_is_welcomed_after() -> None:
    newcomer = Person.objects.create()
    browser = browser_of(newcomer)
    browser.post(reverse("plans:example"))
    assert browser.get("/").status_code == 200
    browser.post(LEAVE)
    assert browser.get("/")["Location"] == reverse("people:welcome")


def test_a_forgotten_example_goes_and_is_never_the_owner(browser: Client, make_person: MakePerson) -> None:
    Person.objects.create(example=True)
    Person.objects.filter(example=True).update(joined_at=timezone.now() - datetime.timedelta(days=2))
    assert not owner().example
    browser.post(reverse("plans:example"))
    assert Person.objects.filter(example=True).count() == 1
