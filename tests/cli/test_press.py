"""A PDF comes out of the other process, of this one where that is gone, or not at all and with the reason."""

from pathlib import Path

import psutil
import pytest
from pypdf import PdfReader

from kneeline.cli.press import Press, foresee, press
from kneeline.core.errors import KneelineError, UnwritableFile
from kneeline.report.pdf import pdf_problem

PAGE = "<!doctype html><html lang='en'><title>A page</title><p>Five words stand on it."


class Answering:
    """The other process' end of the pipe, with one answer to everything."""

    def __init__(self, answer: object) -> None:
        self.answer = answer

    def send(self, _html: str) -> None:
        if isinstance(self.answer, OSError):
            raise self.answer

    def recv(self) -> object:
        return self.answer


@pytest.fixture
def with_pango() -> None:
    problem = pdf_problem()
    if problem is not None:
        pytest.skip(problem)


def children() -> list[psutil.Process]:
    """Processes that make pages for this one, as long as they run."""
    return [each for each in psutil.Process().children() if "kneeline.cli.press" in each.cmdline()]


def text_of(path: Path) -> str:
    return " ".join(PdfReader(path).pages[0].extract_text().split())


def write(printing: Press, path: Path, html: str = PAGE) -> None:
    printing.begin(path, html)
    printing.finish()


def test_the_other_process_makes_the_page_and_ends_with_the_press(with_pango: None, tmp_path: Path) -> None:
    with press(True) as printing:
        assert len(children()) == 1
        write(printing, tmp_path / "page.pdf")
    assert text_of(tmp_path / "page.pdf") == "Five words stand on it."
    assert children() == []


def test_a_page_begun_while_another_is_made_replaces_none(with_pango: None, tmp_path: Path) -> None:
    with press(True) as printing:
        printing.begin(tmp_path / "one.pdf", PAGE)
        printing.begin(tmp_path / "two.pdf", PAGE.replace("Five", "Those"))
        printing.finish()
    assert text_of(tmp_path / "one.pdf") == "Five words stand on it."
    assert text_of(tmp_path / "two.pdf") == "Those words stand on it."


def test_what_was_begun_is_written_only_when_finished(tmp_path: Path) -> None:
    printing = Press(Answering(b"%PDF-1.7"))  # type: ignore[arg-type]
    printing.begin(tmp_path / "page.pdf", PAGE)
    assert list(tmp_path.iterdir()) == []
    printing.finish()
    printing.finish()
    assert (tmp_path / "page.pdf").read_bytes() == b"%PDF-1.7"


def test_where_it_has_died_this_one_writes(with_pango: None, tmp_path: Path) -> None:
    with press(True) as printing:
        (process,) = children()
        process.kill()
        write(printing, tmp_path / "page.pdf")
    assert text_of(tmp_path / "page.pdf") == "Five words stand on it."


def test_no_process_is_started_for_nothing() -> None:
    with press(False):
        assert children() == []


def test_what_was_foreseen_is_what_prints(with_pango: None, tmp_path: Path) -> None:
    foresee(["plan", "--answers", "answers.toml", "--pdf=week.pdf"])
    (foreseen,) = children()
    with press(True) as printing:
        assert children() == [foreseen]
        write(printing, tmp_path / "page.pdf")
    assert text_of(tmp_path / "page.pdf") == "Five words stand on it."
    assert children() == []


@pytest.mark.parametrize("arguments", [[], ["plan"], ["plan", "--html", "week.html"], ["measure", "--pdf", "leg.pdf"]])
def test_nothing_is_foreseen_without_a_handout_on_paper(arguments: list[str]) -> None:
    foresee(arguments)
    assert children() == []


def test_what_keeps_it_from_writing_is_told_here(tmp_path: Path) -> None:
    with pytest.raises(KneelineError, match="Pango"):
        write(Press(Answering(KneelineError("A PDF needs Pango."))), tmp_path / "page.pdf")  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile):
        write(Press(Answering(b"%PDF-1.7")), tmp_path / "none" / "page.pdf")  # type: ignore[arg-type]
