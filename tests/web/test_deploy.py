"""A server for others, set up as docs/deploy.md says: its unit's command and environment, and its nginx. Its database
and backup: test_postgresql.py."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.web.deploying import NAME, SITE, block, deployed, environment, sign_in
from tests.web.permissions import SOCKET_PATHS
from tests.web.server import Browser, settled

LARGE_MB, TOO_LARGE_MB = 300, 2100


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Browser, Path]]:
    """The server at its own name, with Ana signed in, and where it lies."""
    folder = tmp_path_factory.mktemp("server")
    with deployed(folder, environment()["KNEELINE_URL"], block(SITE)) as (browser, mails):
        sign_in(browser, mails)
        yield browser, folder


def test_its_name_is_the_one_of_the_page() -> None:
    assert urlsplit(environment()["KNEELINE_URL"]).hostname == NAME


def test_cookies_and_headers_of_https(server: tuple[Browser, Path]) -> None:
    page = server[0].get("/me")
    assert page.status == 200
    assert int(page.headers["Strict-Transport-Security"].partition("=")[2]) >= 3600 * 24 * 180
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["Referrer-Policy"] == "same-origin"
    fresh = Browser(server[0].address, trusting=server[0].trusting, public=server[0].public)
    for cookie in fresh.get("/sign-in").headers.get_all("Set-Cookie", []):
        assert re.search(r"HttpOnly.*SameSite=Lax.*Secure", cookie)


def test_forms_work_for_us_alone(server: tuple[Browser, Path]) -> None:
    browser = server[0]
    assert browser.post("/me", "/me/save", {"birth_year": "1991", "language": ""}).status == 302
    elsewhere = Browser(browser.address, dict(browser.cookies), browser.trusting, browser.public)
    elsewhere.public = "https://evil.example"
    assert elsewhere.get("/me").status == 403  # nginx passes on the name that was asked for
    form = f"csrfmiddlewaretoken={browser.token('/me')}&birth_year=1992".encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert browser._ask("POST", "/me/save", form, {**kind, "Origin": "https://evil.example"}).status == 403
    assert 'value="1991"' in browser.get("/me").text


def test_what_a_browser_says_of_the_way_it_came_changes_nothing(server: tuple[Browser, Path]) -> None:
    said = {"X-Forwarded-Proto": "http", "X-Forwarded-Host": "evil.example", "X-Forwarded-For": "192.0.2.7"}
    page = server[0].get("/me", **said)
    assert page.status == 200
    assert "evil.example" not in page.text
    assert page.headers["Strict-Transport-Security"]


@pytest.mark.parametrize("socket", SOCKET_PATHS)
def test_a_socket_comes_through_for_who_is_signed_in_on_our_own_page(server: tuple[Browser, Path], socket: str) -> None:
    ana = server[0]
    signed_out = Browser(ana.address, trusting=ana.trusting, public=ana.public)
    assert ana.opens(socket)
    assert not ana.opens(socket, Origin="https://evil.example")
    assert not ana.opens(socket, Host="evil.example", Origin="https://evil.example")
    assert not signed_out.opens(socket)


def test_a_large_upload_arrives(server: tuple[Browser, Path]) -> None:
    browser, folder = server
    sent = browser.send_nothing("/check", "/check/upload", LARGE_MB, "large.mp4")
    assert sent.status == 302
    assert list((folder / "nginx" / "client_body").rglob("*")) == []  # nowhere twice
    assert "large.mp4 is neither a photo" in settled(browser, sent.location)


@pytest.mark.slow
def test_what_is_too_large_hears_why(server: tuple[Browser, Path]) -> None:
    browser, folder = server
    refused = browser.send_nothing("/check", "/check/upload", TOO_LARGE_MB, "too-large.mp4")
    assert refused.status == 413
    assert "larger than 2 GB" in refused.text
    assert [file for file in (folder / "data" / "inbox").rglob("*") if file.is_file()] == []


def test_nothing_is_written_of_what_people_look_at(server: tuple[Browser, Path]) -> None:
    server[0].get("/progress?who=ana")
    server[0].get("/none/such/page")
    logs = "".join(file.read_text() for file in (server[1] / "nginx").glob("*.log"))
    assert "GET" not in logs
    assert "/" not in logs


def test_under_a_place_of_another_host(tmp_path: Path) -> None:
    place = "\n".join(f"    {line}" for line in block("# a place of another host").splitlines())
    site = re.sub(r"    location / \{.*?^    \}", place.replace("\\", "\\\\"), block(SITE), flags=re.M | re.S)
    with deployed(tmp_path, "https://clinic.example/knee", site) as (browser, mails):
        sign_in(browser, mails, "/knee")
        for path in ("/knee/", "/knee/check", "/knee/guide", "/knee/me"):
            page = browser.get(path)
            assert page.status == 200
            links = re.findall(r'(?:href|src|action)="(/[^"]*)"', page.text)
            assert [link for link in links if not link.startswith("/knee/")] == []
        assert {
            browser.get(link).status for link in set(re.findall(r'(?:href|src)="(/knee/static[^"]*)"', page.text))
        } == {200}
        assert browser.opens("/knee/live/camera")
        assert browser.send_nothing("/knee/check", "/knee/check/upload", 2, "more-than-a-form.mp4").status == 302
        cookies = browser.get("/knee/me").headers.get_all("Set-Cookie", [])
        assert all("Path=/knee/" in cookie for cookie in cookies)
