"""Wishes, the week, its files, its sessions, the week after, and progress."""

import datetime
import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kneeline.core.programme import Check as Spoken
from kneeline.core.programme import Item, Programme, SessionLog
from kneeline.programme import log_to_dict, programme_to_dict
from kneeline.report.trend import Course, Point, trend_chart
from kneeline.web.measure.models import Check
from kneeline.web.people.models import Person
from kneeline.web.plans import planning
from kneeline.web.plans.figures import postures_file
from kneeline.web.plans.log import log_of, whole_log
from kneeline.web.plans.models import Plan, Training
from kneeline.web.plans.rounds import rounds
from kneeline.web.plans.told import save_answers
from tests.web.conftest import first_exercise

TODAY = datetime.date.today()
WEEK = reverse("plans:programme")


def exercises(programme: Programme) -> set[str]:
    week = programme.first_week
    return {item.exercise for day in week.days for item in day.items} if week else set()


def earlier(plan: Plan, days: int) -> Plan:
    """The same week, begun days ago."""
    programme, back = plan.programme(), datetime.timedelta(days=days)
    weeks = tuple(
        replace(
            week,
            start=week.start - back,
            days=tuple(replace(day, date=day.date - back) for day in week.days),
        )
        for week in programme.weeks
    )
    plan.document = programme_to_dict(replace(programme, start=programme.start - back, weeks=weeks))
    plan.start = programme.start - back
    plan.save()
    return plan


def save(browser: Client, plan: Plan, **sent: str) -> int:
    parts = {"date": plan.start, "exercise": first_exercise(plan)}
    return browser.post(reverse("plans:save_done", kwargs=parts), sent).status_code


def test_wishes_make_a_week_that_fits_them(plan: Plan, person: Person, browser: Client) -> None:
    assert browser.post(reverse("plans:wishes"), {"minutes": "10", "days": "3"})["Location"] == WEEK
    week = planning.current(person).programme().first_week  # type: ignore[union-attr]
    assert week is not None
    assert len(week.days) == 3
    assert all(day.minutes <= 10 for day in week.days)
    assert browser.post(reverse("plans:wishes"), {"minutes": "7", "days": "3"}).status_code == 422


@pytest.mark.django_db
def test_no_week_before_the_stop_questions(browser: Client, person: Person) -> None:
    wishes = {"minutes": "10", "days": "3"}
    assert browser.post(reverse("plans:wishes"), wishes)["Location"] == reverse("plans:stop")
    assert planning.current(person) is None


def test_the_week_shows_every_exercise_with_its_figure_and_why(plan: Plan, browser: Client) -> None:
    page = browser.get(WEEK).content.decode()
    for exercise in exercises(plan.programme()):
        assert reverse("plans:figure", kwargs={"exercise": exercise, "theme": "light"}) in page
        assert f'value="{exercise}"' in page
    assert "What is not in this week, and why" in page


def test_an_exercise_is_swapped_on_wish(plan: Plan, browser: Client, person: Person) -> None:
    out = first_exercise(plan)
    browser.post(reverse("plans:swap"), {"exercise": out})
    now = planning.current(person)
    assert now is not None
    assert now.pk == plan.pk
    assert out not in exercises(now.programme())
    assert now.programme().sequence == plan.programme().sequence + 1
    assert [each.kind for each in now.programme().left_out if each.exercise == out] == ["dislike"]


def test_a_new_answer_stops_the_week_at_once(plan: Plan, browser: Client, person: Person) -> None:
    save_answers(person, {"soon_signs": ["night_pain"]})
    assert b"See a doctor within days" in browser.get("/").content
    assert planning.current(person).programme().phase == "stopped"  # type: ignore[union-attr]
    assert browser.get(reverse("plans:session", kwargs={"date": TODAY})).status_code == 404


