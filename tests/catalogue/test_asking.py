"""Questions, conditions, tests and branches refer to each other rightly."""

from collections import Counter

from kneeline.catalogue import catalogue
from kneeline.catalogue.schema import Question, Rule

KNOWN = catalogue()


def answers_of(question: Question) -> set[str]:
    """The words a question can be answered with."""
    return {"none", "left", "right", "both"} if question.kind == "legs" else {each.id for each in question.choices}


def rules() -> list[Rule]:
    return [rule for condition in KNOWN.conditions.values() for rule in condition.when]


def test_rules_ask_for_answers_that_exist() -> None:
    for rule in rules():
        question = KNOWN.questions[rule.question]
        words = set(rule.any_of) | ({rule.equals} if isinstance(rule.equals, str) else set())
        assert words <= answers_of(question), rule
        if isinstance(rule.equals, bool):
            assert question.kind == "yes_no", rule
        if rule.at_least is not None or rule.below is not None:
            assert question.kind == "number", rule


def test_rules_build_on_conditions_that_exist() -> None:
    assert {rule.also for rule in rules()} - {None} <= set(KNOWN.conditions)


def test_every_stop_and_health_answer_leads_somewhere() -> None:
    used = {(rule.question, word) for rule in rules() for word in rule.any_of}
    for name in (
        "emergency_signs",
        "soon_signs",
        "after_injury",
        "health",
        "skin",
        "healing",
        "hurts_at",
        "history",
        "wonders_about",
    ):
        assert {(name, each.id) for each in KNOWN.questions[name].choices} <= used, name


def test_choices_and_limits_fit_the_kind() -> None:
    for question in KNOWN.questions.values():
        assert bool(question.choices) == (question.kind in ("choice", "choices")), question.id
        assert bool(question.points) == (question.kind == "points"), question.id
        assert (question.unit is not None) == (question.kind == "number"), question.id
        assert max(Counter(each.id for each in question.choices).values(), default=1) == 1


def test_classes_name_conditions_that_exist() -> None:
    for kind in KNOWN.condition_classes.values():
        assert {*kind.leave_out, *kind.with_care} <= set(KNOWN.conditions)
        assert not {*kind.leave_out} & {*kind.with_care}
    assert len(KNOWN.condition_classes) == 6


def test_conditions_and_classes_of_exercises_exist() -> None:
    for exercise in KNOWN.exercises.values():
        assert {avoid.condition for avoid in exercise.avoid} <= set(KNOWN.conditions), exercise.id
        assert set(exercise.contraindications) <= set(KNOWN.condition_classes), exercise.id


def test_self_tests_ask_questions_that_exist() -> None:
    for test in KNOWN.self_tests.values():
        assert set(test.questions) <= set(KNOWN.questions), test.id
        assert set(test.equipment) <= set(KNOWN.equipment), test.id
    asked = {question for test in KNOWN.self_tests.values() for question in test.questions}
    of_tests = {each.id for each in KNOWN.questions.values() if each.group == "self_test"}
    assert of_tests - asked == {"felt_right"}


def test_movement_tests_are_the_six() -> None:
    assert list(KNOWN.movement_tests) == ["stand", "squat", "single-leg-squat", "step-down", "landing", "lunge"]
    for test in KNOWN.movement_tests.values():
        assert test.task == test.id
        assert {avoid.condition for avoid in test.avoid} <= set(KNOWN.conditions)
        assert set(test.contraindications) <= set(KNOWN.condition_classes)


def test_branches_name_what_exists() -> None:
    signs = {"hip_in", "shin_out", "arch_down", "feet_out", "only_when_bent"}
    for branch in KNOWN.branches.values():
        assert {*branch.when_any} <= {*KNOWN.conditions} | signs, branch.id
        assert {*branch.tests} <= {*KNOWN.self_tests} | {*KNOWN.movement_tests}, branch.id
        assert {*branch.leave_out, *branch.prefer} <= {*KNOWN.exercises}, branch.id


def test_sources_exist() -> None:
    parts = (KNOWN.conditions, KNOWN.condition_classes, KNOWN.self_tests, KNOWN.branches)
    used = {source for part in parts for item in part.values() for source in item.sources}
    assert used <= set(KNOWN.sources)
