"""From the week's choice to days with items: order, reasons, the weaker side's extra set, today's lighter version."""

import datetime
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from kneeline.catalogue import catalogue
from kneeline.core.findings import SIGNS, Findings, Sign
from kneeline.core.programme import Day, Item, Wishes
from kneeline.core.words import with_error
from kneeline.programme.choice import Candidate
from kneeline.programme.entry import Entry
from kneeline.programme.load import duration_s, stage_index
from kneeline.programme.onset import onset_of, onset_range
from kneeline.programme.priority import main_sign, outcome_of
from kneeline.programme.words import listed, say, sign_words

LIGHTER_ITEMS = 3
LIGHTER_SHARE = 0.4
_WITH_EXTRA_SETS = ("strength", "control", "integration")


def entry_of(candidate: Candidate, least: int, most: int, at_home: frozenset[str]) -> Entry:
    """What the week's choice needs to know of a candidate; ``at_home``: things that need no fetching."""
    exercise, load = candidate.exercise, candidate.load
    stage = exercise.stages[stage_index(exercise, load.stage)]
    stretched = [target for target in exercise.targets if target.effect == "stretch"]
    main = [target for target in stretched if target.main] or stretched
    held = load.sets * (load.seconds or (load.reps or 1) * (load.hold_s or 0.0))
    return Entry(
        id=exercise.id,
        seconds=duration_s(exercise, load),
        worth=candidate.worth,
        least=least,
        most=most,
        full=candidate.full,
        strength=exercise.kind == "strength",
        step_4=exercise.kind == "integration",
        stretch={target.muscle: int(held) for target in main} if exercise.kind == "stretch" else {},
        things=frozenset({*exercise.equipment, *stage.equipment}) - at_home,
    )


def item_of(candidate: Candidate, findings: Findings) -> Item:
    """A candidate as an item of a day."""
    exercise, load = candidate.exercise, candidate.load
    bend = onset_range(exercise, findings)
    return Item(
        exercise=exercise.id,
        stage=load.stage,
        side="both",
        sets=load.sets,
        reps=load.reps,
        hold_s=load.hold_s,
        seconds=load.seconds,
        rest_s=load.rest_s,
        because=because(candidate, findings),
        gate=_gate(candidate),
        minutes=duration_s(exercise, load) / 60,
        from_flexion=bend[0] if bend else None,
        to_flexion=bend[1] if bend else None,
        load=exercise.stages[stage_index(exercise, load.stage)].load,
    )


def _gate(candidate: Candidate) -> str | None:
    if candidate.after:
        return say("gate", "after", exercises=listed(list(candidate.after)))
    if not candidate.opens:
        return None
    opened, others = listed(list(candidate.opens)), listed(list(candidate.together))
    return say("gate", "opens_with" if others else "opens", exercises=opened, others=others)


def because(candidate: Candidate, findings: Findings) -> str:
    """Why an exercise is there: the finding it serves, the gate it opens, how deep, and what to take care of."""
    exercise = candidate.exercise
    parts = [_served(candidate, findings)]
    onset = onset_of(findings)
    if onset is not None and onset_range(exercise, findings) is not None:
        parts.append(say("because", "onset", onset=round(onset)))
    if candidate.remark:
        parts.append(candidate.remark)
    if not candidate.full:
        parts.append(say("because", "shortened"))
    return " ".join(parts)


def _served(candidate: Candidate, findings: Findings) -> str:
    exercise = candidate.exercise
    sign = main_sign(exercise, findings)
    if sign is not None:
        sides = {each.side for each in findings.seen(sign.id)}
        words = sign_words(sign.id, sign.side if len(sides) == 1 else "both")
        return say("because", "seen", sign=words, amount=_amount(sign) if len(sides) == 1 else "")
    if candidate.opens:
        return say("because", "gate")
    unseen = [each for each in SIGNS if each in exercise.signs and outcome_of(findings, each) == "could_not_be_seen"]
    if unseen:
        return say("because", "not_looked", sign=sign_words(unseen[0]))
    return say("because", "preferred")


def _amount(sign: Sign) -> str:
    """How much and where, or nothing for a sign without a number."""
    if sign.value is None or sign.error_95 is None or not sign.task:
        return ""
    value = with_error(sign.value, sign.error_95, sign.unit or "")
    return say("because", "amount", value=value, task=catalogue().name_of_test(sign.task).lower())


def day_of(
    date: datetime.date, chosen: Sequence[Candidate], findings: Findings, wishes: Wishes, extra_sets: bool = True
) -> Day:
    """A day's items in the order they are done, with the lighter version; the weaker side's extra sets where time is
    left for them, the exercises worth most first."""
    items = [item_of(each, findings) for each in chosen]
    left = wishes.minutes * 60 - sum(duration_s(each.exercise, each.load) for each in chosen)
    for index in sorted(range(len(chosen)), key=lambda index: -chosen[index].worth):
        extra = _extra_set_s(chosen[index], findings)
        if extra_sets and extra is not None and extra <= left:
            items[index] = _with_extra_set(items[index], chosen[index], findings)
            left -= extra
    return Day(date, tuple(items), lighter_of(items, [each.worth for each in chosen]))


def _extra_set_s(candidate: Candidate, findings: Findings) -> int | None:
    """Seconds an extra set on the weaker side takes, or None where there is none to give."""
    exercise, load = candidate.exercise, candidate.load
    if findings.weaker_side is None or exercise.sides != "each" or exercise.kind not in _WITH_EXTRA_SETS:
        return None
    if main_sign(exercise, findings) is None:
        return None
    return duration_s(exercise, load, extra_set=True) - duration_s(exercise, load)


def _with_extra_set(item: Item, candidate: Candidate, findings: Findings) -> Item:
    seconds = duration_s(candidate.exercise, candidate.load, extra_set=True)
    return replace(item, extra_set_side=findings.weaker_side, minutes=seconds / 60)


def lighter_of(items: Sequence[Item], worths: Sequence[int]) -> tuple[int, ...]:
    """Indices of at most three items worth most that take at most 40 % of the day's minutes; none where none do."""
    most = LIGHTER_SHARE * sum(item.minutes for item in items)
    sets = [c for size in range(LIGHTER_ITEMS + 1) for c in combinations(range(len(items)), size)]
    fitting = [each for each in sets if sum(items[index].minutes for index in each) <= most]
    return max(fitting, key=lambda each: (sum(worths[index] for index in each), len(each)))


def seen_signs(findings: Findings) -> tuple[Sign, ...]:
    """Every sign that was seen, on each leg."""
    return tuple(sign for sign in findings.signs if sign.outcome == "seen")
