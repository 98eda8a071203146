"""The article's knowledge, page by page, with one search over all of it."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kneeline.catalogue import catalogue
from kneeline.core.language import LANGUAGES
from kneeline.web.guide import content
from kneeline.web.guide.drawing import FILES
from kneeline.web.guide.explorer import explorer_file
from kneeline.web.guide.figures import KINDS, figure_file, has_island, version
from kneeline.web.guide.parts import PARTS, beside, entry, inside
from kneeline.web.guide.search import MOST, found
from kneeline.web.shell.device import kept_offline
from kneeline.web.shell.door import before_sign_in

_KEPT = "private, max-age=31536000, immutable"


@kept_offline
@require_safe
def contents(request: HttpRequest) -> HttpResponse:
    """The search, the explorer, and the parts."""
    return render(request, "guide/contents.html.jinja", {"parts": PARTS, "place": "guide"})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What is found in the whole guide."""
    asked = request.GET.get("q", "").strip()
    best = found(asked)
    shown = {"asked": asked, "found": best[:MOST], "count": len(best), "place": "guide"}
    return render(request, "guide/search.html.jinja", shown)


@kept_offline
@require_safe
def part(request: HttpRequest, part: str) -> HttpResponse:
    """One part: its entries, or all it says where it is one page."""
    chosen = next((each for each in PARTS if each.id == part), None)
    if chosen is None:
        raise Http404
    name = f"guide/{chosen.id if chosen.whole else 'part'}.html.jinja"
    return render(request, name, {"part": chosen, "groups": content.groups(inside(chosen)), "place": "guide"})


@kept_offline
@require_safe
def page(request: HttpRequest, part: str, item: str) -> HttpResponse:
    """One piece of knowledge."""
    chosen = entry(part, item)
    if chosen is None:
        raise Http404
    before, after = beside(chosen)
    shown = {"entry": chosen, "before": before, "after": after, **content.shown(chosen), "place": "guide"}
    return render(request, content.template(chosen), shown)


@require_safe
def explorer(request: HttpRequest) -> HttpResponse:
    """One leg to move oneself."""
    shown = {"island": has_island(), "version": version(), "place": "guide"}
    return render(request, "guide/explorer.html.jinja", shown)


@require_safe
def explorer_data(request: HttpRequest, language: str, file: str) -> HttpResponse:
    """What the explorer shows."""
    data = explorer_file(file, language) if language in LANGUAGES else None
    if data is None:
        raise Http404
    return HttpResponse(data[0], content_type=data[1], headers={"Cache-Control": _KEPT})


@require_safe
def figure(request: HttpRequest, language: str, motion: str, file: str) -> HttpResponse:
    """A file of a motion, drawn now where nobody has asked for it before."""
    if language not in LANGUAGES or motion not in catalogue().motions or file not in FILES:
        raise Http404
    data = figure_file(motion, language, file).read_bytes()
    kind = KINDS[file.rpartition(".")[2]]
    return HttpResponse(data, content_type=kind, headers={"Cache-Control": _KEPT})


@before_sign_in
@kept_offline
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, where, how long, and who sees it."""
    return render(
        request,
        "guide/privacy.html.jinja",
        {"operator": settings.OPERATOR, "feeds": bool(settings.ADDRESSES.public_name), "place": "me"},
    )


@before_sign_in
@kept_offline
@require_safe
def what_it_is(request: HttpRequest) -> HttpResponse:
    """What kneeline is, and what it is not."""
    return render(request, "guide/what-it-is.html.jinja", {"place": "me"})