def test_the_week_speaks_the_language_of_now(plan: Plan, browser: Client, person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(language="es")
    page = browser.get(WEEK).content.decode()
    assert 'lang="es"' in page
    for note in plan.programme().notes:
        assert note not in page
    plan.refresh_from_db()
    assert exercises(plan.programme())


def test_handout_and_calendar(plan: Plan, browser: Client) -> None:
    pdf = browser.get(reverse("plans:handout", kwargs={"kind": "pdf"}))
    assert pdf.content.startswith(b"%PDF")
    calendar = browser.get(reverse("plans:calendar"), {"at": "07:30"}).content
    assert b"T073000" in calendar
    assert browser.get(reverse("plans:calendar"), {"at": "soon"}).status_code == 404
    assert browser.get(reverse("plans:handout", kwargs={"kind": "exe"})).status_code == 404


def test_the_physio_gets_checks_answers_and_week(plan: Plan, browser: Client, check: Check) -> None:
    page = browser.get(reverse("plans:physio", kwargs={"kind": "html"})).content.decode()
    assert "For your physio" in page
    assert "Answers as given" in page
    assert "data:image/jpeg" not in page


def test_a_session_is_noted_once_corrected_and_struck(plan: Plan, browser: Client, person: Person) -> None:
    assert save(browser, plan, felt="yes", pain="2") == 302
    assert save(browser, plan, felt="no", pain="3", stopped="pain") == 302
    done = whole_log(person).done
    assert [(each.felt, each.pain, each.stopped) for each in done] == [("no", 3, "pain")]
    page = browser.get(reverse("plans:session", kwargs={"date": TODAY})).content.decode()
    assert "Save the change" in page
    assert save(browser, plan, strike="yes") == 302
    assert log_of(person, TODAY).done == ()
    assert not person.trainings.exists()


def test_nonsense_in_a_session_is_left_out(plan: Plan, browser: Client, person: Person) -> None:
    save(browser, plan, felt="perhaps", pain="11", stopped="bored", last_set_reps="-2")
    (done,) = whole_log(person).done
    assert (done.felt, done.pain, done.stopped, done.last_set_reps) == (None, None, None, None)


def test_nothing_can_be_noted_for_tomorrow(plan: Plan, browser: Client) -> None:
    week = plan.programme().first_week
    assert week is not None
    parts = {"date": week.days[1].date, "exercise": week.days[1].items[0].exercise}
    assert browser.post(reverse("plans:save_done", kwargs=parts)).status_code == 404


def test_less_time_today_shows_less(plan: Plan, browser: Client) -> None:
    address = reverse("plans:session", kwargs={"date": TODAY})
    whole, lighter = (
        browser.get(address + more).content.count(b'<li class="card doing-one') for more in ("", "?lighter")
    )
    assert 0 < lighter < whole


def test_the_next_week_follows_when_this_one_is_over(plan: Plan, browser: Client, person: Person) -> None:
    browser.post(reverse("plans:next_week"))
    assert person.plans.count() == 1
    earlier(plan, 7)
    save(browser, plan, felt="yes", pain="1")
    assert b"This week is over" in browser.get("/").content
    browser.post(reverse("plans:next_week"))
    now = planning.current(person)
    assert now is not None
    assert (now.start, now.follows) == (TODAY, plan)
    assert now.programme().block_start == plan.start
    page = browser.get(WEEK).content.decode()
    assert "What is new this week" in page


def test_after_a_week_that_pain_stopped_a_new_one_can_begin(plan: Plan, browser: Client, person: Person) -> None:
    earlier(plan, 7)
    week = plan.programme().first_week
    assert week is not None
    for day in week.days[:3]:
        parts = {"date": day.date, "exercise": day.items[0].exercise}
        browser.post(reverse("plans:save_done", kwargs=parts), {"pain": "8"})
    browser.post(reverse("plans:next_week"))
    stopped = planning.current(person)
    assert stopped is not None
    assert stopped.programme().phase == "stopped"
    browser.post(reverse("plans:next_week"))
    assert person.plans.count() == 2
    browser.post(reverse("plans:wishes"), {"minutes": "20", "days": "3"})
    assert exercises(planning.current(person).programme())  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("item", "sides", "count"), [("both", ["Left side", "Right side"], 2), ("left", ["Left side"], 1)]
)
def test_a_timer_does_one_side_after_the_other(item: str, sides: list[str], count: int) -> None:
    from kneeline.catalogue import catalogue

    planned = Item("clamshell", "article", item, 1, 20, 3.0, None, 0.0, "", None, 4.0)  # type: ignore[arg-type]
    made = rounds(planned, catalogue().exercises["clamshell"])
    assert [each.label for each in made] == sides
    assert len(made) == count
    assert (made[0].out_s, made[0].hold_s, made[0].back_s) == (1.0, 3.0, 2.0)


def test_progress_compares_charts_and_lists(browser: Client, person: Person, check: Check, plan: Plan) -> None:
    later = Check.objects.create(
        person=person,
        made_at=timezone.now() + datetime.timedelta(days=14),
        task="squat",
        document=check.document,
        poses=check.poses,
    )
    save(browser, plan, felt="yes", pain="4")
    page = browser.get(reverse("plans:progress")).content.decode()
    assert "<polygon" in page
    assert 'class="outcome not_changed"' in page
    assert "1 exercise" in page
    asked = {"before": str(later.pk), "after": str(check.pk)}
    assert browser.get(reverse("plans:progress"), asked).status_code == 200


