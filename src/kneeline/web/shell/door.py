"""The door every request goes through: only who is known comes in, and who has not said yes yet is welcomed first."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from kneeline.web.shell.refusals import refused

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def open_to_all(view: View) -> View:
    """Marks a view that anybody may see."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


def before_welcome(view: View) -> View:
    """Marks a view for somebody known who has not yet said yes on the welcome page."""
    view.before_welcome = True  # type: ignore[attr-defined]
    return view


class Door:
    """Answers for every view that is not ``open_to_all``: 403 to a stranger, the welcome page to a newcomer."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.answer(request)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *_parts: object) -> HttpResponse | None:
        """None lets the request in."""
        if getattr(view, "open_to_all", False):
            return None
        if not request.user.is_authenticated:
            return refused(request, "unknown")
        if not request.user.welcomed and not getattr(view, "before_welcome", False):
            return redirect("people:welcome")
        return None
