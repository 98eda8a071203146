"""The language a page speaks: as the person chose, else as their browser asks."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.http.response import ResponseHeaders
from django.utils.translation.trans_real import parse_accept_lang_header

from kneeline.core.language import BASE, LANGUAGES, speaking


class Speaking:
    """Speaks one language while a request is answered."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = chosen(request) or asked(request.headers.get("Accept-Language", ""))
        with speaking(language):
            response = self.answer(request)
        headers: ResponseHeaders = response.headers
        headers.setdefault("Content-Language", language)
        return response


def chosen(request: HttpRequest) -> str:
    """The language the person chose, or ""."""
    language = request.user.language if request.user.is_authenticated else ""
    return language if language in LANGUAGES else ""


def asked(header: str) -> str:
    """The first language of ours that a browser asks for."""
    for code, _weight in parse_accept_lang_header(header):
        base = code.partition("-")[0]
        if base in LANGUAGES:
            return base
    return BASE
