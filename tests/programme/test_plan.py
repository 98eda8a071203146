"""What a programme says and holds, on people whose right programme can be seen by eye."""

import datetime
import time
from dataclasses import replace

import pytest

from kneeline.catalogue import catalogue
from kneeline.core.errors import BadArgument
from kneeline.core.findings import Advice, Barred, Because
from kneeline.core.programme import Item, Programme, SessionLog, Wishes
from kneeline.programme import plan
from kneeline.programme.load import article_stage, duration_s, start_load
from tests.programme.people import EVERYTHING, GATES, MONDAY, done, findings, sign

PLENTY = Wishes(minutes=60, days=3, equipment=EVERYTHING, most_items=20)


def items(programme: Programme) -> dict[str, Item]:
    return {item.exercise: item for day in programme.weeks[0].days for item in day.items}


def why_out(programme: Programme, exercise: str) -> tuple[str, str]:
    return next((each.kind, each.why) for each in programme.left_out if each.exercise == exercise)


def test_before_the_gate_the_gates_own_exercises_come_first() -> None:
    programme = plan(findings(sign("feet_out")), Wishes(minutes=16, days=3), MONDAY, catalogue())
    assert set(GATES) <= set(items(programme))
    assert "One-leg balance" in (items(programme)["short-foot"].gate or "")
    assert why_out(programme, "single-leg-balance")[0] == "gate"


def test_felt_on_two_days_opens_the_gate() -> None:
    log = SessionLog(done=tuple(done(name, day) for name in GATES for day in (0, 2)))
    assert "single-leg-balance" in items(plan(findings(sign("hip_in")), PLENTY, MONDAY, catalogue(), log))
    once = SessionLog(done=log.done[1:])
    assert why_out(plan(findings(sign("hip_in")), PLENTY, MONDAY, catalogue(), once), "step-up")[0] == "gate"


def test_why_an_exercise_is_there_names_the_sign_and_the_side() -> None:
    assert items(plan(findings(sign("hip_in")), PLENTY, MONDAY, catalogue()))["clamshell"].because.startswith(
        "For your left thigh rolling in."
    )
    both = plan(findings(sign("hip_in"), sign("hip_in", side="right")), PLENTY, MONDAY, catalogue())
    assert items(both)["clamshell"].because.startswith("For your left and right thigh rolling in.")


def test_a_knee_that_caves_only_when_bent_is_trained_at_its_onset() -> None:
    person = findings(sign("only_when_bent", from_flexion=42.0), understood=GATES)
    squat = items(plan(person, PLENTY, MONDAY, catalogue()))["banded-chair-squat"]
    assert (squat.from_flexion, squat.to_flexion, squat.hold_s) == (32.0, 52.0, 3.0)
    assert "42°" in squat.because


def test_the_weaker_side_gets_one_set_more_and_it_takes_its_time() -> None:
    plain = items(plan(findings(sign("hip_in")), PLENTY, MONDAY, catalogue()))["clamshell"]
    extra = items(plan(findings(sign("hip_in"), weaker_side="right"), PLENTY, MONDAY, catalogue()))["clamshell"]
    assert (plain.extra_set_side, extra.extra_set_side) == (None, "right")
    assert extra.minutes - plain.minutes == pytest.approx(2.0)  # 20 × (3 s held + 3 s on the way)


def test_without_a_roller_the_releases_say_so() -> None:
    programme = plan(findings(sign("hip_in")), Wishes(minutes=60, days=3, most_items=20), MONDAY, catalogue())
    assert why_out(programme, "release-adductor") == (
        "equipment",
        "Needs a foam roller.",
    )


def test_an_exercise_kept_easier_names_what_the_easier_way_needs() -> None:
    """The way on the floor, with a roller, is not for pregnancy; the way at the wall is, and takes a ball."""
    wishes = Wishes(minutes=60, days=3, most_items=20, equipment=("roller",))
    programme = plan(findings(sign("hip_in"), conditions=("pregnancy",)), wishes, MONDAY, catalogue())
    assert why_out(programme, "release-tfl") == ("equipment", "Needs a massage ball.")


def test_what_is_for_a_sign_not_seen_is_not_needed() -> None:
    person = findings(sign("arch_down"), sign("feet_out", "not_seen"), understood=GATES)
    assert why_out(plan(person, PLENTY, MONDAY, catalogue()), "big-toe-extension")[0] == "not_needed"


def test_nothing_seen_at_all_gives_the_general_plan() -> None:
    programme = plan(
        findings(*(sign(each, "not_seen") for each in ("hip_in", "shin_out"))), PLENTY, MONDAY, catalogue()
    )
    assert "clamshell" in items(programme)
    assert "general plan" in programme.notes[0]


