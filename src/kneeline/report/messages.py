"""The names and reasons people read, from messages.toml; an unknown code still gets a sentence."""

from dataclasses import dataclass

from kneeline.core.language import BASE, Words, _, spoken, words_of
from kneeline.core.measurement import Measurement, Problem, Task
from kneeline.measure.messages import retold

ONE_LEG_TASKS: tuple[Task, ...] = ("single-leg-squat", "step-down")


@dataclass(frozen=True)
class MeasureName:
    """What people call a measure, the field's term for it, and the words for a value above and below zero."""

    name: str
    term: str
    plus: str = ""
    minus: str = ""


@dataclass(frozen=True)
class Reason:
    """Why something could not be seen (completes "because …"), and what to do about it ("" = nothing)."""

    why: str
    what_to_do: str = ""


def messages() -> Words:
    """The whole of messages.toml, in the language that is spoken."""
    return words_of("kneeline.report", "messages")


def measure_name(name: str, task: Task | None = None) -> MeasureName:
    """The words for a measure; on one leg, lean and tilt are told against the leg stood on."""
    in_words = name.replace("_", " ")
    known = messages()["measure"].get(name, {"name": in_words[:1].upper() + in_words[1:], "term": in_words})
    one_leg = messages()["one_leg"].get(name, {}) if task in ONE_LEG_TASKS else {}
    return MeasureName(**{**known, **one_leg})


def reason(code: str | None) -> Reason:
    """The words for a reason code; a code not in the table is shown as words of its own."""
    known = messages()["reason"].get(code)
    if known is not None:
        return Reason(**known)
    if not code:
        return Reason(_("it was not looked for"))
    return Reason(_("it could not be worked out here ({code})").format(code=code.replace("_", " ")))


def reason_in(measurement: Measurement, code: str | None) -> Reason:
    """The words for a reason code, in the view's own words where the code is one of its problems' too."""
    for problem in measurement.view.problems:
        if problem.code == code and code not in messages()["reason"]:
            return _as_reason(retold(problem))
    return reason(code)


def _as_reason(problem: Problem) -> Reason:
    """A problem's sentence as a clause."""
    clause = problem.message.rstrip(".")
    clause = clause.replace("We ", "we ", 1) if spoken() == BASE else clause[:1].lower() + clause[1:]
    return Reason(clause, problem.what_to_do)


def word(table: str, key: str | None) -> str:
    """One entry of a table of single words, such as ``word("task", "squat")``; the key itself where there is none."""
    entries: dict[str, str] = messages()[table]
    return entries.get(key or "unknown", key or "")


def first_measures(task: Task | None) -> list[str]:
    """The measures shown first for a movement, in order."""
    names: list[str] = messages()["first"][task or "unknown"]
    return names
