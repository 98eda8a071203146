"""Answers for bodies that were too large to take (`web.bodies` says so in the scope)."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from kneeline.web.shell.refusals import refused

REFUSED = "kneeline.refused"
"""The key in a request's scope; its value is a reason of `shell.refusals`."""


class Bounds:
    """Stands before anything that reads what was sent."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        reason = getattr(request, "scope", {}).get(REFUSED)
        if reason is None:
            return self.answer(request)
        stranger = "signed_out" if settings.ACCOUNTS else "unknown"
        return refused(request, reason if request.user.is_authenticated else stranger)
