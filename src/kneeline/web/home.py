"""The one folder in which everything the web app keeps lies, for its owner's eyes only."""

import os
import secrets
import sys
from pathlib import Path

from kneeline.core.errors import UnwritableFile

OWNER_ONLY = 0o700
_SECRET_FILE = "secret"


def home() -> Path:
    """The folder: KNEELINE_HOME, else the place this system has for programs' data. It need not be there yet."""
    named = os.environ.get("KNEELINE_HOME")
    if named:
        return Path(named).expanduser().absolute()
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "kneeline"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "kneeline"


def inbox(of: Path) -> Path:
    """Where videos lie until they are measured."""
    return of / "inbox"


def kept_pictures(of: Path) -> Path:
    """Where the pictures lie that somebody ticked to keep."""
    return of / "pictures"


def prepare_home() -> Path:
    """The folder with all it needs, made where it is missing, closed to everyone else. Raises UnwritableFile."""
    folder = home()
    try:
        for each in (folder, inbox(folder), kept_pictures(folder)):
            each.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
        folder.chmod(OWNER_ONLY)
        _make_secret(folder / _SECRET_FILE)
    except OSError as error:
        raise UnwritableFile(f"{folder} can't hold kneeline's data: {error.strerror or error}.") from error
    return folder


def secret_key(of: Path) -> str:
    """The key cookies are signed with. Where none is kept yet it holds for this process alone."""
    try:
        return (of / _SECRET_FILE).read_text(encoding="ascii")
    except OSError:
        return secrets.token_urlsafe(50)


def _make_secret(file: Path) -> None:
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as opened:
        opened.write(secrets.token_urlsafe(50))
