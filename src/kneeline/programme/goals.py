"""What a week reaches of each goal, in words, in the goals' order."""

from collections.abc import Sequence

from kneeline.core.findings import Findings
from kneeline.core.programme import Week
from kneeline.programme.choice import Candidate, days_of
from kneeline.programme.entry import goals_of, spread
from kneeline.programme.layout import entry_of
from kneeline.programme.words import minutes_words, say


def goals_in_words(
    candidates: Sequence[Candidate], chosen: Sequence[Sequence[Candidate]], week: Week, findings: Findings
) -> tuple[str, ...]:
    """A sentence for each goal: exercises at their dose, step 4, stretching, strength days, minutes."""
    if not week.days:
        return (say("goal", "nothing"),)
    return (
        _covered(candidates, chosen, findings),
        _step_4(chosen),
        *_stretch(chosen),
        *_strength(candidates, chosen),
        say("goal", "minutes", days=len(week.days), most=round(max(day.minutes for day in week.days))),
    )


def _covered(candidates: Sequence[Candidate], chosen: Sequence[Sequence[Candidate]], findings: Findings) -> str:
    times = {each.exercise.id: 0 for each in candidates}
    for day in chosen:
        for each in day:
            times[each.exercise.id] += 1
    enough = [
        each for each in candidates if each.full and times[each.exercise.id] >= min(days_of(each)[0], len(chosen))
    ]
    seen = any(sign.outcome == "seen" for sign in findings.signs)
    return say("goal", "covered" if seen else "covered_general", n=len(enough), of=len(candidates))


def _step_4(chosen: Sequence[Sequence[Candidate]]) -> str:
    entries = [entry_of(each, 1, 7, frozenset()) for day in chosen for each in day]
    step_4 = sum(entry.seconds for entry in entries if entry.step_4)
    if step_4 == 0:
        return say("goal", "step_4_closed")
    return say("goal", "step_4", n=minutes_words(step_4), of=minutes_words(sum(entry.seconds for entry in entries)))


def _stretch(chosen: Sequence[Sequence[Candidate]]) -> tuple[str, ...]:
    muscles: dict[str, int] = {}
    for day in chosen:
        for each in day:
            for muscle, seconds in entry_of(each, 1, 7, frozenset()).stretch.items():
                muscles[muscle] = muscles.get(muscle, 0) + seconds
    if not muscles:
        return ()
    return (say("goal", "stretch", n=minutes_words(max(muscles.values()))),)


def _strength(candidates: Sequence[Candidate], chosen: Sequence[Sequence[Candidate]]) -> tuple[str, ...]:
    entries = [entry_of(each, 1, 7, frozenset()) for each in candidates]
    ids = [each.exercise.id for each in candidates]
    plan = tuple(frozenset(ids.index(each.exercise.id) for each in day) for day in chosen)
    if not any(entries[index].strength for day in plan for index in day):
        return ()
    goals = goals_of(entries, plan, spread(len(chosen)))
    return (say("goal", "strength_apart" if goals.strength_pairs == 0 else "strength_close"),)
