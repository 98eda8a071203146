"""The five places of the app, in the order they stand in the navigation."""

from dataclasses import dataclass

from kneeline.core.language import N_


@dataclass(frozen=True)
class Place:
    """A place by its id, the name of its page's address, and its name for people."""

    id: str
    url: str
    name: str


PLACES = (
    Place("today", "plans:today", N_("Today")),
    Place("check", "measure:check", N_("Check")),
    Place("progress", "plans:progress", N_("Progress")),
    Place("guide", "guide:contents", N_("Guide")),
    Place("me", "people:me", N_("Me")),
)
