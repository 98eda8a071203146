"""Whatever is answered: findings that keep their own rules."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from kneeline.assess import answers_from, assess
from kneeline.catalogue import catalogue
from kneeline.catalogue.schema import Question
from kneeline.core.errors import BadArgument
from kneeline.core.findings import LEVELS, SIGNS, Findings
from tests.assess.case import ON, cases


def any_answer(question: Question, chance: random.Random) -> Any:
    """An answer this question allows."""
    words = [each.id for each in question.choices]
    kinds: dict[str, Callable[[], Any]] = {
        "yes_no": lambda: chance.random() < 0.5,
        "legs": lambda: chance.choice(["none", "left", "right", "both"]),
        "number": lambda: chance.randint(int(question.least or 0), int(question.most or 0)),
        "choice": lambda: chance.choice(words),
        "choices": lambda: chance.sample(words, chance.randint(0, 2)),
        "points": lambda: [[chance.random(), chance.random()] for _ in question.points],
    }
    return kinds[question.kind]()


def any_findings(seed: int) -> Findings | None:
    """Findings from a few random answers, None where they clash."""
    chance = random.Random(seed)
    asked = chance.sample(sorted(catalogue().questions), 8)
    told = {each: any_answer(catalogue().questions[each], chance) for each in asked}
    try:
        return assess([], answers_from({"answers": told}, "answers.toml", ON), ON, "0.1.0")
    except BadArgument:
        return None


def test_any_answers_give_findings_that_keep_their_rules() -> None:
    found = [findings for seed in range(400) if (findings := any_findings(seed)) is not None]
    assert len(found) > 300
    for findings in found:
        levels = [each.level for each in findings.because if each.level is not None]
        assert findings.level == min(levels, key=LEVELS.index, default="self_care")
        assert [(sign.id, sign.side) for sign in findings.signs] == [
            (s, leg) for s in SIGNS for leg in ("left", "right")
        ]
        barred = {each.id for each in findings.barred_tests}
        assert barred.isdisjoint({sign.settle_by for sign in findings.signs})


def test_every_sentence_is_filled_in() -> None:
    for case in cases():
        for findings in case.findings():
            texts = [each.text for each in findings.because] + [each.text for each in findings.cues]
            texts += [each.text for each in findings.advice] + [each.text for each in findings.corrections]
            texts += [each.because for each in findings.signs] + [each.why for each in findings.barred_tests]
            assert [
                text for text in texts if "{" in text or "None" in text or "  " in text or not text.endswith(".")
            ] == []


@pytest.mark.parametrize("word", ["diagnos", "cure", "risk", "abnormal", "deform", "valgus", "injury risk"])
def test_no_verdict_is_said(word: str) -> None:
    for case in cases():
        for findings in case.findings():
            assert not [each.text for each in findings.because if word in each.text.lower()]
            assert not [each.because for each in findings.signs if word in each.because.lower()]
            assert not [each.text for each in findings.cues if word in each.text.lower()]
