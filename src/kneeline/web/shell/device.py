"""What a browser keeps of a person, and for whom."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

from kneeline.report.colour import DARK, LIGHT, oklch_to_hex

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

KEEP = "X-Kneeline-Keep"
FORGET = '"cache", "storage"'
"""What a browser lets go of when somebody leaves: pages, pictures of a day, notes that were not sent (Clear-Site-Data).
Scripts do the same where a browser does not know the word (frontend/src/offline/net.ts)."""


def kept_offline(view: View) -> View:
    """Marks a page that a browser may keep for where there is no net."""

    @wraps(view)
    def answer(request: HttpRequest, *parts: Any, **named: Any) -> HttpResponseBase:
        response = view(request, *parts, **named)
        response.headers[KEEP] = "yes"
        return response

    return answer  # type: ignore[return-value]


def device_key(user: AbstractBaseUser | AnonymousUser) -> str:
    """A word that is the same for one person only, and says nothing about them: what waits in a browser carries it, so
    that nobody else's session sends it. "" for a stranger."""
    return salted_hmac("kneeline.device", str(user.pk)).hexdigest()[:20] if user.is_authenticated else ""


def frame_colours() -> tuple[str, str]:
    """The colour of a browser's own frame around a light and around a dark page."""
    return oklch_to_hex(LIGHT["paper"]), oklch_to_hex(DARK["paper"])
