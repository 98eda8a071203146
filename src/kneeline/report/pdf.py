"""The same page on paper: a tagged A4 PDF by WeasyPrint, which needs the Pango library of the system."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kneeline.core.errors import KneelineError
from kneeline.core.output import whole_file
from kneeline.report.figures import for_print
from kneeline.report.style import page_style


def pdf_problem() -> str | None:
    """What keeps this machine from writing a PDF, as one sentence with what to do, or None."""
    try:
        with _plain_library_names():
            import weasyprint  # noqa: F401
    except ImportError:
        return "A PDF needs WeasyPrint, which is missing: install kneeline again, or write the report as .html."
    except OSError:
        return (
            "A PDF needs the Pango library, which is missing: install it (Debian: libpango-1.0-0 and "
            "libpangoft2-1.0-0; macOS: brew install pango), or write the report as .html."
        )
    return None


@contextmanager
def _plain_library_names() -> Iterator[None]:
    """Meanwhile libraries load by the names that a system gives them, as on Linux they all do.

    Other names are tried before those, and asking whether there is such a library starts a compiler each time: some 50
    programs, a fifth of a second.
    """
    import ctypes.util

    asking = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = asking


def write_pdf(path: Path, html: str) -> None:
    """Write the page as a tagged PDF, whole or not at all.

    Raises KneelineError without Pango, UnwritableFile where ``path`` can't be written.
    """
    data = pdf_bytes(html)
    with whole_file(path) as temporary:
        temporary.write_bytes(data)


def pdf_bytes(html: str) -> bytes:
    """The page as a tagged PDF (PDF/UA-1); nothing outside the page is read. Raises KneelineError without Pango."""
    return _pressed(html)


class Printer:
    """Has all that pages share read before the first one comes: their style and font. For one thread.

    Raises KneelineError without Pango.
    """

    def __init__(self) -> None:
        self._style = page_style()
        _check()
        from weasyprint import CSS
        from weasyprint.text.fonts import FontConfiguration

        self._fonts = FontConfiguration()
        self._sheet = CSS(string=self._style, font_config=self._fonts, url_fetcher=_fetcher())
        self.pdf_bytes(f"<style>{self._style}</style><p>The <strong>first page</strong> loads what is loaded late.")

    def pdf_bytes(self, html: str) -> bytes:
        """The same PDF as the function of this name makes."""
        own = html.replace(self._style, "", 1)
        if own == html:  # not one of our pages
            return pdf_bytes(html)
        return _pressed(own, stylesheets=[self._sheet], font_config=self._fonts)


def _pressed(html: str, **options: Any) -> bytes:
    _check()
    from weasyprint import HTML

    text, figures = for_print(html)
    page = HTML(string=text, url_fetcher=_fetcher())
    data: bytes = page.write_pdf(pdf_variant="pdf/ua-1", cache=figures, **options)
    return data


def _check() -> None:
    problem = pdf_problem()
    if problem is not None:
        raise KneelineError(problem)


def _fetcher() -> Any:
    """Reads nothing but what the page holds itself."""
    from weasyprint.urls import URLFetcher

    return URLFetcher(allowed_protocols=("data",))
