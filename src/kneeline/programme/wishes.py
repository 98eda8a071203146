"""What a person may wish for; what makes no sense is told in a sentence."""

from dataclasses import replace
from typing import get_args

from kneeline.catalogue import Catalogue
from kneeline.core.errors import BadArgument
from kneeline.core.programme import Wishes
from kneeline.programme.load import Experience
from kneeline.programme.words import say

MOST_MINUTES = 240
MOST_DAYS = 7
KEEP_GOING_DAYS = 3
KEEP_GOING_MINUTES = 10
KEEP_GOING_ITEMS = 4


def check_wishes(wishes: Wishes, catalogue: Catalogue) -> None:
    """Raises BadArgument where a wish makes no sense: no days, no minutes, a thing or an exercise nobody knows."""
    _number("days", wishes.days, MOST_DAYS)
    _number("minutes", wishes.minutes, MOST_MINUTES)
    _number("most_items", wishes.most_items, len(catalogue.exercises) or 1)
    _known("equipment", wishes.equipment, tuple(catalogue.equipment))
    _known("dislikes", wishes.dislikes, tuple(catalogue.exercises))
    _known("experience", (wishes.experience,), get_args(Experience))
    _known("profile", (wishes.profile,), ("fitted", "as_printed"))


def kept_going(wishes: Wishes) -> Wishes:
    """The same wishes for keeping what was gained: two or three days of at most ten minutes (our choice)."""
    return replace(
        wishes,
        days=min(wishes.days, KEEP_GOING_DAYS),
        minutes=min(wishes.minutes, KEEP_GOING_MINUTES),
        most_items=min(wishes.most_items, KEEP_GOING_ITEMS),
        profile="fitted",
    )


def _number(name: str, value: object, most: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
        raise BadArgument(say("bad_wish", name, value=repr(value), most=most))


def _known(name: str, values: tuple[str, ...], known: tuple[str, ...]) -> None:
    for value in values:
        if value not in known:
            raise BadArgument(say("bad_wish", name, value=repr(value), known=", ".join(known)))
