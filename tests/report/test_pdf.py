import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from PIL import Image

from kneeline.core.errors import KneelineError, UnwritableFile
from kneeline.report.figures import figure_addresses
from kneeline.report.html import render_html
from kneeline.report.pdf import Printer, pdf_bytes, pdf_problem, write_pdf
from tests.report import examples


class WithoutPango:
    """A finder that fails as importing WeasyPrint does where the system's Pango is missing."""

    def find_spec(self, name: str, *_rest: object) -> None:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")


@pytest.fixture
def without_pango(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [WithoutPango(), *sys.meta_path])


def test_a_tagged_page_with_the_sentence_on_it(tmp_path: Path) -> None:
    problem = pdf_problem()
    if problem is not None:
        pytest.skip(problem)
    pypdf = pytest.importorskip("pypdf")
    target = tmp_path / "report.pdf"
    write_pdf(target, render_html([(examples.squat(), [examples.still()])]))
    document = pypdf.PdfReader(target)
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert document.pages[0].mediabox.width == pytest.approx(595, abs=1)
    assert 2 <= len(document.pages) <= 4
    assert all(len(sheet.extract_text()) > 100 for sheet in document.pages)
    assert len(document.pages[0].images) == 1
    first = " ".join(document.pages[0].extract_text().split())
    assert "Your left knee moves in by about 17° ± 4° once you bend past 42° ± 6°." in first


def pages(pdf: bytes, folder: Path) -> list[Image.Image]:
    """The pages of a PDF as pictures, 72 dots an inch."""
    with TemporaryDirectory(dir=folder) as place:
        (Path(place) / "page.pdf").write_bytes(pdf)
        subprocess.run(["pdftoppm", "-r", "72", "-png", "page.pdf", "page"], cwd=place, check=True)
        return [Image.open(page).convert("RGB") for page in sorted(Path(place).glob("*.png"))]


def unlike(one: Image.Image, other: Image.Image) -> float:
    """The share of points that differ by more than an eye sees."""
    assert one.size == other.size
    return float((np.abs(np.asarray(one, float) - np.asarray(other, float)).max(axis=2) > 32).mean())


@pytest.fixture
def with_poppler() -> None:
    if pdf_problem() is not None or shutil.which("pdftoppm") is None:
        pytest.skip("needs Pango, and poppler to look at the pages")


def test_pictures_ready_for_print_look_as_weasyprint_draws_them(
    with_poppler: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = figure_addresses(["clamshell", "step-up", "stretch-big-toe-flexor"]).values()
    page = "".join(f'<p><img src="{address}" alt="" style="width:62mm"></p>' for address in shown)
    ready = pages(pdf_bytes(page), tmp_path)
    monkeypatch.setattr("kneeline.report.pdf.for_print", lambda html: (html, {}))
    drawn = pages(pdf_bytes(page), tmp_path)
    empty = pages(pdf_bytes("<p>"), tmp_path)
    assert unlike(ready[0], drawn[0]) < 1e-4
    assert unlike(ready[0], empty[0]) > 1e-2


def test_a_printer_makes_the_same_pages(with_poppler: None, tmp_path: Path) -> None:
    printer = Printer()
    for page in (render_html([(examples.squat(), [examples.still()])]), "<p>Not one of our pages"):
        theirs, ours = pages(printer.pdf_bytes(page), tmp_path), pages(pdf_bytes(page), tmp_path)
        assert max(unlike(*each) for each in zip(theirs, ours, strict=True)) == 0


def test_without_pango_the_reason_is_one_sentence(without_pango: None, tmp_path: Path) -> None:
    with pytest.raises(KneelineError, match="Pango library"):
        write_pdf(tmp_path / "report.pdf", "<p>x</p>")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have to be asked for their libraries")
def test_loading_starts_no_other_program() -> None:
    problem = pdf_problem()
    if problem is not None:
        pytest.skip(problem)
    counting = "import sys; sys.addaudithook(lambda event, _: event == 'subprocess.Popen' and sys.exit(3))"
    code = f"{counting}; from kneeline.report.pdf import pdf_problem; sys.exit(pdf_problem())"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_missing_folder_leaves_nothing(tmp_path: Path) -> None:
    problem = pdf_problem()
    if problem is not None:
        pytest.skip(problem)
    with pytest.raises(UnwritableFile):
        write_pdf(tmp_path / "none" / "report.pdf", "<p>x</p>")
