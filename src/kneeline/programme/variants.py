"""The stage below and the stage above what is planned, for somebody to whom today asks for less or more."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kneeline.catalogue import Catalogue
from kneeline.catalogue.schema import Exercise
from kneeline.core.findings import Findings
from kneeline.core.programme import Item, SessionLog, Wishes
from kneeline.programme.choice import open_stages
from kneeline.programme.load import Load, duration_s, stage_index, start_load
from kneeline.programme.plan import level_now
from kneeline.programme.progression import step_down


@dataclass(frozen=True)
class Variants:
    """What can be done in an item's place; None where there is nothing easier, or nothing harder that may be done."""

    easier: Item | None
    harder: Item | None


def variants(
    items: Iterable[Item], findings: Findings, wishes: Wishes, log: SessionLog, catalogue: Catalogue
) -> Mapping[str, Variants]:
    """For each exercise the easier and the harder way to do it today.

    Easier is the stage below from its lower end, at the easiest half as much. Harder is the next stage that safety,
    gates and things at hand leave open, from its lower end.
    """
    gentle = level_now(findings, log, catalogue) == "see_someone"
    stages = open_stages(findings, wishes, catalogue, log, gentle)
    known = [(item, catalogue.exercises[item.exercise]) for item in items if item.exercise in catalogue.exercises]
    return {item.exercise: _variants(item, exercise, stages[exercise.id]) for item, exercise in known}


def _variants(item: Item, exercise: Exercise, stages: Iterable[int]) -> Variants:
    index = stage_index(exercise, item.stage)
    now = Load(item.stage, item.sets, item.reps, item.hold_s, item.seconds, item.rest_s)
    easier = start_load(exercise, index - 1, "new") if index > 0 else step_down(exercise, now)
    above = min((stage for stage in stages if stage > index), default=None)
    return Variants(
        easier=_as(item, exercise, easier) if easier != now else None,
        harder=_as(item, exercise, start_load(exercise, above, "new")) if above is not None else None,
    )


def _as(item: Item, exercise: Exercise, load: Load) -> Item:
    """The item with another load, without the weaker side's extra set: today differs enough."""
    return replace(
        item,
        stage=load.stage,
        sets=load.sets,
        reps=load.reps,
        hold_s=load.hold_s,
        seconds=load.seconds,
        rest_s=load.rest_s,
        extra_set_side=None,
        minutes=duration_s(exercise, load) / 60,
        load=exercise.stages[stage_index(exercise, load.stage)].load,
    )
