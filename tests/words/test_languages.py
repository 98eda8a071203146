"""Whatever people see can be said in another language, and is, whole, in every language they may choose."""

import datetime
import io
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

import kneeline
from kneeline.assess import Answers, answers_from
from kneeline.catalogue import catalogue
from kneeline.core.errors import BadArgument
from kneeline.core.findings import Findings
from kneeline.core.language import BASE, LANGUAGES, TRANSLATIONS, known_language, speaking, spoken
from kneeline.core.measurement import Measurement
from kneeline.core.programme import Programme
from kneeline.measure.messages import problem, retold
from kneeline.report.calendar import render_calendar
from kneeline.report.draft import DRAFTS
from kneeline.report.handout import render_handout
from kneeline.report.handover import render_handover
from kneeline.report.html import render_html
from kneeline.report.questions import answers_to_fill_in
from kneeline.report.terminal import print_table
from kneeline.report.terminal_catalogue import print_exercise, print_item, print_list
from kneeline.report.terminal_changes import print_changes
from kneeline.report.terminal_findings import print_findings
from kneeline.report.terminal_programme import print_programme
from scripts.translations import lagging, read
from tests.report import examples
from tests.words.pseudo import CODE, outside, seen, speaking_in_brackets

SOURCE = Path(kneeline.__file__).parent
TABLES = sorted(str(file.relative_to(SOURCE)).removesuffix(".es.toml") for file in SOURCE.rglob("*.es.toml"))
"""The rooms' tables of sentences; one without a translation can't be read at all in another language."""
ON = datetime.date(2026, 11, 23)
DATA = {"kneeline", "min", "s", "cm", "mm", "px", "n"}
"""Words that are the same in every language: the name, units, and a column's sign."""

TOLD: dict[str, Any] = {
    "person": {"birth_year": 1990},
    "wishes": {"minutes": 20, "days": 4, "equipment": ["roller", "band"]},
    "answers": {
        "emergency_signs": [],
        "soon_signs": [],
        "knee_pain": True,
        "pain": 4,
        "wall_distance_cm": {"left": 6.5, "right": 10},
        "shape_side": "both",
        "mirror_knee_in": "both",
        "mirror_hip_drops": "left",
        "navicular_drop_mm": {"left": 14, "right": 4},
        "thigh_foot_deg": {"left": 45, "right": 20},
    },
}


