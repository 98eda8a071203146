"""The session of a day: its exercises, the player that runs through them, and what is noted down of them."""

import datetime

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kneeline.catalogue import catalogue
from kneeline.core.programme import Day, Item
from kneeline.programme import variants
from kneeline.report.dates import date_words
from kneeline.report.programme_words import minutes_words
from kneeline.web.people.models import Person
from kneeline.web.people.visitors import visitor
from kneeline.web.plans import planning
from kneeline.web.plans.doing import doing
from kneeline.web.plans.log import log_of, whole_log
from kneeline.web.plans.models import Plan
from kneeline.web.plans.noting import Notes, keep, note_of
from kneeline.web.plans.playing import session_json
from kneeline.web.shell.device import device_key, kept_offline

LEARNT = datetime.timedelta(days=366)
"""What was understood of an exercise so long ago opens its harder stages."""


@kept_offline
@require_safe
def session(request: HttpRequest, date: datetime.date) -> HttpResponse:
    """The day's exercises in their order, and their player; a past day's can be noted down or corrected."""
    person = visitor(request)
    plan = _plan_of(person, date)
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
        "played": _played(plan, date, items) if plan and items else "null",
        "to_come": date > datetime.date.today(),
        "minutes": minutes_words(sum(item.minutes for item in items)),
        "lighter": lighter,
        "can_be_lighter": _can_be_lighter(day),
        "stop_rules": plan.programme().stop_rules if plan else (),
        "pains": range(11),
        "place": "today",
    }
    return render(request, "plans/session.html.jinja", shown)


@require_POST
def save_done(request: HttpRequest, date: datetime.date, exercise: str) -> HttpResponse:
    """Notes down that an exercise was done, how it felt, or that it was stopped; or takes it out again."""
    person = visitor(request)
    if date > datetime.date.today():
        raise Http404
    if keep(person, note_of(request.POST.dict(), date, exercise), _item_of(person, date, exercise)) == "refused":
        raise Http404
    return redirect("plans:session", date=date)


@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: HttpRequest) -> HttpResponse:
    """What a queue needs to send (whose it is now, a form token); and what it sends, answered note by note."""
    person = visitor(request)
    if request.method != "POST":
        return _told({"person": device_key(person), "token": get_token(request)})
    try:
        sent = msgspec.json.decode(request.body, type=Notes).notes
    except msgspec.DecodeError:
        return _told({"outcomes": {}}, status=400)
    outcomes = {str(each.id): keep(person, each, _item_of(person, each.date, each.exercise)) for each in sent}
    return _told({"outcomes": outcomes})


def _told(what: dict[str, object], status: int = 200) -> JsonResponse:
    return JsonResponse(what, status=status, headers={"Cache-Control": "no-store"})


def _played(plan: Plan, date: datetime.date, items: tuple[Item, ...]) -> str:
    person, programme = plan.person, plan.programme()
    others = variants(items, plan.seen(), programme.wishes, whole_log(person, date - LEARNT), catalogue())
    return session_json(date, items, others, log_of(person, date), programme.stop_rules)


def _can_be_lighter(day: Day | None) -> bool:
    return bool(day and day.lighter and len(day.lighter) < len(day.items))


def _item_of(person: Person, date: datetime.date, exercise: str) -> Item | None:
    """What was planned of an exercise on a day."""
    plan = _plan_of(person, date)
    day = planning.day_of(plan.programme(), date) if plan else None
    return next((each for each in (day.items if day else ()) if each.exercise == exercise), None)


def _plan_of(person: Person, date: datetime.date) -> Plan | None:
    """The week a day belongs to: the current one, looked through first, else an earlier one."""
    now = planning.current(person)
    if now is not None and now.start <= date:
        return now
    return person.plans.filter(start__lte=date).order_by("-start", "-made_at").first()
