"""Files that are the same for everybody (scripts, the font, the islands), served by the app itself from where they
lie: nothing is collected, so nothing can be forgotten."""

from functools import cache
from hashlib import sha256

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static


def asset(name: str) -> str:
    """The address of a file, which changes with its content, so that a browser may keep what it has."""
    digest = _digest.__wrapped__(name) if settings.DEBUG else _digest(name)
    return f"{static(name)}?v={digest}"


@cache
def _digest(name: str) -> str:
    path = finders.find(name)
    if not path:
        raise FileNotFoundError(f"there is no file {name} among the assets: run scripts/setup.")
    with open(path, "rb") as file:
        return sha256(file.read()).hexdigest()[:12]
