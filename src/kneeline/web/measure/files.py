"""Where recordings and pictures lie, a folder a person, so that all of somebody's can go at once."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings

from kneeline.core.output import whole_file
from kneeline.web.home import OWNER_ONLY, inbox, kept_pictures

FRESH_S = 60.0
"""A folder younger than this may still be on its way to its row."""

_LONGEST_NAME = 120


def recording_folder(person: UUID, measuring: UUID) -> Path:
    """Where the recording of one row lies until it is measured."""
    return inbox(settings.HOME) / str(person) / str(measuring)


def recording_file(person: UUID, measuring: UUID, name: str) -> Path:
    """The recording of one row, under the name it came with as far as a file can have it."""
    return recording_folder(person, measuring) / plain_name(name)


def plain_name(name: str) -> str:
    """A file's name without any folder, what is not printable, or more than a disk takes."""
    bare = "".join(letter for letter in name.replace("\\", "/").rpartition("/")[2] if letter.isprintable())
    stem, dot, ending = bare.rpartition(".")
    short = f"{stem[:_LONGEST_NAME]}{dot}{ending[:10]}" if dot else bare[:_LONGEST_NAME]
    return short.lstrip(".") or "recording"


def take_in(arrived: Path, person: UUID, measuring: UUID, name: str) -> None:
    """Move a recording that has arrived to where its row will look for it."""
    file = recording_file(person, measuring, name)
    file.parent.mkdir(mode=OWNER_ONLY, parents=True)
    arrived.rename(file)


def drop_recording(person: UUID, measuring: UUID) -> None:
    """Delete a recording; no harm where it is gone already."""
    shutil.rmtree(recording_folder(person, measuring), ignore_errors=True)


def picture_file(person: UUID, check: UUID, index: int) -> Path:
    """A kept picture of a check."""
    return kept_pictures(settings.HOME) / str(person) / f"{check}-{index}.jpg"


def keep_picture(person: UUID, check: UUID, index: int, jpeg: bytes) -> None:
    """Keep a picture that was ticked to be kept."""
    file = picture_file(person, check, index)
    file.parent.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
    with whole_file(file) as temporary:
        temporary.write_bytes(jpeg)
    file.chmod(0o600)


def drop_pictures(person: UUID, check: UUID | None = None) -> None:
    """Delete the kept pictures of one check, or of all."""
    for file in (kept_pictures(settings.HOME) / str(person)).glob(f"{check or ''}*.jpg"):
        file.unlink(missing_ok=True)


def drop_everything(person: UUID) -> None:
    """Delete every file of a person."""
    for folder in (inbox(settings.HOME), kept_pictures(settings.HOME)):
        shutil.rmtree(folder / str(person), ignore_errors=True)


def waiting_recordings() -> Iterator[tuple[UUID, UUID]]:
    """Person and row of each recording in the inbox that is not quite fresh."""
    for folder in inbox(settings.HOME).glob("*/*"):
        if folder.is_dir() and time.time() - folder.stat().st_mtime > FRESH_S:
            yield UUID(folder.parent.name), UUID(folder.name)


def drop_half_arrived() -> None:
    """Delete what a server that ended in the middle of an upload left. Only while no server runs."""
    for file in inbox(settings.HOME).glob("*.upload*"):
        file.unlink(missing_ok=True)
