"""Which requests come from our own pages: Host and Origin are ours, or the request goes no further."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponseBase
from django.http.request import split_domain_port, validate_host

from kneeline.web.addresses import foreign_origin
from kneeline.web.shell.refusals import refused

SAFE = ("GET", "HEAD", "OPTIONS")


class OursOnly:
    """Refuses a Host that is not ours (so that no foreign name can be pointed at us), and forms of foreign pages."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            host = request.get_host()
        except DisallowedHost:
            return refused(request, "host")
        if request.method not in SAFE and _foreign(request, host):
            return refused(request, "origin")
        return self.answer(request)


def _foreign(request: HttpRequest, host: str) -> bool:
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("Origin")
    return origin is not None and foreign_origin(origin, host, request.scheme or "http", settings.CSRF_TRUSTED_ORIGINS)


def own_socket(scope: Mapping[str, Any]) -> bool:
    """Whether a WebSocket is opened by one of our own pages; a browser always says which page it is."""
    headers = {name.lower(): value.decode("latin1") for name, value in scope.get("headers", ())}
    host, origin = headers.get(b"host", ""), headers.get(b"origin", "")
    if not validate_host(split_domain_port(host)[0], _hosts()):
        return False
    schemes = ("http", "https")
    return any(not foreign_origin(origin, host, scheme, settings.CSRF_TRUSTED_ORIGINS) for scheme in schemes)


def _hosts() -> Sequence[str]:
    return settings.ALLOWED_HOSTS
