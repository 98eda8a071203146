"""The page on which a joint is put right, and what it asks the server."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from kneeline.web.measure import correcting
from kneeline.web.measure.models import Check
from kneeline.web.measure.results import section_of, shown, still_held
from kneeline.web.people.visitors import visitor


@require_safe
def joints(request: HttpRequest, check: UUID, index: int) -> HttpResponse:
    """One picture of a check, large, with the joints of its legs to move."""
    own = _own(request, check, index)
    part = shown(own)
    page = {
        "check": own,
        "index": index,
        "picture": part.pictures[index],
        "held": still_held(own, index),
        "handles": correcting.handles(own, index),
        "part": part,
        "clip": own.numbers().source.frames > 1,
        "place": "check",
    }
    return render(request, "measure/joints.html.jinja", page)


@require_POST
def move_joints(request: HttpRequest, check: UUID, index: int) -> HttpResponse:
    """What the check says with the joints where they are now; with ``keep``, from now on."""
    own = _own(request, check, index)
    try:
        places = correcting.places_sent(request.POST.get("joints", ""), own.stills()[index])
    except correcting.NoPlace as no:
        return render(request, "measure/measured-again.html.jinja", {"problem": str(no)}, status=422)
    placed = correcting.with_picture(own, index, places)
    if "keep" in request.POST:
        correcting.keep(own, placed)
        return redirect("measure:result", check=own.pk)
    again = correcting.looked_again(own, placed)
    part = section_of(again.measurement, again.stills)
    page = {"problem": "", "part": part, "picture": part.pictures[index], "moved": bool(places)}
    return render(request, "measure/measured-again.html.jinja", page)


def _own(request: HttpRequest, check: UUID, index: int) -> Check:
    """The visitor's own check, if it has this picture and can still be measured again."""
    own = get_object_or_404(Check.objects.select_related("joints"), pk=check, person=visitor(request))
    if not hasattr(own, "joints") or index >= len(own.stills()):
        raise Http404
    return own
