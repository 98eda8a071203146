"""After a set: what went well, one thing to work on, how many were clean of those seen, what could not be judged; and
what of it the log keeps."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kneeline.coach.assignments import Assignment
from kneeline.coach.events import Event, HoldDone, RepDone, SetDone
from kneeline.coach.judge import by_harm
from kneeline.coach.words import say
from kneeline.core.programme import Done, Felt, ItemSide, RepeatQuality

MOST_SHARE = 0.7
"""From this share of clean ones on they are the good news (our choice)."""


@dataclass
class SetCount:
    """What one set has brought so far. unseen: how often each check could not be judged."""

    qualities: Counter[RepeatQuality] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    unseen: Counter[str] = field(default_factory=Counter)
    corrected: list[str] = field(default_factory=list)
    seconds: float = 0.0
    side: ItemSide | None = None

    @property
    def anything(self) -> bool:
        """Whether there is anything to sum up."""
        return self.qualities.total() > 0

    def add(self, event: RepDone | HoldDone) -> None:
        """One more repetition or hold."""
        self.qualities[event.quality] += 1
        self.faults.update(event.faults)
        self.unseen.update(event.could_not_judge)
        self.side = event.side or self.side
        self.seconds += event.seconds if isinstance(event, HoldDone) else event.end_s - event.start_s

    def complete(self, assignment: Assignment) -> bool:
        """Whether the set's repetitions, or its time, are done."""
        if assignment.reps is not None:
            return self.qualities.total() >= assignment.reps
        return self.seconds >= (assignment.seconds or assignment.hold_s or 0.0) - 0.5 and self.anything


def set_done(time_s: float, number: int, side: ItemSide, count: SetCount, assignment: Assignment) -> SetDone:
    """The words for a set."""
    exercise = assignment.exercise
    clean, seen = count.qualities["good"], count.qualities["good"] + count.qualities["fault"]
    says = {check.id: check.says for check in exercise.checks}
    always = [check for check, times in count.unseen.items() if times == count.qualities.total()]
    return SetDone(
        time_s,
        number,
        side,
        clean,
        count.qualities["fault"],
        count.qualities["not_seen"],
        count.seconds,
        _well(count, clean, seen, assignment),
        _work_on(count, assignment),
        _clean(clean, seen, assignment),
        tuple(says[check] for check in always),
        say("ask", "felt", feel=exercise.feel),
    )


def done_of(
    events: Iterable[Event],
    assignment: Assignment,
    on: datetime.date,
    felt: Felt | None = None,
    pain: int | None = None,
) -> tuple[Done, ...]:
    """What was done, a part of a SessionLog: one entry a side, from the events of a session."""
    sets = [event for event in events if isinstance(event, SetDone)]
    sides = dict.fromkeys(each.side or "both" for each in sets)
    return tuple(
        _done_of([each for each in sets if (each.side or "both") == side], side, assignment, on, felt, pain)
        for side in sides
    )


def _done_of(
    sets: Sequence[SetDone],
    side: ItemSide,
    assignment: Assignment,
    on: datetime.date,
    felt: Felt | None,
    pain: int | None,
) -> Done:
    last = sets[-1]
    return Done(
        on,
        assignment.exercise.id,
        assignment.stage,
        side,
        len(sets),
        sum(each.reps_good for each in sets),
        sum(each.reps_fault for each in sets),
        sum(each.reps_not_seen for each in sets),
        last.reps_good + last.reps_fault + last.reps_not_seen or None,
        sum(each.seconds for each in sets),
        felt,
        pain,
    )


def _well(count: SetCount, clean: int, seen: int, assignment: Assignment) -> str:
    names = {fault.id: fault.name for fault in assignment.exercise.faults}
    if seen and not count.faults:
        return say("summary", "no_fault")
    if seen and clean >= MOST_SHARE * seen:
        return say("summary", "most_clean", clean=clean, seen=seen)
    if count.corrected:
        return say("summary", "corrected", fault=names[count.corrected[-1]])
    return say("summary", "kept_on" if count.complete(assignment) else "began")


def _work_on(count: SetCount, assignment: Assignment) -> str | None:
    """The cue of the most harmful fault, of those the most frequent one."""
    seen = [fault for fault in by_harm(assignment.exercise.faults) if count.faults[fault.id]]
    if not seen:
        return None
    gravest = max(seen, key=lambda fault: (fault.harm, count.faults[fault.id]))
    return say("summary", "work_on", cue=gravest.cue)


def _clean(clean: int, seen: int, assignment: Assignment) -> str:
    if not assignment.watched:
        return say("summary", "timed")
    return say("summary", "clean", clean=clean, seen=seen) if seen else say("summary", "nothing_seen")
