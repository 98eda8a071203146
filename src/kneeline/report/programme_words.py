"""A programme's sentences: doses, days and reasons, said the same on page, paper, calendar and in the terminal."""

import datetime

from kneeline.catalogue import Catalogue
from kneeline.core.programme import Item, Programme

KIND_WORDS = {
    "release": "Release",
    "stretch": "Stretch",
    "strength": "Strength",
    "control": "Control",
    "mobility": "Mobility",
    "integration": "Whole leg",
}

SIDE_WORDS = {"left": "left leg", "right": "right leg"}
BOTH_WORDS = {"each": "each side", "alternating": "each side, in turn", "together": "both legs at once"}


def exercise_name(exercise: str, catalogue: Catalogue) -> str:
    """Its name, or its id where a newer programme names one this version does not know."""
    known = catalogue.exercises.get(exercise)
    return known.name if known else exercise


def dose_words(item: Item, catalogue: Catalogue) -> str:
    """Such as "2 × 10, held 5 s, each side" or "30 s, left leg"."""
    parts = [_amount(item)]
    if item.hold_s and item.reps:
        parts.append(f"held {item.hold_s:g} s")
    exercise = catalogue.exercises.get(item.exercise)
    parts.append(SIDE_WORDS.get(item.side) or BOTH_WORDS[exercise.sides if exercise else "each"])
    if item.extra_set_side in ("left", "right"):
        parts.append(f"one more set on the {item.extra_set_side}")
    return ", ".join(parts)


def _amount(item: Item) -> str:
    if item.reps:
        return f"{item.sets} × {item.reps}" if item.sets > 1 else f"{item.reps} times"
    length = seconds_words(item.seconds or item.hold_s or 0)
    return f"{item.sets} × {length}" if item.sets > 1 else length


def seconds_words(seconds: float) -> str:
    """Such as "30 s", "1 min" or "1 min 30 s"."""
    minutes, rest = divmod(round(seconds), 60)
    if minutes == 0:
        return f"{rest} s"
    return f"{minutes} min {rest} s" if rest else f"{minutes} min"


def minutes_words(minutes: float) -> str:
    """Whole minutes, at least one."""
    count = max(1, round(minutes))
    return f"{count} minute" if count == 1 else f"{count} minutes"


def date_words(date: datetime.date) -> str:
    """Such as "Monday 24 November"."""
    return f"{date:%A} {date.day} {date:%B}"


LEFT_OUT_WORDS = {
    "level": "Because of your answers",
    "condition": "Left out for your safety",
    "gate": "Comes later",
    "equipment": "Needs something you don't have",
    "dislike": "Left out as you wished",
    "time": "Left out for lack of time",
    "not_needed": "Not needed now",
}


def left_out_groups(programme: Programme, catalogue: Catalogue) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """What is not in the plan, by kind of reason: a heading, and (name, why) of each exercise."""
    groups = []
    for kind, heading in LEFT_OUT_WORDS.items():
        items = tuple(
            (exercise_name(each.exercise, catalogue), each.why) for each in programme.left_out if each.kind == kind
        )
        if items:
            groups.append((heading, items))
    return tuple(groups)


def range_words(item: Item) -> str | None:
    """The range of knee bend to work in, where there is one."""
    if item.from_flexion is None or item.to_flexion is None:
        return None
    return f"Work between {item.from_flexion:.0f}° and {item.to_flexion:.0f}° of knee bend"
