"""The handout and what a physio gets: complete, kind, on either paper, and safe to open."""

import itertools
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import kneeline
from kneeline.assess import answers_from
from kneeline.catalogue import catalogue
from kneeline.core.findings import Advice, Barred, Findings
from kneeline.core.programme import LeftOut, Programme, Wishes
from kneeline.report.handout import programme_page, render_handout
from kneeline.report.handover import render_handover
from kneeline.report.pdf import pdf_problem, write_pdf
from tests.report import examples
from tests.report.test_html import NASTY, Page
from tests.words.forbidden import NOT_IN_A_REPORT, claims

START = date(2026, 11, 23)


@pytest.fixture(scope="module")
def findings() -> Findings:
    return kneeline.assess([examples.squat()], on=START)


@pytest.fixture(scope="module")
def programme(findings: Findings) -> Programme:
    return kneeline.plan(findings, Wishes(equipment=("roller", "band", "step")), start=START)


@pytest.fixture(scope="module")
def page(programme: Programme, findings: Findings) -> Page:
    return Page(render_handout(programme, findings, catalogue()))


def test_every_exercise_of_the_week_has_its_card(page: Page, programme: Programme) -> None:
    assert programme.first_week is not None
    planned = {item.exercise for day in programme.first_week.days for item in day.items}
    assert planned
    for exercise in planned:
        assert catalogue().exercises[exercise].start in page.text
        assert catalogue().exercises[exercise].stop in page.text


def test_what_is_left_out_is_there_with_its_reason(page: Page, programme: Programme) -> None:
    assert programme.left_out
    assert all(left.why in page.text for left in programme.left_out)


def test_exercises_left_out_for_one_reason_share_a_line(programme: Programme, findings: Findings) -> None:
    out = ("clamshell", "dead-bug", "step-up")
    whys = ("No room.", "No room.", "Needs a low step.")
    left_out = tuple(LeftOut(each, why, "time") for each, why in zip(out, whys, strict=True))
    shown = programme_page(replace(programme, left_out=left_out), findings, catalogue())
    ((_, lines),) = shown.left_out
    assert lines == (("Clamshell · Dead bug", "No room."), ("Step up, slowly down", "Needs a low step."))


def test_when_to_stop_is_there(page: Page, programme: Programme) -> None:
    assert programme.stop_rules
    assert all(rule in page.text for rule in programme.stop_rules)


def test_it_is_kind_and_promises_nothing(page: Page) -> None:
    assert claims(page.text) == []
    assert NOT_IN_A_REPORT.findall(page.text) == []


def test_it_asks_for_nothing_from_anywhere(page: Page) -> None:
    assert [tag for tag, _ in page.tags if tag in ("script", "link", "iframe")] == []
    assert not any(value and value.startswith("http") for _, values in page.tags for value in values.values())


