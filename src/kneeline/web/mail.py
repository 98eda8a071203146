"""How mail is sent: by the server that EMAIL_URL names."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from kneeline.core.errors import BadArgument

TIMEOUT_S = 10
_PORTS = {"smtp": 587, "smtps": 465}


def mail(url: str) -> dict[str, Any]:
    """Django's settings for an address such as smtp://user:password@mail.example:587?from=kneeline@knee.example.

    smtp turns to TLS before it says anything (STARTTLS), unless the server is this machine; smtps speaks it from the
    start. "" for none: what would be sent is printed, which is for debugging. Raises BadArgument for what is no such
    address.
    """
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(url)
    sender = parse_qs(parts.query).get("from", [unquote(parts.username or "")])[0]
    if parts.scheme not in _PORTS or not parts.hostname or "@" not in sender:
        raise BadArgument(
            "EMAIL_URL has to look like smtp://user:password@mail.example:587?from=kneeline@knee.example."
        )
    here = parts.hostname in ("localhost", "127.0.0.1", "::1")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or _PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and not here,
        "EMAIL_TIMEOUT": TIMEOUT_S,
        "DEFAULT_FROM_EMAIL": sender,
    }
