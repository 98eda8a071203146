"""The week somebody is in: made, made anew when wishes or answers change, and followed by the next."""

import datetime
from dataclasses import replace

from django.utils import timezone

import kneeline
from kneeline.assess import findings_to_dict
from kneeline.core.findings import Findings
from kneeline.core.language import spoken
from kneeline.core.programme import Day, Item, Programme
from kneeline.programme import programme_to_dict
from kneeline.web.people.models import Person
from kneeline.web.plans import told
from kneeline.web.plans.log import whole_log
from kneeline.web.plans.models import Plan, Told

WEEK = datetime.timedelta(days=7)


def current(person: Person) -> Plan | None:
    """The newest week. Where something was told since that changes whom to see or what is left out, it is made anew
    first, so that no exercise outlives its reason; so it is where another language is spoken now."""
    plan = person.plans.order_by("-made_at").first()
    if plan is None:
        return None
    if plan.document["wishes"]["language"] != spoken():
        return remake(plan)
    if not Told.objects.filter(person=person, changed_at__gt=plan.looked_at).exists():
        return plan
    now, before = told.findings_of(person), plan.seen()
    if (now.level, now.conditions, now.age_group) != (before.level, before.conditions, before.age_group):
        return remake(plan, now)
    plan.looked_at = timezone.now()
    plan.save(update_fields=["looked_at"])
    return plan


def begin(person: Person, today: datetime.date) -> Plan:
    """The first week of a new programme."""
    answers = told.answers_of(person)
    findings = told.findings_of(person, answers)
    programme = kneeline.plan(findings, answers.wishes, whole_log(person), start=today)
    return _kept(Plan(person=person), programme, findings)


def remake(plan: Plan, findings: Findings | None = None) -> Plan:
    """The same week from the wishes and findings of now; what was done stays done."""
    person, before = plan.person, plan.programme()
    answers = told.answers_of(person)
    seen = findings or told.findings_of(person, answers)
    log = whole_log(person)
    if plan.follows is None:
        made = kneeline.plan(seen, answers.wishes, log, start=plan.start)
    else:
        last = replace(plan.follows.programme(), wishes=answers.wishes)
        made = kneeline.advance(last, log, seen, on=plan.start)
    return _kept(plan, replace(made, sequence=before.sequence + 1), seen)


def go_on(plan: Plan, today: datetime.date) -> Plan:
    """The week after, from what was really done."""
    person = plan.person
    answers = told.answers_of(person)
    findings = told.findings_of(person, answers)
    before = replace(plan.programme(), wishes=answers.wishes)
    following = kneeline.advance(before, whole_log(person), findings, on=today)
    return _kept(Plan(person=person, follows=plan), following, findings)


def week_over(programme: Programme, today: datetime.date) -> bool:
    """Whether the next week can be made: a week has passed, or nothing is planned."""
    return programme.first_week is None or today >= programme.start + WEEK


def day_of(programme: Programme, date: datetime.date) -> Day | None:
    """The planned day, or None where that day rests."""
    week = programme.first_week
    return next((day for day in week.days if day.date == date), None) if week else None


def next_day(programme: Programme, after: datetime.date) -> Day | None:
    """The first planned day after this one."""
    week = programme.first_week
    return next((day for day in week.days if day.date > after), None) if week else None


def items_of(day: Day, *, lighter: bool) -> tuple[Item, ...]:
    """The exercises of a day, or those of its lighter version."""
    return tuple(day.items[index] for index in day.lighter) if lighter and day.lighter else day.items


def _kept(plan: Plan, programme: Programme, findings: Findings) -> Plan:
    plan.start, plan.document = programme.start, programme_to_dict(programme)
    plan.findings, plan.looked_at = findings_to_dict(findings), timezone.now()
    plan.save()
    return plan
