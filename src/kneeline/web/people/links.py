"""Links that let their holder in, once. They live in the server's memory: a new start, a new link."""

import secrets
from collections.abc import Callable
from hashlib import sha256
from threading import Lock


class OneTimeLinks:
    """The links that have not been used yet. ``when_used`` is called after one was."""

    def __init__(self) -> None:
        self.when_used: Callable[[], None] = lambda: None
        self._open: set[bytes] = set()
        self._lock = Lock()

    def make(self) -> str:
        """A new token."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._open.add(_digest(token))
        return token

    def use(self, token: str) -> bool:
        """Whether the token is good; from now on it no longer is."""
        with self._lock:
            good = _digest(token) in self._open
            self._open.discard(_digest(token))
        if good:
            self.when_used()
        return good


def _digest(token: str) -> bytes:
    """What is compared and kept: how long a comparison takes tells nothing about the token."""
    return sha256(token.encode()).digest()


LINKS = OneTimeLinks()
"""The links of this server."""
