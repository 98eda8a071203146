"""What a browser needs to go on without a net: the service worker, the app's manifest, and the page that stands in for
those that need the net."""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from kneeline import __version__
from kneeline.core.language import spoken
from kneeline.report.style import FONT_FILE
from kneeline.web.shell.device import frame_colours, kept_offline
from kneeline.web.shell.door import open_to_all
from kneeline.web.shell.environment import url
from kneeline.web.shell.static import asset
from kneeline.web.shell.style import style_url

WORKER = "report/islands/worker.js"
_SAME_FOR_A_VERSION = ("/style/", "/figure/", "/guide/figure/")
_ICONS = (("shell/icon-192.png", "192x192", "any"), ("shell/icon-512.png", "512x512", "any maskable"))


@open_to_all
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker's script, which changes with every file it keeps, so that browsers notice a new version."""
    path = finders.find(WORKER)
    told = {
        "version": version(),
        "shell": shell_files(),
        "offline": url("shell:offline"),
        "session": "/session/",
        "statics": [static(""), *_SAME_FOR_A_VERSION],
    }
    script = Path(path).read_text(encoding="utf-8") if path else ""
    text = f"self.kneeline = {json.dumps(told)};\n{script}"
    return HttpResponse(text, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


@open_to_all
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What makes the app one that can be installed."""
    icons = [{"src": asset(name), "sizes": size, "type": "image/png", "purpose": use} for name, size, use in _ICONS]
    told = {
        "id": "/",
        "name": "kneeline",
        "short_name": "kneeline",
        "lang": spoken(),
        "start_url": url("plans:today"),
        "scope": "/",
        "display": "standalone",
        "background_color": frame_colours()[0],
        "theme_color": frame_colours()[0],
        "icons": icons,
    }
    text = json.dumps(told, ensure_ascii=False)
    return HttpResponse(text, content_type="application/manifest+json", headers={"Cache-Control": "no-cache"})


@open_to_all
@kept_offline
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What stands in for a page that needs the net, and what can be done without."""
    return render(request, "shell/offline.html.jinja", {"place": None})


def shell_files() -> list[str]:
    """The files every page needs, by their addresses as they are now."""
    names = ("shell/mark.svg", "shell/places.svg", "report/islands/app.js", "report/islands/islands.js")
    font = static(f"report/{FONT_FILE.removeprefix('assets/')}")
    return [style_url(), font, static("django_htmx/htmx-2.min.js"), *(asset(name) for name in names)]


def version() -> str:
    """Changes with kneeline's version and with every file of the shell."""
    return _version.__wrapped__() if settings.DEBUG else _version()


@cache
def _version() -> str:
    told = " ".join([__version__, *shell_files(), asset(WORKER)])
    return sha256(told.encode()).hexdigest()[:12]
