"""Stop questions, the steps after them, and what all of it says."""

import html
import json
import re
import zipfile
from io import BytesIO

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from kneeline.assess.answer_values import BadValue
from kneeline.catalogue import catalogue
from kneeline.web.measure.models import Check
from kneeline.web.people.models import Person
from kneeline.web.plans.answering import asked, sent_answer
from kneeline.web.plans.models import Plan
from kneeline.web.plans.showing_tests import figure_of_test
from kneeline.web.plans.steps import steps, stop_questions
from kneeline.web.plans.told import (
    Clash,
    answers_of,
    barred_self_tests_of,
    document_of,
    findings_of,
    save_answers,
)

STOP = reverse("plans:stop")
CALM = {"emergency_signs": "none_of_these", "soon_signs": "none_of_these", "recent_injury": "none"}
HTMX = {"HX-Request": "true"}


@pytest.mark.parametrize(
    ("question", "sent", "kept"),
    [
        ("emergency_signs", "", None),
        ("emergency_signs", "emergency_signs=none_of_these", []),
        ("emergency_signs", "emergency_signs=none_of_these&emergency_signs=cold_or_numb_foot", ["cold_or_numb_foot"]),
        ("knee_pain", "knee_pain=no", False),
        ("pain", "pain=3", 3.0),
        ("ankle_gap_cm", "ankle_gap_cm=2,5", 2.5),
        ("shape_side", "shape_side=left", "left"),
        ("wall_distance_cm", "wall_distance_cm-left=9&wall_distance_cm-right=", {"left": 9.0}),
    ],
)
def test_an_answer_as_it_is_sent_and_shown_again(question: str, sent: str, kept: object) -> None:
    known = catalogue().questions[question]
    assert sent_answer(known, QueryDict(sent)) == kept
    for part in asked(known, kept).parts:
        assert part.value is None or part.value or kept is None


@pytest.mark.parametrize("sent", ["pain=11", "pain=2.5", "pain=much", "pain=nan"])
def test_a_number_that_makes_no_sense_is_told_with_its_limits(sent: str) -> None:
    with pytest.raises(BadValue, match="0 to 10"):
        sent_answer(catalogue().questions["pain"], QueryDict(sent))


def test_stop_questions_are_kept_as_they_are_answered(person: Person, browser: Client) -> None:
    page = browser.post(STOP, {"emergency_signs": "cold_or_numb_foot"}, headers=HTMX)
    assert page.status_code == 200
    assert b"Get help today" in page.content
    assert document_of(person)["answers"] == {"emergency_signs": ["cold_or_numb_foot"]}
    assert b'value="cold_or_numb_foot" checked' in browser.get(STOP).content


def test_an_open_stop_question_is_asked_again(browser: Client) -> None:
    answer = browser.post(STOP, {"emergency_signs": "none_of_these"})
    assert answer.status_code == 422
    assert answer.content.count(b'class="error"') >= 2


def test_stop_questions_lead_on(browser: Client) -> None:
    assert browser.post(STOP, CALM)["Location"] == reverse("plans:questions")
    assert browser.post(STOP, {**CALM, "soon_signs": "locked"})["Location"] == reverse("plans:findings")


def test_children_are_asked_about_a_limp() -> None:
    young, grown = Person(birth_year=2014), Person(birth_year=1990)
    assert [each.id for each in stop_questions(young)][-1] == "limp_with_hip_pain"
    assert "limp_with_hip_pain" not in [each.id for each in stop_questions(grown)]


def test_the_way_goes_on_is_resumed_and_back_loses_nothing(person: Person, browser: Client) -> None:
    browser.post(STOP, CALM)
    first, second, third = (each.id for each in steps(person, {})[:3])
    assert browser.get(reverse("plans:questions"))["Location"].endswith(first)
    step = reverse("plans:step", kwargs={"step": first})
    assert browser.post(step, {first: "left"})["Location"].endswith(second)
    skipped = browser.post(reverse("plans:step", kwargs={"step": second}), {"skip": "yes"})
    assert skipped["Location"].endswith(third)
    assert browser.get(reverse("plans:questions"))["Location"].endswith(third)
    assert b'value="left" checked' in browser.get(step).content
    browser.post(step, {first: "right"}, headers=HTMX)
    assert document_of(person)["answers"][first] == "right"


def test_every_step_shows_and_can_be_skipped_to_the_findings(person: Person, browser: Client) -> None:
    browser.post(STOP, CALM)
    address, seen = browser.get(reverse("plans:questions"))["Location"], 0
    while "/questions/" in address and seen < 80:
        assert browser.get(address).status_code == 200
        address, seen = browser.post(address, {"skip": "yes"})["Location"], seen + 1
    assert address == reverse("plans:findings")
    assert seen == len(steps(person, {"recent_injury": "none"}))


