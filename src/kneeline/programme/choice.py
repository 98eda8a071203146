"""Which exercises may stand in this person's week, at which stage and dose, and why the others may not."""

from collections.abc import Mapping
from dataclasses import dataclass

from kneeline.catalogue import Catalogue
from kneeline.catalogue.schema import Exercise
from kneeline.core.findings import Findings
from kneeline.core.programme import LeftOut, SessionLog, Wishes
from kneeline.programme.load import Load, article_stage, duration_s, stage_index, start_load
from kneeline.programme.onset import held_at_onset
from kneeline.programme.priority import article_order, bonus, days_a_week, worth
from kneeline.programme.safety import Safety, branches_of, conditions_of, safety_of
from kneeline.programme.words import listed, minutes_words, say

GATE_DAYS = 2
"""Days on which an exercise is to be felt before what it opens (our choice; the gates' default in the catalogue)."""

Loads = Mapping[str, Load]
"""Where each exercise stands by now, by id; what is missing starts at the article's stage."""


@dataclass(frozen=True)
class Candidate:
    """An exercise that may be planned. ``full``: at its dose, else a shorter version because a day is too short;
    ``opens``: names of exercises that wait for it, and for ``together``; ``after``: names of those the article wants
    felt before it; ``remark``: why its stage is an easier one, or what to take care of."""

    exercise: Exercise
    load: Load
    worth: int
    full: bool
    opens: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    remark: str | None = None


def days_of(candidate: Candidate) -> tuple[int, int]:
    """Fewest days a week that count as done, and most: what opens a gate counts from the gate's two days on, so that
    all that open it have room in a short week (our choice)."""
    least, most = days_a_week(candidate.exercise.kind)
    return (min(least, GATE_DAYS) if candidate.opens else least), most


@dataclass(frozen=True)
class Choice:
    """Everything a week may be made of, in the article's order, and what it may not, with reasons."""

    candidates: tuple[Candidate, ...]
    left_out: tuple[LeftOut, ...]


def understood_exercises(findings: Findings, log: SessionLog, catalogue: Catalogue) -> dict[str, int]:
    """How often each exercise was felt where it should be, by the person's own word; two days where findings say so."""
    days: dict[str, set[object]] = {}
    for done in log.done:
        if done.felt == "yes":
            days.setdefault(done.exercise, set()).add(done.date)
    told = dict.fromkeys(findings.understood, 2)
    return {name: max(len(days.get(name, ())), told.get(name, 0)) for name in catalogue.exercises}


