"""Beginning and ending a calendar feed, and what a calendar gets."""

import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from kneeline.web.people.visitors import visitor
from kneeline.web.plans import feeds
from kneeline.web.shell.door import open_to_all


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Makes the address, and shows it this once."""
    if not feeds.possible():
        raise Http404
    try:
        at = datetime.time.fromisoformat(request.POST.get("at", "18:00")).replace(tzinfo=None)
    except ValueError as error:
        raise Http404 from error
    address = feeds.begin(visitor(request), at)
    shown = {"address": address, "webcal": address.replace("https://", "webcal://", 1), "place": "today"}
    response = render(request, "plans/feed.html.jinja", shown)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """Ends it."""
    feeds.end(visitor(request))
    return redirect("plans:programme")


@open_to_all
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The weeks of whoever's token it is, for a calendar that asks every few hours."""
    text = feeds.told(token)
    if text is None:
        raise Http404
    headers = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)