def texts(table: Mapping[str, Any], at: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from texts(value, (*at, key))
        elif isinstance(value, str) and key != "towards":
            yield (*at, key), value


def gaps(text: str) -> list[str]:
    return sorted(re.findall(r"\{(\w*)\}|%\((\w+)\)s", text))


@pytest.mark.parametrize("language", TRANSLATIONS)
@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_every_sentence_with_the_same_gaps(table: str, language: str) -> None:
    english = dict(texts(tomllib.loads((SOURCE / f"{table}.toml").read_text(encoding="utf-8"))))
    theirs = dict(texts(tomllib.loads((SOURCE / f"{table}.{language}.toml").read_text(encoding="utf-8"))))
    assert theirs.keys() == english.keys()
    assert {at: gaps(text) for at, text in theirs.items()} == {at: gaps(text) for at, text in english.items()}


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_the_words_of_code_and_pages_are_all_translated(language: str) -> None:
    """Where this fails: `python scripts/translations.py update`, then fill in what is empty."""
    assert list(lagging(language)) == []


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_the_words_of_code_and_pages_keep_their_gaps(language: str) -> None:
    for message in read(language):
        one = message.id[-1] if isinstance(message.id, tuple) else message.id
        for text in message.string if isinstance(message.string, tuple) else (message.string,):
            if message.id and text:
                assert gaps(str(text)) == gaps(str(one)), message.id


def told(language: str) -> Answers:
    return answers_from({**TOLD, "wishes": {**TOLD["wishes"], "language": language}}, "answers.toml", ON)


def recordings() -> list[Measurement]:
    """One of each kind, from data that names nothing in words, one with a problem of the view."""
    found = [examples.squat(), examples.squat_unseen(), examples.single_leg_squat(), examples.standing()]
    found += [examples.lunge(), examples.landing(), examples.refused()]
    turned = problem("turned", degrees=14, side="left")
    plain = [
        replace(
            each,
            source=replace(each.source, file="1"),
            pose=replace(each.pose, estimator="1"),
            version="1",
            view=replace(each.view, problems=(turned,)),
        )
        for each in found
    ]
    return plain


class Pages:
    """Everything people may see of one person, in the language that is spoken."""

    def __init__(self) -> None:
        self.measured = recordings()
        answers = told(spoken())
        self.answers = answers
        self.findings: Findings = kneeline.assess(self.measured, answers, on=ON)
        self.programme: Programme = kneeline.plan(self.findings, answers.wishes, start=ON)

    def html(self) -> dict[str, str]:
        results = [(each, [examples.still()] if each.task == "squat" else []) for each in self.measured]
        known = catalogue()
        return {
            "report": render_html(results),
            "handout": render_handout(self.programme, self.findings, known),
            "handover": render_handover(results, self.findings, self.programme, known, answers=self.answers.answers),
        }

    def plain(self) -> dict[str, str]:
        known = catalogue()
        changes = kneeline.compare(self.measured[0], self.measured[0])
        found = {
            "measure": [printed(partial(print_table, each)) for each in self.measured],
            "assess": [printed(lambda console: print_findings(self.findings, known, console))],
            "plan": [printed(lambda console: print_programme(self.programme, known, console))],
            "compare": [printed(lambda console: print_changes(changes, console))],
            "show": [
                printed(lambda console: print_exercise(known.exercises["clamshell"], known, console)),
                printed(lambda console: print_item(known.statements["thigh-gap"], known, console)),
            ],
        }
        return {name: "\n".join(each) for name, each in found.items()}


def printed(write: Callable[[Console], None]) -> str:
    console = Console(file=io.StringIO(), width=10_000)
    write(console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.fixture
def brackets(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pages]:
    with speaking_in_brackets(monkeypatch):
        yield Pages()


def test_no_page_says_a_word_that_is_not_translated(brackets: Pages) -> None:
    for name, page in brackets.html().items():
        assert f'<html lang="{CODE}">' in page
        assert outside(seen(page)) <= DATA, name


def test_no_terminal_says_a_word_that_is_not_translated(brackets: Pages) -> None:
    with speaking(BASE):
        english = " ".join(Pages().plain().values())
    triage = set(re.findall(r"[^\W\d_]+", english))
    sources = " ".join(f"{each.name} {each.journal}" for each in catalogue().sources.values())
    shown = {"clamshell", "thigh", "gap", *re.findall(r"[^\W\d_]+", sources)}
    for name, text in brackets.plain().items():
        allowed = DATA | (shown if name == "show" else triage if name in ("assess", "plan") else set())
        assert outside(text) <= allowed, name


def test_no_calendar_says_a_word_that_is_not_translated(brackets: Pages) -> None:
    written = datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)
    calendar = render_calendar(brackets.programme, datetime.time(18), written, catalogue()).replace("\r\n ", "")
    shown = re.findall(r"^(?:SUMMARY|DESCRIPTION):(.*)$", calendar.replace("\\n", " "), re.MULTILINE)
    assert shown
    assert outside(" ".join(shown)) <= DATA


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_whom_to_see_and_when_to_stop_stand_in_english_too(language: str) -> None:
    with speaking(BASE):
        english = Pages()
    with speaking(language):
        theirs = Pages()
        page, terminal = theirs.html()["handout"], theirs.plain()
    assert f'<html lang="{language}">' in page
    assert english.programme.stop_rules != theirs.programme.stop_rules
    for rule in english.programme.stop_rules:
        assert rule in page.replace("&#39;", "'")
        assert rule in terminal["plan"]
    for reason, own in zip(english.findings.because, theirs.findings.because, strict=True):
        assert own.text != own.english == reason.text
        assert reason.text in seen_with_english(page)
        assert reason.text in terminal["assess"]


def seen_with_english(page: str) -> str:
    return seen(page.replace('lang="en"', "")).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("language", DRAFTS)
def test_a_draft_says_so_once_on_each_page(language: str) -> None:
    with speaking(language):
        pages = Pages()
        for text in (*(seen(page) for page in pages.html().values()), pages.plain()["plan"]):
            assert text.count("Borrador: aún no revisado por un profesional sanitario.") == 1


def test_a_measurements_problem_is_told_again_in_the_language_spoken() -> None:
    turned = problem("turned", degrees=14, side="left")
    assert retold(turned) == turned
    with speaking("es"):
        assert problem("turned", degrees=14, side="left") == turned
        assert "14 grados hacia tu izquierda" in retold(turned).message


def test_numbers_have_the_languages_decimal_sign() -> None:
    with speaking("es"):
        assert "6,5 cm" in seen(Pages().html()["handover"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_spoken_inside_the_block_alone(language: str) -> None:
    before = spoken()
    with speaking(language):
        assert spoken() == language
    assert spoken() == before


def test_another_language_is_refused_with_those_there_are() -> None:
    with pytest.raises(BadArgument, match=r"'fr'.* en \(English\) and es \(Español\)"):
        known_language("fr")


def test_a_file_to_fill_in_is_one_in_every_language() -> None:
    for language in LANGUAGES:
        with speaking(language):
            answers = tomllib.loads(answers_to_fill_in(catalogue()))
        assert answers["wishes"].get("language", BASE) == language


def test_a_list_of_exercises_has_their_words() -> None:
    with speaking("es"):
        known = catalogue()
        assert "Almeja" in printed(lambda console: print_exercise(known.exercises["clamshell"], known, console))
        assert "Dosis" in printed(lambda console: print_list(known, console))
