"""Addresses and databases from the environment, and the home folder."""

from pathlib import Path

import pytest
from django.core.management import call_command

from kneeline.core.errors import BadArgument
from kneeline.web.addresses import addresses, foreign_origin, is_loopback
from kneeline.web.database import database
from kneeline.web.home import home, prepare_home, secret_key


def test_addresses_say_hosts_and_origins() -> None:
    ours = addresses("https://knee.example, http://127.0.0.1:8000")
    assert ours.hosts == ["127.0.0.1", "localhost", "[::1]", "knee.example", "127.0.0.1"]
    assert ours.origins == ["https://knee.example", "http://127.0.0.1:8000"]
    assert (ours.secure, ours.behind_proxy) == (False, True)
    assert addresses("https://knee.example").secure
    assert not addresses("").secure


@pytest.mark.parametrize(
    "text",
    [
        "knee.example",
        "ftp://knee.example",
        "https://knee.example/a b",
        "https://knee.example?a",
        "http://knee.example",
        "https://knee.example/knee, https://other.example",
    ],
)
def test_a_bad_address_is_said(text: str) -> None:
    with pytest.raises(BadArgument, match="KNEELINE_URL"):
        addresses(text)


def test_an_address_may_lead_to_a_place_of_its_host() -> None:
    ours = addresses("https://clinic.example/knee/, https://clinic.example:8443/knee")
    assert ours.origins == ["https://clinic.example", "https://clinic.example:8443"]
    assert ours.path == "/knee"
    assert addresses("https://knee.example/").path == ""


@pytest.mark.parametrize(
    ("host", "own"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("10.0.0.1", False)]
)
def test_loopback(host: str, own: bool) -> None:
    assert is_loopback(host) == own


def test_behind_a_proxy_the_public_origin_is_ours() -> None:
    public = addresses("https://knee.example").origins
    assert not foreign_origin("https://knee.example", "127.0.0.1:8000", "http", public)
    assert foreign_origin("https://evil.example", "127.0.0.1:8000", "http", public)
    assert foreign_origin("null", "127.0.0.1:8000", "http", public)


def test_postgresql_from_an_address() -> None:
    made = database("postgresql://me:p%40ss@db.example:5433/knee?sslmode=require", Path("unused"))
    assert (made["USER"], made["PASSWORD"], made["HOST"], made["PORT"]) == ("me", "p@ss", "db.example", "5433")
    assert (made["NAME"], made["OPTIONS"]) == ("knee", {"sslmode": "require"})


@pytest.mark.parametrize("url", ["mysql://db/knee", "postgresql://db"])
def test_another_database_is_said(url: str) -> None:
    with pytest.raises(BadArgument, match="DATABASE_URL"):
        database(url, Path("unused"))


def test_the_home_is_its_owners_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KNEELINE_HOME", str(tmp_path / "new" / "home"))
    assert prepare_home() == home() == tmp_path / "new" / "home"
    assert {oct(folder.stat().st_mode)[-3:] for folder in (home(), home() / "inbox", home() / "pictures")} == {"700"}
    assert oct((home() / "secret").stat().st_mode)[-3:] == "600"
    first = secret_key(home())
    prepare_home()
    assert secret_key(home()) == first


@pytest.mark.django_db
def test_the_tables_are_those_of_the_models() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
