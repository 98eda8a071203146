"""What a home folder holds, read beside the app."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.web.server import files_under

OF_NOBODY = ("django_migrations", "django_content_type", "auth_permission", "sqlite_sequence")


def opened(home: Path) -> "closing[sqlite3.Connection]":
    """Its database; to be closed by ``with``."""
    return closing(sqlite3.connect(home / "kneeline.sqlite3"))


def documents(home: Path) -> list[dict[str, Any]]:
    """Every check's measurement, the oldest first."""
    return _parsed(home, "SELECT document FROM measure_check ORDER BY made_at")


def logs(home: Path) -> list[dict[str, Any]]:
    """Every day's log."""
    return _parsed(home, "SELECT document FROM plans_training")


def _parsed(home: Path, query: str) -> list[dict[str, Any]]:
    with opened(home) as database:
        return [json.loads(text) for (text,) in database.execute(query)]


def standing_fppa(document: dict[str, Any]) -> dict[str, float]:
    """The angle of each leg while standing, by side."""
    return {each["side"]: each["value"] for each in document["measures"] if each["name"] == "fppa"}


def rows(home: Path) -> dict[str, int]:
    """Rows of every table that is anybody's, by its name."""
    with opened(home) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        counted = {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}
    return {name: count for name, count in counted.items() if count and name not in OF_NOBODY}


def kept(home: Path) -> list[Path]:
    """Files of anybody."""
    return files_under(home / "inbox", home / "pictures")
