"""The app on PostgreSQL: served as somebody would, and its worker killed in the middle. scripts/test starts one."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import psycopg
import pytest

import kneeline
from tests.web.server import newcomer, send, serving, settled

PHOTO = Path(kneeline.__file__).parent / "sample" / "standing_neutral.jpg"
ADDRESS = os.environ.get("DATABASE_URL", "")

pytestmark = pytest.mark.skipif(not ADDRESS.startswith("postgres"), reason="DATABASE_URL names no PostgreSQL")


@pytest.fixture
def database() -> Iterator[str]:
    """The address of an empty database."""
    with psycopg.connect(ADDRESS, autocommit=True) as connection:
        connection.execute("CREATE DATABASE served")
        yield urlsplit(ADDRESS)._replace(path="/served").geturl()
        connection.execute("DROP DATABASE served WITH (FORCE)")


def test_an_upload_survives_its_worker(tmp_path: Path, database: str) -> None:
    with serving(tmp_path, DATABASE_URL=database) as (process, link):
        browser = newcomer(link)
        path = send(browser, PHOTO)
        time.sleep(1.0)
        for child in psutil.Process(process.pid).children():
            child.send_signal(signal.SIGKILL)
        assert "It is done." in settled(browser, path)
    with psycopg.connect(database) as connection:
        assert connection.execute("SELECT count(*) FROM measure_check").fetchone() == (1,)
    assert not (tmp_path / "kneeline.sqlite3").exists()
    assert [file for file in (tmp_path / "inbox").rglob("*") if file.is_file()] == []
