"""One exercise of a session: what to do in words, what a timer has to know, and what is noted down of it."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec

from kneeline.catalogue import catalogue
from kneeline.catalogue.schema import Exercise
from kneeline.core.language import N_, _
from kneeline.core.programme import Done, Item, SessionLog
from kneeline.report.programme_words import dose_words, exercise_name, kind_words, range_words
from kneeline.web.guide.figures import version
from kneeline.web.shell.environment import url

MOST_PAIN = 10
MOST_REPS = 200
PLAIN_S = 1.5
"""There, or back, where the exercise has no tempo of its own (our choice)."""
SIDE_LABELS = {"left": N_("Left side"), "right": N_("Right side")}
FELT = (("yes", N_("Yes")), ("no", N_("No")), ("elsewhere", N_("Somewhere else")))
STOPPED = (
    ("", N_("No")),
    ("pain", N_("Yes, it hurt")),
    ("tired", N_("Yes, I was tired")),
    ("other", N_("Yes, for another reason")),
)


@dataclass(frozen=True)
class Round:
    """What a timer runs through: one set on one side. ``seconds``: how long, where it is not counted in repetitions;
    ``hold_s``: how long each repetition is held, ``pace_s``: how long all of it takes; ``rest_s``: the pause after."""

    side: str
    reps: int
    hold_s: float
    pace_s: float
    seconds: float
    rest_s: float


@dataclass(frozen=True)
class Doing:
    """An exercise as the session shows it, with what is noted down of it (None: nothing yet). ``rounds``: the timer's
    as JSON; ``repeated``: it is counted in repetitions;
    ``watched``: a camera can judge it."""

    exercise: str
    name: str
    done: Done | None
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
    rounds: str = "[]"
    repeated: bool = False
    watched: bool = False


def doing(items: Sequence[Item], log: SessionLog) -> list[Doing]:
    """The day's exercises, and after them what was done without being planned."""
    noted = {each.exercise: each for each in log.done}
    planned = [_doing(item, noted.get(item.exercise)) for item in items if item.exercise in catalogue().exercises]
    names = {each.exercise for each in planned}
    return planned + [_only_noted(each) for each in log.done if each.exercise not in names]


def done_sent(sent: Mapping[str, str], date: datetime.date, item: Item | None, earlier: Done | None) -> Done:
    """What a form says of an exercise that was planned or noted before."""
    felt, stopped = sent.get("felt"), sent.get("stopped")
    return replace(
        earlier or _as_planned(date, item),
        last_set_reps=_whole(sent.get("last_set_reps"), MOST_REPS, None),
        felt=felt if felt in ("yes", "no", "elsewhere") else None,  # type: ignore[arg-type]
        pain=_whole(sent.get("pain"), MOST_PAIN, None),
        pain_next_morning=_whole(sent.get("pain_next_morning"), MOST_PAIN, None),
        stopped=stopped if stopped in ("pain", "tired", "other") else None,  # type: ignore[arg-type]
    )


def rounds(item: Item, exercise: Exercise) -> tuple[Round, ...]:
    """Every set of every side, in the order they are done."""
    apart = exercise.sides == "each" and item.side == "both"
    sides = ("left", "right") if apart else ("",) if item.side == "both" else (item.side,)
    order = [side for _set in range(item.sets) for side in sides]
    if item.extra_set_side in ("left", "right"):
        order.append(item.extra_set_side)
    return tuple(_round(item, exercise, side) for side in order)


def _round(item: Item, exercise: Exercise, side: str) -> Round:
    label = _(SIDE_LABELS[side]) if side else ""
    reps = item.reps or 0
    hold_s = (item.hold_s or 0.0) if reps else 0.0
    tempo = exercise.tempo
    pace_s = (tempo.out_s or PLAIN_S) + hold_s + (tempo.back_s or PLAIN_S)
    seconds = 0.0 if reps else (item.seconds or item.hold_s or 0.0)
    return Round(label, reps, hold_s, pace_s, seconds, item.rest_s)


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
        rounds=msgspec.json.encode(rounds(item, exercise)).decode(),
        repeated=bool(item.reps),
        watched=exercise.camera.mode == "checked",
        done=done,
        felt=_told(FELT),
        stopped=_told(STOPPED),
    )


def _only_noted(done: Done) -> Doing:
    """What was noted on a day whose plan no longer has it: it can still be corrected."""
    name = exercise_name(done.exercise, catalogue())
    return Doing(done.exercise, name, done, _told(FELT), _told(STOPPED))


def _as_planned(date: datetime.date, item: Item | None) -> Done:
    assert item is not None  # a form is for what is planned or noted
    repeated = item.reps * item.sets if item.reps else 0
    return Done(
        date=date,
        exercise=item.exercise,
        stage=item.stage,
        side=item.side,
        sets=item.sets,
        reps_not_seen=repeated,
        seconds=0.0 if item.reps else (item.seconds or item.hold_s or 0.0) * item.sets,
    )


def _told(choices: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((value, _(words)) for value, words in choices)


def _whole(text: str | None, most: int, otherwise: int | None) -> int | None:
    number = int(text) if text and text.isascii() and text.isdigit() else -1
    return number if 0 <= number <= most else otherwise
