"""What the other apps keep of a person, told by themselves: people knows none of them by name.

An app with a model or a file of a person registers a Keeper when it is ready. Rows need no keeper to be deleted: they
refer to the person and go with them.
"""

from collections.abc import Iterator
from typing import Protocol
from uuid import UUID

from kneeline.web.people.models import Person, Purpose


class Keeper(Protocol):
    """What one app keeps of people."""

    def files(self, person: Person) -> Iterator[tuple[str, bytes]]:
        """Everything of the person, as named files to take along."""

    def erase(self, person: UUID) -> None:
        """Delete what is no row: files, and what is held in memory. The rows are gone already."""

    def taken_back(self, person: Person, purpose: Purpose) -> None:
        """Delete what was kept for this purpose alone."""


_KEEPERS: list[Keeper] = []


def register(keeper: Keeper) -> None:
    """Add an app's keeper; called once, when the app is ready."""
    _KEEPERS.append(keeper)


def keepers() -> tuple[Keeper, ...]:
    """The keepers of all apps."""
    return tuple(_KEEPERS)
