"""docs/deploy.md as it stands: its files and commands, and a real nginx in front of a real server."""

import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from ipaddress import IPv4Address
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from kneeline.web.certificates import certificate
from kneeline.web.network import Here
from tests.web.mailbox import Mailbox, mailbox
from tests.web.server import Browser, serving

DEPLOY = Path(__file__).parents[2] / "docs" / "deploy.md"
NAME = "knee.example"
ANA = "ana@knee.example"


def block(first_line: str) -> str:
    """The block of docs/deploy.md that begins with this line."""
    found = re.search(rf"^```\w+\n({re.escape(first_line)}\n.*?)^```$", DEPLOY.read_text(), re.M | re.S)
    assert found is not None, f"docs/deploy.md has no block {first_line!r}"
    return found[1]


def replaced(text: str, by: Mapping[str, str]) -> str:
    """The text with what is different in a test; each of it has to be there."""
    for old, new in by.items():
        assert old in text, f"docs/deploy.md no longer says {old!r}"
        text = text.replace(old, new)
    return text


def environment() -> dict[str, str]:
    """What /etc/kneeline.env says."""
    lines = [line for line in block("# /etc/kneeline.env").splitlines() if not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


def options() -> list[str]:
    """What the service starts `kneeline serve` with."""
    command = re.search(r"^ExecStart=/srv/kneeline/venv/bin/kneeline serve (.*)$", block(UNIT), re.M)
    assert command is not None
    return command[1].split()


UNIT = "# /etc/systemd/system/kneeline.service"
SITE = "# /etc/nginx/sites-enabled/kneeline"


def certified(folder: Path) -> Path:
    """A certificate for the name, with its key."""
    return certificate(folder, Here((IPv4Address("127.0.0.1"),), (NAME,)), datetime.now(UTC)).file


@contextmanager
def nginx(folder: Path, site: str) -> Iterator[None]:
    """nginx with this site alone, on loopback; skips where there is none."""
    program = shutil.which("nginx") or ("/usr/sbin/nginx" if Path("/usr/sbin/nginx").exists() else None)
    if program is None:
        pytest.skip("no nginx on this machine: scripts/system_packages")
    kept = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in kept)
    user = "user root;" if os.geteuid() == 0 else ""
    file = folder / "nginx.conf"
    file.write_text(
        f"daemon off; master_process off; {user} pid {folder}/pid; error_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{ access_log {folder}/access.log; {places}\n{site}\n}}\n"
    )
    subprocess.run([program, "-t", "-q", "-c", str(file), "-e", str(folder / "error.log")], check=True)
    process = subprocess.Popen([program, "-c", str(file), "-e", str(folder / "error.log")], stderr=sys.stderr)
    try:
        for _ in range(100):
            if (folder / "pid").exists() and (folder / "pid").read_text().strip():
                break
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return int(asking.getsockname()[1])


@contextmanager
def deployed(folder: Path, public: str, site: str, database: str = "") -> Iterator[tuple[Browser, Mailbox]]:
    """The server of docs/deploy.md behind nginx with ``site``, and a browser at its name. What differs: ports, folders,
    the certificate, the mail server, and SQLite where there is no ``database``."""
    port, behind = free_port(), free_port()
    (folder / "nginx").mkdir()
    certificate = certified(folder)
    site = replaced(site, {"http://127.0.0.1:8000": f"http://127.0.0.1:{behind}"})
    site = site.replace("listen 443 ssl", f"listen 127.0.0.1:{port} ssl")
    site = site.replace("listen 80;", f"listen 127.0.0.1:{free_port()};")
    site = re.sub(r"/etc/letsencrypt/live/knee\.example/\w+\.pem", str(certificate), site)
    site = site.replace("/var/log/nginx", str(folder / "nginx"))
    authority = x509.load_pem_x509_certificates(certificate.read_bytes())[1].public_bytes(Encoding.DER)
    trusting = ssl.create_default_context(cadata=authority)
    own = [str(behind) if option == "8000" else option for option in options()]
    with mailbox() as mails, ExitStack() as until_the_end:
        changed = {"KNEELINE_URL": public, "EMAIL_URL": mails.url, "DATABASE_URL": database}
        told = {name: value for name, value in environment().items() if name != "KNEELINE_HOME"}
        until_the_end.enter_context(serving(folder / "data", *own, **{**told, **changed}))
        until_the_end.enter_context(nginx(folder / "nginx", site))
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(public))
        yield Browser(f"https://127.0.0.1:{port}", trusting=trusting, public=origin), mails


def sign_in(browser: Browser, mails: Mailbox, path: str = "") -> None:
    """Sign in with the code that comes, and say yes."""
    for _ in range(100):
        if browser.get(f"{path}/sign-in").status == 200:
            break
    assert browser.post(f"{path}/sign-in", f"{path}/sign-in", {"email": ANA}).location == f"{path}/sign-in/code"
    came = browser.post(f"{path}/sign-in/code", f"{path}/sign-in/code", {"code": mails.code(ANA)})
    assert came.location == f"{path}/"
    welcomed = {"birth_year": "1990", "measure": "yes"}
    assert browser.post(f"{path}/welcome", f"{path}/welcome", welcomed).status == 302
