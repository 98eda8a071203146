"""Pictures of a check that was just made: in the server's memory, for ten minutes at most, given out once."""

import time
from threading import Lock
from uuid import UUID

from kneeline.web.measure.messages import Pictures

HELD_S = 600.0
MOST_CHECKS = 20
"""More checks than this are not held at once; the oldest goes first."""


class FirstSight:
    """The pictures that nobody has looked at yet."""

    def __init__(self) -> None:
        self._held: dict[UUID, tuple[float, UUID, dict[int, bytes]]] = {}
        self._lock = Lock()

    def hold(self, pictures: Pictures) -> None:
        """Hold the pictures of a check."""
        with self._lock:
            self._forget_old()
            while len(self._held) >= MOST_CHECKS:
                del self._held[next(iter(self._held))]
            ends_at = time.monotonic() + HELD_S
            self._held[pictures.check] = (ends_at, pictures.person, dict(enumerate(pictures.jpegs)))

    def holds(self, check: UUID, index: int) -> bool:
        """Whether this picture can still be taken."""
        with self._lock:
            self._forget_old()
            return check in self._held and index in self._held[check][2]

    def take(self, check: UUID, index: int) -> bytes | None:
        """The picture, which from now on is held no longer; None where it is not there."""
        with self._lock:
            self._forget_old()
            return self._held[check][2].pop(index, None) if check in self._held else None

    def forget(self, person: UUID) -> None:
        """Drop all pictures of a person."""
        with self._lock:
            self._held = {check: held for check, held in self._held.items() if held[1] != person}

    def _forget_old(self) -> None:
        now = time.monotonic()
        self._held = {check: held for check, held in self._held.items() if held[0] > now}


FIRST_SIGHT = FirstSight()
"""The pictures this server holds."""
