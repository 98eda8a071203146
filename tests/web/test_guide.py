"""The guide: everything of the article is there, is found, and is shown."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from kneeline.catalogue import catalogue
from kneeline.core.errors import KneelineError
from kneeline.core.language import LANGUAGES, speaking
from kneeline.web.addresses import addresses as addresses_of
from kneeline.web.guide import figures
from kneeline.web.guide.drawing import FILES
from kneeline.web.guide.parts import PARTS, entries, entry, first_sentence, inside
from kneeline.web.guide.search import folded, found
from tests.web.conftest import MakePerson, browser_of

PRIVACY = Path(__file__).resolve().parents[2] / "docs" / "privacy.md"
TOLD_AS = {
    "the photo or clip": ("Your photo or clip", "cancelled"),
    "what the camera sees": ("What the camera sees", "memory"),
    "the places of joints": ("What the camera sees", "joints"),
    "pictures of a check": ("Pictures of a check", "ten minutes"),
    "the same, from 18 years on": ("Pictures of a check", "18"),
    "the same, with a tick": ("Pictures of a check", "tick"),
    "numbers, curves": ("Numbers", "delete"),
    "answers, programmes": ("About you", "everything"),
    "year of birth, height": ("About you", "height"),
    "two cookies": ("Cookies", "a month"),
    "with accounts: the mail address": ("Your mail address", "an hour"),
    "a calendar that follows": ("A calendar that follows", "end"),
    "pages of the week": ("In your own browser", "sign"),
    "notes of exercises that wait": ("What waits to be sent", "30 days"),
}
"""A row of docs/privacy.md, what the page calls it, and a word that both have to say of it."""
OF_NOBODY = ("with accounts: how often", "`--lan`", "drawings of the figure")


def text(browser: Client, path: str) -> str:
    response = browser.get(path)
    assert response.status_code == 200
    return response.content.decode()


def addresses() -> Iterator[str]:
    """Every page of the guide."""
    yield from (reverse("guide:part", kwargs={"part": part.id}) for part in PARTS)
    for each in entries("en"):
        if not each.part.whole:
            yield reverse("guide:page", kwargs={"part": each.part.id, "item": each.id})
    yield from (reverse(f"guide:{name}") for name in ("contents", "search", "explorer", "privacy", "what-it-is"))


def test_the_page_tells_all_that_is_kept(settings: Settings) -> None:
    settings.ACCOUNTS, settings.ADDRESSES = True, addresses_of("https://knee.example")
    page = text(Client(), reverse("guide:privacy"))
    told = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page))
    table = PRIVACY.read_text(encoding="utf-8").partition("|---|")[2].partition("\n\n")[0]
    rows = [line for line in table.splitlines() if line.startswith("| ")]
    assert len(rows) == len(TOLD_AS) + len(OF_NOBODY)
    for row in rows:
        if not row[2:].startswith(OF_NOBODY):
            name, word = next(each for start, each in TOLD_AS.items() if row[2:].startswith(start))
            assert word in row
            assert word in told[name]


def test_everything_in_the_catalogue_is_in_the_guide_once() -> None:
    known = catalogue("en")
    kinds = (known.statements, known.exercises, known.readers_questions, known.glossary, known.sources)
    wanted = sorted(item for kind in kinds for item in kind)
    assert sorted(each.id for each in entries("en")) == wanted


def test_every_page_opens_in_every_language_and_leads_nowhere_else(make_person: MakePerson) -> None:
    for language in LANGUAGES:
        person = make_person()
        person.language = language
        person.save()
        browser = browser_of(person)
        pages = {path: text(browser, path) for path in addresses()}
        links = {link for page in pages.values() for link in re.findall(r'href="(/guide[^"?]*)', page)}
        for link in links:
            path, _, place = link.partition("#")
            assert path in pages
            assert not place or f'id="{place}"' in pages[path]
        for page in pages.values():
            assert f'<html lang="{language}">' in page
            assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", page) == []
            assert re.findall(r"(?:src|href|action)=\"(?:https?:)?//", page) == []


def test_an_exercise_says_how_it_is_done(browser: Client) -> None:
    page = text(browser, "/guide/exercises/clamshell")
    clamshell = catalogue("en").exercises["clamshell"]
    for said in (clamshell.start, *clamshell.steps, clamshell.dose.printed, clamshell.stop):
        assert said in page
    assert "/guide/figure/en/clamshell/clip.glb?v=" in page


def test_a_position_stands_beside_a_better_one(browser: Client) -> None:
    page = text(browser, "/guide/positions/w-sitting")
    assert page.index("/w-sitting/clip.glb") < page.index("/cross-legged/clip.glb")


def test_what_nobody_checked_is_said(browser: Client) -> None:
    assert "not checked" in text(browser, "/guide/signs/thigh-gap")


def test_without_the_island_the_picture_moves_by_itself(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kneeline.web.guide.content.has_island", lambda: False)
    page = text(browser, "/guide/exercises/clamshell")
    assert "/clamshell/moving.svg" in page
    assert "islands.js" not in page


@pytest.mark.parametrize(
    ("asked", "language", "first"),
    [
        ("W-sitting", "en", "w-sitting"),
        ("k-leg", "en", "k-leg"),
        ("CLAM", "en", "clamshell"),
        ("almeida", "en", "almeida-2016"),
        ("knock knees", "es", "knock-knees"),
    ],
)
def test_the_search_finds(asked: str, language: str, first: str) -> None:
    with speaking(language):
        assert found(asked)[0].id == first


def test_the_search_does_not_mind_accents_and_wants_every_word() -> None:
    assert folded("Rótula, ¡Árbol!") == ("rotula", "arbol")
    with speaking("es"):
        assert [each.id for each in found("rotula")] == [each.id for each in found("RÓTULA")] != []
    assert found("clamshell xylophone") == []
    assert not found("  ")


def test_the_search_page_says_what_it_found(browser: Client) -> None:
    assert "The best 30 of" in text(browser, "/guide/search?q=knee")
    assert "has all of these words" in text(browser, "/guide/search?q=xylophone")
    assert "&lt;b&gt;" in text(browser, "/guide/search?q=<b>")


def test_the_big_toe_is_among_the_ends_of_the_chain() -> None:
    more = next(part for part in PARTS if part.id == "more")
    assert {"pelvis-tipped", "brace", "stiff-big-toe"} <= {each.id for each in inside(more)}


def test_small_things() -> None:
    assert first_sentence("One. Two.") == "One."
    assert first_sentence("One") == "One"
    assert entry("words", "k-leg") is None


@pytest.mark.parametrize(
    "path",
    [
        "/guide/nothing",
        "/guide/signs/clamshell",
        "/guide/words/k-leg",
        "/guide/figure/xx/clamshell/clip.glb",
        "/guide/figure/en/clamshell/other.glb",
        "/guide/explorer/en/other.json",
        "/guide/explorer/xx/table.json",
    ],
)
def test_what_is_not_there_is_said(browser: Client, path: str) -> None:
    assert browser.get(path).status_code == 404


def test_a_figure_is_drawn_once_and_kept(browser: Client, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "figures" / "older").mkdir(parents=True)
    response = browser.get("/guide/figure/es/w-sitting/clip.glb")
    assert response.content[:4] == b"glTF"
    assert "immutable" in response["Cache-Control"]
    assert [each.name for each in (home / "figures").iterdir()] == [figures.version()]
    monkeypatch.setattr(figures, "_draw", shutil.rmtree)  # nothing is drawn a second time
    pictures = [browser.get(f"/guide/figure/es/w-sitting/{name}") for name in FILES if name.startswith("still")]
    assert {each["Content-Type"] for each in pictures} == {"image/svg+xml"}


def test_a_drawing_that_fails_is_said(home: Path) -> None:
    with pytest.raises(KneelineError, match="could not be drawn"):
        figures.figure_file("no-such-motion", "en", "clip.glb")


def test_the_explorer_has_its_data(browser: Client) -> None:
    page = text(browser, "/guide/explorer")
    for address in re.findall(r'(?:src|table)="(/guide/explorer/[^"]+)"', page):
        assert browser.get(address).status_code == 200


def test_a_newcomer_may_read_what_is_kept(make_person: MakePerson) -> None:
    person = make_person()
    person.consents.all().delete()
    browser = browser_of(person)
    assert browser.get("/privacy").status_code == browser.get("/what-it-is").status_code == 200
    assert browser.get("/guide").status_code == 302
