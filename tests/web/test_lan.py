"""Phones in the same network: the certificate and what it is good for, and what they get without a token and with."""

import datetime
import re
import ssl
from collections.abc import Iterator
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from kneeline.core.errors import KneelineError
from kneeline.web import network, phones
from kneeline.web.certificates import RENEW_BEFORE, VALID, authority_for, certificate, signed
from kneeline.web.network import Here
from kneeline.web.people import lan
from kneeline.web.people.links import OneTimeLinks
from kneeline.web.phones import Phones
from tests.web.permissions import SOCKET_PATHS
from tests.web.server import Browser, Page, serving

NOW = datetime.datetime.now(datetime.UTC)
HERE = Here((IPv4Address("192.168.1.5"),), ("knee.local",))


def handshake(file: Path, authority: bytes, called: str) -> None:
    """A phone that trusts this authority opens https://``called``. Raises ssl.SSLCertVerificationError."""
    phone = ssl.create_default_context(cadata=authority)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    to_server, to_phone = ssl.MemoryBIO(), ssl.MemoryBIO()
    ends = [
        phone.wrap_bio(to_phone, to_server, server_hostname=called),
        server.wrap_bio(to_server, to_phone, server_side=True),
    ]
    while ends:
        for end in list(ends):
            try:
                end.do_handshake()
                ends.remove(end)
            except ssl.SSLWantReadError:
                continue


@pytest.mark.parametrize("called", ["192.168.1.5", "knee.local"])
def test_the_certificate_is_good_for_this_machine(tmp_path: Path, called: str) -> None:
    kept = certificate(tmp_path, HERE, NOW)
    handshake(kept.file, kept.authority, called)


@pytest.mark.parametrize("called", ["192.168.1.6", "other.local"])
def test_and_for_no_other(tmp_path: Path, called: str) -> None:
    kept = certificate(tmp_path, HERE, NOW)
    with pytest.raises(ssl.SSLCertVerificationError, match=r"mismatch|not valid for"):
        handshake(kept.file, kept.authority, called)


@pytest.mark.parametrize("at", [HERE, Here(HERE.addresses)], ids=["named", "without a name"])
@pytest.mark.parametrize(
    ("elsewhere", "called"),
    [
        (Here((IPv4Address("192.168.1.6"),)), "192.168.1.6"),
        (Here((), ("bank.example",)), "bank.example"),
    ],
)
def test_who_stole_its_authority_could_pretend_to_be_nobody_else(
    tmp_path: Path, at: Here, elsewhere: Here, called: str
) -> None:
    authority_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority = authority_for(authority_key, at, NOW)
    forged = signed(authority, authority_key, key.public_key(), elsewhere, NOW)
    file = tmp_path / "forged.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(private + forged.public_bytes(Encoding.PEM) + authority.public_bytes(Encoding.PEM))
    with pytest.raises(ssl.SSLCertVerificationError, match=r"permitted subtree violation|excluded subtree violation"):
        handshake(file, authority.public_bytes(Encoding.DER), called)


def test_the_authoritys_key_is_nowhere(tmp_path: Path) -> None:
    kept = certificate(tmp_path, HERE, NOW)
    assert [file for file in tmp_path.iterdir() if file.is_file()] == [kept.file]
    assert oct(kept.file.stat().st_mode)[-3:] == "600"
    pem = kept.file.read_bytes()
    assert pem.count(b"PRIVATE KEY-----") == 2  # one key: begin and end
    own, authority = x509.load_pem_x509_certificates(pem)
    key = load_pem_private_key(pem, None)
    assert key.public_key() == own.public_key()
    assert key.public_key() != authority.public_key()


@pytest.mark.parametrize(
    ("here", "later", "same"),
    [
        (HERE, datetime.timedelta(), True),
        (HERE, VALID - RENEW_BEFORE - datetime.timedelta(days=1), True),
        (HERE, VALID - RENEW_BEFORE + datetime.timedelta(days=1), False),
        (Here((IPv4Address("192.168.1.9"),), HERE.names), datetime.timedelta(), False),
        (Here(HERE.addresses), datetime.timedelta(), True),
    ],
    ids=["again", "before it ends", "shortly before", "another address", "fewer names"],
)
def test_it_is_kept_while_it_is_good(tmp_path: Path, here: Here, later: datetime.timedelta, same: bool) -> None:
    first = certificate(tmp_path, HERE, NOW)
    assert (certificate(tmp_path, here, NOW + later).authority == first.authority) == same


def test_a_broken_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "lan.pem").write_text("half a")
    kept = certificate(tmp_path, HERE, NOW)
    handshake(kept.file, kept.authority, "knee.local")


