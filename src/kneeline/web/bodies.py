"""How much a request may send, before anything is kept of it: little, but for a recording of somebody known.

What is too much is read to its end and thrown away, so that the browser listens to the answer; the answer itself is
Django's, by the mark this leaves in the scope (`shell.bounds`).
"""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from http.cookies import CookieError, SimpleCookie
from typing import Any

from channels.db import database_sync_to_async
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.urls import Resolver404, resolve
from django.utils import timezone

from kneeline.web.home import inbox
from kneeline.web.shell.bounds import REFUSED

SMALL_BYTES = 2**20
"""The most any form sends that is no recording."""
SILENT_S = 60.0
"""A sender who is silent for this long has gone."""
_ROOM_BYTES = 256 * 2**20

Receive = Callable[[], Awaitable[Any]]


class Bodies:
    """Counts what is sent."""

    def __init__(self, inside: Any) -> None:
        self.inside = inside

    async def __call__(self, scope: Any, receive: Receive, send: Any) -> None:
        if scope["type"] == "http":
            receive = _Counted(scope, receive, await _limit(scope))
        await self.inside(scope, receive, send)


class _Counted:
    """A request's body up to its limit, then the mark that there was more, and nothing of it."""

    def __init__(self, scope: Any, receive: Receive, limit: int) -> None:
        self._scope, self._receive, self._limit = scope, receive, limit
        self._came = 0
        self._whole = False
        declared = _declared(scope)
        if declared > limit:
            scope[REFUSED] = "too_large"
        elif declared > SMALL_BYTES and shutil.disk_usage(inbox(settings.HOME)).free < 2 * declared + _ROOM_BYTES:
            scope[REFUSED] = "disk_full"

    async def __call__(self) -> Any:
        if self._whole:
            return await self._receive()
        try:
            message = await asyncio.wait_for(self._receive(), SILENT_S)
        except TimeoutError:
            return {"type": "http.disconnect"}
        self._whole = not message.get("more_body", False)
        self._came += len(message.get("body", b""))
        if self._came > self._limit:
            self._scope[REFUSED] = "too_large"
        return {**message, "body": b""} if REFUSED in self._scope and "body" in message else message


async def _limit(scope: Any) -> int:
    if scope["method"] == "POST" and _is_upload(scope) and await database_sync_to_async(_known)(_session_key(scope)):
        return int(settings.UPLOAD_LIMIT_BYTES) + SMALL_BYTES
    return SMALL_BYTES


def _is_upload(scope: Any) -> bool:
    try:
        return resolve(scope["path"].removeprefix(scope.get("root_path", ""))).view_name == "measure:upload"
    except Resolver404:
        return False


def _known(session_key: str) -> bool:
    """Whether somebody came in with this session; one that only asked for a code has not."""
    live = Session.objects.filter(session_key=session_key, expire_date__gt=timezone.now()).first()
    return live is not None and SESSION_KEY in live.get_decoded()


def _session_key(scope: Any) -> str:
    cookies: SimpleCookie = SimpleCookie()
    try:
        for name, value in scope["headers"]:
            if name == b"cookie":
                cookies.load(value.decode("latin1"))
    except CookieError:
        return ""
    morsel = cookies.get(settings.SESSION_COOKIE_NAME)
    return morsel.value if morsel else ""


def _declared(scope: Any) -> int:
    lengths = [value for name, value in scope["headers"] if name == b"content-length"]
    return int(lengths[0]) if lengths and lengths[0].isdigit() else 0
