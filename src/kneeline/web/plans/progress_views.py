"""What changed, what was done, and every check."""

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kneeline.core.language import _
from kneeline.programme import adherence_in_words, reported_in_words
from kneeline.report.charts import mark
from kneeline.report.dates import date_words
from kneeline.report.messages import word
from kneeline.report.words import sentences, title
from kneeline.web.measure.models import Check
from kneeline.web.people.models import Person
from kneeline.web.people.visitors import visitor
from kneeline.web.plans import planning
from kneeline.web.plans.log import note_check, spoken_log, whole_log
from kneeline.web.plans.progress import by_condition, changed, pain_trend, pair_of, taken, trends, ways_of
from kneeline.web.plans.reporting import OF_TEN, OVERALL, activity_trend, check_sent, reported

A_PAGE = 12
"""Checks on one page of Progress."""
SESSIONS = 14
LOOKED_BACK = datetime.timedelta(weeks=8)
"""So far back goes what is shown of sessions."""


@dataclass(frozen=True)
class Line:
    """A check in a list: its id, the day, the movement, and the first thing it says."""

    check: UUID
    day: str
    title: str
    sentence: str


@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """Charts of the newest movement, two checks compared, what was done; every check, the newest first."""
    person = visitor(request)
    checks = person.checks.order_by("-made_at").defer("series", "poses")
    page = Paginator(checks, A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "lines": [_line(check) for check in page],
        "page": page,
        "mark": mark(0.0, "in-line"),
        "place": "progress",
        **_change(request, person),
        **_doing(person),
    }
    return render(request, "plans/progress.html.jinja", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Pain, own activities and overall change, in somebody's own words and numbers; once a day, to correct."""
    person, today = visitor(request), datetime.date.today()
    if request.method == "POST":
        note_check(person, today, check_sent(request.POST.dict(), today))
        return redirect("plans:progress")
    shown = {"form": reported(spoken_log(person), today), "of_ten": OF_TEN, "overall": OVERALL, "place": "progress"}
    return render(request, "plans/report.html.jinja", shown)


def _change(request: HttpRequest, person: Person) -> dict[str, object]:
    tasks = list(person.checks.exclude(task="").order_by().values_list("task", flat=True).distinct())
    newest = person.checks.exclude(task="").order_by("-made_at").values_list("task", flat=True).first()
    task = request.GET.get("movement") if request.GET.get("movement") in tasks else newest
    checks = taken(person, task) if task else []
    ways = ways_of(checks)
    way = request.GET.get("way", "")
    pair = pair_of(checks, request.GET.dict()) if checks else None
    compared = changed(*pair) if pair else None
    return {
        "movements": [(each, word("task", each)) for each in sorted(tasks)],
        "movement": task,
        "ways": ways,
        "way": way if way in {each.key for each in ways} else (ways[0].key if ways else ""),
        "trends": trends(checks, way),
        "conditions": by_condition(checks),
        "taken": checks,
        "pair": pair,
        "compared": compared,
    }


def _doing(person: Person) -> dict[str, object]:
    today = datetime.date.today()
    log, plan = whole_log(person, today - LOOKED_BACK), planning.current(person)
    programme = plan.programme() if plan else None
    days = sorted({each.date for each in log.done}, reverse=True)[:SESSIONS]
    return {
        "adherence": adherence_in_words(programme, log, today) if programme and programme.first_week else "",
        "reported": reported_in_words(log) if log.checks else (),
        "activities": activity_trend(log, _("Your own activities, 0 to 10: the higher, the easier")),
        "pain": pain_trend(log),
        "sessions": [(day, date_words(day), sum(each.date == day for each in log.done)) for day in days],
    }


def _line(check: Check) -> Line:
    numbers = check.numbers()
    return Line(check.pk, date_words(check.made_at.date()), title(numbers), " ".join(sentences(numbers)))
