"""An item of a day as a timer runs through it: set by set, side by side."""

from dataclasses import dataclass

from kneeline.catalogue.schema import Exercise
from kneeline.core.language import N_, _
from kneeline.core.programme import Item

PLAIN_S = 1.5
"""There, or back, where the exercise has no tempo of its own (our choice)."""
SIDE_LABELS = {"left": N_("Left side"), "right": N_("Right side")}


@dataclass(frozen=True)
class Round:
    """One set on one side; ``side``: left, right or "", ``label``: that in words. Of each of the ``reps`` repetitions:
    ``out_s`` there, ``hold_s`` held, ``back_s`` back. ``seconds``: how long, where it is not counted in repetitions;
    ``rest_s``: the pause after."""

    side: str
    label: str
    reps: int
    out_s: float
    hold_s: float
    back_s: float
    seconds: float
    rest_s: float


def sides_of(item: Item, exercise: Exercise) -> tuple[str, ...]:
    """The sides that are done one after the other; ("",) where there is nothing to tell apart."""
    if item.side != "both":
        return (item.side,)
    return ("left", "right") if exercise.sides == "each" else ("",)


def rounds(item: Item, exercise: Exercise) -> tuple[Round, ...]:
    """Every set of every side, in the order they are done."""
    order = [side for _set in range(item.sets) for side in sides_of(item, exercise)]
    if item.extra_set_side in ("left", "right"):
        order.append(item.extra_set_side)
    return tuple(_round(item, exercise, side) for side in order)


def _round(item: Item, exercise: Exercise, side: str) -> Round:
    label = _(SIDE_LABELS[side]) if side else ""
    reps, tempo = item.reps or 0, exercise.tempo
    return Round(
        side=side,
        label=label,
        reps=reps,
        out_s=tempo.out_s or PLAIN_S,
        hold_s=(item.hold_s or 0.0) if reps else 0.0,
        back_s=tempo.back_s or PLAIN_S,
        seconds=0.0 if reps else (item.seconds or item.hold_s or 0.0),
        rest_s=item.rest_s,
    )
