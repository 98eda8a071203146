"""The coach against simulated patients: every checked exercise done right, with each named fault, and not to be seen.

    python -m bench.patient [--patients N] [--seed N] [EXERCISE...]

A patient is the figure in some body (bench/patient_moves.py), who does an exercise with the unsteadiness of a person,
right or with one of its faults (patient.toml, bench/patient_faults.py), before a simulated camera and pose model
(bench/patient_camera.py). The tables go into docs/coach.md.
"""

import argparse
import tomllib
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np

from bench import patient_camera
from bench.patient_camera import Place, frames, placed
from bench.patient_faults import OPERATIONS, Legs
from bench.patient_moves import Moves, Tempo, set_of
from bench.summary import number, percent, table
from kneeline.catalogue import catalogue
from kneeline.catalogue.schema import Exercise
from kneeline.coach import Coach, Event, Frame, assignment
from kneeline.coach.events import CannotSee, Cue, HoldDone, RepDone
from kneeline.core import angles
from kneeline.core.recording import Floats
from kneeline.core.skeleton import SIDES, Side, pair

DATA: Final = Path(__file__).with_suffix(".toml")
BUILDS: Final = ((1.56, "female"), (1.64, "female"), (1.72, "male"), (1.86, "male"))
IN_TIME_S: Final = 1.5
"""How soon after a fault is there, or after its repetition, its cue has to come."""

EARLIER_S: Final = 1.0
"""A fault grows over about this time until it is there."""

UNSTEADY: Final = {
    "knee_in_deg": (0.5, 1.0),
    "valgus_deg": (1.2, 0.8),
    "trunk_lean_deg": (0.8, 0.8),
    "pelvis_drop_deg": (0.6, 0.6),
}
"""What nobody is spared: (spread of people, wobble within one), deg; our choice."""

WOBBLE_S: Final = 0.8


@dataclass(frozen=True)
class Plan:
    """How an exercise goes. held_s: the hold asked for, None where repetitions are."""

    exercise: str
    far: str
    tempo: Tempo
    reps: int
    held_s: float | None


@dataclass(frozen=True)
class Flaw:
    """A fault as data."""

    id: str
    does: dict[str, float] = field(default_factory=dict)
    legs: str = "working"
    during: str = "way"
    tempo: dict[str, float] = field(default_factory=dict)
    told: str = "posture"


RIGHT: Final = Flaw("")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


def plan_of(exercise: str) -> Plan:
    """How an exercise goes when it is done right."""
    row = _data()["exercise"][exercise]
    tempo = Tempo(row["start_s"], row["out_s"], row["hold_s"], row["back_s"])
    return Plan(exercise, row["far"], tempo, row.get("reps", 1), row.get("held_s"))


def flaws_of(exercise: str) -> list[Flaw]:
    """The faults of an exercise that a patient can show."""
    rows = [dict(row) for row in _data()["fault"] if row["exercise"] == exercise]
    return [Flaw(**{key: value for key, value in row.items() if key != "exercise"}) for row in rows]


@dataclass(frozen=True)
class Session:
    """A patient's set as it was, and what the coach told. there_s: when the fault was there first, and when it was
    there again in the second repetition: the coach judges no repetition in which it only learns how long a leg is that
    it first saw bent."""

    plan: Plan
    flaw: Flaw
    events: tuple[Event, ...]
    there_s: tuple[float, ...]

    @property
    def done(self) -> list[RepDone | HoldDone]:
        """Repetitions and holds told."""
        return [event for event in self.events if isinstance(event, RepDone | HoldDone)]

    @property
    def cues(self) -> list[Cue]:
        """What was said."""
        return [event for event in self.events if isinstance(event, Cue)]

    @property
    def spoken_of(self) -> int:
        """How many repetitions or holds anything was said of."""
        ends = [event.time_s for event in self.done]
        return len({bisect_left(ends, cue.time_s) for cue in self.cues})

    @property
    def counted(self) -> bool:
        """Whether every repetition was counted, and nothing else; a hold: whether it was timed, within a second."""
        if len(self.done) != self.plan.reps:
            return False
        held = self.plan.held_s
        return held is None or all(abs(each.seconds - held) <= 1.0 for each in self.done if isinstance(each, HoldDone))

    @property
    def in_time(self) -> bool:
        """Whether the right cue came in time."""
        return self.after_s is not None and self.after_s <= IN_TIME_S

    @property
    def after_s(self) -> float | None:
        """How long after the fault was there the right cue came first; None where it never did. What begins a little
        earlier may be told a little earlier."""
        said = next((cue.time_s for cue in self.cues if cue.fault == self.flaw.id), None)
        if said is None:
            return None
        return said - max((there for there in self.there_s if there - EARLIER_S <= said), default=self.there_s[0])


