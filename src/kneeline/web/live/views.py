"""The page of the guided check, and what its browser asks on the way."""

import datetime
import json
from uuid import UUID

from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from kneeline.catalogue import catalogue
from kneeline.core.language import _
from kneeline.core.measurement import Measurement
from kneeline.measure.messages import retold
from kneeline.pixels.encode import jpeg_again
from kneeline.report.programme_words import dose_words
from kneeline.web.live.checks import Made, as_data, check_of
from kneeline.web.live.places import places
from kneeline.web.live.sessions import item_of
from kneeline.web.live.takes import BadTake, Model, model_of, take_of, wanted
from kneeline.web.live.tests_for import Offer, offer
from kneeline.web.measure import files
from kneeline.web.measure.models import Check
from kneeline.web.people.models import Person
from kneeline.web.people.visitors import visitor
from kneeline.web.shell.environment import url

CHECKS_BACK = 20
"""Among so many of somebody's checks the newest by camera is looked for."""


@require_safe
def camera(request: HttpRequest) -> HttpResponse:
    """The guided check: the tests for this person, one by one."""
    person = visitor(request)
    offered = offer(person)
    shown = {"offer": offered, "set": json.dumps(_set(person, offered)), "place": "check"}
    return render(request, "live/camera.html.jinja", shown)


@require_safe
def coach(request: HttpRequest, date: datetime.date, exercise: str) -> HttpResponse:
    """An exercise of a day with the coach."""
    item = item_of(visitor(request), date, exercise)
    if item is None:
        raise Http404
    known = catalogue()
    plan = {"exercise": exercise, "date": date.isoformat(), "places": places(), "socket": "/live/coach"}
    back = url("plans:session", date=date) + f"#{exercise}"
    of = {"reps": item.reps or 0, "hold_s": item.hold_s or 0, "back": back}
    shown = {
        "exercise": known.exercises[exercise],
        "dose": dose_words(item, known),
        "set": json.dumps({**plan, **of}),
        "back": back,
        "place": "today",
    }
    return render(request, "live/coach.html.jinja", shown)


@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """What of a take to look at next, and which legs to read; when enough was seen, its check."""
    try:
        told = take_of(request.body)
        more = wanted(told)
        made = None if more.look or more.legs else check_of(visitor(request), told)
    except BadTake as wrong:
        return JsonResponse({"wrong": str(wrong)}, status=400)
    except IntegrityError:
        return JsonResponse({"wrong": "this name is taken"}, status=409)
    if made is None:
        return JsonResponse(more.for_browser())
    return JsonResponse(_made(made) if isinstance(made, Made) else _again(made))


@require_POST
def keep(request: HttpRequest, check: UUID, index: int) -> HttpResponse:
    """Keeps a picture of a check that the person ticked to be kept; never one of somebody under age."""
    person = visitor(request)
    own = get_object_or_404(Check, pk=check, person=person)
    if not (person.may_keep_pictures and person.agreed("keep_pictures")) or index >= len(own.stills()):
        return HttpResponse(status=409)
    still = own.stills()[index]
    jpeg = jpeg_again(request.body, (still.width, still.height))
    if jpeg is None:
        return HttpResponse(status=400)
    files.keep_picture(person.pk, own.pk, index, jpeg)
    return HttpResponse(status=204)


def _set(person: Person, offered: Offer) -> dict[str, object]:
    """What the page's script has to know."""
    may_keep = person.may_keep_pictures
    return {
        "tests": [test.for_browser() for test in offered.tests],
        "places": places(),
        "socket": "/live/camera",
        "take": url("live:take"),
        "hold": may_keep,
        "keep": url("live:keep", check=UUID(int=0), index=0) if may_keep and person.agreed("keep_pictures") else None,
        "model": _model(person),
    }


def _model(person: Person) -> Model:
    """The model that measured this person's newest check by camera, so that the next can be compared with it."""
    newest = person.checks.order_by("-made_at").values_list("document__pose__estimator", flat=True)[:CHECKS_BACK]
    return next((model for model in map(model_of, newest) if model), "heavy")


def _made(made: Made) -> dict[str, object]:
    from kneeline.report.words import sentences

    return {
        "check": str(made.check.pk),
        "result": url("measure:result", check=made.check.pk),
        "says": list(sentences(made.check.numbers())),
        "pictures": [as_data(picture) for picture in made.pictures],
    }


def _again(measurement: Measurement) -> dict[str, object]:
    """Why there is no value, and what to do."""
    problems = [retold(each) for each in measurement.view.problems]
    said = " ".join(f"{each.message} {each.what_to_do}" for each in problems[:2])
    return {"again": said or _("This could not be measured. Try once more.")}
