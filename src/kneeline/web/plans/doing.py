"""One exercise of a session as the page lists it: what to do in words, and what is noted down of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from kneeline.catalogue import catalogue
from kneeline.core.language import N_, _
from kneeline.core.programme import Done, Item, SessionLog
from kneeline.report.programme_words import dose_words, exercise_name, kind_words, range_words
from kneeline.web.guide.figures import version
from kneeline.web.shell.environment import url

FELT = (("yes", N_("Yes")), ("no", N_("No")), ("elsewhere", N_("Somewhere else")))
STOPPED = (
    ("", N_("No")),
    ("pain", N_("Yes, it hurt")),
    ("tired", N_("Yes, I was tired")),
    ("other", N_("Yes, for another reason")),
)


@dataclass(frozen=True)
class Doing:
    """An exercise as the session shows it, with what is noted down of it (None: nothing yet). ``repeated``: it is
    counted in repetitions; ``watched``: a camera can judge it."""

    exercise: str
    name: str
    done: Done | None
    said: str
    felt: tuple[tuple[str, str], ...]
    stopped: tuple[tuple[str, str], ...]
    kind: str = ""
    kind_words: str = ""
    dose: str = ""
    because: str = ""
    figure: str = ""
    start: str = ""
    steps: tuple[str, ...] = ()
    now: str = ""
    bend: str = ""
    feel: str = ""
    cues: tuple[str, ...] = ()
    stop: str = ""
    repeated: bool = False
    watched: bool = False


def doing(items: Sequence[Item], log: SessionLog) -> list[Doing]:
    """The day's exercises, and after them what was done without being planned."""
    noted = {each.exercise: each for each in log.done}
    planned = [_doing(item, noted.get(item.exercise)) for item in items if item.exercise in catalogue().exercises]
    names = {each.exercise for each in planned}
    return planned + [_only_noted(each) for each in log.done if each.exercise not in names]


def _doing(item: Item, done: Done | None) -> Doing:
    known = catalogue()
    exercise = known.exercises[item.exercise]
    stage = next((each for each in exercise.stages if each.id == item.stage), None)
    return Doing(
        exercise=exercise.id,
        name=exercise.name,
        kind=exercise.kind,
        kind_words=kind_words(exercise.kind),
        dose=dose_words(item, known),
        because=item.because,
        figure=f"{url('plans:figure', exercise=exercise.id, theme='light')}?v={version()}",
        start=exercise.start,
        steps=exercise.steps,
        now=f"{stage.name}: {stage.how}" if stage and stage.place != "article" else "",
        bend=range_words(item) or "",
        feel=exercise.feel,
        cues=tuple(fault.cue for fault in sorted(exercise.faults, key=lambda fault: -fault.harm)[:3]),
        stop=exercise.stop,
        repeated=bool(item.reps),
        watched=exercise.camera.mode == "checked",
        done=done,
        said=_said(done),
        felt=_told(FELT),
        stopped=_told(STOPPED),
    )


def _only_noted(done: Done) -> Doing:
    """What was noted on a day whose plan no longer has it: it can still be corrected."""
    name = exercise_name(done.exercise, catalogue())
    return Doing(done.exercise, name, done, _said(done), _told(FELT), _told(STOPPED))


def _said(done: Done | None) -> str:
    """What is noted down, in a line: pain and where it was felt, or why it was stopped."""
    if done is None:
        return ""
    parts = [
        _("stopped because it hurt") if done.stopped == "pain" else _("stopped early") if done.stopped else "",
        _("pain {pain} of 10").format(pain=done.pain) if done.pain is not None else "",
        {"yes": _("felt there"), "no": _("not felt"), "elsewhere": _("felt somewhere else")}.get(done.felt or "", ""),
    ]
    return ", ".join(each for each in parts if each)


def _told(choices: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((value, _(words)) for value, words in choices)
