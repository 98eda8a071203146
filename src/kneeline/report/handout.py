"""A programme on paper and as a page: the week at a glance, a card an exercise, when to stop and whom to see."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from kneeline.catalogue import Catalogue
from kneeline.catalogue.schema import Exercise, Stage
from kneeline.core.findings import Findings
from kneeline.core.language import BASE, _, speaking, spoken
from kneeline.core.programme import Item, Programme, Week
from kneeline.programme import stop_rules
from kneeline.report.dates import date_words, short_date, short_weekday, weekday
from kneeline.report.finding_words import headline, level_words, reasons, reasons_in_english, sign_sentences
from kneeline.report.html import render
from kneeline.report.programme_words import (
    dose_words,
    exercise_name,
    kind_words,
    left_out_groups,
    range_words,
)

Paper = Literal["A4", "letter"]


@dataclass(frozen=True)
class DayColumn:
    """One training day of the glance: its date in words and its minutes."""

    weekday: str
    date: str
    minutes: str


@dataclass(frozen=True)
class GlanceRow:
    """One exercise of the glance: for each day its dose, or None where it rests; a dot where the dose is the usual."""

    name: str
    kind: str
    dose: str
    cells: tuple[str | None, ...]


@dataclass(frozen=True)
class Card:
    """What somebody needs to do one exercise: all in words, with a box to tick for each day."""

    number: int
    exercise: str
    name: str
    kind: str
    kind_words: str
    stage: str
    dose: str
    bend: str | None
    because: str
    start: str
    steps: tuple[str, ...]
    feel: str
    felt_elsewhere: str
    article_dose: str
    gate: str | None
    cues: tuple[str, ...]
    stop: str
    equipment: tuple[str, ...]
    days: tuple[str, ...]


@dataclass(frozen=True)
class Triage:
    """Whom to see, why, and when to stop: the sentences that are shown in English, too, whatever the language."""

    level: str | None
    because: tuple[tuple[str, str | None], ...]
    stop_rules: tuple[str, ...]


@dataclass(frozen=True)
class ProgrammePage:
    """Everything the page shows of a programme."""

    title: str
    level: str | None
    because: tuple[tuple[str, str | None], ...]
    in_english: Triage | None
    signs: tuple[str, ...]
    columns: tuple[DayColumn, ...]
    rows: tuple[GlanceRow, ...]
    cards: tuple[Card, ...]
    lighter: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    changes: tuple[str, ...]
    stop_heading: str
    stop_rules: tuple[str, ...]
    see_somebody: tuple[str, ...]
    retests: tuple[str, ...]
    outlook: tuple[str, ...]
    left_out: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def render_handout(
    programme: Programme,
    findings: Findings,
    catalogue: Catalogue,
    paper: Paper = "A4",
    figures: Mapping[str, str] | None = None,
) -> str:
    """The handout as the text of one HTML page that prints on A4 or Letter. ``figures``: the address (data:) of a
    picture by exercise; where there is none there is room for one."""
    page = programme_page(programme, findings, catalogue)
    return render("handout.html.jinja", page=page, paper=paper, figures=figures or {})


def programme_page(programme: Programme, findings: Findings, catalogue: Catalogue) -> ProgrammePage:
    """What the page shows; nothing to do, and why, where the answers say to see somebody first."""
    week = programme.first_week
    return ProgrammePage(
        title=_title(programme),
        level=level_words(replace(findings, level=programme.level)),
        because=reasons(findings),
        in_english=triage_in_english(programme, findings),
        signs=sign_sentences(findings),
        columns=_columns(week),
        rows=_rows(week, catalogue),
        cards=_cards(week, catalogue),
        lighter=_lighter(week, catalogue),
        notes=_notes(programme, findings),
        changes=programme.changes,
        stop_heading=_("When to stop, and when to see somebody") if week else _("When to see somebody"),
        stop_rules=programme.stop_rules if week else (),
        see_somebody=_see_somebody(programme, findings),
        retests=tuple(date_words(retest.date) for retest in programme.retests),
        outlook=tuple(_outlook(programme)),
        left_out=left_out_groups(programme, catalogue) if week else (),
    )


def triage_in_english(programme: Programme, findings: Findings) -> Triage | None:
    """Whom to see, why and when to stop in English, where the page is in another language; else None."""
    if spoken() == BASE:
        return None
    with speaking(BASE):
        english = reasons_in_english(replace(findings, level=programme.level))
        return Triage(level_words(english), reasons(english), stop_rules() if programme.first_week else ())


def _title(programme: Programme) -> str:
    if not programme.first_week:
        return _("See somebody first")
    return _("Your week from {date}").format(date=date_words(programme.start))


def _notes(programme: Programme, findings: Findings) -> tuple[str, ...]:
    """The programme's notes without those that the headline or the reasons at the top say already."""
    said = {words for text, do in reasons(findings) for words in (text, " ".join(part for part in (text, do) if part))}
    return tuple(note for note in programme.notes if note not in said and note not in headline(findings))


