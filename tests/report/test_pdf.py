import subprocess
import sys
from pathlib import Path

import pytest

from kneeline.core.errors import KneelineError, UnwritableFile
from kneeline.report.html import render_html
from kneeline.report.pdf import pdf_problem, write_pdf
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
