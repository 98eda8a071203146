"""Every WebSocket of the app; each has its row in tests/web/permissions.py."""

from typing import Any

from channels.routing import URLRouter
from django.urls import re_path

from kneeline.web.live.sockets import Coached, Landmarks


async def nowhere(_scope: Any, _receive: Any, send: Any) -> None:
    """Closes a socket to a path where there is none."""
    await send({"type": "websocket.close", "code": 4404})


SOCKETS = URLRouter(
    [
        re_path(r"^live/camera$", Landmarks.as_asgi()),
        re_path(r"^live/coach$", Coached.as_asgi()),
        re_path(r"", nowhere),  # type: ignore[arg-type]
    ]
)