def session(exercise: str, flaw: Flaw, seed: int, blind: Callable[[list[Frame]], list[Frame]] | None = None) -> Session:
    """One set of one patient; ``blind``: what becomes of the frames before a camera that can't see."""
    plan = plan_of(exercise)
    random = np.random.default_rng([seed, sum(map(ord, exercise + flaw.id))])
    side = SIDES[int(random.integers(2))]
    moves = moved(plan, flaw, side, random)
    seen = frames(moves, where(catalogue().exercises[exercise], side, random), random)
    return _told(plan, flaw, side, moves, seen if blind is None else blind(seen))


def frames_of(exercise: str, flaw: Flaw, seed: int) -> list[Frame]:
    """What a camera sees of one set of one patient."""
    random = np.random.default_rng(seed)
    side = SIDES[int(random.integers(2))]
    moves = moved(plan_of(exercise), flaw, side, random)
    return frames(moves, where(catalogue().exercises[exercise], side, random), random)


def where(exercise: Exercise, side: Side, random: np.random.Generator) -> Place:
    """The camera where the exercise puts it."""
    low, high = (each / 100 for each in exercise.camera.height_cm)
    view: Literal["front", "side"] = "side" if exercise.camera.view == "side" else "front"
    return placed(view, side, exercise.camera.distance_m, (low, high), exercise.camera.turned, random)


def moved(plan: Plan, flaw: Flaw, side: Side, random: np.random.Generator) -> Moves:
    """What the patient does."""
    tempos = [_tempo(plan, flaw, random) for _ in range(plan.reps)]
    build = BUILDS[int(random.integers(len(BUILDS)))]
    moves = set_of(plan.exercise, plan.far, build, side, tempos, 30.0)  # type: ignore[arg-type]
    legs = _legs(plan, side)
    joints = moves.joints
    for name, (person, wobble) in UNSTEADY.items():
        for each in legs.chosen("working") if "knee" in name or "valgus" in name else (0,):
            joints = OPERATIONS[name](joints, _unsteady(moves.time_s, person, wobble, random), each)
    for name, amount in flaw.does.items():
        there = amount * envelope(moves, flaw.during, legs.working)
        chosen = (int(random.integers(2)),) if flaw.legs == "one" else legs.chosen(flaw.legs)
        for each in chosen if name not in ("pelvis_down_cm", "pelvis_back_cm", "bounce_cm") else chosen[:1]:
            joints = OPERATIONS[name](joints, there, each)
    return moves.with_joints(joints)


def _legs(plan: Plan, side: Side) -> Legs:
    return Legs(None if catalogue().exercises[plan.exercise].sides == "together" else SIDES.index(side))


def _tempo(plan: Plan, flaw: Flaw, random: np.random.Generator) -> Tempo:
    usual = replace(plan.tempo, **flaw.tempo)
    out, back = (1 + float(np.clip(random.normal(0, 0.05), -0.1, 0.1)) for _ in range(2))
    return replace(usual, out_s=usual.out_s * out, back_s=usual.back_s * back)


def _unsteady(time_s: Floats, person: float, wobble: float, random: np.random.Generator) -> Floats:
    keep = np.exp(-(time_s[1] - time_s[0]) / WOBBLE_S)
    kicks = random.normal(0, wobble, len(time_s)) * np.sqrt(1 - keep**2)
    walk = np.zeros(len(time_s))
    for index in range(1, len(walk)):
        walk[index] = keep * walk[index - 1] + kicks[index]
    swaying: Floats = random.normal(0, person) + walk
    return swaying


def envelope(moves: Moves, during: str, working: int | None) -> Floats:
    """How much of a fault is there, 0..1."""
    if during == "always":
        return np.ones_like(moves.way)
    if during == "bent":
        return _bent(moves, working)
    if during == "held":
        since = np.cumsum(moves.part == 2) / 30.0
        held: Floats = np.where(moves.part == 2, np.clip((since - 2.0) / 1.0, 0, 1), 0.0)
        return held
    return moves.way


def _bent(moves: Moves, working: int | None) -> Floats:
    """More the more the knees that work are bent beyond 25 degrees, whole from 55 on; coming and going within half a
    second at the ends of a repetition."""
    hip, knee, ankle = (moves.joints[:, pair(name)] for name in ("hip", "knee", "ankle"))
    bends = angles.bend(hip, knee, ankle)
    share = np.clip(((bends.min(axis=1) if working is None else bends[:, working]) - 25) / 30, 0, 1)
    moving = ((moves.part == 1) | (moves.part == 3)).astype(float)
    soft = np.convolve(moving, np.ones(15) / 15, mode="same")
    bent: Floats = share * np.clip(2 * soft - 1, 0, 1)
    return bent


