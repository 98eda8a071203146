"""The session of a day: each exercise with its figure, steps and timer, and what is noted down of it."""

import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from kneeline.report.dates import date_words
from kneeline.web.people.visitors import visitor
from kneeline.web.plans import planning
from kneeline.web.plans.doing import doing, done_sent
from kneeline.web.plans.log import log_of, note, strike
from kneeline.web.plans.models import Plan


@require_safe
def session(request: HttpRequest, date: datetime.date) -> HttpResponse:
    """The day's exercises in their order; a past day's can be noted down or corrected."""
    person = visitor(request)
    plan = _plan_of(request, date)
    day = planning.day_of(plan.programme(), date) if plan else None
    log = log_of(person, date)
    if day is None and not log.done:
        raise Http404
    lighter = "lighter" in request.GET
    items = planning.items_of(day, lighter=lighter) if day else ()
    shown = {
        "date": date,
        "today": date == datetime.date.today(),
        "title": date_words(date),
        "doing": doing(items, log),
        "lighter": lighter,
        "can_be_lighter": bool(day and day.lighter and len(day.lighter) < len(day.items)),
        "stop_rules": plan.programme().stop_rules if plan else (),
        "pains": range(11),
        "place": "today",
    }
    return render(request, "plans/session.html.jinja", shown)


@require_POST
def save_done(request: HttpRequest, date: datetime.date, exercise: str) -> HttpResponse:
    """Notes down that an exercise was done, how it felt, or that it was stopped; or takes it out again."""
    person = visitor(request)
    plan = _plan_of(request, date)
    day = planning.day_of(plan.programme(), date) if plan else None
    item = next((each for each in (day.items if day else ()) if each.exercise == exercise), None)
    earlier = next((each for each in log_of(person, date).done if each.exercise == exercise), None)
    if (item is None and earlier is None) or date > datetime.date.today():
        raise Http404
    if "strike" in request.POST:
        strike(person, date, exercise)
    else:
        note(person, done_sent(request.POST, date, item, earlier))
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(status=204)
    return redirect("plans:session", date=date)


def _plan_of(request: HttpRequest, date: datetime.date) -> Plan | None:
    """The week a day belongs to: the current one, looked through first, else an earlier one."""
    person = visitor(request)
    now = planning.current(person)
    if now is not None and now.start <= date:
        return now
    return person.plans.filter(start__lte=date).order_by("-start", "-made_at").first()