def test_other_conditions_are_not_compared_unasked(browser: Client, person: Person, check: Check) -> None:
    document = {**check.document, "conditions": {**check.document["conditions"], "feet": "insoles"}}
    made = timezone.now() + datetime.timedelta(days=14)
    other = Check.objects.create(person=person, made_at=made, task="squat", document=document, poses=check.poses)
    assert b"Did it change?" not in browser.get(reverse("plans:progress")).content
    asked = {"before": str(check.pk), "after": str(other.pk)}
    assert b"cannot_compare" in browser.get(reverse("plans:progress"), asked).content


def test_a_trend_has_a_line_and_a_band_a_side() -> None:
    points = [Point(TODAY + datetime.timedelta(days=14 * number), 12.0 - number, 3.0) for number in range(3)]
    chart = trend_chart([Course("left", "left", points), Course("right", "right", points[:1])], "deg", "x")
    assert (chart.count("<polygon"), chart.count("<circle"), chart.count("<polyline")) == (1, 4, 2)
    assert trend_chart([], "deg", "x") == ""


@pytest.mark.slow
def test_the_figure_is_drawn_once(home: Path) -> None:
    first = postures_file("clamshell", "dark")
    drawn = first.stat().st_mtime_ns
    assert postures_file("clamshell", "dark").stat().st_mtime_ns == drawn
    assert first.read_text(encoding="utf-8").startswith("<svg")


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(plan: Plan, browser: Client, check: Check) -> None:
    names = ("stop", "findings", "wishes", "programme", "progress", "today")
    addresses = [reverse(f"plans:{name}") for name in names]
    addresses += [
        reverse("plans:session", kwargs={"date": TODAY}),
        reverse("plans:step", kwargs={"step": "fist-to-wall"}),
    ]
    for address in addresses:
        page = browser.get(address).content.decode()
        assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", page) == [], address
        assert re.findall(r"(?:src|href|action)=\"(?:https?:)?//", page) == [], address


def test_how_it_is_going_is_kept_once_a_day_and_told(browser: Client, person: Person) -> None:
    today = datetime.date.today()
    earlier = Training.objects.create(
        person=person,
        date=today - datetime.timedelta(days=20),
        document=log_to_dict(
            SessionLog(checks=(Spoken(today - datetime.timedelta(days=20), 6, (("Stairs", 3),)),)), "0"
        ),
    )
    assert 'value="Stairs"' in browser.get("/progress/how-it-is").content.decode()
    for pain in ("5", "2"):
        sent = {"pain": pain, "activity-0": "Stairs", "ease-0": "7", "activity-1": "Running", "overall": "3"}
        assert browser.post("/progress/how-it-is", sent).status_code == 302
    told = Training.objects.exclude(pk=earlier.pk).get().log().checks
    assert told == (Spoken(today, 2, (("Stairs", 7),), 3),)  # an activity without its number says nothing
    page = browser.get("/progress").content.decode()
    assert "Stairs" in page
    assert "3 to 7" in page or ("3" in page and "7" in page)
    browser.post("/progress/how-it-is", {"pain": "11", "overall": "x"})
    assert not Training.objects.exclude(pk=earlier.pk).exists()


def test_two_ways_are_compared_for_their_sake(browser: Client, person: Person, check: Check) -> None:
    document = {**check.document, "conditions": {**check.document["conditions"], "feet": "insoles"}}
    document["measures"] = [
        {**each, "value": each["value"] - 30} if each["name"] == "knee_in_change" and each["side"] == "left" else each
        for each in document["measures"]
    ]
    made = check.made_at + datetime.timedelta(hours=1)
    Check.objects.create(person=person, made_at=made, task="squat", document=document, poses=check.poses)
    page = browser.get("/progress").content.decode()
    compared = page.partition('id="ways"')[2].partition("</section>\n</section>")[0]
    assert "insoles" in compared
    assert '<span class="outcome changed">changed</span>' in compared
    assert '<span class="outcome not_changed">not changed</span>' in compared
    assert "way=insoles-relaxed-flat" in page
    usual = browser.get("/progress?way=unknown-relaxed-flat").content.decode()
    assert 'way=unknown-relaxed-flat" aria-current="true"' in usual
