"""The sentences of the coach, from messages.toml."""

from dataclasses import fields
from typing import Any

from kneeline.catalogue.schema import Exercise
from kneeline.coach.events import Event, Finished, HoldDone, RepDone, RepStarted, SetDone
from kneeline.core.language import words_of
from kneeline.core.words import side_word


def say(table: str, key: str, **filled: object) -> str:
    """One sentence with its gaps filled in. Raises KeyError for a table or key the file lacks."""
    text: str = words_of("kneeline.coach", "messages")[table][key]
    return text.format(**filled)


def in_words(event: Event, exercise: Exercise) -> str:
    """An event as a line for people; "" where it is not worth one."""
    if isinstance(event, RepStarted):
        return ""
    filled: dict[str, Any] = {each.name: getattr(event, each.name) for each in fields(event)}
    side = filled.get("side")
    filled["side"] = f" ({side_word(side)})" if side in ("left", "right") else ""
    if isinstance(event, RepDone | HoldDone):
        names = {fault.id: fault.name for fault in exercise.faults}
        filled["quality"] = say("quality", event.quality)
        filled["faults"] = "".join(f" {names[fault]}." for fault in event.faults)
    if isinstance(event, HoldDone | Finished | SetDone):
        filled["seconds"] = round(event.seconds)
    if isinstance(event, SetDone):
        filled["work_on"] = event.work_on or ""
        unseen = "; ".join(event.could_not_judge)
        filled["could_not_judge"] = say("event", "not_judged", checks=unseen) if unseen else ""
    return " ".join(say("event", event.name, **filled).split())
