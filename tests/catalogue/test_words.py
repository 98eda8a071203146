"""The catalogue's texts are our own, kind, and promise nothing."""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

from tests.catalogue.runs import article_runs, runs
from tests.words.forbidden import allowed, claims


def test_no_eight_words_in_a_row_are_the_articles() -> None:
    copied = article_runs()
    assert len(copied) > 1000
    found = [(name, run) for name, text in texts() for run, hashed in runs(text) if hashed in copied]
    assert found == []


def test_a_sentence_of_the_article_would_be_found() -> None:
    """Its disclaimer's kind of sentence, hashed here as the golden file was: the test above can fail."""
    sentence = "one two three four five six seven eight nine"
    assert len({hashed for _, hashed in runs(sentence)}) == 2


def test_no_promise_and_no_diagnosis() -> None:
    """The whole text of the files, what a person never sees included; tests/words reads everything else."""
    found = [(name, claim) for name, text in texts() for claim in claims(text) if claim not in allowed()]
    assert found == []


def texts() -> Iterator[tuple[str, str]]:
    """Every file of the catalogue with its text."""
    yield from _below(files("kneeline.catalogue"))


def _below(folder: Traversable) -> Iterator[tuple[str, str]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _below(entry)
        elif entry.name.endswith(".toml"):
            yield entry.name, entry.read_text(encoding="utf-8")
