"""From findings and wishes to a programme."""

import datetime
from collections.abc import Container, Iterable

from kneeline.assess.movement_tests import not_now
from kneeline.catalogue import Catalogue
from kneeline.core.findings import LEVELS, Findings, Level
from kneeline.core.language import BASE, speaking, spoken
from kneeline.core.programme import Phase, Programme, Retest, SessionLog, Wishes
from kneeline.programme.choice import Loads
from kneeline.programme.layout import seen_signs
from kneeline.programme.weeks import first_week, outlook
from kneeline.programme.wishes import check_wishes, kept_going
from kneeline.programme.words import say, stop_rules

BLOCK_WEEKS = 8
"""Two blocks of four weeks: most trials last four to eight (CCEP 2022, Hara 2022)."""

RETEST_DAYS = 14
STOPPING_LEVELS: tuple[Level, ...] = ("emergency", "urgent")
_GENERAL_TESTS = ("stand", "squat")


def plan(
    findings: Findings,
    wishes: Wishes,
    start: datetime.date,
    catalogue: Catalogue,
    log: SessionLog | None = None,
    *,
    version: str = "",
) -> Programme:
    """The programme from ``start`` on: the first week is final, the weeks after it are an outlook.

    ``log``: what was done before, for what was felt and for new conditions. No week where an answer asks to see
    somebody now, or under the age of 8. Raises BadArgument for wishes that make no sense.
    """
    check_wishes(wishes, catalogue)
    known = log or SessionLog()
    level = level_now(findings, known, catalogue)
    if stops(level, findings):
        return stopped(findings, wishes, start, catalogue, level, version)
    return planned(findings, wishes, start, catalogue, known, version=version)


def planned(
    findings: Findings,
    wishes: Wishes,
    start: datetime.date,
    catalogue: Catalogue,
    log: SessionLog,
    *,
    version: str,
    phase: Phase = "block",
    number: int = 1,
    weeks: int = BLOCK_WEEKS,
    loads: Loads | None = None,
    changes: tuple[str, ...] = (),
) -> Programme:
    """A programme of ``weeks`` weeks, the first of them the phase's ``number``. ``loads``: where exercises stand."""
    level = level_now(findings, log, catalogue)
    asked = kept_going(wishes) if phase == "keep_going" else wishes
    first = first_week(findings, asked, start, number, catalogue, log, loads or {})
    ahead = outlook(first, findings, asked, max(weeks - 1, 0))
    return Programme(
        version=version,
        start=start,
        phase=phase,
        level=level,
        wishes=wishes,
        weeks=(first.week, *ahead),
        left_out=first.left_out,
        notes=notes_of(findings, level, phase, asked),
        changes=changes,
        goals=first.goals,
        retests=retests_of(findings, start, weeks, number),
        stop_rules=stop_rules(),
        english=_in_english("note", _whom_to_see(findings, level)),
    )


def level_now(findings: Findings, log: SessionLog, catalogue: Catalogue) -> Level:
    """The most pressing level of the findings and of conditions that came up since."""
    new = [catalogue.conditions[each].level for each in log.new_conditions if each in catalogue.conditions]
    return min((findings.level, *(each for each in new if each)), key=LEVELS.index)


def stops(level: Level, findings: Findings) -> bool:
    """Whether nothing may be planned: somebody has to be seen first, or the child is too young."""
    return level in STOPPING_LEVELS or findings.age_group == "under_8"


def stopped(
    findings: Findings,
    wishes: Wishes,
    start: datetime.date,
    catalogue: Catalogue,
    level: Level,
    version: str,
    reason: str | None = None,
) -> Programme:
    """A programme without weeks. ``reason``: a key of the table ``stopped`` in messages.toml; the level's if None."""
    key = reason or ("under_8" if findings.age_group == "under_8" else level)
    pressing = [each for each in findings.because if each.level == level]
    return Programme(
        version=version,
        start=start,
        phase="stopped",
        level=level,
        wishes=wishes,
        weeks=(),
        notes=(say("stopped", key), *(each.text for each in pressing)),
        stop_rules=stop_rules(),
        english=_in_english("stopped", [key], *(each.english or each.text for each in pressing)),
    )


def notes_of(findings: Findings, level: Level, phase: Phase, wishes: Wishes) -> tuple[str, ...]:
    """Sentences that hold for the whole programme, the most important first."""
    keys = _whom_to_see(findings, level)
    if findings.age_group in ("8_to_15", "16_to_17"):
        keys.append(f"age_{findings.age_group}")
    if phase in ("keep_going", "came_back", "check_after_rest"):
        keys.append(phase)
    if not seen_signs(findings):
        keys.append("nothing_seen")
    if findings.pattern in ("bone", "both"):
        keys.append("bone")
    if wishes.profile == "as_printed":
        keys.append("as_printed")
    return tuple(say("note", key) for key in (*keys, "no_advice", "frequency"))


def _whom_to_see(findings: Findings, level: Level) -> list[str]:
    """What somebody has to see to before they start, as keys of the notes."""
    return [*([level] if level in ("see_someone", "with_care") else []), *_not_answered(findings)]


def _in_english(table: str, keys: Iterable[str], *more: str) -> tuple[str, ...]:
    """Sentences in English where another language is spoken: a translation must not hide whom to see."""
    if spoken() == BASE:
        return ()
    with speaking(BASE):
        return (*(say(table, key) for key in keys), *more)


def _not_answered(findings: Findings) -> list[str]:
    """What has to be answered before anybody starts, as keys of the notes."""
    said = {each.id for each in findings.because} | {each.id for each in findings.advice}
    return [each for each in ("stop_questions_open", "age_not_told") if each in said]


def retests_of(findings: Findings, start: datetime.date, weeks: int, number: int) -> tuple[Retest, ...]:
    """Every two weeks (our choice), with the movements in which a sign was seen, as far as they may be done."""
    barred = not_now(findings.barred_tests)
    tasks = dict.fromkeys(sign.task for sign in seen_signs(findings) if sign.task)
    tests = _open_tests(tasks, barred) or _open_tests(_GENERAL_TESTS, barred)
    days = range(7 * weeks + 1)
    due = [day for day in days[1:] if (day + 7 * (number - 1)) % RETEST_DAYS == 0]
    return tuple(Retest(start + datetime.timedelta(days=day), tests) for day in due) if tests else ()


def _open_tests(tests: Iterable[str], barred: Container[str]) -> tuple[str, ...]:
    return tuple(each for each in tests if each not in barred)