def test_headings_go_down_one_by_one(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if tag in ("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(following <= level + 1 for level, following in itertools.pairwise(levels))


@pytest.mark.parametrize(("paper", "width"), [("A4", 595), ("letter", 612)])
def test_the_pdf_is_tagged_and_its_text_can_be_selected(
    programme: Programme, findings: Findings, tmp_path: Path, paper: str, width: float
) -> None:
    problem = pdf_problem()
    if problem is not None:
        pytest.skip(problem)
    pypdf = pytest.importorskip("pypdf")
    target = tmp_path / "week.pdf"
    write_pdf(target, render_handout(programme, findings, catalogue(), paper))  # type: ignore[arg-type]
    document = pypdf.PdfReader(target)
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert document.pages[0].mediabox.width == pytest.approx(width, abs=1)
    assert "Your week at a glance" in " ".join(document.pages[0].extract_text().split())
    assert all(len(sheet.extract_text()) > 100 for sheet in document.pages)


def test_where_somebody_has_to_be_seen_first_nothing_is_to_be_done(findings: Findings) -> None:
    urgent = replace(findings, level="urgent")
    shown = Page(render_handout(kneeline.plan(urgent, start=START), urgent, catalogue()))
    assert "See somebody first" in shown.text
    assert "Your exercises" not in shown.text


def answered(told: Mapping[str, object]) -> tuple[Programme, Findings]:
    """The programme and the findings of somebody who told this."""
    answers = answers_from({"person": {"birth_year": 1990}, "answers": told}, "answers.toml", START)
    findings = kneeline.assess([], answers, on=START)
    return kneeline.plan(findings, start=START), findings


FINE: dict[str, object] = {"emergency_signs": [], "soon_signs": []}


def test_when_to_see_somebody_is_there_for_self_care_too() -> None:
    programme, findings = answered(FINE)
    findings = replace(findings, advice=(Advice("one_side", "On one side: ask a doctor once."),))
    shown = programme_page(programme, findings, catalogue())
    assert findings.level == "self_care"
    assert shown.level is None
    to_do = [reason.what_to_do for reason in findings.because if reason.what_to_do]
    assert to_do
    assert shown.see_somebody == (*to_do, "On one side: ask a doctor once.")
    assert all(text in Page(render_handout(programme, findings, catalogue())).text for text in shown.see_somebody)


def test_advice_stands_in_the_handout_of_any_level() -> None:
    programme, findings = answered({**FINE, "knee_pain": True, "pain": 4, "swelling": "now"})
    findings = replace(findings, advice=(Advice("brace", "A brace: ask who offered it."),))
    page = Page(render_handout(programme, findings, catalogue()))
    assert "A brace: ask who offered it." in page.text
    assert page.text.count("Show it to a doctor or a physiotherapist before you start.") == 1


def test_weeks_on_end_with_the_same_note_make_one_line(programme: Programme, findings: Findings) -> None:
    first = replace(programme.weeks[0], number=1)
    notes = ("Harder.", "The same.", "The same.", "The same.", None, "The same.")
    ahead = tuple(replace(first, number=number, note=note) for number, note in enumerate(notes, start=2))
    shown = programme_page(replace(programme, weeks=(first, *ahead)), findings, catalogue())
    assert shown.outlook == ("Week 2: Harder.", "Weeks 3 to 5: The same.", "Week 7: The same.")


def test_a_stopped_plan_shows_no_empty_sections_and_lists_no_exercises() -> None:
    programme, findings = answered({**FINE, "emergency_signs": ["suspected_fracture"]})
    listed = replace(programme, left_out=(LeftOut("clamshell", "Not now.", "level"),))
    text = Page(render_handout(listed, findings, catalogue())).text
    for heading in ("at a glance", "Your exercises", "not in this week", "When to stop", "What comes after"):
        assert heading not in text
    assert "Not now." not in text


def test_why_to_see_somebody_is_said_once() -> None:
    programme, findings = answered({**FINE, "emergency_signs": ["suspected_fracture"]})
    text = Page(render_handout(programme, findings, catalogue())).text
    assert text.count("something may be broken, torn or out of its joint") == 1


def test_a_physio_sees_every_sign_and_no_picture_unless_given(programme: Programme, findings: Findings) -> None:
    measured = examples.squat(NASTY)
    without = Page(render_handover([(measured, ())], findings, programme, catalogue()))
    assert all(name in without.text for name in ("Hip rolls in", "Shin turned out", "Arch sinks", "Feet point out"))
    assert [tag for tag, _ in without.tags if tag in ("img", "script")] == []
    pictured = Page(render_handover([(measured, (examples.still(),))], findings, programme, catalogue()))
    assert [tag for tag, _ in pictured.tags].count("img") == 1


def test_a_physio_sees_every_answer_as_given_and_what_is_barred(programme: Programme, findings: Findings) -> None:
    told = {
        "answers": {
            "soon_signs": ["locked"],
            "swelling": "now",
            "knee_pain": True,
            "ankle_gap_cm": 4.5,
            "wall_distance_cm": {"left": 6, "right": 9.5},
            "thigh_foot_points": {"left": [[0, 0], [10, 20], [3, 30], [4, 45]]},
            "emergency_signs": [],
        }
    }
    answers = answers_from(told, "answers.toml", START)
    barred = replace(findings, barred_tests=(Barred("single-leg-squat", "A knee swells."),))
    page = Page(render_handover([], barred, programme, catalogue(), answers=answers.answers))
    questions = catalogue().questions
    assert all(questions[each].text in page.text for each in told["answers"])
    for given in ("4.5 cm", "left: 6 cm, right: 9.5 cm", "second toe (4, 45)", "none of these"):
        assert given in page.text
    assert next(each.name for each in questions["soon_signs"].choices if each.id == "locked") in page.text
    assert catalogue().self_tests["knees-touch"].error in page.text
    assert "A knee swells." in page.text
    assert catalogue().movement_tests["single-leg-squat"].name in page.text
