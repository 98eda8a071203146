"""Everything the article says beside its exercises is there, with its number, and refers only to what exists."""

from collections import Counter
from collections.abc import Iterator

import pytest

from kneeline.catalogue import catalogue
from kneeline.catalogue.schema import Evidence, Statement
from kneeline.core.findings import SIGNS

EXPECTED = {
    "sign": [1, 3, 4, 5, 6, 7, 8, 9, 11],
    "name": [2],
    "risk": range(12, 18),
    "test": range(18, 24),
    "cause": range(24, 39),
    "rule": range(39, 60),
    "position": range(83, 87),
    "brace": [87],
    "pelvis": [10],
    "pointer": range(88, 94),
}
"""The article's items that are no exercise and no reader's question, by topic."""

BRANCHES = {
    "one_side_only",
    "supinated_feet",
    "knees_point_out",
    "only_when_bent",
    "after_acl_surgery",
    "after_meniscus_surgery",
    "brace_offered",
    "gym_lifting",
    "comes_back_after_days",
    "since_childhood",
    "teenage_onset",
    "medical_exam",
    "look_and_confidence",
    "sleeping",
    "walking",
}
"""The situations readers ask about."""

STATEMENTS = list(catalogue().statements.values())
EVIDENCE = [(statement, study) for statement in STATEMENTS for study in statement.studies]


def named(statement: Statement) -> str:
    return statement.id


def evidence_named(value: Statement | Evidence) -> str:
    return value.id if isinstance(value, Statement) else value.tag


@pytest.mark.parametrize("topic", EXPECTED)
def test_each_item_of_a_topic_is_there_once(topic: str) -> None:
    items = sorted(item for statement in STATEMENTS if statement.topic == topic for item in statement.items)
    assert items == list(EXPECTED[topic])


def test_each_readers_question_is_there() -> None:
    items = {item for question in catalogue().readers_questions.values() for item in question.items}
    assert items == set(range(94, 113))


def test_the_situations_readers_ask_about_are_the_branches() -> None:
    assert {question.branch for question in catalogue().readers_questions.values()} - {None} == BRANCHES


def test_each_sign_has_one_statement() -> None:
    assert sorted(statement.sign for statement in STATEMENTS if statement.sign) == sorted(SIGNS)


def test_the_thigh_gap_is_no_sign_that_is_looked_for() -> None:
    assert catalogue().statements["thigh-gap"].sign is None


@pytest.mark.parametrize("statement", STATEMENTS, ids=named)
def test_a_statement_gives_the_articles_view_unless_it_is_ours(statement: Statement) -> None:
    assert statement.ours == (statement.article is None)


@pytest.mark.parametrize("statement", STATEMENTS, ids=named)
def test_a_statement_refers_to_what_exists(statement: Statement) -> None:
    content = catalogue()
    assert set(statement.exercises) <= set(content.exercises)
    assert set(statement.muscles) <= set(content.muscles)
    assert set(statement.actions) <= set(content.joint_actions)


@pytest.mark.parametrize(("statement", "study"), EVIDENCE, ids=evidence_named)
def test_what_was_seen_in_a_source_names_it_and_our_choice_says_so(statement: Statement, study: Evidence) -> None:
    if study.tag == "V":
        assert study.sources
    if study.tag == "D":
        assert "our choice" in study.text


def test_each_source_that_is_named_exists() -> None:
    missing = set(cited_sources()) - set(catalogue().sources)
    assert not missing


def test_a_question_refers_to_exercises_that_exist() -> None:
    used = {exercise for question in catalogue().readers_questions.values() for exercise in question.exercises}
    assert used <= set(catalogue().exercises)


def test_an_exercise_uses_only_words_of_the_vocabularies() -> None:
    content = catalogue()
    for exercise in content.exercises.values():
        assert {target.muscle for target in exercise.targets} <= set(content.muscles)
        assert set(exercise.actions) <= set(content.joint_actions)
        assert set(exercise.feel_at) <= set(content.body_places)
        assert {*exercise.equipment, *exercise.helpful} <= set(content.equipment)
        assert {check.signal for check in exercise.checks} <= set(content.signals)


@pytest.mark.parametrize(
    ("word", "term"),
    [
        ("knee valgus", "genu-valgum"),
        ("knock knee", "knock-knees"),
        ("K-leg", "k-leg"),
        ("knees cave in", "knees-cave-in"),
        ("no thigh gap", "no-thigh-gap"),
        ("flat foot", "pronation"),
        ("HKA", "hip-knee-ankle-angle"),
        ("onset angle", "onset"),
    ],
)
def test_a_word_people_use_leads_to_its_term(word: str, term: str) -> None:
    found = [entry.id for entry in catalogue().glossary.values() if word in (entry.name, *entry.also)]
    assert found == [term]


def test_no_word_of_the_glossary_leads_to_two_terms() -> None:
    words = [word.lower() for entry in catalogue().glossary.values() for word in (entry.name, *entry.also)]
    assert [word for word, times in Counter(words).items() if times > 1] == []


def cited_sources() -> Iterator[str]:
    content = catalogue()
    for _, study in EVIDENCE:
        yield from study.sources
    for exercise in content.exercises.values():
        for evidence in exercise.evidence:
            yield from evidence.sources
    for part in (
        content.readers_questions,
        content.conditions,
        content.condition_classes,
        content.self_tests,
        content.branches,
    ):
        for item in part.values():
            yield from item.sources
