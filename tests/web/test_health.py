"""What `kneeline doctor` says of addresses, proxy, database, mail and phones: what is wrong, and what to do."""

import http.server
import os
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from kneeline.web import health
from kneeline.web.certificates import certificate
from kneeline.web.health import Finding, findings
from kneeline.web.network import Here
from tests.web.mailbox import mailbox

HERE = Here((IPv4Address("192.168.1.5"),), ("knee.local",))
OURS = {"Content-Security-Policy": "default-src 'none'", "Strict-Transport-Security": "max-age=1"}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """Nothing is asked for but a home."""
    for name in ("KNEELINE_URL", "DATABASE_URL", "EMAIL_URL", "KNEELINE_ACCOUNTS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KNEELINE_HOME", str(home))
    monkeypatch.setattr(health, "here", lambda: HERE)


def found(name: str) -> Finding:
    return next(each for each in findings() if each.name.startswith(name))


def test_at_home_all_is_well(home: Path) -> None:
    assert [each.problem for each in findings()] == [None] * 4
    assert found("App's database").found == f"SQLite, {home}/kneeline.sqlite3"
    assert found("Phones").found == "192.168.1.5, knee.local; a certificate is made at the next start"
    certificate(home, HERE, datetime.now(UTC))
    assert "is good until" in found("Phones").found


def test_a_folder_others_can_open(home: Path) -> None:
    home.chmod(0o755)
    assert "chmod 700" in str(found("App's folder").problem)


def test_without_a_network_no_phone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "here", lambda: Here(()))
    assert "no home network" in str(found("Phones").problem)


@pytest.mark.parametrize(
    ("name", "value", "where", "said"),
    [
        ("KNEELINE_URL", "http://knee.example", "App's addresses", "has to be https"),
        ("KNEELINE_URL", "https://127.0.0.1:1", "Proxy", "nothing answers there"),
        ("KNEELINE_URL", "https://knee.invalid", "Proxy", "no machine is called knee.invalid"),
        ("DATABASE_URL", "mysql://here", "App's database", "postgresql://"),
        ("DATABASE_URL", "postgresql://me:s3cret@127.0.0.1:1/knee", "App's database", "leads to no database"),
    ],
)
def test_what_is_wrong_is_said(monkeypatch: pytest.MonkeyPatch, name: str, value: str, where: str, said: str) -> None:
    monkeypatch.setenv(name, value)
    problem = str(found(where).problem)
    assert said in problem
    assert "s3cret" not in problem


def test_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KNEELINE_ACCOUNTS", "1")
    assert "names no mail server" in str(found("Mail").problem)
    monkeypatch.setenv("EMAIL_URL", "smtp://127.0.0.1:1?from=kneeline@knee.example")
    assert "takes no mail from here" in str(found("Mail").problem)
    with mailbox() as mails:
        monkeypatch.setenv("EMAIL_URL", mails.url)
        assert found("Mail").found == "127.0.0.1 takes mail from kneeline@knee.example"


@contextmanager
def answering(folder: Path, status: int, headers: dict[str, str], text: str) -> Iterator[tuple[str, bytes]]:
    """An https server that always says the same: its address, and the authority that vouches for it."""

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_any: object) -> None:
            """Say nothing."""

    kept = certificate(folder, Here((IPv4Address("127.0.0.1"),)), datetime.now(UTC))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(kept.file)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield f"https://127.0.0.1:{server.server_address[1]}", kept.authority
        server.shutdown()
        thread.join(timeout=5)


@pytest.mark.parametrize(
    ("status", "headers", "text", "said"),
    [
        (200, OURS, "", None),
        (502, {}, "", "kneeline is not running behind it"),
        (200, {}, "Welcome to nginx", "something else answers"),
        (403, OURS, "kneeline is not known under this address.", "proxy_set_header Host $host"),
        (200, {"Content-Security-Policy": "default-src 'none'"}, "", "X-Forwarded-Proto"),
    ],
)
def test_the_proxy_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int, headers: dict[str, str], text: str, said: str | None
) -> None:
    with answering(tmp_path, status, headers, text) as (url, authority):
        monkeypatch.setenv("KNEELINE_URL", url)
        assert "certificate is not good" in str(found("Proxy").problem)
        pem = tmp_path / "authority.pem"
        pem.write_bytes(x509.load_der_x509_certificate(authority).public_bytes(Encoding.PEM))
        monkeypatch.setitem(os.environ, "SSL_CERT_FILE", str(pem))
        problem = found("Proxy").problem
        assert problem is None if said is None else said in str(problem)
