"""What is next."""

import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kneeline.catalogue import catalogue
from kneeline.report.charts import mark
from kneeline.report.dates import date_words
from kneeline.report.finding_words import level_sentence
from kneeline.report.programme_words import exercise_name, minutes_words
from kneeline.report.words import sentences
from kneeline.web.people.models import Person
from kneeline.web.people.visitors import visitor
from kneeline.web.plans import planning, told
from kneeline.web.plans.log import log_of
from kneeline.web.plans.models import Plan
from kneeline.web.shell.device import kept_offline


@kept_offline
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """The one next step."""
    person = visitor(request)
    latest = person.checks.order_by("-made_at").first()
    plan = planning.current(person)
    shown = {
        "latest": latest,
        "sentences": sentences(latest.numbers()) if latest else [],
        "mark": mark(0.0, "in-line"),
        "week": _week(person, plan) if plan else None,
        "stop_open": told.stop_questions_open(told.answers_of(person)),
        "place": "today",
    }
    return render(request, "plans/today.html.jinja", shown)


def _week(person: Person, plan: Plan) -> dict[str, object]:
    """Today's exercises, or when the next ones are; whether the week is over, and when to look again."""
    now, date = plan.programme(), datetime.date.today()
    day, following = planning.day_of(now, date), planning.next_day(now, date)
    done = {each.exercise for each in log_of(person, date).done}
    names = [(exercise_name(each.exercise, catalogue()), each.exercise in done) for each in (day.items if day else ())]
    retest = next((each.date for each in now.retests if each.date <= date), None)
    checked_since = retest is not None and person.checks.filter(made_at__date__gte=retest).exists()
    return {
        "date": date,
        "items": names,
        "minutes": minutes_words(day.minutes) if day else "",
        "finished": bool(names) and all(noted for _name, noted in names),
        "next": date_words(following.date) if following else "",
        "over": planning.week_over(now, date) and now.first_week is not None,
        "stopped": level_sentence(now.level) if now.first_week is None else "",
        "retest": date_words(retest) if retest and not checked_since else "",
    }
