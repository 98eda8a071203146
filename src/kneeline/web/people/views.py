"""Coming in, the welcome page, and everything about oneself."""

import datetime

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from kneeline.core.language import LANGUAGES
from kneeline.web.people.consents import agree, take_back
from kneeline.web.people.examples import leave_example
from kneeline.web.people.forms import AboutMe, about_me, language_of
from kneeline.web.people.joining import email_of
from kneeline.web.people.known import owner
from kneeline.web.people.leaving import delete_everything, everything_zipped
from kneeline.web.people.links import LINKS
from kneeline.web.people.models import Person
from kneeline.web.people.visitors import visitor
from kneeline.web.shell.device import FORGET
from kneeline.web.shell.door import before_welcome, open_to_all
from kneeline.web.shell.refusals import refused


@open_to_all
@require_GET
def open_with_link(request: HttpRequest, token: str) -> HttpResponse:
    """Lets the holder of a one-time link in, for as long as their browser keeps the cookie."""
    if request.user.is_authenticated:
        return redirect("plans:today")
    if settings.ACCOUNTS:
        return refused(request, "missing")
    if not LINKS.use(token):
        return refused(request, "used")
    login(request, owner(), backend="kneeline.web.people.known.Known")
    return redirect("plans:today")


@before_welcome
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """What kneeline is and is not; the year of birth; what it may do. Then the first look, at once."""
    person = visitor(request)
    form = AboutMe()
    if request.method == "POST":
        form = about_me(request.POST.dict(), datetime.date.today())
        agreed = "measure" in request.POST
        if agreed and not form.errors:
            person.birth_year, person.guardian_present = form.year, form.guardian_present or None
            person.save(update_fields=["birth_year", "guardian_present"])
            agree(person, "measure")
            return redirect("measure:check")
        if not agreed:
            form = AboutMe(form.birth_year, form.guardian_present, {**form.errors, "measure": "missing"})
    status = 422 if form.errors else 200
    return render(request, "people/welcome.html.jinja", {"form": form, "place": None}, status=status)


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """Everything about oneself, to change, to take along, to delete."""
    return _me(request, _about(visitor(request)))


@require_POST
def save_me(request: HttpRequest) -> HttpResponse:
    """The year of birth, the height, and the language."""
    person = visitor(request)
    form = about_me(request.POST.dict(), datetime.date.today())
    if form.errors:
        return _me(request, form)
    person.birth_year, person.guardian_present = form.year, form.guardian_present or None
    person.language, person.height_cm = language_of(request.POST.dict()), form.height
    person.save(update_fields=["birth_year", "guardian_present", "language", "height_cm"])
    if not person.may_keep_pictures:
        take_back(person, "keep_pictures")
    return redirect("people:me")


@require_POST
def save_pictures(request: HttpRequest) -> HttpResponse:
    """Whether the two pictures of a check may be kept here."""
    person = visitor(request)
    if "keep_pictures" in request.POST and person.may_keep_pictures:
        agree(person, "keep_pictures")
    else:
        take_back(person, "keep_pictures")
    return redirect("people:me")


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Everything there is of oneself, as one zip."""
    name = f"kneeline-{datetime.date.today():%Y-%m-%d}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(everything_zipped(visitor(request)), content_type="application/zip", headers=headers)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Back from the example person to oneself."""
    if visitor(request).example:
        leave_example(request, visitor(request))
    return redirect("plans:today")


@before_welcome
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest) -> HttpResponse:
    """Asks once, and deletes everything."""
    if request.method != "POST":
        return render(request, "people/delete.html.jinja", {"place": "me"})
    person = visitor(request)
    if person.example:
        return leave(request)
    logout(request)
    delete_everything(person)
    response = render(request, "people/deleted.html.jinja", {"place": None, "forget": True})
    response["Clear-Site-Data"] = FORGET
    return response


def _about(person: Person) -> AboutMe:
    height = "" if person.height_cm is None else f"{person.height_cm:g}"
    return AboutMe(str(person.birth_year), bool(person.guardian_present), height_cm=height)


def _me(request: HttpRequest, form: AboutMe) -> HttpResponse:
    person = visitor(request)
    shown = {"form": form, "person": person, "email": email_of(person), "languages": LANGUAGES, "place": "me"}
    return render(request, "people/me.html.jinja", shown, status=422 if form.errors else 200)