def test_with_a_little_pain_strength_is_a_step_easier() -> None:
    programme = plan(
        findings(sign("hip_in"), level="with_care", conditions=("pain_3_to_5",)), PLENTY, MONDAY, catalogue()
    )
    assert items(programme)["clamshell"].stage == "small-range"
    assert "easier step" in items(programme)["clamshell"].because


def test_the_lower_end_of_a_range_for_who_is_new_the_upper_for_who_is_trained() -> None:
    step_up = catalogue().exercises["step-up"]
    loads = [start_load(step_up, article_stage(step_up), each) for each in ("new", "some", "trained")]
    assert [load.reps for load in loads] == [10, 15, 20]


@pytest.mark.parametrize("exercise", catalogue().exercises.values(), ids=lambda each: each.id)
def test_the_time_an_exercise_takes_lies_by_that_of_its_dose(exercise) -> None:  # type: ignore[no-untyped-def]
    least, most = exercise.dose.minutes
    stage = article_stage(exercise)
    assert duration_s(exercise, start_load(exercise, stage, "new")) >= 60 * least * 0.5
    assert duration_s(exercise, start_load(exercise, stage, "trained")) <= 60 * most * 1.5


@pytest.mark.parametrize("level", ["emergency", "urgent"])
def test_where_somebody_has_to_be_seen_now_nothing_is_planned(level) -> None:  # type: ignore[no-untyped-def]
    programme = plan(findings(sign("hip_in"), level=level), PLENTY, MONDAY, catalogue())
    assert programme.weeks == ()
    assert programme.left_out == ()
    assert "before any exercise" in programme.notes[0]


def test_a_new_condition_that_presses_stops_it_too() -> None:
    log = SessionLog(new_conditions=("locked_knee",))
    programme = plan(findings(sign("hip_in")), PLENTY, MONDAY, catalogue(), log)
    assert (programme.phase, programme.level) == ("stopped", "urgent")


def test_under_eight_there_is_no_programme() -> None:
    assert plan(findings(sign("hip_in"), age_group="under_8"), PLENTY, MONDAY, catalogue()).weeks == ()


def test_show_it_to_somebody_first_stands_first() -> None:
    programme = plan(findings(sign("hip_in"), level="see_someone"), PLENTY, MONDAY, catalogue())
    assert programme.notes[0].startswith("Show this plan to a doctor or physio before you start.")
    assert programme.weeks


def test_eight_weeks_of_which_the_first_is_final() -> None:
    programme = plan(findings(sign("hip_in")), PLENTY, MONDAY, catalogue())
    assert [week.outlook for week in programme.weeks] == [False] + [True] * 7
    assert [week.number for week in programme.weeks] == list(range(1, 9))
    assert programme.weeks[1].start == MONDAY + datetime.timedelta(days=7)
    assert (programme.weeks[1].note or "").startswith("If it goes well")


def test_a_check_every_two_weeks_with_what_was_seen() -> None:
    programme = plan(findings(sign("hip_in")), PLENTY, MONDAY, catalogue())
    days = [(retest.date - MONDAY).days for retest in programme.retests]
    assert days == [14, 28, 42, 56]
    assert {retest.tests for retest in programme.retests} == {("squat",)}


def test_no_check_asks_for_a_test_that_is_not_for_them() -> None:
    barred = (Barred("single-leg-squat", "A knee that gives way is not tested on one leg."),)
    seen = replace(sign("hip_in"), task="knee-over-foot")
    person = replace(findings(seen, conditions=("giving_way",)), barred_tests=barred)
    assert {retest.tests for retest in plan(person, PLENTY, MONDAY, catalogue()).retests} == {("stand", "squat")}


def test_what_is_not_answered_yet_is_said() -> None:
    open_questions = (Because("stop_questions_open", "You haven't answered them.", "rule"),)
    person = replace(findings(sign("hip_in")), because=open_questions, advice=(Advice("age_not_told", "How old?"),))
    notes = plan(person, PLENTY, MONDAY, catalogue()).notes
    assert "You haven't answered the stop questions yet." in notes[0]
    assert "You haven't told us how old you are." in notes[1]
    assert "haven't" not in " ".join(plan(findings(sign("hip_in")), PLENTY, MONDAY, catalogue()).notes)


def days_of_gates(wishes: Wishes) -> list[int]:
    """On how many days of the week each of the gates' exercises is planned."""
    days = plan(findings(sign("hip_in")), wishes, MONDAY, catalogue()).weeks[0].days
    return [sum(item.exercise == gate for day in days for item in day.items) for gate in GATES]


