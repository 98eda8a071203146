"""The one style sheet of the app: report's tokens and sheets, then the shell's own."""

from functools import cache
from hashlib import sha256
from importlib.resources import files

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from kneeline.report.style import FONT_FILE, style_sheet
from kneeline.web.shell.door import open_to_all


@open_to_all
@require_safe
def style(request: HttpRequest, digest: str) -> HttpResponse:
    """The sheet; its address changes with its content, so that a browser may keep it."""
    response = HttpResponse(sheet(), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def style_url() -> str:
    """The address of the sheet as it is now."""
    return reverse("shell:style", kwargs={"digest": sha256(sheet().encode()).hexdigest()[:12]})


@cache
def sheet() -> str:
    """The text of the sheet."""
    own = files("kneeline.web.shell").joinpath("shell.css").read_text(encoding="utf-8")
    return "\n".join([_font_face(), style_sheet(), own])


def _font_face() -> str:
    address = static(f"report/{FONT_FILE.removeprefix('assets/')}")
    return (
        '@font-face{font-family:"Atkinson Hyperlegible Next Variable";font-weight:200 800;font-display:swap;'
        f'src:url({address}) format("woff2")}}'
    )
