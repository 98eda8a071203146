"""The next week, from what was really done: every step is told in a sentence."""

import datetime
from dataclasses import dataclass, replace

from kneeline.catalogue import Catalogue
from kneeline.core.errors import BadArgument
from kneeline.core.findings import LEVELS, Findings
from kneeline.core.programme import Done, Phase, Programme, SessionLog, Week
from kneeline.programme.choice import open_stages
from kneeline.programme.layout import seen_signs
from kneeline.programme.load import Load, stage_index, start_load
from kneeline.programme.plan import (
    BLOCK_WEEKS,
    level_now,
    notes_of,
    planned,
    retests_of,
    stopped,
    stops,
)
from kneeline.programme.priority import worth
from kneeline.programme.progression import judge, pain_stops, step_down, step_text, step_up
from kneeline.programme.words import say

REST_DAYS = 7
"""The check whether what was gained stays: after seven days without exercises (our choice)."""

CAME_BACK_WEEKS = 4
KEEP_GOING_WEEKS = 4


@dataclass(frozen=True)
class _Turn:
    """The phase the next week is in, its number in it, how many weeks it still has, and the sentence that says so."""

    phase: Phase
    number: int
    weeks: int
    text: str | None = None


def advance(
    programme: Programme, log: SessionLog, findings: Findings, on: datetime.date, catalogue: Catalogue
) -> Programme:
    """The programme from ``on`` on, after its first week. ``log``: everything done so far; ``findings``: the newest.

    Pain above 5 on two days of the week or a new condition that asks to see somebody now stops it. A week without
    anything done is repeated. At most one exercise goes up a step, every exercise that asks for it goes down one.
    Raises BadArgument where programme or log name an exercise we don't have, or a pain outside 0 to 10.
    """
    _check(programme, log, catalogue)
    level = level_now(findings, log, catalogue)
    done = _since_last_plan(programme, log, on)
    painful = pain_stops(done)
    if stops(level, findings) or painful:
        reason = None if stops(level, findings) else "pain"
        level = min((level, "see_someone" if painful else level), key=LEVELS.index)
        ended = stopped(findings, programme.wishes, on, catalogue, level, programme.version, reason)
        return replace(ended, changes=ended.notes[:1], sequence=programme.sequence + 1)
    turn = _next_turn(programme, findings, on)
    if turn.phase == "check_after_rest":
        return _resting(programme, findings, on, turn, log, catalogue)
    loads, changes = _steps(programme, done, log, findings, catalogue)
    told = (turn.text,) if turn.text else ()
    following = planned(
        findings,
        programme.wishes,
        on,
        catalogue,
        log,
        version=programme.version,
        phase=turn.phase,
        number=turn.number,
        weeks=turn.weeks,
        loads=loads,
        changes=(*told, *changes),
    )
    return replace(following, sequence=programme.sequence + 1)


def _check(programme: Programme, log: SessionLog, catalogue: Catalogue) -> None:
    for name in (*_planned_loads(programme), *(each.exercise for each in log.done)):
        if name not in catalogue.exercises:
            raise BadArgument(say("bad_log", "exercise", value=repr(name)))
    pains = [(each.date, pain) for each in log.done for pain in (each.pain, each.pain_next_morning)]
    for date, pain in (*pains, *((check.date, check.pain) for check in log.checks)):
        if pain is not None and not 0 <= pain <= 10:
            raise BadArgument(say("bad_log", "pain", value=pain, date=date.isoformat()))


def _since_last_plan(programme: Programme, log: SessionLog, on: datetime.date) -> list[Done]:
    """What was done from the first day of the programme's first week until the day before ``on``."""
    first = programme.first_week
    since = first.start if first else programme.start
    return sorted((each for each in log.done if since <= each.date < on), key=lambda each: each.date)


