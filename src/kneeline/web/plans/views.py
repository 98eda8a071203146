"""What is next, and what was."""

from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kneeline.report.charts import mark
from kneeline.report.dates import date_words
from kneeline.report.words import sentences, title
from kneeline.web.measure.models import Check
from kneeline.web.people.visitors import visitor

A_PAGE = 12
"""Checks on one page of Progress."""


@dataclass(frozen=True)
class Line:
    """A check in a list: its id, the day, the movement, and the first thing it says."""

    check: UUID
    day: str
    title: str
    sentence: str


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """The one next step."""
    latest = visitor(request).checks.order_by("-made_at").first()
    shown = {
        "latest": latest,
        "sentences": sentences(latest.numbers()) if latest else [],
        "mark": mark(0.0, "in-line"),
        "place": "today",
    }
    return render(request, "plans/today.html.jinja", shown)


@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """Every check, the newest first, a dozen a page."""
    checks = visitor(request).checks.order_by("-made_at").defer("series", "poses")
    page = Paginator(checks, A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "lines": [_line(check) for check in page],
        "page": page,
        "mark": mark(0.0, "in-line"),
        "place": "progress",
    }
    return render(request, "plans/progress.html.jinja", shown)


def _line(check: Check) -> Line:
    numbers = check.numbers()
    return Line(check.pk, date_words(check.made_at.date()), title(numbers), " ".join(sentences(numbers)))
