"""The design system on one page, in debug alone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kneeline.report.charts import Row, capsule_chart, mark, unseen_mark
from kneeline.report.colour import LIGHT
from kneeline.report.outcome import Amount
from kneeline.web.shell.door import open_to_all


@open_to_all
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every token and every component, each as it is used."""
    rows = [
        Row("Left", "left", Amount(12.0, 3.0), "12° ± 3° in"),
        Row("Right", "right", Amount(1.0, 3.0), "1° ± 3° in"),
    ]
    shown = {
        "tokens": list(LIGHT),
        "mark_in_line": mark(0.0, "in-line"),
        "mark_in": mark(0.8, "knee-in-strong"),
        "mark_unseen": unseen_mark(),
        "capsules": capsule_chart(rows, "Left 12° ± 3° in, right 1° ± 3° in"),
        "place": "guide",
    }
    return render(request, "shell/styleguide.html.jinja", shown)
