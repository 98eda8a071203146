"""Notes of exercises: each once, the newest by the time it was made, whatever order they arrive in."""

import datetime
import itertools
import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kneeline.core.programme import Done
from kneeline.web.people.models import Person
from kneeline.web.plans.log import whole_log
from kneeline.web.plans.models import Plan
from tests.web.conftest import MakePerson, browser_of, first_exercise

NOTES = reverse("plans:notes")
NOW = timezone.now()


def a_note(plan: Plan, minute: int = 0, **more: Any) -> dict[str, Any]:
    """A note of the first exercise, made so many minutes after an hour ago."""
    at = NOW - datetime.timedelta(hours=1) + datetime.timedelta(minutes=minute)
    note = {"id": str(uuid4()), "at": at.isoformat(), "date": plan.start.isoformat(), "exercise": first_exercise(plan)}
    return {**note, **more}


def send(browser: Client, *notes: dict[str, Any]) -> list[str]:
    """What the server says of each note."""
    answer = browser.post(NOTES, json.dumps({"notes": notes}), content_type="application/json")
    assert answer.status_code == 200
    return [answer.json()["outcomes"][note["id"]] for note in notes]


def done(person: Person) -> tuple[Done, ...]:
    return whole_log(person).done


def test_a_note_sent_twice_counts_once(plan: Plan, browser: Client, person: Person) -> None:
    note = a_note(plan, told={"pain": 2})
    assert send(browser, note) == ["kept"]
    assert send(browser, note, note) == ["kept", "kept"]
    assert [each.pain for each in done(person)] == [2]


def test_whatever_order_they_arrive_in_the_newest_stays(plan: Plan, person: Person, browser: Client) -> None:
    notes = [a_note(plan, minute, told={"pain": minute}) for minute in range(3)]
    for order in itertools.permutations(notes):
        person.noted.all().delete()
        person.trainings.all().delete()
        for note in order:
            send(browser, note)
        assert [each.pain for each in done(person)] == [2]


def test_one_that_waited_does_not_undo_a_later_correction(plan: Plan, browser: Client, person: Person) -> None:
    waited = a_note(plan, told={"pain": 7})
    parts = {"date": plan.start, "exercise": first_exercise(plan)}
    browser.post(reverse("plans:save_done", kwargs=parts), {"pain": "1"})
    assert send(browser, waited) == ["older"]
    assert [each.pain for each in done(person)] == [1]


def test_one_that_waited_does_not_bring_back_what_was_struck(plan: Plan, browser: Client, person: Person) -> None:
    waited = a_note(plan)
    assert send(browser, a_note(plan, 5, struck=True)) == ["kept"]
    assert send(browser, waited) == ["older"]
    assert done(person) == ()


def test_what_is_not_said_stays(plan: Plan, browser: Client, person: Person) -> None:
    send(browser, a_note(plan, 0, told={"pain": 3, "felt": "yes"}))
    send(browser, a_note(plan, 1, told={"pain": None}))
    assert [(each.pain, each.felt) for each in done(person)] == [(None, "yes")]


def test_work_says_how_much_was_done(plan: Plan, browser: Client, person: Person) -> None:
    work = {"stage": "as-printed", "side": "both", "sets": 1, "reps_not_seen": 12}
    send(browser, a_note(plan, work=work, told={"stopped": "pain"}))
    (only,) = done(person)
    assert (only.sets, only.reps_not_seen, only.seconds, only.stopped) == (1, 12, 0.0, "pain")


def test_an_exercise_that_left_the_plan_meanwhile_is_kept(plan: Plan, browser: Client, person: Person) -> None:
    work = {"stage": "as-printed", "side": "both", "sets": 1, "reps_not_seen": 20}
    planned = first_exercise(plan)
    other = next(each for each in ("clamshell", "step-up", "dead-bug") if each != planned)
    note = a_note(plan, exercise=other, date=(plan.start - datetime.timedelta(days=3)).isoformat())
    assert send(browser, note) == ["refused"]
    assert send(browser, {**note, "id": str(uuid4()), "work": work}) == ["kept"]
    assert [each.exercise for each in done(person)] == [other]


@pytest.mark.parametrize("days", [2, -400])
def test_not_for_next_week_nor_for_years_ago(plan: Plan, browser: Client, person: Person, days: int) -> None:
    date = plan.start + datetime.timedelta(days=days)
    assert send(browser, a_note(plan, date=date.isoformat())) == ["refused"]
    assert done(person) == ()


def test_a_clock_that_runs_ahead_does_not_lock_the_day(plan: Plan, browser: Client, person: Person) -> None:
    send(browser, a_note(plan, 600, told={"pain": 1}))
    parts = {"date": plan.start, "exercise": first_exercise(plan)}
    browser.post(reverse("plans:save_done", kwargs=parts), {"pain": "4"})
    assert [each.pain for each in done(person)] == [4]


@pytest.mark.parametrize("body", ["", "[]", '{"notes": [{}]}', '{"notes": [{"id": 1}]}'])
def test_nonsense_is_refused_whole(plan: Plan, browser: Client, body: str) -> None:
    assert browser.post(NOTES, body, content_type="application/json").status_code == 400


def test_pain_beyond_ten_is_nonsense(plan: Plan, browser: Client, person: Person) -> None:
    body = json.dumps({"notes": [a_note(plan, told={"pain": 11})]})
    assert browser.post(NOTES, body, content_type="application/json").status_code == 400
    assert done(person) == ()


def test_a_queue_is_told_whose_browser_it_is_in(plan: Plan, browser: Client, make_person: MakePerson) -> None:
    other = browser_of(make_person())
    mine, theirs = (each.get(NOTES).json() for each in (browser, other))
    assert mine["person"] != theirs["person"]
    assert mine["token"]
    assert f'data-person="{mine["person"]}"' in browser.get("/").content.decode()


def test_sending_needs_its_token(plan: Plan, person: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person, backend="kneeline.web.people.known.Known")
    body = json.dumps({"notes": [a_note(plan)]})
    assert client.post(NOTES, body, content_type="application/json").status_code == 403
    token = client.get(NOTES).json()["token"]
    answer = client.post(NOTES, body, content_type="application/json", headers={"X-CSRFToken": token})
    assert answer.status_code == 200
