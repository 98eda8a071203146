"""A translated file holds every text for people and nothing else; whatever is wrong is told with its file and line."""

from pathlib import Path

import pytest

from kneeline.catalogue import catalogue, read_catalogue
from kneeline.catalogue.check import translation_problems
from kneeline.catalogue.loader import PARTS
from kneeline.catalogue.raw import BadCatalogue
from kneeline.catalogue.schema import Exercise, Source
from kneeline.catalogue.translation import Fault, fingerprint, overlaid, prose_of
from kneeline.core.language import TRANSLATIONS, speaking
from scripts.stamp_translations import stamped

ENGLISH = """
[[equipment]]
id = "ball"
name = "Massage ball"
text = "A firm ball."
at_home = false
instead = "a tennis ball"

[[equipment]]
id = "mat"
name = "Mat"
text = "A rug."
at_home = true
"""

SPANISH = """
[[equipment]]
id = "ball"
name = "Pelota de masaje"
text = "Una pelota firme."
instead = "una pelota de tenis"

[[equipment]]
id = "mat"
name = "Esterilla"
text = "Una alfombra."
"""


def folder_with(folder: Path, spanish: str) -> Path:
    for place, text in (("content", ENGLISH), ("es/content", spanish)):
        (folder / place).mkdir(parents=True)
        (folder / place / "equipment.toml").write_text(text, encoding="utf-8")
    return folder


def test_texts_are_spanish_and_the_rest_stays(tmp_path: Path) -> None:
    ball = read_catalogue(folder_with(tmp_path, SPANISH), "es").equipment["ball"]
    assert (ball.name, ball.instead, ball.at_home) == ("Pelota de masaje", "una pelota de tenis", False)


@pytest.mark.parametrize(
    ("good", "wrong", "says"),
    [
        ('instead = "una pelota de tenis"\n', "", "line 2: is not translated (at equipment.1.instead)"),
        ('name = "Esterilla"', 'name = "E"', "line 10: Expected `str` of length >= 2"),
        ('name = "Esterilla"', "name = 3", "line 10: has to be a text"),
        ('text = "Una alfombra."', 'text = "Una alfombra."\nat_home = true', "line 12: is no text for people"),
        ('text = "Una alfombra."', 'text = "Una alfombra."\ninstead = "nada"', "line 12: does not stand in the Engl"),
        ('id = "mat"', 'id = "rug"', "'mat' is not translated"),
        ('name = "Esterilla"', 'name = "Esterilla', "line 10"),
    ],
)
def test_a_mistake_is_told_with_file_and_line(tmp_path: Path, good: str, wrong: str, says: str) -> None:
    assert good in SPANISH
    with pytest.raises(BadCatalogue) as caught:
        _ = read_catalogue(folder_with(tmp_path, SPANISH.replace(good, wrong)), "es").equipment
    assert str(caught.value).startswith("es/")
    assert says in str(caught.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, SPANISH)
    (folder / "es" / "content" / "equipment.toml").unlink()
    with pytest.raises(BadCatalogue, match=r"es/content/equipment\.toml: the file is missing"):
        _ = read_catalogue(folder, "es").equipment


def test_what_is_for_people_follows_from_the_schema() -> None:
    exercise = prose_of(Exercise).fields
    assert {"name", "steps", "stages", "faults"} <= exercise.keys()
    assert exercise["faults"].fields.keys() == {"name", "cue", "why"}
    assert not {"number", "signs", "tempo", "targets", "article_place"} & exercise.keys()
    assert prose_of(Source).fields.keys() == {"says"}


def test_lists_have_as_many_texts() -> None:
    table = {"id": "a", "steps": ["one", "two"]}
    _, faults = overlaid(table, {"id": "a", "steps": ["uno"]}, prose_of(Exercise))
    assert faults == [Fault(("steps",), "has to be an array with 2 entries, as in the English file")]


def test_the_stamp_changes_with_the_texts_alone() -> None:
    table = {"id": "a", "name": "Clam", "number": "E06"}
    assert fingerprint(table, Exercise) == fingerprint({**table, "number": "E07"}, Exercise)
    assert fingerprint(table, Exercise) != fingerprint({**table, "name": "Shell"}, Exercise)


def test_a_stamp_stands_below_the_id_once() -> None:
    once = stamped(SPANISH, {"ball": "0123abcd"})
    assert 'id = "ball"\nenglish = "0123abcd"\nname' in once
    assert stamped(once, {"ball": "0123abcd"}) == once
    assert stamped('id = "a"\n\n[[stages]]\nid = "a"\n', {"a": "1"}).count("english") == 1


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_language_on_offer_is_whole_and_its_english_unchanged(language: str) -> None:
    """Where English texts changed: bring the translation along, then scripts/stamp_translations."""
    assert list(translation_problems(catalogue(), language)) == []


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_translation_names_what_the_english_one_names(language: str) -> None:
    for part in PARTS:
        assert list(getattr(catalogue(language), part)) == list(getattr(catalogue(), part))


def test_the_catalogue_is_in_the_language_that_is_spoken() -> None:
    with speaking("es"):
        assert catalogue() is catalogue("es")
    assert catalogue() is catalogue("en")
