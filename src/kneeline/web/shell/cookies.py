"""Cookies set over https never travel otherwise, also where the same server is reached by http on its own machine."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase


class SecureOverHttps:
    """Marks the cookies of an answer over https; stands outside everything that sets one."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.answer(request)
        if request.is_secure():
            for cookie in response.cookies.values():
                cookie["secure"] = True
        return response
