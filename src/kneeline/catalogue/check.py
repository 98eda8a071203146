"""What the schema alone can't see: that every id named anywhere exists, that exercises are complete, and that a
translation has all their texts."""

from collections.abc import Iterator, Mapping
from typing import Any

from kneeline.catalogue.loader import KINDS, Catalogue, Item, checked
from kneeline.catalogue.raw import BadCatalogue, RawItem, read_tables
from kneeline.catalogue.schema import Exercise
from kneeline.catalogue.translation import outdated, translated
from kneeline.core.findings import SIGNS


def problems(catalogue: Catalogue) -> list[str]:
    """Everything that is wrong, a sentence each, beginning with the item's id; empty where all is well.

    Raises BadCatalogue where a file does not even follow the schema.
    """
    return [*_unknown_ids(catalogue), *_exercises(catalogue)]


def translation_problems(catalogue: Catalogue, language: str) -> Iterator[str]:
    """Everything that keeps ``language`` from being complete, a sentence each, beginning with its file."""
    folder = catalogue.folder
    for part in KINDS:
        for name in part.files(folder):
            english = read_tables(folder, name)
            try:
                items, wrong = translated(folder, language, name, english, part.kind)
                yield from (*wrong, *outdated(folder, language, name, english, part.kind))
            except BadCatalogue as error:
                yield str(error)
                continue
            yield from _refusals(items, part.kind)


def _refusals(items: list[RawItem], kind: type[Item]) -> Iterator[str]:
    """What the schema says against items: texts that are too long."""
    for raw in items:
        try:
            checked(raw, kind)
        except BadCatalogue as error:
            yield str(error)


def _known(catalogue: Catalogue) -> Mapping[str, Mapping[str, Any]]:
    """What each kind of reference may name."""
    tests = {**catalogue.self_tests, **catalogue.movement_tests}
    return {
        "exercise": catalogue.exercises,
        "muscle": catalogue.muscles,
        "action": catalogue.joint_actions,
        "equipment": catalogue.equipment,
        "place": catalogue.body_places,
        "signal": catalogue.signals,
        "source": catalogue.sources,
        "condition": catalogue.conditions,
        "class": catalogue.condition_classes,
        "question": catalogue.questions,
        "branch": catalogue.branches,
        "test": tests,
        "sign": dict.fromkeys(SIGNS),
    }


def _unknown_ids(catalogue: Catalogue) -> Iterator[str]:
    known = _known(catalogue)
    for owner, kind, reference in references(catalogue):
        if reference not in known[kind]:
            yield f"{owner}: there is no {kind} {reference!r}."


def references(catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    """Every reference as (id of the item, kind of thing, id named)."""
    for exercise in catalogue.exercises.values():
        yield from _of_exercise(exercise)
    for statement in catalogue.statements.values():
        lists = {"exercise": statement.exercises, "muscle": statement.muscles, "action": statement.actions}
        yield from _listed(statement.id, {**lists, "sign": (statement.sign,) if statement.sign else ()})
        for evidence in statement.studies:
            yield from _listed(statement.id, {"source": evidence.sources})
    for asked in catalogue.readers_questions.values():
        branch = (asked.branch,) if asked.branch else ()
        yield from _listed(asked.id, {"exercise": asked.exercises, "source": asked.sources, "branch": branch})
    for condition in catalogue.conditions.values():
        yield from _listed(condition.id, {"source": condition.sources})
        for rule in condition.when:
            also = (rule.also,) if rule.also else ()
            yield from _listed(condition.id, {"question": (rule.question,), "condition": also})
    for group in catalogue.condition_classes.values():
        yield from _listed(group.id, {"condition": (*group.leave_out, *group.with_care), "source": group.sources})
    for self_test in catalogue.self_tests.values():
        lists = {"sign": self_test.signs, "equipment": self_test.equipment, "question": self_test.questions}
        like = (self_test.like,) if self_test.like else ()
        more = {"source": self_test.sources, "class": self_test.contraindications, "test": like}
        yield from _listed(self_test.id, {**lists, **more})
    for movement in catalogue.movement_tests.values():
        conditions = tuple(avoid.condition for avoid in movement.avoid)
        yield from _listed(
            movement.id, {"sign": movement.signs, "class": movement.contraindications, "condition": conditions}
        )
    for branch_of in catalogue.branches.values():
        exercises = (*branch_of.leave_out, *branch_of.prefer)
        yield from _listed(branch_of.id, {"exercise": exercises, "test": branch_of.tests, "source": branch_of.sources})


def _of_exercise(exercise: Exercise) -> Iterator[tuple[str, str, str]]:
    yield from _listed(
        exercise.id,
        {
            "sign": exercise.signs,
            "equipment": (*exercise.equipment, *exercise.helpful, *(e for s in exercise.stages for e in s.equipment)),
            "place": exercise.feel_at,
            "action": exercise.actions,
            "muscle": (
                *(target.muscle for target in exercise.targets),
                *(muscle for evidence in exercise.evidence for muscle in evidence.figure_doubts),
            ),
            "exercise": (*exercise.before, *exercise.after, *(gate.exercise for gate in exercise.gates)),
            "class": exercise.contraindications,
            "condition": tuple(avoid.condition for avoid in exercise.avoid),
            "signal": (exercise.coach.follows, *(check.signal for check in exercise.checks)),
            "source": tuple(source for evidence in exercise.evidence for source in evidence.sources),
        },
    )


def _listed(owner: str, lists: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str, str]]:
    for kind, ids in lists.items():
        for each in ids:
            yield owner, kind, each


def _exercises(catalogue: Catalogue) -> Iterator[str]:
    for exercise in catalogue.exercises.values():
        stages = [stage.id for stage in exercise.stages]
        checks = [check.id for check in exercise.checks]
        if sum(stage.place == "article" for stage in exercise.stages) != 1:
            yield f"{exercise.id}: exactly one stage has to be the article's."
        if len(set(stages)) < len(stages) or len(set(checks)) < len(checks):
            yield f"{exercise.id}: two stages or two checks have the same id."
        named = [gate.stage for gate in exercise.gates] + [avoid.stage for avoid in exercise.avoid]
        yield from (f"{exercise.id}: there is no stage {name!r}." for name in named if name and name not in stages)
        for fault in exercise.faults:
            if fault.check is not None and fault.check not in checks:
                yield f"{exercise.id}: the fault {fault.id!r} names no check of it: {fault.check!r}."
        for avoid in exercise.avoid:
            if (avoid.action == "easier") != (avoid.stage is not None):
                yield f"{exercise.id}: easier for {avoid.condition!r} needs a stage, and nothing else does."
        if exercise.dose.reps is None and exercise.dose.seconds is None:
            yield f"{exercise.id}: a dose has repetitions or seconds."
