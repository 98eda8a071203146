"""One HTML file of its own: no script, no request to anywhere, readable on a phone, in the dark and on paper."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kneeline.core.language import _, ngettext, spoken
from kneeline.core.measurement import Measurement
from kneeline.core.still import Still
from kneeline.report.charts import mark
from kneeline.report.draft import draft_note
from kneeline.report.section import Section, section
from kneeline.report.style import page_style

if TYPE_CHECKING:
    from jinja2 import Environment


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


def logo() -> str:
    """The mark beside the name, as SVG."""
    return mark(0.8, "knee-in-strong")


def _unbroken(value: object) -> object:
    """A number and its error stay on one line; what is markup already is left alone."""
    return value.replace(" ± ", "\N{NO-BREAK SPACE}±\N{NO-BREAK SPACE}") if type(value) is str else value
