"""How soon to see somebody: five levels, and the answers and numbers that led there."""

from collections.abc import Iterator, Sequence

from kneeline.assess.limits import Crossing
from kneeline.assess.messages import say
from kneeline.catalogue import Catalogue
from kneeline.catalogue.schema import Condition
from kneeline.core.findings import LEVELS, Because, Level

STOP_QUESTIONS = ("emergency_signs", "soon_signs")
"""The questions that have to be answered before anybody starts."""


def triage(
    catalogue: Catalogue,
    conditions: Sequence[str],
    crossings: Sequence[Crossing],
    gap_alone: bool,
    stop_questions_open: bool,
    under_8: bool,
) -> tuple[Level, tuple[Because, ...]]:
    """The most pressing level of all reasons, and the reasons, most pressing first.

    ``gap_alone``: the person is an adult without pain, whose ankle gap counts as with_care and never more.
    Notes that raise nothing (level None) come last. ``under_8``: information only.
    """
    by_numbers = {each.condition: each for each in crossings if each.twice}
    reasons = [
        _reason(catalogue.conditions[each], by_numbers.get(each), gap_alone, under_8)
        for each in conditions
        if catalogue.conditions[each].level is not None
    ]
    level: Level = min(
        (each.level for each in reasons if each.level is not None), key=LEVELS.index, default="self_care"
    )
    reasons.sort(key=lambda each: LEVELS.index(each.level or "self_care"))
    notes = [*_asks_to_repeat(crossings, conditions), *_open_questions(stop_questions_open)]
    if not reasons and not stop_questions_open:
        text = say("because.nothing_found")
        reasons = [Because("nothing_found", text, "rule", "self_care", _what_to_do("self_care", under_8))]
    return level, (*reasons, *notes)


def _reason(condition: Condition, crossing: Crossing | None, gap_alone: bool, under_8: bool) -> Because:
    if condition.id == "wide_ankle_gap" and gap_alone and crossing is not None:
        text = say("because.gap_alone", first=crossing.shown[0], second=crossing.shown[1])
        return Because(condition.id, text, "measurement", "with_care", say("because.gap_alone_do"))
    parts = (_what_to_do(condition.level, under_8), condition.tell)
    what_to_do = " ".join(part for part in parts if part)
    if crossing is None:
        return Because(condition.id, condition.because, "answer", condition.level, what_to_do)
    return Because(condition.id, crossing.text, "measurement", condition.level, what_to_do)


def _what_to_do(level: Level | None, under_8: bool) -> str:
    """Under 8 nobody starts a programme, however little there is to say."""
    return say("level.under_8" if under_8 and level in ("with_care", "self_care") else f"level.{level}")


def _asks_to_repeat(crossings: Sequence[Crossing], conditions: Sequence[str]) -> Iterator[Because]:
    for crossing in crossings:
        if not crossing.twice and crossing.condition not in conditions:
            yield Because(f"{crossing.condition}_once", crossing.text, "measurement", None, crossing.what_to_do)


def _open_questions(still_open: bool) -> Iterator[Because]:
    if still_open:
        text, what_to_do = say("because.stop_questions_open"), say("because.stop_questions_open_do")
        yield Because("stop_questions_open", text, "rule", None, what_to_do)
