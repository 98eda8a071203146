"""The handout and what a physio gets: complete, kind, on either paper, and safe to open."""

import itertools
from datetime import date
from pathlib import Path

import pytest

import kneeline
from kneeline.catalogue import catalogue
from kneeline.core.findings import Findings
from kneeline.core.programme import Programme, Wishes
from kneeline.report.handout import render_handout
from kneeline.report.handover import render_handover
from kneeline.report.pdf import pdf_problem, write_pdf
from tests.report import examples
from tests.report.test_html import FORBIDDEN, NASTY, Page

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


def test_when_to_stop_is_there(page: Page, programme: Programme) -> None:
    assert programme.stop_rules
    assert all(rule in page.text for rule in programme.stop_rules)


def test_it_is_kind_and_promises_nothing(page: Page) -> None:
    assert FORBIDDEN.findall(page.text) == []


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
    from dataclasses import replace

    urgent = replace(findings, level="urgent")
    shown = Page(render_handout(kneeline.plan(urgent, start=START), urgent, catalogue()))
    assert "See somebody first" in shown.text
    assert "Your exercises" not in shown.text


def test_a_physio_sees_every_sign_and_no_picture_unless_given(programme: Programme, findings: Findings) -> None:
    measured = examples.squat(NASTY)
    without = Page(render_handover([(measured, ())], findings, programme, catalogue()))
    assert all(name in without.text for name in ("Hip rolls in", "Shin turned out", "Arch sinks", "Feet point out"))
    assert [tag for tag, _ in without.tags if tag in ("img", "script")] == []
    pictured = Page(render_handover([(measured, (examples.still(),))], findings, programme, catalogue()))
    assert [tag for tag, _ in pictured.tags].count("img") == 1
