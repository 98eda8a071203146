"""Pages that say no: what happened in a kind sentence, and what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kneeline.core.language import N_, _

REASONS = {
    "unknown": (
        403,
        N_("kneeline does not know this browser yet."),
        N_("Open it with the link that stands where kneeline was started. Each link works once."),
    ),
    "used": (
        403,
        N_("This link has been used already."),
        N_("Each link works once. Where kneeline was started you find a new one."),
    ),
    "signed_out": (
        403,
        N_("You are not signed in."),
        N_("Nothing was changed. Open kneeline, sign in, and do it once more."),
    ),
    "host": (
        403,
        N_("kneeline is not known under this address."),
        N_("Open it with the link that was printed where it was started, or name this address in KNEELINE_URL."),
    ),
    "origin": (
        403,
        N_("Another page tried to send this."),
        N_("Nothing was changed. Open kneeline itself and do it there."),
    ),
    "form": (
        403,
        N_("This page was open too long."),
        N_("Nothing was changed. Go back, load the page again, and send it once more."),
    ),
    "missing": (
        404,
        N_("There is nothing here."),
        N_("It may have been deleted, or the address has a slip in it."),
    ),
    "broken": (
        500,
        N_("Something went wrong inside kneeline."),
        N_("Nothing of yours is lost. Try it once more, and tell us if it stays."),
    ),
    "too_large": (
        413,
        N_("This file is larger than 2 GB."),
        N_("Cut it to the movement, or record it again for half a minute: that is enough."),
    ),
    "disk_full": (
        507,
        N_("There is no room left on the disk where kneeline keeps its files."),
        N_("Make some room there and send the file again."),
    ),
}
"""What is said, by reason: the status, what happened, what to do."""


def refused(request: HttpRequest, reason: str) -> HttpResponse:
    """The page for one of ``REASONS``."""
    status, happened, what_to_do = REASONS[reason]
    shown = {"happened": _(happened), "what_to_do": _(what_to_do), "place": None}
    return render(request, "shell/refused.html.jinja", shown, status=status)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token, or with an old one."""
    return refused(request, "form")


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page, or nothing of this person's."""
    return refused(request, "missing")


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours."""
    return refused(request, "broken")
