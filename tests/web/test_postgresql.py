"""The app on PostgreSQL: served as somebody would, its worker killed in the middle, and the backup of docs/deploy.md.
scripts/test starts one."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import psycopg
import pytest

import kneeline
from tests.web.deploying import ANA, SITE, block, deployed, environment, replaced, sign_in
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


def test_a_backup_brings_everything_back(tmp_path: Path) -> None:
    """The database of the page's commands, the backup and the restoring as they stand; but for folders, and for who
    runs them."""
    where = dict(part.split("=") for part in urlsplit(ADDRESS).query.split("&"))
    access = {**os.environ, "PGHOST": where["host"], "PGUSER": urlsplit(ADDRESS).username or ""}

    def run(text: str) -> None:
        subprocess.run(["bash", "-c", text], env=access, check=True)

    run(replaced(block("# database"), {"createuser kneeline": "true", "--owner=kneeline kneeline": "deployed"}))
    database = urlsplit(ADDRESS)._replace(path="/deployed").geturl()
    places = {"/var/backups/kneeline": str(tmp_path / "backup"), "/srv/kneeline": str(tmp_path)}
    try:
        with deployed(tmp_path, environment()["KNEELINE_URL"], block(SITE), database) as (browser, mails):
            sign_in(browser, mails)
            as_here = {**places, "runuser -u kneeline -- ": "", "custom kneeline": "custom deployed"}
            run(replaced(block("# /etc/cron.daily/kneeline"), as_here))
            assert browser.post("/me/delete", "/me/delete", {}).status == 200
            assert browser.get("/me").status == 302
        as_here = {**places, "runuser -u kneeline -- ": "", "--dbname=kneeline": "--dbname=deployed"}
        run(replaced(block("# restore"), as_here))
        with psycopg.connect(database) as connection:
            assert connection.execute("SELECT email, verified FROM account_emailaddress").fetchall() == [(ANA, True)]
    finally:
        run("dropdb --if-exists --force deployed")
