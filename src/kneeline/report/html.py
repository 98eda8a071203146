"""One HTML file of its own: no script, no request to anywhere, readable on a phone, in the dark and on paper."""

from base64 import b64encode
from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kneeline.core.language import _, ngettext, spoken
from kneeline.core.measurement import Measurement
from kneeline.core.still import Still
from kneeline.report.charts import mark
from kneeline.report.colour import token_css
from kneeline.report.draft import draft_note
from kneeline.report.section import Section, section

if TYPE_CHECKING:
    from jinja2 import Environment

FONT_FILE = "assets/atkinson-hyperlegible-next-latin-wght-normal.woff2"


def render_html(results: Sequence[tuple[Measurement, Sequence[Still]]]) -> str:
    """The report of one or several measured files, each with its pictures, as the text of one HTML page."""
    return render("report.html.jinja", sections=sections(results))


def sections(results: Sequence[tuple[Measurement, Sequence[Still]]]) -> list[Section]:
    """What the page shows of each measured file."""
    return [section(f"file{index}", *result) for index, result in enumerate(results, start=1)]


def render(template: str, **shown: object) -> str:
    """One of the pages in ``pages/`` with what it shows, its style and its font inside."""
    from jinja2 import PackageLoader, StrictUndefined

    environment = page_environment(loader=PackageLoader("kneeline.report", "pages"), undefined=StrictUndefined)
    return environment.get_template(template).render(
        style=page_style(),
        logo=logo(),
        language=spoken(),
        draft=draft_note(),
        **shown,
    )


def page_environment(**options: Any) -> "Environment":
    """The environment every page is made in, its words in the language that is spoken; ``options`` as in Jinja."""
    from jinja2 import Environment

    made = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True, "finalize": _unbroken, **options}
    environment = Environment(extensions=["jinja2.ext.i18n"], **made)
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(_, ngettext, newstyle=True)  # type: ignore[attr-defined]
    return environment


def page_style() -> str:
    """The style of a page that stands alone: its font and `style_sheet`."""
    return "\n".join([_font_face(), style_sheet()])


def style_sheet() -> str:
    """The style of every page: tokens, then the sheets in ``pages/``; without the font, whose place differs."""
    pages = files("kneeline.report").joinpath("pages")
    sheets = [pages.joinpath(name).read_text(encoding="utf-8") for name in ("page.css", "programme.css")]
    widths = "".join(f".rem-{width}{{max-width:{width}rem}}" for width in range(5, 81))
    return "\n".join([token_css(), *sheets, widths])


def logo() -> str:
    """The mark beside the name, as SVG."""
    return mark(0.8, "knee-in-strong")


def _unbroken(value: object) -> object:
    """A number and its error stay on one line; what is markup already is left alone."""
    return value.replace(" ± ", "\N{NO-BREAK SPACE}±\N{NO-BREAK SPACE}") if type(value) is str else value


def _font_face() -> str:
    """The page's own font, embedded; without its file the system's font takes its place."""
    file = files("kneeline.report").joinpath(FONT_FILE)
    if not file.is_file():
        return ""
    data = b64encode(file.read_bytes()).decode("ascii")
    return (
        '@font-face{font-family:"Atkinson Hyperlegible Next Variable";font-weight:200 800;font-display:swap;'
        f'src:url(data:font/woff2;base64,{data}) format("woff2")}}'
    )
