"""Follows the movement of a person who is in position, and judges it."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kneeline.catalogue.schema import Exercise
from kneeline.coach.assignments import Assignment
from kneeline.coach.cues import Cues, said
from kneeline.coach.events import Event, HoldDone, HoldTick, Praise, RepDone, RepStarted
from kneeline.coach.feet import Feet, standing
from kneeline.coach.geometry import apart
from kneeline.coach.judge import DWELL_HOLD_S, DWELL_S, Judge
from kneeline.coach.knee_in import KneeIn, LegChange
from kneeline.coach.margins import OUR_ERRORS
from kneeline.coach.onset import OnsetTraining
from kneeline.coach.phases import Happened, Hold, Motion, Phase, Repetitions
from kneeline.coach.sight import Sight
from kneeline.coach.signals import FRONT, SIDE, Pair, Posture, lifted_bend
from kneeline.coach.sway import Sway
from kneeline.coach.words import say
from kneeline.core.programme import ItemSide, RepeatQuality
from kneeline.core.skeleton import SIDES

Machine = Repetitions | Hold | Motion

_BACKWARDS: dict[Phase, Phase] = {"start": "hold", "out": "back", "hold": "start", "back": "out"}
"""Phases of an exercise begun at the other end of its way, such as a chair squat begun standing."""

SETTLES_IN_S = 1.5
"""Getting into a hold takes this long; until then nothing about it is judged (our choice)."""

WAITS_S = 5.0
"""Somebody in position who does not get to where the hold begins for this long is told what is missing (our choice)."""

RESCALED = 1.03
"""A repetition in which the leg turned out to be longer than this times what it was thought to be: its way was followed
on a wrong scale, so nothing is said of its tempo or of its knees."""

UPRIGHT_SHARE = 0.75
"""A shank this long in the picture, as a share of its length, stands upright; that of a free leg points backwards."""

SURE = 1.3
"""A knee that moves in is spoken of beyond its error times this: one wrong word in 50 repetitions, not in 20."""

_BENDS = frozenset({"knee_flexion", "stance_knee_flexion"})


@dataclass
class Follower:
    """One stay in position. ``cues`` and ``onset`` outlast it. machines: by the leg they follow, None = as a whole.
    followed, changes: what was followed and how far each knee has turned in at the last frame."""

    assignment: Assignment
    sight: Sight
    cues: Cues
    onset: OnsetTraining | None
    working: int | None
    reps: int = 0
    machines: dict[int | None, Machine] = field(default_factory=dict)
    posture: Posture | None = None
    followed: float | None = None
    changes: dict[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._announced = False
        self._scale_before = 0.0
        self._known_before = True
        self._waits_since: float | None = None
        self._knees = (KneeIn(0), KneeIn(1))
        self._feet = Feet()
        self._sway = Sway()
        self._ticked = 0
        self._table = FRONT if self.sight.frontal else SIDE
        self.judge = Judge(self.exercise, self.sight.frontal)

    @property
    def exercise(self) -> Exercise:
        """The exercise that is followed."""
        return self.assignment.exercise

    @property
    def side(self) -> ItemSide | None:
        """The leg that works, where it is known."""
        if self.exercise.sides == "together":
            return "both"
        return None if self.working is None else SIDES[self.working]

    def stand_ready(self, posture: Posture) -> bool:
        """Start from this posture; False where it is not at either end of the way."""
        self.judge.look(posture, "start")
        plan = self.exercise.coach
        if plan.machine == "motion":
            self.machines = {self.working: Motion(plan.end)}
        elif plan.machine == "hold":
            self.machines = {self.working: Hold(plan.start, plan.end)}
        else:
            return self._repetitions_ready(posture)
        return True

    def _repetitions_ready(self, posture: Posture) -> bool:
        plan, ready = self.exercise.coach, False
        keys: dict[str, tuple[int | None, ...]] = {"planted": (0, 1), "standing": (None,)}
        for key in keys.get(plan.legs, (self.working,)):
            machine, value = Repetitions(plan.start, plan.end), _of_side(self._followed(posture), key)
            if value is not None:
                ready = machine.begin(posture.time_s, value) or ready
                self.machines[key] = machine
        on_a_step: dict[int | None, Machine] = {
            side: self.machines[side] for side in (0, 1) if self._on_a_step(side, posture)
        }
        if len(on_a_step) == 1:  # the leg on the floor only pushes off
            self.machines = on_a_step
        return ready

    def _on_a_step(self, side: int, posture: Posture) -> bool:
        """Whether a leg that may be the one to exercise begins far bent, its shank upright: its foot stands higher."""
        machine, shank = self.machines.get(side), posture.points("knee", "ankle", side=side)
        if self.exercise.coach.legs != "planted" or shank is None:
            return False
        bent = isinstance(machine, Repetitions) and machine.far_beyond
        return bent and apart(*shank) > UPRIGHT_SHARE * posture.sight.shank

    @property
    def phase(self) -> Phase:
        """Where on its way the movement is: that of the machine furthest from its start."""
        phases = [each.phase for each in self.machines.values() if not isinstance(each, Motion)]
        return next((phase for phase in phases if phase != "start"), "start")

    def hidden(self, time_s: float) -> None:
        """Nothing can be seen at this moment."""
        self.followed, self.changes = None, {}
        for machine in self.machines.values():
            machine.step(time_s, None)

    def step(self, posture: Posture, elapsed_s: float) -> Iterator[Event]:
        """What this posture brings."""
        if self.exercise.coach.legs == "standing":
            stood = standing(posture.joints, posture.sight)
            self.working = self.working if stood is None else stood
        posture.working = self.working
        self.posture = posture
        self.changes = {}
        followed = self._followed(posture)
        for key, machine in list(self.machines.items()):
            value = _of_side(followed, key)
            if key is None or self.working in (key, None):
                self.followed = value
            happened = machine.step(posture.time_s, value)
            if isinstance(machine, Repetitions):
                yield from self._repetition(key, machine, happened, posture)
            elif isinstance(machine, Hold):
                yield from self._hold(machine, happened, posture)
            else:
                yield from self._motion(machine, happened, posture)
        posture.sight.settle(posture.joints, elapsed_s, self._resting())

    def _resting(self) -> tuple[int, ...]:
        """Sides whose legs, if they are straight, show how long they are: nobody is on the way with them."""
        moving = [
            key
            for key, each in self.machines.items()
            if isinstance(each, Repetitions) and each.phase != ("hold" if self._from_bent(each) else "start")
        ]
        return () if None in moving else tuple(side for side in (0, 1) if side not in moving)

    def _from_bent(self, machine: Repetitions) -> bool:
        """Whether a repetition begins with bent knees."""
        return self.exercise.coach.follows in _BENDS and machine.start > machine.end

    def end(self) -> Iterator[Event]:
        """No more frames come: a repetition that was coming back counts."""
        for key, machine in self.machines.items():
            if isinstance(machine, Repetitions) and machine.coming_back() and self._stayed(key) and self.posture:
                yield from self._rep_done(machine, key, self.posture)

    def _followed(self, posture: Posture) -> Pair:
        """What the machines follow, of both legs."""
        signal = self._table.get(self.exercise.coach.follows)
        return (None, None) if signal is None else signal(posture)

    # repetitions

    def _repetition(
        self, key: int | None, machine: Repetitions, happened: Happened | None, posture: Posture
    ) -> Iterator[Event]:
        if happened == "started" and not self._under_way(key):
            self._begin(posture, key)
        if happened == "short":
            yield from self._short(machine, key, posture)
        if machine.phase == "start" and happened != "done":
            return
        self._feet.step(posture.time_s, posture.joints, posture.sight)
        under_way = [each for each in self.machines.values() if isinstance(each, Repetitions) and each.phase == "hold"]
        self._feet.both_bent = self._feet.both_bent or len(under_way) == 2
        if self.exercise.coach.legs == "planted":
            if self._least_moved(key) != key:
                return
            self.working = posture.working = key
        yield from self._judged(machine, key, posture)
        if happened == "reached" and not self._announced:
            self._announced = True
            yield RepStarted(posture.time_s, self.reps + 1, self.side)
        if happened == "done" and self._stayed(key):
            yield from self._rep_done(machine, key, posture)
            if machine.far_beyond:  # its foot is up on a step: the other leg only swings
                self.machines = {key: machine}
            for other in self._under_way(key):
                self.machines[other].abandon()  # type: ignore[union-attr]

    def _short(self, machine: Repetitions, key: int | None, posture: Posture) -> Iterator[Event]:
        """Somebody turned back before the end of the way: no repetition; what was missing is told."""
        self._settle_reach(machine, key, posture)
        short = {tally.check.id for tally in self.judge.of(self.exercise.coach.follows)} & self.judge.broken()
        yield from self._spoken(short, self.judge.faults(short), machine.started_s, posture.time_s)

    def _settle_reach(self, machine: Repetitions, key: int | None, posture: Posture) -> None:
        reach = machine.furthest_value if machine.natural else machine.rest
        self.judge.settle_reach(reach, self.judge.error(self.exercise.coach.follows, posture, key or 0))

    def _under_way(self, besides: int | None) -> set[int | None]:
        """The other legs whose machines are not at their start."""
        machines = ((key, each) for key, each in self.machines.items() if key != besides)
        return {key for key, each in machines if isinstance(each, Repetitions) and each.phase != "start"}

    def _scale(self, key: int | None) -> float:
        """How long the leg that is followed is thought to be, px."""
        return max(self.sight.stand_px) if key is None else self.sight.stand_px[key]

    def _rescaled(self, key: int | None) -> bool:
        """Whether the leg turned out to be longer than it was thought to be when this repetition began, or was a guess
        because the person sat."""
        return not self._known_before or self._scale(key) > RESCALED * self._scale_before

    def _scaled(self, key: int | None, side: int) -> bool:
        """Whether a knee's heading can be followed: on a scale that stays, or against the same knee at rest, which is
        seen on the same scale."""
        return not self._rescaled(key) or self._knees[side].at_rest(self.sight) is not None

    def _begin(self, posture: Posture, key: int | None) -> None:
        """A repetition begins: forget the last one."""
        self._announced = False
        self._scale_before, self._known_before = self._scale(key), self.sight.knows(key)
        self.judge.clear()
        for knee in self._knees:
            knee.clear()
        self._feet.begin(posture.joints)

    def _least_moved(self, key: int | None) -> int | None:
        """Of the legs that are under way the one whose foot stayed where it was."""
        return min({key, *self._under_way(key)}, key=lambda side: self._feet.travelled[side or 0])

    def _stayed(self, key: int | None) -> bool:
        """Whether the feet that carry somebody stayed; nobody who lies stands on any."""
        if self.exercise.camera.turned:
            return True
        side = self.working if key is None else key
        return self._feet.stayed(side, self.exercise.coach.legs == "planted")

    def _judged(self, machine: Repetitions, key: int | None, posture: Posture) -> Iterator[Event]:
        """One frame of a repetition under way."""
        phase = machine.phase if machine.natural else _BACKWARDS[machine.phase]
        self.judge.look(posture, phase)
        if posture.sight.frontal:
            told = {side: self._knees[side].step(posture) for side in self._legs() if self._scaled(key, side)}
            self.changes = {side: value for side, value in told.items() if value is not None}
            if self.changes:
                value, side = max((value, side) for side, value in self.changes.items())
                error = SURE * self.judge.error("knee_in_change", posture, side)
                self.judge.tell("knee_in_change", posture.time_s, phase, value, error)
        yield from self._depth(posture)
        yield from self._cue(posture.time_s)

    def _legs(self) -> tuple[int, ...]:
        return (0, 1) if self.working is None else (self.working,)

    def _depth(self, posture: Posture) -> Iterator[Event]:
        """Onset training: how deep."""
        if self.onset is not None:
            bends = [bent for side in self._legs() if (bent := lifted_bend(posture, side)) is not None]
            moves_in = any(tally.since(posture.time_s) >= DWELL_S for tally in self.judge.of("knee_in_change"))
            if bends:
                yield from self.onset.depth(posture.time_s, sum(bends) / len(bends), moves_in)

    def _rep_done(self, machine: Repetitions, key: int | None, posture: Posture) -> Iterator[Event]:
        self.reps += 1
        for side, knee in enumerate(self._knees):
            if not self._scaled(key, side):
                knee.clear()
        changes = {
            side: self._knees[side].told(posture.sight.errors, self._from_bent(machine)) for side in self._legs()
        }
        out_s, back_s = machine.out_and_back_s()
        if not machine.natural:
            out_s, back_s = back_s, out_s
        self._settle(changes)
        self._settle_reach(machine, key, posture)
        self.judge.settle("hold_time", machine.held_s, OUR_ERRORS["hold_time"])
        for signal, seconds in (("out_time", out_s), ("back_time", back_s)):
            bends = self.exercise.coach.follows in _BENDS
            self.judge.settle_way(signal, None if bends and self._rescaled(key) else seconds)
        broken = self.judge.broken(DWELL_S)
        faults = self.judge.faults(broken)
        legs = {SIDES[side]: change for side, change in changes.items()}
        yield RepDone(
            posture.time_s,
            self.reps,
            self.side,
            self._quality(broken),
            faults,
            {name: leg.knee_flexion for name, leg in legs.items()},
            {name: leg.change for name, leg in legs.items()},
            {"knee_in_change": {name: leg.error for name, leg in legs.items()}},
            {name: leg.caves_in for name, leg in legs.items()},
            self.judge.unseen(),
            machine.started_s,
            posture.time_s,
            out_s,
            back_s,
        )
        if self.onset is not None:
            self.onset.rise()
        yield from self._spoken(broken, faults, machine.started_s, posture.time_s)

    def _settle(self, changes: dict[int, LegChange]) -> None:
        """The fitted changes say what the live ones only guessed; a leg that could not be seen leaves it open."""
        known = [
            (leg.change, leg.error) for leg in changes.values() if leg.change is not None and leg.error is not None
        ]
        value, error = max(known, default=(None, math.inf))
        caves_in = any(leg.caves_in for leg in changes.values())
        self.judge.settle("knee_in_change", value if len(known) == len(changes) or caves_in else None, error)
        if len(known) == 2:
            (left, left_error), (right, right_error) = known
            self.judge.settle("left_right_difference", left - right, math.hypot(left_error, right_error))
        else:
            self.judge.settle("left_right_difference", None, math.inf)

    def _quality(self, broken: set[str]) -> RepeatQuality:
        if self.judge.spoilt(broken):
            return "fault"
        return "good" if self.judge.sure() else "not_seen"

    # what is said

    def _cue(self, time_s: float) -> Iterator[Event]:
        fault = self.cues.live(self.judge, time_s)
        if fault is not None:
            yield said(fault, self.judge, time_s)

    def _spoken(self, broken: set[str], faults: tuple[str, ...], since_s: float, time_s: float) -> Iterator[Event]:
        """After a repetition or a hold: praise for what was corrected, else what went wrong."""
        corrected = self.cues.corrected(broken, self.judge, since_s)
        if corrected is not None:
            yield Praise(time_s, corrected.id, say("praise", "corrected"))
        fault = self.cues.after(tuple(fault for fault in faults if self.judge.speaks(fault, SURE)), time_s)
        if fault is not None:
            yield said(fault, self.judge, time_s)

    # holds and motion

    def _hold(self, machine: Hold, happened: Happened | None, posture: Posture) -> Iterator[Event]:
        if happened == "reached":
            self._waits_since = None
            self._begin(posture, None)
            self._ticked = 0
            yield RepStarted(posture.time_s, self.reps + 1, self.side)
        if machine.phase == "start" and not machine.spent:
            yield from self._waiting(posture)
        if machine.phase == "hold" and machine.held_s >= SETTLES_IN_S:
            self.judge.look(posture, "hold")
            self.judge.tell("stillness", posture.time_s, "hold", self._sway.step(posture), OUR_ERRORS["stillness"])
            yield from self._cue(posture.time_s)
        if machine.phase == "hold":
            yield from self._ticks(posture.time_s, machine.held_s)
        whole = self._of_s is not None and machine.held_s >= self._of_s
        if happened == "left" or (whole and machine.phase == "hold"):
            yield from self._hold_done(machine, posture.time_s)

    def _waiting(self, posture: Posture) -> Iterator[Event]:
        """In position, but not where the hold begins: after a while it is said what is missing."""
        self._waits_since = posture.time_s if self._waits_since is None else self._waits_since
        if posture.time_s - self._waits_since > WAITS_S:
            self.judge.look(posture, "hold", self.exercise.coach.follows)
            yield from self._cue(posture.time_s)

    @property
    def _of_s(self) -> float | None:
        return self.assignment.hold_s or self.assignment.seconds

    def _ticks(self, time_s: float, counted_s: float) -> Iterator[Event]:
        while counted_s >= self._ticked + 1:
            self._ticked += 1
            yield HoldTick(time_s, self._ticked, self._of_s)

    def _hold_done(self, machine: Hold, time_s: float) -> Iterator[Event]:
        """The hold is over; one too short to be one is not told."""
        held_s = machine.finish()
        self._ticked = 0
        if held_s < 1.0:
            return
        self.reps += 1
        yield from self._timed(time_s, "hold_time", held_s, time_s - held_s)
        self.judge.clear()

    def _motion(self, machine: Motion, happened: Happened | None, posture: Posture) -> Iterator[Event]:
        self.judge.look(posture, "all")
        if happened == "done":
            self.judge.tell("pass_time", posture.time_s, "all", machine.pass_s, OUR_ERRORS["pass_time"])
            amplitude = OUR_ERRORS["rolling_amplitude"]
            self.judge.tell("rolling_amplitude", posture.time_s, "all", machine.amplitude, amplitude)
        yield from self._cue(posture.time_s)
        yield from self._ticks(posture.time_s, machine.moving_s)
        if self._of_s is not None and machine.moving_s >= self._of_s:
            yield from self._timed(posture.time_s, "moving_time", machine.moving_s, posture.time_s - machine.moving_s)
            self.machines = {self.working: replace(machine, moving_s=0.0)}
            self._ticked = 0

    def _timed(self, time_s: float, signal: str, seconds: float, since_s: float) -> Iterator[Event]:
        """A hold, or time in motion, is complete."""
        self.judge.settle(signal, seconds, OUR_ERRORS[signal])
        broken = self.judge.broken(DWELL_HOLD_S)
        faults = self.judge.faults(broken)
        yield HoldDone(time_s, seconds, self.side, self._quality(broken), faults, self.judge.unseen())
        yield from self._spoken(broken, faults, since_s, time_s)


def _of_side(pair: Pair, side: int | None) -> float | None:
    """The value of one leg, or the mean of those seen."""
    if side is not None:
        return pair[side]
    left, right = pair
    if left is None or right is None:
        return right if left is None else left
    return (left + right) / 2
