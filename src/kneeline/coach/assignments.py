"""What is to be done: an exercise with its sets, repetitions and sides, from a programme's item or as printed."""

from dataclasses import dataclass

from kneeline.catalogue import Catalogue
from kneeline.catalogue.schema import Exercise
from kneeline.core.errors import BadArgument
from kneeline.core.programme import Item, ItemSide


@dataclass(frozen=True)
class Assignment:
    """reps, hold_s, seconds as in an Item. sides: one after the other, each with all sets; ``both`` in one.
    from_flexion, to_flexion: bends, deg, between which an onset is trained, or None."""

    exercise: Exercise
    stage: str
    sides: tuple[ItemSide, ...]
    sets: int = 1
    reps: int | None = None
    hold_s: float | None = None
    seconds: float | None = None
    rest_s: float = 0.0
    from_flexion: float | None = None
    to_flexion: float | None = None

    @property
    def watched(self) -> bool:
        """Whether a camera judges it; else it is timed, and the person asked."""
        return self.exercise.camera.mode == "checked"


def assignment(item: Item | str, catalogue: Catalogue) -> Assignment:
    """An item of a programme, or an exercise by its id in the article's dose.

    Raises BadArgument for an exercise the catalogue does not have.
    """
    name = item if isinstance(item, str) else item.exercise
    exercise = catalogue.exercises.get(name)
    if exercise is None:
        raise BadArgument(f"there is no exercise {name!r}; `kneeline catalogue list` shows all.")
    return _printed(exercise) if isinstance(item, str) else _of_item(item, exercise)


def _printed(exercise: Exercise) -> Assignment:
    dose = exercise.dose
    stage = next(stage.id for stage in exercise.stages if stage.place == "article")
    return Assignment(
        exercise,
        stage,
        _sides(exercise, None),
        dose.sets,
        dose.reps[0] if dose.reps else None,
        dose.hold_s[0] if dose.hold_s else None,
        dose.seconds[0] if dose.seconds else None,
        dose.rest_s,
    )


def _of_item(item: Item, exercise: Exercise) -> Assignment:
    return Assignment(
        exercise,
        item.stage,
        _sides(exercise, item.side),
        item.sets,
        item.reps,
        item.hold_s,
        item.seconds,
        item.rest_s,
        item.from_flexion,
        item.to_flexion,
    )


def _sides(exercise: Exercise, asked: ItemSide | None) -> tuple[ItemSide, ...]:
    if exercise.sides != "each":
        return ("both",)
    return ("left", "right") if asked in (None, "both") else (asked,)
