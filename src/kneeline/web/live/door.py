"""The door of sockets: only pages of ours open one, and only for somebody known."""

from typing import Any

from kneeline.web.shell.origins import own_socket


class SocketDoor:
    """Closes a socket before it is opened where its page or its person is not ours."""

    def __init__(self, inside: Any) -> None:
        self.inside = inside

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        user = scope.get("user")
        if own_socket(scope) and user is not None and user.is_authenticated and user.is_active:
            await self.inside(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 4403})
