"""What is wrong in a file of the catalogue is told with its file and line."""

import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from kneeline.catalogue import catalogue, read_catalogue
from kneeline.catalogue.lines import line_of
from kneeline.catalogue.raw import BadCatalogue
from kneeline.core.language import LANGUAGES

CLAMSHELL = files("kneeline.catalogue").joinpath("exercises", "clamshell.toml").read_text(encoding="utf-8")


def refusal(folder: Path, text: str) -> str:
    (folder / "exercises").mkdir()
    (folder / "exercises" / "mine.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadCatalogue) as caught:
        _ = read_catalogue(folder).exercises
    return str(caught.value)


def line_with(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), start=1) if part in line)


@pytest.mark.parametrize(
    ("good", "broken", "says"),
    [
        ('region = "hip"', 'region = "hop"', "'hop'"),
        ("least = 80", 'least = "eighty"', "got `str`"),
        ('kind = "strength"', "", "missing required field `kind`"),
        ('cue = "Keep your feet together"', 'cue = "' + "x" * 60 + '"', "length <= 48"),
        ('counting = "', 'colour = "blue"\ncounting = "', "unknown field `colour`"),
        ("reps = [20, 20]", "reps = [20", "missing comma"),
        ("reps = [20, 20]", "reps = 20]", "nexpected"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, good: str, broken: str, says: str) -> None:
    assert good in CLAMSHELL
    text = CLAMSHELL.replace(good, broken, 1)
    sentence = refusal(tmp_path, text)
    assert sentence.startswith("mine.toml, line ")
    assert says in sentence


def test_the_line_is_the_one_of_the_mistake(tmp_path: Path) -> None:
    text = CLAMSHELL.replace("most = 8\n", "most = true\n", 1)
    assert f"line {line_with(text, 'most = true')}:" in refusal(tmp_path, text)


def test_an_unknown_key_is_told_with_its_own_line(tmp_path: Path) -> None:
    text = CLAMSHELL.replace("[tempo]\n", "[tempo]\nspeed = 3\n", 1)
    assert f"line {line_with(text, 'speed = 3')}:" in refusal(tmp_path, text)


def test_lines_of_keys_tables_and_arrays_of_tables() -> None:
    text = "a = 1\n[b]\nc = 2\n[[d]]\ne = 3\n[[d]]\ne = 4\n[d.f]\ng = 5\n"
    assert line_of(text, ("a",)) == 1
    assert line_of(text, ("b", "c")) == 3
    assert line_of(text, ("d", 1, "e")) == 7
    assert line_of(text, ("d", 1, "f", "g")) == 9
    assert line_of(text, ("d", 0, "missing")) == 4


def test_an_id_given_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    for name in ("one", "two"):
        (tmp_path / "exercises" / f"{name}.toml").write_text(CLAMSHELL, encoding="utf-8")
    with pytest.raises(BadCatalogue, match=r"two\.toml: the id 'clamshell' is given twice"):
        _ = read_catalogue(tmp_path).exercises


SUM_S = 0.017
"""What the sum below takes on the quiet machine that the limits hold for; a busy or slower one takes as much longer for
both."""


@pytest.mark.parametrize(("language", "limit_s"), [("en", 0.05), *((each, 0.1) for each in LANGUAGES if each != "en")])
def test_the_whole_catalogue_loads_in_a_blink(language: str, limit_s: float) -> None:
    """Words, doses and the figure's motions; a translation is read beside the English files, and may take as long
    again. Best of ten processes, by their own time."""
    code = (
        "import time; from kneeline.catalogue import catalogue; from kneeline.catalogue.loader import PARTS\n"
        f"begun = time.process_time(); all_of_it = catalogue({language!r})\n"
        "for part in PARTS: getattr(all_of_it, part)\n"
        "read = time.process_time(); sum(i * i for i in range(300_000))\n"
        "print((read - begun) / (time.process_time() - read))"
    )
    ratios = [float(subprocess.check_output([sys.executable, "-c", code])) for _ in range(10)]
    assert min(ratios) < limit_s / SUM_S


def test_it_is_read_once() -> None:
    assert catalogue() is catalogue()
    assert catalogue().exercises is catalogue().exercises