def _next_turn(programme: Programme, findings: Findings, on: datetime.date) -> _Turn:
    """Eight weeks; seven days off and a check; then keep going, or four weeks more where signs came back."""
    week = programme.first_week
    number = week.number if week else 0
    if programme.phase == "check_after_rest":
        if on < programme.start + datetime.timedelta(days=REST_DAYS):
            return _Turn("check_after_rest", number, 1, say("turn", "still_resting"))
        return _after_rest(findings)
    if programme.phase in ("block", "came_back"):
        last = BLOCK_WEEKS if programme.phase == "block" else CAME_BACK_WEEKS
        if number >= last:
            return _Turn("check_after_rest", 1, 1, say("turn", "check_after_rest"))
        return _Turn(programme.phase, number + 1, last - number)
    if programme.phase == "keep_going":
        return _Turn("keep_going", number + 1, KEEP_GOING_WEEKS)
    return _Turn("block", 1, BLOCK_WEEKS, say("turn", "start_again"))


def _after_rest(findings: Findings) -> _Turn:
    if seen_signs(findings):
        return _Turn("came_back", 1, CAME_BACK_WEEKS, say("turn", "came_back"))
    return _Turn("keep_going", 1, KEEP_GOING_WEEKS, say("turn", "keep_going"))


def _resting(
    programme: Programme, findings: Findings, on: datetime.date, turn: _Turn, log: SessionLog, catalogue: Catalogue
) -> Programme:
    """Seven days without exercises, then a check."""
    start = on if programme.phase != "check_after_rest" else programme.start
    level = level_now(findings, log, catalogue)
    return replace(
        programme,
        start=start,
        phase="check_after_rest",
        level=level,
        weeks=(Week(1, start, (), outlook=False, note=say("turn", "check_after_rest")),),
        left_out=(),
        notes=notes_of(findings, level, "check_after_rest", programme.wishes),
        changes=(turn.text,) if turn.text else (),
        goals=(),
        retests=retests_of(findings, start, 1, 2),
        sequence=programme.sequence + 1,
    )


def _steps(
    programme: Programme, done: list[Done], log: SessionLog, findings: Findings, catalogue: Catalogue
) -> tuple[dict[str, Load], tuple[str, ...]]:
    """Where each exercise stands after the week, and what changed."""
    planned_loads = _planned_loads(programme)
    loads = {**_last_stages(log, catalogue), **planned_loads}
    if not done:
        return loads, (say("progress", "missed_week"),)
    gentle = level_now(findings, log, catalogue) == "see_someone"
    stages = open_stages(findings, programme.wishes, catalogue, log, gentle)
    changes: list[str] = []
    one_up = False
    for name in sorted(planned_loads, key=lambda each: -worth(catalogue.exercises[each], findings)):
        exercise, load = catalogue.exercises[name], loads[name]
        judgement = judge([each for each in done if each.exercise == name], load)
        after: Load | None = load
        why = judgement.why
        if judgement.verdict == "down":
            after = step_down(exercise, load)
        elif judgement.verdict == "up" and one_up:
            why = "waits"
        elif judgement.verdict == "up":
            after = step_up(exercise, load, stages[name], programme.wishes.minutes)
            one_up = after is not None
            why = "ready" if after else "at_the_top"
        loads[name] = after or load
        changes.append(step_text(exercise, load, loads[name], why))
    return loads, tuple(changes)


def _planned_loads(programme: Programme) -> dict[str, Load]:
    """The loads of the programme's first week, by exercise."""
    week = programme.first_week
    items = [item for day in week.days for item in day.items] if week else []
    return {
        item.exercise: Load(item.stage, item.sets, item.reps, item.hold_s, item.seconds, item.rest_s) for item in items
    }


def _last_stages(log: SessionLog, catalogue: Catalogue) -> dict[str, Load]:
    """For exercises not in the last week: the stage they were last done at, from its lower end."""
    loads: dict[str, Load] = {}
    for done in sorted(log.done, key=lambda each: each.date):
        exercise = catalogue.exercises.get(done.exercise)
        if exercise:
            loads[done.exercise] = start_load(exercise, stage_index(exercise, done.stage), "new")
    return loads
