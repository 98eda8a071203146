"""Sending a recording, waiting for it, and what it shows."""

from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from kneeline.web.guide.figures import has_island, version
from kneeline.web.measure import files, queue, results
from kneeline.web.measure.arrivals import NotTaken, arrive
from kneeline.web.measure.conditions import conditions_sent, questions, usual_conditions
from kneeline.web.measure.first_sight import FIRST_SIGHT
from kneeline.web.measure.models import Check, Measuring
from kneeline.web.measure.own_leg import own_leg_json
from kneeline.web.people.forms import BadHeight, tell_height
from kneeline.web.people.visitors import visitor
from kneeline.web.shell.environment import url


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """The way into a check: a photo or a clip."""
    return _asking(request)


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Takes a photo or clip into the queue."""
    sent, person = request.FILES.get("recording"), visitor(request)
    try:
        tell_height(person, request.POST.get("height_cm", ""))
        measuring = arrive(
            person,
            sent if isinstance(sent, UploadedFile) else None,
            request.POST.get("mirrored"),
            "keep_pictures" in request.POST,
            conditions_sent(request.POST.dict()),
        )
    except (BadHeight, NotTaken) as no:
        return _asking(request, str(no))
    return redirect("measure:measuring", measuring=measuring.pk)


@require_safe
def measuring(request: HttpRequest, measuring: UUID) -> HttpResponse:
    """The page one waits on."""
    row = _own_measuring(request, measuring)
    if row.result_id is not None:
        return redirect("measure:result", check=row.result_id)
    return render(request, "measure/measuring.html.jinja", {"row": row, "place": "check"})


@require_safe
def state(request: HttpRequest, measuring: UUID) -> HttpResponse:
    """How far it is, asked every second; when it is done, where to go."""
    row = _own_measuring(request, measuring)
    response = render(request, "measure/state.html.jinja", {"row": row})
    if row.result_id is not None:
        response["HX-Redirect"] = url("measure:result", check=row.result_id)
    return response


@require_POST
def cancel(request: HttpRequest, measuring: UUID) -> HttpResponse:
    """Stops waiting and deletes the recording."""
    queue.cancel(_own_measuring(request, measuring))
    return redirect("measure:measuring", measuring=measuring)


@require_safe
def result(request: HttpRequest, check: UUID) -> HttpResponse:
    """A sentence a leg, the picture, the curves, the signs, and what could not be seen."""
    own = _own_check(request, check)
    shown = {
        "check": own,
        "part": results.shown(own),
        "signs": results.sign_cards(own),
        "held": [results.still_held(own, index) for index in range(len(own.stills()))],
        "can_move": hasattr(own, "joints"),
        "explorer": own_leg_json(own.numbers()) is not None,
        "h": 1,
        "place": "check",
    }
    return render(request, "measure/result.html.jinja", shown)


@require_safe
def explorer(request: HttpRequest, check: UUID) -> HttpResponse:
    """The valgus explorer, with what this check measured."""
    own = own_leg_json(_own_check(request, check).numbers())
    if own is None:
        raise Http404
    shown = {"island": has_island(), "version": version(), "own": own, "check": check, "place": "check"}
    return render(request, "guide/explorer.html.jinja", shown)


@require_safe
def picture(request: HttpRequest, check: UUID, index: int) -> HttpResponse:
    """A picture of a check: kept, if it was ticked, else only once."""
    if request.method == "HEAD":
        raise Http404
    jpeg = results.picture_bytes(_own_check(request, check), index)
    if jpeg is None:
        raise Http404
    return HttpResponse(jpeg, content_type="image/jpeg", headers={"Cache-Control": "no-store"})


@require_POST
def delete(request: HttpRequest, check: UUID) -> HttpResponse:
    """Deletes one check and its pictures."""
    own = _own_check(request, check)
    person, which = own.person_id, own.pk
    own.delete()
    files.drop_pictures(person, which)
    FIRST_SIGHT.forget(person)
    return redirect("plans:progress")


def _asking(request: HttpRequest, problem: str = "") -> HttpResponse:
    person = visitor(request)
    last = person.checks.order_by("-made_at").values_list("document", flat=True).first()
    shown = {
        "conditions": questions(),
        "chosen": request.POST if problem else usual_conditions(last),
        "problem": problem,
        "person": person,
        "unfinished": list(person.measurings.filter(state__in=("waiting", "running")).order_by("created_at")),
        "place": "check",
    }
    return render(request, "measure/check.html.jinja", shown, status=422 if problem else 200)


def _own_measuring(request: HttpRequest, measuring: UUID) -> Measuring:
    return get_object_or_404(Measuring, pk=measuring, person=visitor(request))


def _own_check(request: HttpRequest, check: UUID) -> Check:
    return get_object_or_404(Check.objects.select_related("person", "joints"), pk=check, person=visitor(request))