def _see_somebody(programme: Programme, findings: Findings) -> tuple[str, ...]:
    """What to do, where it does not stand at the top already, and the advice for this person's situation."""
    at_the_top = level_words(replace(findings, level=programme.level)) is not None
    to_do = () if at_the_top else tuple(do for _, do in reasons(findings) if do)
    told = (*to_do, *(advice.text for advice in findings.advice))
    return tuple(dict.fromkeys(each for each in told if each not in programme.notes))


def _outlook(programme: Programme) -> Iterator[str]:
    """The notes of the weeks ahead, with the weeks' numbers; weeks on end with the same note make one line."""
    for note, group in groupby(programme.weeks[1:], key=lambda week: week.note):
        numbers = [week.number for week in group]
        one, several = _("Week {first}: {note}"), _("Weeks {first} to {last}: {note}")
        if note:
            yield (one if len(numbers) == 1 else several).format(first=numbers[0], last=numbers[-1], note=note)


def _columns(week: Week | None) -> tuple[DayColumn, ...]:
    days = week.days if week else ()
    return tuple(
        DayColumn(short_weekday(day.date), short_date(day.date), f"{max(1, round(day.minutes))} min") for day in days
    )


def _exercises(week: Week | None) -> list[Item]:
    """Each exercise of the week once, as it first comes, in the order it is done."""
    first = {item.exercise: item for day in reversed(week.days if week else ()) for item in day.items}
    order = {item.exercise: place for day in (week.days if week else ()) for place, item in enumerate(day.items)}
    return sorted(first.values(), key=lambda item: order[item.exercise])


def _in_articles_order(items: Sequence[Item], catalogue: Catalogue) -> list[Item]:
    places = list(catalogue.exercises)
    return sorted(items, key=lambda item: places.index(item.exercise))


def _rows(week: Week | None, catalogue: Catalogue) -> tuple[GlanceRow, ...]:
    rows = []
    for item in _in_articles_order(_exercises(week), catalogue):
        usual = dose_words(item, catalogue)
        doses = (
            [[dose_words(each, catalogue) for each in day.items if each.exercise == item.exercise] for day in week.days]
            if week
            else []
        )
        cells = tuple(None if not given else "" if given[0] == usual else given[0] for given in doses)
        rows.append(GlanceRow(exercise_name(item.exercise, catalogue), _kind(item, catalogue), usual, cells))
    return tuple(rows)


def _kind(item: Item, catalogue: Catalogue) -> str:
    return catalogue.exercises[item.exercise].kind


def _cards(week: Week | None, catalogue: Catalogue) -> tuple[Card, ...]:
    items = _in_articles_order(_exercises(week), catalogue)
    return tuple(
        _card(number, item, catalogue.exercises[item.exercise], week, catalogue)
        for number, item in enumerate(items, start=1)
    )


def _card(number: int, item: Item, exercise: Exercise, week: Week | None, catalogue: Catalogue) -> Card:
    stage = _stage(exercise, item.stage)
    days = [day for day in (week.days if week else ()) if any(each.exercise == item.exercise for each in day.items)]
    return Card(
        number=number,
        exercise=exercise.id,
        name=exercise.name,
        kind=exercise.kind,
        kind_words=kind_words(exercise.kind),
        stage="" if stage.place == "article" else f"{stage.name}: {stage.how}",
        dose=dose_words(item, catalogue),
        bend=range_words(item),
        because=item.because,
        start=exercise.start,
        steps=exercise.steps,
        feel=exercise.feel,
        felt_elsewhere=exercise.felt_elsewhere,
        article_dose=exercise.dose.printed,
        gate=item.gate,
        cues=tuple(fault.cue for fault in sorted(exercise.faults, key=lambda fault: -fault.harm)[:3]),
        stop=exercise.stop,
        equipment=tuple(catalogue.equipment[each].name for each in (*exercise.equipment, *stage.equipment)),
        days=tuple(short_weekday(day.date) for day in days),
    )


def _stage(exercise: Exercise, stage: str) -> Stage:
    """The stage of that id, or the article's, should a later version have renamed it."""
    by_id = {each.id: each for each in exercise.stages}
    return by_id.get(stage) or next(each for each in exercise.stages if each.place == "article")


def _lighter(week: Week | None, catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """For each day the names of what makes it lighter."""
    return tuple(
        (weekday(day.date), ", ".join(exercise_name(day.items[index].exercise, catalogue) for index in day.lighter))
        for day in (week.days if week else ())
        if day.lighter
    )