class _Chooser:
    """What the choice of every exercise looks at."""

    def __init__(self, findings: Findings, wishes: Wishes, catalogue: Catalogue, log: SessionLog, loads: Loads) -> None:
        self.findings = findings
        self.wishes = wishes
        self.catalogue = catalogue
        self.loads = loads
        self.everything = wishes.profile == "as_printed"
        self.branches = branches_of(findings, catalogue)
        self.conditions = conditions_of(findings, log.new_conditions)
        self.understood = understood_exercises(findings, log, catalogue)
        self.things = {*wishes.equipment, *(each.id for each in catalogue.equipment.values() if each.at_home)}
        if not self.conditions.isdisjoint(catalogue.condition_classes["elastic_band"].leave_out):
            self.things.discard("band")  # the stages that need it fall away, the others stay
        self.safety = {each.id: self._safety(each) for each in catalogue.exercises.values()}
        self.waiting = {each.id: self.closed_gates(each) for each in catalogue.exercises.values()}

    def _safety(self, exercise: Exercise) -> Safety:
        return safety_of(exercise, self.conditions, self.branches, self.catalogue)

    def closed_gates(self, exercise: Exercise, stage: str | None = None) -> tuple[str, ...]:
        """The exercises still to be understood before this one, or before one stage of it."""
        gates = [gate for gate in exercise.gates if gate.hard and gate.stage == stage]
        return tuple(gate.exercise for gate in gates if self.understood.get(gate.exercise, 0) < gate.times)

    def barred(self, exercise: Exercise) -> LeftOut | None:
        """Why an exercise is out whatever the time is: a condition, a wish, a thing it needs, or no need for it."""
        safe = self.safety[exercise.id]
        if safe.left_out:
            return LeftOut(exercise.id, safe.left_out, "condition")
        if exercise.id in self.wishes.dislikes:
            return LeftOut(exercise.id, say("left_out", "dislike"), "dislike")
        if self.stages(exercise) == []:
            names = [self._thing(each) for each in self._missing(exercise)]
            return LeftOut(exercise.id, say("left_out", "equipment", things=listed(names)), "equipment")
        if self.worth(exercise) == 0:
            why = "not_in_article" if self.everything else "not_needed"
            return LeftOut(exercise.id, say("left_out", why), "not_needed")
        return None

    def _missing(self, exercise: Exercise) -> list[str]:
        """What the hardest stage that safety allows, at most the article's, needs and is not at hand."""
        stage = exercise.stages[min(article_stage(exercise), self.safety[exercise.id].top)]
        return [each for each in (*exercise.equipment, *stage.equipment) if each not in self.things]

    def _thing(self, thing: str) -> str:
        known = self.catalogue.equipment.get(thing)
        return say("amount", "one", thing=known.name.lower() if known else thing)

    def available(self, exercise: Exercise) -> list[int]:
        """Indices of the stages that safety, things at hand and the stages' own gates allow, easiest first."""
        return [
            index
            for index, stage in enumerate(exercise.stages[: self.safety[exercise.id].top + 1])
            if self.things.issuperset({*exercise.equipment, *stage.equipment})
            and not self.closed_gates(exercise, stage.id)
        ]

    def stages(self, exercise: Exercise) -> list[int]:
        """Indices of the stages that may be done now, hardest first; beyond the article's only where one is there."""
        load = self.loads.get(exercise.id)
        wanted = stage_index(exercise, load.stage) if load else article_stage(exercise)
        return [index for index in reversed(self.available(exercise)) if index <= wanted]

    def load(self, exercise: Exercise, index: int) -> Load:
        """Where the exercise stands by now, or the start of a stage."""
        now = self.loads.get(exercise.id)
        if now and now.stage == exercise.stages[index].id:
            return held_at_onset(exercise, now, self.findings)
        return held_at_onset(exercise, start_load(exercise, index, self.wishes.experience), self.findings)

    def worth(self, exercise: Exercise) -> int:
        """Worth for the signs, more where it opens a gate or a situation prefers it."""
        if self.everything:
            return int(exercise.item is not None)  # the article's own
        worth_now = worth(exercise, self.findings)
        if worth_now and any(exercise.id in branch.prefer for branch in self.branches):
            worth_now += bonus("preferred")
        return worth_now + (bonus("gate") if self.opens(exercise) else 0)

    def opens(self, exercise: Exercise) -> tuple[Exercise, ...]:
        """Exercises that wait for this one and could be done otherwise."""
        waiting = [each for each in self.catalogue.exercises.values() if exercise.id in self.waiting[each.id]]
        return tuple(
            each
            for each in waiting
            if not self.safety[each.id].left_out
            and each.id not in self.wishes.dislikes
            and self.stages(each)
            and worth(each, self.findings)
            and not any(self.safety[gate].left_out for gate in self.waiting[each.id] if gate in self.safety)
        )

    def candidate(self, exercise: Exercise) -> Candidate | LeftOut:
        """The exercise at the hardest stage a day has time for, or why not."""
        stages = self.stages(exercise)
        for index in stages:
            load = self.load(exercise, index)
            if duration_s(exercise, load) <= self.wishes.minutes * 60:
                remark = self.safety[exercise.id].remark
                full = index == stages[0]
                opens = self.opens(exercise)
                return Candidate(
                    exercise,
                    load,
                    self.worth(exercise),
                    full,
                    opens=tuple(each.name for each in opens),
                    together=self._names(self._beside(exercise, opens)),
                    after=self._names(self.waiting[exercise.id]),
                    remark=remark,
                )
        shortest = min(duration_s(exercise, self.load(exercise, index)) for index in stages)
        why = say("left_out", "too_long", least=minutes_words(shortest), minutes=self.wishes.minutes)
        return LeftOut(exercise.id, why, "time")

    def _beside(self, exercise: Exercise, opens: tuple[Exercise, ...]) -> tuple[str, ...]:
        """What else has to be understood before what an exercise opens, in the article's order."""
        needed = {gate for each in opens for gate in self.waiting[each.id]} - {exercise.id}
        return tuple(each for each in self.catalogue.exercises if each in needed)

    def gate(self, exercise: Exercise) -> LeftOut | None:
        """The exercise as locked, where something is to be understood first."""
        closed = self.waiting[exercise.id]
        if not closed or self.everything:
            return None
        never = any(self.safety[name].left_out for name in closed if name in self.safety)
        why = say("left_out", "gate_shut" if never else "gate", exercises=listed(list(self._names(closed))))
        return LeftOut(exercise.id, why, "gate")

    def _names(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.catalogue.exercises[name].name for name in ids if name in self.catalogue.exercises)


def choose(findings: Findings, wishes: Wishes, catalogue: Catalogue, log: SessionLog, loads: Loads) -> Choice:
    """What a week may be made of: what serves the signs, or everything the article prints where that is wished.

    ``loads``: where each exercise stands by now.
    """
    chooser = _Chooser(findings, wishes, catalogue, log, loads)
    candidates: list[Candidate] = []
    left_out: list[LeftOut] = []
    for exercise in sorted(catalogue.exercises.values(), key=article_order):
        chosen = chooser.barred(exercise) or chooser.gate(exercise) or chooser.candidate(exercise)
        if isinstance(chosen, LeftOut):
            left_out.append(chosen)
        else:
            candidates.append(chosen)
    return Choice(tuple(candidates), tuple(left_out))


def open_stages(
    findings: Findings, wishes: Wishes, catalogue: Catalogue, log: SessionLog, gentle: bool
) -> dict[str, list[int]]:
    """For each exercise the indices of the stages that may be reached, easiest first; ``gentle``: none harder than the
    article's."""
    chooser = _Chooser(findings, wishes, catalogue, log, {})
    return {
        each.id: [index for index in chooser.available(each) if not gentle or index <= article_stage(each)]
        for each in catalogue.exercises.values()
    }
