"""Which pages and files a browser keeps for where there is no net: the week, its sessions and figures, the guide."""

import datetime
from collections.abc import Sequence
from hashlib import sha256

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from kneeline.catalogue import catalogue
from kneeline.core.language import spoken
from kneeline.core.programme import Programme
from kneeline.web.guide.content import figure
from kneeline.web.guide.figures import has_island
from kneeline.web.guide.figures import version as figures_version
from kneeline.web.guide.parts import PARTS, entries
from kneeline.web.people.models import Person
from kneeline.web.people.visitors import visitor
from kneeline.web.plans import planning
from kneeline.web.plans.models import Plan
from kneeline.web.shell.environment import url
from kneeline.web.shell.offline import version


@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """The addresses: pages of the person's own, whose ``state`` says when they have changed; texts, and files, those of
    the next session ``first``, all the same for a ``version``. Before there is a week there is nothing to go on with.
    """
    person = visitor(request)
    plan = planning.current(person)
    programme = plan.programme() if plan else None
    week = programme is not None and programme.first_week is not None
    told = {
        "version": f"{version()} {figures_version()} {spoken()}",
        "state": _state(person, plan),
        "pages": [*_pages(programme), url("shell:offline")] if week and programme else [url("shell:offline")],
        "first": _files(programme, 1) if week and programme else [],
        "texts": _texts() if week else [],
        "files": _files(programme) if week and programme else [],
    }
    return JsonResponse(told, headers={"Cache-Control": "no-store"})


def _state(person: Person, plan: Plan | None) -> str:
    """Changes with the day and with whatever those pages show."""
    noted = person.noted.order_by("-at").values_list("note", flat=True).first()
    checked = person.checks.order_by("-made_at").values_list("pk", flat=True).first()
    planned = (plan.pk, plan.document["sequence"], plan.looked_at) if plan else ()
    told = " ".join(map(str, (datetime.date.today(), spoken(), noted, checked, *planned)))
    return sha256(told.encode()).hexdigest()[:16]


def _pages(programme: Programme) -> list[str]:
    today, week = datetime.date.today(), programme.first_week
    days = [day.date for day in (week.days if week else ()) if day.date >= today]
    sessions = [url("plans:session", date=day) for day in days]
    return [url("plans:today"), url("plans:programme"), *sessions]


def _texts() -> list[str]:
    parts = [url("guide:part", part=part.id) for part in PARTS]
    pages = [url("guide:page", part=each.part.id, item=each.id) for each in entries() if not each.part.whole]
    return [url("guide:contents"), url("guide:privacy"), url("guide:what-it-is"), *parts, *dict.fromkeys(pages)]


def _files(programme: Programme, days: int | None = None) -> list[str]:
    """The player of figures, and of each exercise of the days to come its clip and its pictures."""
    today, week = datetime.date.today(), programme.first_week
    to_come = [day for day in (week.days if week else ()) if day.date >= today][:days]
    exercises = dict.fromkeys(item.exercise for day in to_come for item in day.items)
    known = [each for each in exercises if each in catalogue().exercises]
    return [
        *([static("report/islands/figure.js")] if has_island() else []),
        *(address for each in known for address in _pictures(each)),
    ]


def _pictures(exercise: str) -> Sequence[str]:
    theme = [url("plans:figure", exercise=exercise, theme=each) for each in ("light", "dark")]
    postures = [f"{each}?v={figures_version()}" for each in theme]
    if exercise not in catalogue().motions:
        return postures
    drawn = figure(exercise).files
    return [*postures, drawn["clip"], drawn["still"], drawn["dark"]]
