"""A programme's sentences: doses, days and reasons, said the same on page, paper, calendar and in the terminal."""

from kneeline.catalogue import Catalogue
from kneeline.core.language import N_, _, ngettext
from kneeline.core.programme import Item, Programme
from kneeline.core.words import plain_number, side_word
from kneeline.report.words import leg_words

KIND_WORDS = {
    "release": N_("Release"),
    "stretch": N_("Stretch"),
    "strength": N_("Strength"),
    "control": N_("Control"),
    "mobility": N_("Mobility"),
    "integration": N_("Whole leg"),
}

BOTH_WORDS = {"each": N_("each side"), "alternating": N_("each side, in turn"), "together": N_("both legs at once")}


def kind_words(kind: str) -> str:
    """What a kind of exercise is called."""
    return _(KIND_WORDS[kind])


def exercise_name(exercise: str, catalogue: Catalogue) -> str:
    """Its name, or its id where a newer programme names one this version does not know."""
    known = catalogue.exercises.get(exercise)
    return known.name if known else exercise


def dose_words(item: Item, catalogue: Catalogue) -> str:
    """Such as "2 × 10, held 5 s, each side" or "30 s, left leg"."""
    parts = [_amount(item)]
    if item.hold_s and item.reps:
        parts.append(_("held {seconds} s").format(seconds=plain_number(item.hold_s)))
    exercise = catalogue.exercises.get(item.exercise)
    sides = exercise.sides if exercise else "each"
    both = _(BOTH_WORDS[sides])
    parts.append(both if item.side == "both" else leg_words(item.side))
    if item.extra_set_side in ("left", "right"):
        parts.append(_("one more set on the {side}").format(side=side_word(item.extra_set_side)))
    return ", ".join(parts)


def _amount(item: Item) -> str:
    if item.reps:
        return f"{item.sets} × {item.reps}" if item.sets > 1 else _("{count} times").format(count=item.reps)
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
    return ngettext("{count} minute", "{count} minutes", count).format(count=count)


LEFT_OUT_WORDS = {
    "level": N_("Because of your answers"),
    "condition": N_("Left out for your safety"),
    "gate": N_("Comes later"),
    "equipment": N_("Needs something you don't have"),
    "dislike": N_("Left out as you wished"),
    "time": N_("Left out for lack of time"),
    "not_needed": N_("Not needed now"),
}


def left_out_groups(programme: Programme, catalogue: Catalogue) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """What is not in the plan, by kind of reason: a heading, and (names, why) of the exercises of one reason."""
    groups = []
    for kind, heading in LEFT_OUT_WORDS.items():
        names: dict[str, list[str]] = {}
        for each in programme.left_out:
            if each.kind == kind:
                names.setdefault(each.why, []).append(exercise_name(each.exercise, catalogue))
        if names:
            groups.append((_(heading), tuple((" · ".join(listed), why) for why, listed in names.items())))
    return tuple(groups)


def range_words(item: Item) -> str | None:
    """The range of knee bend to work in, where there is one."""
    if item.from_flexion is None or item.to_flexion is None:
        return None
    return _("Work between {least}° and {most}° of knee bend").format(
        least=f"{item.from_flexion:.0f}", most=f"{item.to_flexion:.0f}"
    )
