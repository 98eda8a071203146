"""The door every request goes through: only who is known comes in, and who has not said yes yet is welcomed first."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from kneeline.web.shell.refusals import refused

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def open_to_all(view: View) -> View:
    """Marks a view that anybody may see."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


def before_sign_in(view: View) -> View:
    """Marks a view that tells people what they sign in to: open to all where there are accounts, and only there."""
    view.before_sign_in = True  # type: ignore[attr-defined]
    return view


def before_welcome(view: View) -> View:
    """Marks a view for somebody known who has not yet said yes on the welcome page."""
    view.before_welcome = True  # type: ignore[attr-defined]
    return view


class Door:
    """Answers for every view that is not ``open_to_all``: to a stranger 403, or where there are accounts the page to
    sign in; to a newcomer the welcome page."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.answer(request)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *_parts: object) -> HttpResponse | None:
        """None lets the request in."""
        if getattr(view, "open_to_all", False) or (settings.ACCOUNTS and getattr(view, "before_sign_in", False)):
            return None
        if not request.user.is_authenticated:
            return _to_sign_in(request) if settings.ACCOUNTS else refused(request, "unknown")
        before_welcome = getattr(view, "before_welcome", False) or getattr(view, "before_sign_in", False)
        if not request.user.welcomed and not before_welcome:
            return redirect("people:welcome")
        return None


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the page that sends a code and, after it, back here; what was to be changed is not, and that is said."""
    address = reverse("account_request_login_code")
    if request.method in ("GET", "HEAD") and "HX-Request" not in request.headers:
        return redirect(
            address if request.path_info == "/" else f"{address}?{urlencode({'next': request.get_full_path()})}"
        )
    response = refused(request, "signed_out")
    response["HX-Redirect"] = address
    return response