def test_this_machine_is_called_by_its_private_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "Knee.example")
    monkeypatch.setattr(network, "_way_out", lambda: ["192.168.1.5"])
    monkeypatch.setattr(network, "_addresses_of", lambda _name: ["127.0.1.1", "8.8.8.8", "192.168.1.5", "10.0.0.2"])
    assert network.here() == Here((IPv4Address("192.168.1.5"), IPv4Address("10.0.0.2")), ("knee.local",))


@pytest.fixture
def closed_again(settings: Settings) -> Iterator[None]:
    """The network is closed again after the test."""
    yield
    lan.LAN.addresses = ()


def test_a_new_address_brings_a_new_certificate_and_a_new_invitation(
    tmp_path: Path, closed_again: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    called = [HERE, HERE, Here((IPv4Address("192.168.1.9"),)), Here(())]
    opened = Phones(tmp_path, lambda: called.pop(0), 8443, said.append)
    assert [opened.refresh() for _ in range(2)] == [True, False]
    first = lan.LAN.authority
    assert list(lan.LAN.addresses) == ["https://192.168.1.5:8443", "https://knee.local:8443"]
    assert opened.refresh()
    assert list(lan.LAN.addresses) == ["https://192.168.1.9:8443"]
    assert lan.LAN.authority != first
    assert "192.168.1.9" in settings.ALLOWED_HOSTS
    assert not opened.refresh()  # in no network for a moment: nothing changes
    opened.invite()
    assert "https://192.168.1.9:8443/open/" in said[0]
    assert lan.LAN.fingerprint in said[0]


def test_without_a_network_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phones, "here", lambda: Here(()))
    with pytest.raises(KneelineError, match="no home network"):
        phones.machine(None)


def test_a_link_on_a_page_does_not_last(monkeypatch: pytest.MonkeyPatch) -> None:
    links = OneTimeLinks()
    now = 100.0
    monkeypatch.setattr("kneeline.web.people.links.time.monotonic", lambda: now)
    short, long = links.make(600.0), links.make()
    now = 701.0
    assert [links.use(short), links.use(long)] == [False, True]


def test_the_page_shows_a_code_to_scan(browser: Client, closed_again: None) -> None:
    assert "kneeline serve --lan" in browser.get(reverse("people:phone")).content.decode()
    lan.LAN.open_to(("192.168.1.5",), 8443, b"der", "ABCD")
    first, second = (browser.get(reverse("people:phone")).content.decode() for _ in range(2))
    assert '<svg viewBox="0 0' in first
    assert "ABCD" in first
    assert first != second  # a link of its own each time


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Browser, str]]:
    """A phone that trusts the certificate of a server open to it, and the link of its invitation."""
    home = tmp_path_factory.mktemp("home")
    options = ("--lan", "--lan-port", "0", "--host", "127.0.0.2")
    with serving(home, *options) as (process, own):
        assert own.startswith("http://127.0.0.1:")  # its own machine needs no certificate
        assert process.stdout is not None
        link = next(line.strip() for line in process.stdout if line.startswith("https://"))
        authority = x509.load_pem_x509_certificates((home / "lan.pem").read_bytes())[1]
        trusting = ssl.create_default_context(cadata=authority.public_bytes(Encoding.DER))
        yield Browser(link.rpartition("/open/")[0], trusting=trusting), link


def test_the_way_of_a_phone(phone: tuple[Browser, str]) -> None:
    """Nothing without the token; with it a Secure cookie, forms, the certificate; never from a foreign page or host."""
    browser, link = phone
    for path in ("/", "/welcome", "/phone", "/phone/kneeline.crt", "/check", "/me/export", "/open/guessed"):
        assert browser.get(path).status == 403
    assert not any(browser.opens(socket) for socket in SOCKET_PATHS)
    came = browser.get(f"/open/{link.rpartition('/open/')[2]}")
    assert came.status == 302
    cookies = came.headers.get_all("Set-Cookie", [])
    assert len(cookies) == 2
    assert all(re.search(r"HttpOnly.*SameSite=Lax.*Secure", cookie) for cookie in cookies)
    assert came.headers["Strict-Transport-Security"] is None  # or nobody could go on past the warning
    assert browser.post("/welcome", "/welcome", {"birth_year": "1990", "measure": "yes"}).status == 302
    assert browser.get("/phone").status == 200
    der = browser.get("/phone/kneeline.crt")
    assert der.headers["Content-Type"] == "application/x-x509-ca-cert"
    assert browser.get("/me", Host="bank.example").status == 403
    assert changed(browser, "https://bank.example").status == 403
    assert changed(browser, browser.address).status == 302
    assert all(browser.opens(socket) for socket in SOCKET_PATHS)
    assert not any(browser.opens(socket, Origin="https://bank.example") for socket in SOCKET_PATHS)


def changed(browser: Browser, origin: str) -> Page:
    """A form that a page at ``origin`` sends."""
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', browser.get("/me").text)
    assert token is not None
    body = f"csrfmiddlewaretoken={token[1]}".encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": origin}
    return browser._ask("POST", "/me/pictures", body, headers)
