"""Links that let their holder in, once. They live in the server's memory: a new start, a new link."""

import math
import secrets
import time
from collections.abc import Callable
from hashlib import sha256
from threading import Lock


class OneTimeLinks:
    """The links that have not been used yet. ``when_used`` is called after one was."""

    def __init__(self) -> None:
        self.when_used: Callable[[], None] = lambda: None
        self._open: dict[bytes, float] = {}
        self._lock = Lock()

    def make(self, lasting_s: float = math.inf) -> str:
        """A new token, good for as long."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._forget_old()
            self._open[_digest(token)] = time.monotonic() + lasting_s
        return token

    def use(self, token: str) -> bool:
        """Whether the token is good; from now on it no longer is."""
        with self._lock:
            self._forget_old()
            good = self._open.pop(_digest(token), None) is not None
        if good:
            self.when_used()
        return good

    def _forget_old(self) -> None:
        now = time.monotonic()
        self._open = {digest: until for digest, until in self._open.items() if until > now}


def _digest(token: str) -> bytes:
    """What is compared and kept: how long a comparison takes tells nothing about the token."""
    return sha256(token.encode()).digest()


LINKS = OneTimeLinks()
"""The links of this server."""
