"""Whether the web app could be reached here, and what stands in its way: for `kneeline doctor`, without Django."""

import http.client
import os
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlsplit

from kneeline.core.errors import KneelineError
from kneeline.web.addresses import addresses
from kneeline.web.certificates import kept_until
from kneeline.web.database import database
from kneeline.web.home import home
from kneeline.web.mail import mail
from kneeline.web.network import here

_WAIT_S = 5.0


@dataclass(frozen=True)
class Finding:
    """One thing looked at: what was found, or what is wrong and what to do."""

    name: str
    found: str = ""
    problem: str | None = None


def findings() -> Iterator[Finding]:
    """The app's folder, addresses, proxy, database, mail and phones, as the environment asks for them."""
    yield _tried("App's folder", _folder)
    yield _tried("App's addresses", _addresses)
    yield from (_tried(f"Proxy at {url}", partial(_proxy, url)) for url in _public() if url.startswith("https"))
    yield _tried("App's database", _database)
    if os.environ.get("KNEELINE_ACCOUNTS") == "1":
        yield _tried("Mail for codes", _mail)
    else:
        yield _tried("Phones at home (--lan)", _phones)


def _tried(name: str, work: Callable[[], str]) -> Finding:
    try:
        return Finding(name, work())
    except KneelineError as error:
        return Finding(name, problem=str(error))


def _public() -> list[str]:
    try:
        known = addresses(os.environ.get("KNEELINE_URL", ""))
    except KneelineError:
        return []
    return [f"{url}{known.path}" for url in known.public]


def _folder() -> str:
    folder = home()
    if not folder.exists():
        return f"{folder}, made when the app first starts"
    if not os.access(folder, os.W_OK | os.X_OK):
        raise KneelineError(
            f"{folder} belongs to somebody else: run kneeline as its owner, or name another in KNEELINE_HOME."
        )
    if folder.stat().st_mode & 0o077:
        raise KneelineError(f"{folder} can be opened by others: chmod 700 {folder}.")
    return f"{folder}, for its owner alone"


def _addresses() -> str:
    known = addresses(os.environ.get("KNEELINE_URL", ""))
    if not known.public:
        return "this machine alone; with --lan phones in its network; behind a proxy name its address in KNEELINE_URL"
    return f"{', '.join(known.public)}{known.path}; forms and sockets from there are ours, from elsewhere refused"


def _proxy(url: str) -> str:
    """Ask the public address as a browser would, and see whether kneeline answers, and as it should."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        connection = http.client.HTTPSConnection(host, parts.port, timeout=_WAIT_S)
        connection.request("GET", f"{parts.path}/sign-in", headers={"Accept-Language": "en"})
        answer = connection.getresponse()
        text = answer.read(100_000).decode(errors="replace")
    except ssl.SSLCertVerificationError as error:
        raise KneelineError(f"its certificate is not good: {error.verify_message}. Renew it at the proxy.") from error
    except socket.gaierror as error:
        raise KneelineError(f"no machine is called {host}: enter it where the name was bought.") from error
    except (OSError, http.client.HTTPException) as error:
        raise KneelineError(f"nothing answers there ({error}): is the proxy running, and its port open?") from error
    return _judged(answer, text)


def _judged(answer: http.client.HTTPResponse, text: str) -> str:
    if answer.status in (502, 503, 504):
        raise KneelineError(
            f"the proxy answers {answer.status}: kneeline is not running behind it, or at another port."
        )
    if "default-src 'none'" not in answer.headers.get("Content-Security-Policy", ""):
        raise KneelineError("something else answers there: look at the proxy's location and proxy_pass.")
    if "not known under this address" in text:
        raise KneelineError(
            "the proxy passes on another name: proxy_set_header Host $host, and start kneeline with this KNEELINE_URL."
        )
    if not answer.headers.get("Strict-Transport-Security"):
        raise KneelineError(
            "the proxy does not say that people came by https: proxy_set_header X-Forwarded-Proto $scheme."
        )
    return "kneeline answers, by https, under its name"


def _database() -> str:
    settings = database(os.environ.get("DATABASE_URL", ""), home())
    if settings["ENGINE"].endswith("sqlite3"):
        return f"SQLite, {settings['NAME']}"
    try:
        import psycopg
    except ImportError as error:
        raise KneelineError("PostgreSQL needs its driver: pip install 'kneeline[postgres]'.") from error
    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    wanted = {key: settings[name] for key, name in named.items() if settings[name]}
    try:
        with psycopg.connect(**{"connect_timeout": int(_WAIT_S), **settings["OPTIONS"], **wanted}) as connection:
            version = connection.info.server_version
    except psycopg.Error as error:
        said = str(error).strip().splitlines()[-1]
        raise KneelineError(f"DATABASE_URL leads to no database: {said} (docs/deploy.md, 2)") from error
    return f"PostgreSQL {version // 10000}, {settings['NAME']}"


def _mail() -> str:
    if not os.environ.get("EMAIL_URL"):
        raise KneelineError("EMAIL_URL names no mail server, so no code can be sent (docs/deploy.md, 3).")
    wanted = mail(os.environ["EMAIL_URL"])
    kind = smtplib.SMTP_SSL if wanted["EMAIL_USE_SSL"] else smtplib.SMTP
    try:
        with kind(wanted["EMAIL_HOST"], wanted["EMAIL_PORT"], timeout=_WAIT_S) as server:
            if wanted["EMAIL_USE_TLS"]:
                server.starttls(context=ssl.create_default_context())
            if wanted["EMAIL_HOST_USER"]:
                server.login(wanted["EMAIL_HOST_USER"], wanted["EMAIL_HOST_PASSWORD"])
    except (OSError, smtplib.SMTPException) as error:
        raise KneelineError(
            f"{wanted['EMAIL_HOST']} takes no mail from here ({type(error).__name__}): look at EMAIL_URL."
        ) from error
    return f"{wanted['EMAIL_HOST']} takes mail from {wanted['DEFAULT_FROM_EMAIL']}"


def _phones() -> str:
    now = here()
    if not now.addresses:
        raise KneelineError("this machine is in no home network, so no phone can reach it; uploading here works.")
    until = kept_until(home(), now, datetime.now(UTC))
    known = f"its certificate is good until {until:%Y-%m-%d}" if until else "a certificate is made at the next start"
    return f"{', '.join(now.hosts)}; {known}"
