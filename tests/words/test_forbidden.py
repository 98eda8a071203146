"""Nothing that people see promises, judges or names a disease of theirs."""

import pytest

from tests.words.forbidden import ROOT, allowed, claims, everything


def test_nothing_claims_what_kneeline_can_not_do() -> None:
    assert [(name, claim) for name, text in everything() for claim in claims(text) if claim not in allowed()] == []


def test_every_sentence_of_the_list_is_used_and_stands_there_once() -> None:
    if not (ROOT / "README.md").exists():
        pytest.skip("the documents are not here (an unpacked wheel)")
    used = {claim for _, text in everything() for claim in claims(text)}
    assert set(allowed()) <= used
    assert len(set(allowed())) == len(allowed())


def test_all_of_it_is_read() -> None:
    """One of each kind: content, words of each room, pages, sentences in code, help, documents."""
    found = dict(everything())
    for name in (
        "clamshell.toml",
        "messages.toml",
        "handover.html.jinja",
        "finding_words.py",
        "words.py",
        "plan.py",
        "kneeline.po",
    ):
        assert name in found


@pytest.mark.parametrize(
    "sentence",
    [
        "Your diagnosis is ready.",
        "This cures knock knees.",
        "Your risk score is 7.",
        "A screening for everybody.",
        "Results are guaranteed.",
        "It fixes the arch.",
        "We correct your knees.",
        "Your knee will move out by 5° in six weeks.",
        "An abnormal angle.",
        "A deformity of the leg.",
        "It lowers your injury risk.",
        "Tu diagnóstico está listo.",
        "Esto cura las rodillas.",
        "Tu puntuación de riesgo es 7.",
        "Un cribado para todo el mundo.",
        "Resultados garantizados.",
        "Corrige la postura.",
        "Enderezamos tus piernas.",
        "Tu rodilla se moverá 5° hacia fuera.",
        "Un ángulo anormal.",
        "Baja el riesgo de lesión.",
    ],
)
def test_a_claim_is_found(sentence: str) -> None:
    assert claims(f"Stand up. {sentence} Sit down.") == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "Your left knee moves in by about 17° ± 4°.",
        "People stand in no fixed order.",
        "Straighten the knee.",
        "Hazlo con cuidado: estira la rodilla.",
    ],
)
def test_a_plain_sentence_is_none(sentence: str) -> None:
    assert claims(sentence) == []
