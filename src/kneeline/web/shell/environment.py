"""Pages are Jinja templates, as those of `kneeline.report`: the same words, the same finish, its fragments at hand."""

from typing import Any

from django.conf import settings
from django.template.backends.jinja2 import Jinja2
from django.urls import reverse
from django_htmx.jinja import htmx_script
from jinja2 import Environment, StrictUndefined

from kneeline.core.language import LANGUAGES, spoken
from kneeline.report.draft import draft_note
from kneeline.report.html import logo, page_environment
from kneeline.web.shell.device import device_key, frame_colours
from kneeline.web.shell.places import PLACES
from kneeline.web.shell.static import asset
from kneeline.web.shell.style import style_url


class Pages(Jinja2):
    """Looks for an app's templates in its folder ``pages``."""

    app_dirname = "pages"


def environment(**options: Any) -> Environment:
    """The environment of all pages of the app."""
    made = page_environment(**{**options, "undefined": StrictUndefined})
    made.globals.update(
        accounts=lambda: settings.ACCOUNTS,
        asset=asset,
        device_key=device_key,
        draft_note=draft_note,
        frame_colours=frame_colours,
        htmx_script=htmx_script,
        languages=LANGUAGES,
        logo=logo,
        places=PLACES,
        spoken=spoken,
        style_url=style_url,
        url=url,
    )
    return made


def url(name: str, **parts: object) -> str:
    """The path of a page by its name, such as ``url("measure:result", check=check.pk)``."""
    return reverse(name, kwargs=parts or None)
