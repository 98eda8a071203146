"""`kneeline serve` as somebody starts it, and a browser just good enough for forms."""

import http.client
import itertools
import os
import re
import ssl
import subprocess
import sys
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit


def files_under(*folders: Path) -> list[Path]:
    """Every file in these folders; what goes while they are walked is passed over."""
    walked = (each for folder in folders for each in os.walk(folder))
    return [Path(folder, name) for folder, _, names in walked for name in names]


@dataclass
class Page:
    """What a browser got."""

    status: int
    text: str
    location: str
    headers: http.client.HTTPMessage


@dataclass
class Browser:
    """Keeps cookies and sends forms from our own origin: ``public`` where a proxy stands at ``address``."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    trusting: ssl.SSLContext | None = None
    public: str = ""

    def get(self, path: str, **headers: str) -> Page:
        return self._ask("GET", path, b"", headers)

    def post(self, page: str, action: str, fields: dict[str, str], file: Path | None = None) -> Page:
        """Send the form of ``page``; with a file as multipart."""
        fields = {"csrfmiddlewaretoken": self.token(page), **fields}
        if file is None:
            return self._ask("POST", action, urlencode(fields).encode(), _FORM)
        boundary = uuid.uuid4().hex
        kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        return self._ask("POST", action, _multipart(fields, file, boundary), kind)

    def opens(self, socket: str, **headers: str) -> bool:
        """Whether this socket lets a page of ours in; ``headers``: what is said differently, such as Origin."""
        upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
        key = {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}
        with closing(self._connection()) as connection:
            connection.request("GET", socket, headers={**self._said(), **upgrade, **key, **headers})
            return connection.getresponse().status == 101

    def send_pieces(self, action: str, token: str, pieces: Iterable[bytes], size: int, name: str) -> Page:
        """Send a recording of so many bytes piece by piece."""
        boundary = uuid.uuid4().hex
        head, tail = _multipart_around({"csrfmiddlewaretoken": token, **MADE_BY}, name, boundary)
        headers = {
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Content-Length": str(len(head) + size + len(tail)),
        }
        return self._ask("POST", action, itertools.chain([head], pieces, [tail]), headers)

    def send_nothing(self, page: str, action: str, megabytes: int, name: str) -> Page:
        """Send a recording of so many megabytes of nothing."""
        pieces = itertools.repeat(bytes(2**20), megabytes)
        return self.send_pieces(action, self.token(page), pieces, megabytes * 2**20, name)

    def token(self, page: str) -> str:
        """What a form of this page has to say."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(page).text)
        assert token is not None
        return token[1]

    def _ask(self, method: str, path: str, body: bytes | Iterable[bytes], headers: dict[str, str]) -> Page:
        with closing(self._connection()) as connection:
            connection.request(method, path, body, {**self._said(), **headers})
            answer = connection.getresponse()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    key, _, rest = value.partition("=")
                    self.cookies[key] = rest.partition(";")[0]
            text = answer.read().decode(errors="replace")
            return Page(answer.status, text, answer.headers.get("Location", ""), answer.headers)

    def _said(self) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        shown = self.public or self.address
        return {"Cookie": cookies, "Origin": shown, "Host": urlsplit(shown).netloc}

    def _connection(self) -> http.client.HTTPConnection:
        if self.trusting:
            return http.client.HTTPSConnection(urlsplit(self.address).netloc, timeout=60, context=self.trusting)
        return http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=60)


MADE_BY = {"mirrored": "no"}
"""What a form says of a recording beside the file."""
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def _multipart(fields: dict[str, str], file: Path, boundary: str) -> bytes:
    head, tail = _multipart_around(fields, file.name, boundary)
    return head + file.read_bytes() + tail


def _multipart_around(fields: dict[str, str], name: str, boundary: str) -> tuple[bytes, bytes]:
    """What stands before the recording, and after it."""
    parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items()]
    parts.append(
        f'--{boundary}\r\nContent-Disposition: form-data; name="recording"; filename="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    return "".join(parts).encode(), f"\r\n--{boundary}--\r\n".encode()


@contextmanager
def serving(home: Path, *options: str, **environment: str) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """The server's process and the first link it printed, for the block. SQLite unless DATABASE_URL is given."""
    process = subprocess.Popen(
        [sys.executable, "-m", "kneeline.cli", "serve", "--port", "0", "--no-browser", *options],
        env={**os.environ, "DATABASE_URL": "", "KNEELINE_HOME": str(home), "PYTHONUNBUFFERED": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    try:
        link = next(line.strip() for line in process.stdout if line.startswith("http"))
        yield process, link
    finally:
        process.terminate()
        process.wait(timeout=20)
        process.stdout.close()


def newcomer(link: str) -> Browser:
    """A browser that came in by the link and said yes."""
    address, _, token = link.rpartition("/open/")
    browser = Browser(address)
    for _ in range(50):  # the port listens before the server answers
        try:
            assert browser.get(f"/open/{token}").status == 302
            break
        except ConnectionError:
            time.sleep(0.2)
    browser.post("/welcome", "/welcome", {"birth_year": "1990", "measure": "yes"})
    return browser


def send(browser: Browser, file: Path) -> str:
    """Upload a recording; the path of its row."""
    page = browser.post("/check", "/check/upload", MADE_BY, file)
    assert page.status == 302, page.text
    return page.location


def settled(browser: Browser, path: str, seconds: float = 90.0) -> str:
    """Wait for a row; the last thing it says."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        text = browser.get(f"{path}/state").text
        if "every 1s" not in text:
            return text
        time.sleep(0.3)
    raise AssertionError("it is still being measured")