def test_all_that_opens_the_gate_has_room_in_a_short_week() -> None:
    assert min(days_of_gates(Wishes(minutes=15, days=4))) >= 2
    assert min(days_of_gates(Wishes(minutes=10, days=5))) >= 2


def test_what_opens_the_gate_is_done_on_the_usual_days_where_there_is_room() -> None:
    assert days_of_gates(Wishes(minutes=5, days=3)) == [3, 0, 0]
    assert days_of_gates(replace(PLENTY, minutes=90, most_items=27)) == [3, 3, 3]


def test_one_exercise_alone_does_not_open_the_gate() -> None:
    now = items(plan(findings(sign("hip_in")), PLENTY, MONDAY, catalogue()))
    assert (now["clamshell"].gate or "").startswith("Together with Wall slide")
    assert f"{now['short-foot'].because} {now['short-foot'].gate}".count("One-leg balance") == 1
    last = findings(sign("hip_in"), understood=("clamshell", "wall-slide-abduction"))
    gate = items(plan(last, PLENTY, MONDAY, catalogue()))["short-foot"].gate or ""
    assert gate.startswith("Once you have felt it in the right place on two days, it opens: One-leg balance")


def test_everything_as_printed_is_the_article_in_its_order_each_once() -> None:
    wishes = Wishes(minutes=68, days=1, equipment=EVERYTHING, profile="as_printed")
    programme = plan(findings(sign("hip_in")), wishes, MONDAY, catalogue())
    numbers = [catalogue().exercises[item.exercise].number for item in programme.weeks[0].days[0].items]
    assert numbers == [f"E{number:02}" for number in range(1, 24)]
    assert why_out(programme, "dead-bug")[0] == "not_needed"
    assert "feel these first" in (items(programme)["step-up"].gate or "")


def test_as_printed_goes_on_the_next_day_and_keeps_what_may_not_be_done_out() -> None:
    wishes = Wishes(minutes=20, days=5, equipment=EVERYTHING, profile="as_printed")
    person = findings(sign("hip_in"), conditions=("fall_risk",))
    programme = plan(person, wishes, MONDAY, catalogue())
    first, second = programme.weeks[0].days[:2]
    order = list(catalogue().exercises)
    assert order.index(second.items[0].exercise) == order.index(first.items[-1].exercise) + 1
    assert why_out(programme, "single-leg-balance")[0] == "condition"


def test_supinated_feet_take_care_with_the_short_foot() -> None:
    programme = plan(findings(sign("arch_down"), conditions=("supinated_feet",)), PLENTY, MONDAY, catalogue())
    assert "With care:" in items(programme)["short-foot"].because


def test_advice_names_the_situation_as_well() -> None:
    person = replace(findings(sign("hip_in")), advice=(Advice("knees_point_out", "…"),))
    assert why_out(plan(person, PLENTY, MONDAY, catalogue()), "clamshell")[0] == "condition"


def test_the_reason_for_stopping_is_told() -> None:
    because = Because("locked_knee", "Your knee locks.", "answer", "urgent")
    person = replace(findings(sign("hip_in"), level="urgent"), because=(because,))
    assert "Your knee locks." in plan(person, PLENTY, MONDAY, catalogue()).notes


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        (Wishes(days=0), "days is 0: choose 1 to 7 days a week."),
        (Wishes(days=8), "days is 8: choose 1 to 7 days a week."),
        (Wishes(minutes=0), "minutes is 0: choose 1 to 240 minutes a day."),
        (Wishes(minutes="ten"), "minutes is 'ten': choose 1 to 240 minutes a day."),  # type: ignore[arg-type]
        (Wishes(most_items=0), "most_items is 0: choose 1 to 27 exercises a day."),
        (Wishes(dislikes=("clam",)), "dislikes has 'clam', which is no exercise of ours."),
        (Wishes(equipment=("sofa",)), "equipment has 'sofa', which we don't know."),
        (Wishes(experience="pro"), "experience is 'pro': choose one of new, some, trained."),  # type: ignore[arg-type]
    ],
)
def test_a_wish_that_makes_no_sense_is_told_in_a_sentence(wishes: Wishes, said: str) -> None:
    with pytest.raises(BadArgument) as error:
        plan(findings(sign("hip_in")), wishes, MONDAY, catalogue())
    assert str(error.value).startswith(said)


def test_a_usual_programme_is_there_quickly() -> None:
    person = findings(sign("hip_in"), sign("arch_down"), sign("shin_out", "could_not_be_seen"), understood=GATES)
    plan(person, Wishes(days=1), MONDAY, catalogue())  # imports and the catalogue
    start = time.process_time()
    plan(person, Wishes(equipment=EVERYTHING), MONDAY, catalogue())
    assert time.process_time() - start < 3
