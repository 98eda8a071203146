"""Wishes, the week they make, and the week as a file: to print, for a calendar, for a physio."""

import datetime
import tempfile
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import kneeline
from kneeline.catalogue import catalogue
from kneeline.core.errors import BadArgument
from kneeline.programme import adherence_in_words
from kneeline.report.calendar import nothing_to_write, render_calendar
from kneeline.report.figures import figure_addresses
from kneeline.report.handout import programme_page, render_handout
from kneeline.report.handover import render_handover
from kneeline.report.pdf import write_pdf
from kneeline.web.guide.figures import version
from kneeline.web.people.models import Feed, Person
from kneeline.web.people.visitors import visitor
from kneeline.web.plans import feeds, figures, planning, told
from kneeline.web.plans.log import whole_log
from kneeline.web.plans.models import Plan
from kneeline.web.plans.wishing import DAYS, MINUTES, wishes_sent
from kneeline.web.shell.device import kept_offline
from kneeline.web.shell.environment import url

FOREVER = "private, max-age=31536000, immutable"


@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: HttpRequest) -> HttpResponse:
    """Minutes, days, things, and what somebody would rather not do; then the week. The stop questions come first."""
    person = visitor(request)
    if told.stop_questions_open(told.answers_of(person)):
        return redirect("plans:stop")
    wanted = told.document_of(person)["wishes"]
    errors: dict[str, str] = {}
    if request.method == "POST":
        wanted, errors = wishes_sent(request.POST, wanted)
        if not errors:
            told.save_wishes(person, wanted)
            _made(person)
            return redirect("plans:programme")
    shown = {
        "wanted": {"minutes": 20, "days": 5, "equipment": [], "dislikes": [], "experience": "new", **wanted},
        "minutes": MINUTES,
        "days": DAYS,
        "things": [each for each in catalogue().equipment.values() if not each.at_home],
        "exercises": list(catalogue().exercises.values()),
        "errors": errors,
        "place": "today",
    }
    return render(request, "plans/wishes.html.jinja", shown, status=422 if errors else 200)


@kept_offline
@require_safe
def programme(request: HttpRequest) -> HttpResponse:
    """The week at a glance, each exercise with its figure and why it is there, and what is not there and why."""
    plan = planning.current(visitor(request))
    if plan is None:
        return redirect("plans:wishes")
    now, today = plan.programme(), datetime.date.today()
    page = programme_page(now, plan.seen(), catalogue())
    shown = {
        "page": page,
        "figures": {card.exercise: _picture(card.exercise) for card in page.cards},
        "today": today if planning.day_of(now, today) else None,
        "over": planning.week_over(now, today) and now.first_week is not None,
        "adherence": adherence_in_words(now, whole_log(plan.person, now.start), today) if now.first_week else "",
        "no_calendar": nothing_to_write(now),
        "feed_possible": feeds.possible(),
        "feed": Feed.objects.filter(person=plan.person).first(),
        "h": 1,
        "place": "today",
    }
    return render(request, "plans/programme.html.jinja", shown)


@require_POST
def swap(request: HttpRequest) -> HttpResponse:
    """Leaves one exercise out on wish; what fits best comes in its place."""
    person, exercise = visitor(request), request.POST.get("exercise", "")
    plan = planning.current(person)
    if plan is None or exercise not in catalogue().exercises:
        raise Http404
    wanted = told.document_of(person)["wishes"]
    dislikes = [*(each for each in wanted.get("dislikes", []) if each != exercise), exercise]
    told.save_wishes(person, {**wanted, "dislikes": dislikes})
    planning.remake(plan)
    return redirect("plans:programme")


@require_POST
def next_week(request: HttpRequest) -> HttpResponse:
    """The next week from what was really done; once this one is over."""
    plan = planning.current(visitor(request))
    if plan is None:
        return redirect("plans:wishes")
    now, today = plan.programme(), datetime.date.today()
    if now.first_week is not None and planning.week_over(now, today):
        planning.go_on(plan, today)
    return redirect("plans:programme")


@require_safe
def figure(request: HttpRequest, exercise: str, theme: str) -> HttpResponse:
    """The figure's two postures of an exercise, as SVG."""
    if theme not in figures.THEMES:
        raise Http404
    try:
        file = figures.postures_file(exercise, theme)
    except BadArgument as error:
        raise Http404 from error
    return HttpResponse(file.read_bytes(), content_type="image/svg+xml", headers={"Cache-Control": FOREVER})


@require_safe
def handout(request: HttpRequest, kind: str) -> HttpResponse:
    """The week on paper, as a page or as PDF."""
    plan = _plan(request)
    now = plan.programme()
    exercises = {item.exercise for day in (now.first_week.days if now.first_week else ()) for item in day.items}
    text = render_handout(now, plan.seen(), catalogue(), figures=figure_addresses(exercises))
    return _file(text, kind, f"kneeline-{now.start:%Y-%m-%d}")


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The week and its outlook for a calendar, at the time of day that is asked for."""
    now = _plan(request).programme()
    try:
        at = datetime.time.fromisoformat(request.GET.get("at", "18:00")).replace(tzinfo=None)
    except ValueError as error:
        raise Http404 from error
    if nothing_to_write(now):
        raise Http404
    text = render_calendar(now, at, datetime.datetime.now(datetime.UTC), catalogue())
    return _download(text.encode(), "text/calendar; charset=utf-8", "kneeline.ics")


@require_safe
def physio(request: HttpRequest, kind: str) -> HttpResponse:
    """Checks, answers, findings and the week in one file, for a professional."""
    person = visitor(request)
    answers = told.answers_of(person)
    findings = told.findings_of(person, answers)
    plan = planning.current(person)
    planned = plan.programme() if plan else kneeline.plan(findings, answers.wishes)
    results = [(check.measurement(), check.stills()) for check in told.newest_checks(person)]
    text = render_handover(results, findings, planned, catalogue(), answers=answers.answers)
    return _file(text, kind, f"kneeline-physio-{datetime.date.today():%Y-%m-%d}")


def _made(person: Person) -> None:
    """The week anew from the wishes; a first one where there is none, where the last was stopped, or where nothing was
    done of it yet."""
    plan, today = person.plans.order_by("-made_at").first(), datetime.date.today()
    if plan is None:
        planning.begin(person, today)
        return
    untouched = plan.follows is None and not person.trainings.filter(date__gte=plan.start).exists()
    if untouched:
        plan.delete()
    if untouched or plan.programme().first_week is None:
        planning.begin(person, today)
    else:
        planning.remake(plan)


def _plan(request: HttpRequest) -> Plan:
    plan = planning.current(visitor(request))
    if plan is None:
        raise Http404
    return plan


def _picture(exercise: str) -> str:
    address = url("plans:figure", exercise=exercise, theme="light")
    return f"{address}?v={version()}"


def _file(page: str, kind: str, name: str) -> HttpResponse:
    if kind not in ("html", "pdf"):
        raise Http404
    if kind == "html":
        return _download(page.encode(), "text/html; charset=utf-8", f"{name}.html")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.pdf"
        write_pdf(path, page)
        return _download(path.read_bytes(), "application/pdf", f"{name}.pdf")


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)