def _told(plan: Plan, flaw: Flaw, side: Side, moves: Moves, seen: list[Frame]) -> Session:
    usual = assignment(plan.exercise, catalogue())
    sides = ("both",) if usual.exercise.sides != "each" else (side,)
    wanted = replace(usual, sides=sides, sets=1, rest_s=0.0)  # type: ignore[arg-type]
    if plan.held_s is None:
        wanted = replace(wanted, reps=plan.reps + 20)
    elif plan.reps == 1:
        wanted = replace(wanted, reps=None, hold_s=None, seconds=plan.held_s)
    else:
        wanted = replace(wanted, reps=plan.reps, hold_s=plan.held_s, seconds=None)
    coach = Coach(wanted)
    for frame in seen:
        coach.feed(frame)
    return Session(plan, flaw, tuple(coach.events), tuple(_there(moves, flaw, _legs(plan, side).working)))


def _there(moves: Moves, flaw: Flaw, working: int | None) -> Iterator[float]:
    """When the fault was there in the first and the second repetition, or when these were over."""
    ends = moves.ends()[:2]
    if flaw.told == "repetition" or not flaw.does:
        yield from ends
        return
    there = envelope(moves, flaw.during, working) >= 0.9
    for each in range(len(ends)):
        yield float(moves.time_s[int(np.argmax(there & (moves.repetition == each)))])


def sessions(exercise: str, flaw: Flaw, patients: int, seed: int) -> list[Session]:
    """A set by each of some patients."""
    return [session(exercise, flaw, seed * 1000 + each) for each in range(patients)]


def right_row(exercise: str, patients: int, seed: int) -> list[str]:
    """Done right: sets counted right, repetitions or holds with a false cue, how they were judged."""
    told = sessions(exercise, RIGHT, patients, seed)
    true = sum(each.plan.reps for each in told)
    false = sum(each.spoken_of for each in told)
    done = [event for each in told for event in each.done]
    good, unseen = (sum(event.quality == which for event in done) for which in ("good", "not_seen"))
    counted = sum(each.counted for each in told)
    return [
        exercise,
        str(true),
        f"{counted}/{len(told)}",
        str(false),
        percent(good, len(done)),
        percent(unseen, len(done)),
    ]


def fault_row(exercise: str, flaw: Flaw, patients: int, seed: int) -> list[str]:
    """With a fault: how many were told in time, and how long it took."""
    told = sessions(exercise, flaw, patients, seed)
    first = [each.after_s for each in told if each.after_s is not None]
    right = sum(each.in_time for each in told)
    other = sum(cue.fault != flaw.id for each in told for cue in each.cues)
    does = ", ".join(f"{name} {amount:g}" for name, amount in {**flaw.does, **flaw.tempo}.items())
    return [
        exercise,
        flaw.id,
        does,
        f"{right}/{len(told)}",
        number(float(np.median(first)) if first else np.nan),
        str(other),
    ]


BLIND: Final[dict[str, Callable[[list[Frame]], list[Frame]]]] = {
    "nobody": patient_camera.nobody,
    "dark": patient_camera.dark,
    "feet cut off": patient_camera.feet_cut_off,
    "legs only": patient_camera.legs_only,
}


def blind_rows(exercises: Sequence[str], patients: int, seed: int) -> Iterator[list[str]]:
    """Before a camera that can't see: sets that were told so, and repetitions or holds told all the same."""
    for name, blind in BLIND.items():
        told = [session(each, RIGHT, seed * 1000 + number_, blind) for each in exercises for number_ in range(patients)]
        said = sum(any(isinstance(event, CannotSee) for event in each.events) for each in told)
        yield [name, str(len(told)), str(said), str(sum(len(each.done) for each in told))]


def watched() -> list[str]:
    """The exercises that a camera judges."""
    return [name for name in _data()["exercise"] if catalogue().exercises[name].camera.mode == "checked"]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--patients", type=int, default=20, help="of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("exercise", nargs="*")
    chosen = parser.parse_args()
    names = chosen.exercise or watched()
    rows = [right_row(name, chosen.patients, chosen.seed) for name in names]
    headings: tuple[str, ...] = ("exercise", "done", "sets counted", "false cues", "clean", "not seen")
    print(table("Done right", headings, rows), "\n")
    rows = [fault_row(name, flaw, chosen.patients, chosen.seed) for name in names for flaw in flaws_of(name)]
    headings = ("exercise", "fault", "what it does", "right cue in time", "after, s", "other cues")
    print(table("With one fault", headings, rows), "\n")
    headings = ("camera", "sets", "said so", "told all the same")
    print(table("Before a camera that can't see", headings, list(blind_rows(names, 2, chosen.seed))))


if __name__ == "__main__":
    main()