def test_what_an_answer_makes_pointless_is_dropped(person: Person) -> None:
    save_answers(person, {"knee_pain": True, "pain": 4.0})
    save_answers(person, {"knee_pain": False})
    assert document_of(person)["answers"] == {"knee_pain": False}


def test_a_contradiction_is_said_and_not_kept(person: Person, browser: Client) -> None:
    save_answers(person, {"shape_side": "none"})
    with pytest.raises(Clash):
        save_answers(person, {"when_in": "standing_too"})
    address = reverse("plans:step", kwargs={"step": "when_in"})
    answer = browser.post(address, {"when_in": "standing_too"})
    assert answer.status_code == 422
    assert "when_in" not in document_of(person)["answers"]


def test_answers_of_another_version_do_no_harm(person: Person) -> None:
    save_answers(person, {"no_such_question": 1, "recent_injury": "no such choice", "knee_pain": True})
    assert dict(answers_of(person).answers) == {"knee_pain": True}


def test_findings_say_level_signs_and_what_would_settle(browser: Client, check: Check) -> None:
    browser.post(STOP, CALM)
    page = browser.get(reverse("plans:findings")).content.decode()
    assert "You can start on your own." in page
    assert page.count("could not be seen") > 2
    assert "What would settle it" in page
    assert 'class="outcome seen"' in page


def test_everything_is_taken_along(plan: Plan, browser: Client) -> None:
    archive = zipfile.ZipFile(BytesIO(browser.get(reverse("people:export")).content))
    files = {name.split("/")[-1]: json.loads(archive.read(name)) for name in archive.namelist() if "json" in name}
    schemas = {name: content["schema"] for name, content in files.items()}
    assert schemas["answers.json"] == "kneeline.answers/1"
    assert schemas["programme.json"] == "kneeline.programme/1"
    assert schemas["findings.json"] == "kneeline.findings/1"


THIGH_FOOT = [[100, 400], [100, 200], [100, 190], [120, 155]]
"""A thigh straight up the picture, and a foot that points 30° to its right."""


def test_points_on_a_photo_are_measured_and_reach_the_findings(browser: Client, person: Person) -> None:
    """On the belly, seen from above, the head below: a left foot that points to the picture's right points out, a right
    one in."""
    address = reverse("plans:step", kwargs={"step": "prone-turn"})
    sent = {f"thigh_foot_points-{side}": json.dumps(THIGH_FOOT) for side in ("left", "right")}
    said = browser.post(address, sent, headers={"HX-Request": "true"}).content.decode()
    assert 'id="says-thigh_foot_points-left"' in said
    angles = re.findall(r">(\d+)°\s*±\s*5° (inwards|outwards)<", said)
    assert angles == [("30", "outwards"), ("30", "inwards")]
    page = browser.get(address).content.decode()
    assert html.escape(json.dumps(document_of(person)["answers"]["thigh_foot_points"]["left"])) in page
    assert any(sign.id == "shin_out" and sign.value is not None for sign in findings_of(person).signs)


@pytest.mark.parametrize("points", ["x", "[]", "[[1,2],[1,2],[3,4],[5,6]]", "[[1,2],[3,4]]", '{"a": 1}'])
def test_points_that_make_no_sense_are_told(browser: Client, points: str) -> None:
    response = browser.post(reverse("plans:step", kwargs={"step": "prone-turn"}), {"thigh_foot_points-left": points})
    assert (response.status_code, "Mark every point" in response.content.decode()) == (422, True)


def test_every_self_test_has_a_figure_and_a_place_in_the_list(browser: Client, person: Person) -> None:
    page = browser.get(reverse("plans:tests")).content.decode()
    for test in catalogue().self_tests.values():
        if test.questions:
            assert reverse("plans:step", kwargs={"step": test.id}) in page
            assert figure_of_test(test.id) is not None


def test_a_test_that_is_not_for_now_says_why(browser: Client, person: Person) -> None:
    save_answers(person, {"health": ["dizziness"]})
    barred = {each.id: each.why for each in barred_self_tests_of(person)}
    assert "one-leg-stand" in barred
    page = browser.get(reverse("plans:tests")).content.decode()
    assert html.escape(barred["one-leg-stand"]).replace("&#x27;", "&#39;") in page
    step = browser.get(reverse("plans:step", kwargs={"step": "one-leg-stand"})).content.decode()
    assert "<kneeline-stopwatch" not in step


def test_seconds_are_counted_by_a_stopwatch(browser: Client) -> None:
    page = browser.get(reverse("plans:step", kwargs={"step": "one-leg-stand"})).content.decode()
    assert page.count("<kneeline-stopwatch") == 2
