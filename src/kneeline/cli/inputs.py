"""Which files of a folder or pattern are there to be measured."""

import glob
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kneeline.core.errors import UnreadableFile

_VIDEO_ENDINGS = (".mp4", ".mov", ".m4v", ".mkv", ".webm", ".avi", ".ts", ".mts", ".m2ts", ".gif")
_PHOTO_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif")
_ENDINGS = (*_VIDEO_ENDINGS, *_PHOTO_ENDINGS, ".trc")
_HEAD_BYTES = 4096
_LANDMARKS = re.compile(rb'"schema"\s*:\s*"kneeline\.landmarks/')
_OPENPOSE = re.compile(rb'"people"\s*:')


@dataclass(frozen=True)
class Found:
    """The files to measure, and how many others there were. ``root``: the folder that holds all of them."""

    files: tuple[Path, ...]
    others: int
    root: Path

    def name(self, file: Path) -> str:
        """A file's path from the root, with / between folders; never one a spreadsheet would take for a formula."""
        name = Path(os.path.relpath(file, self.root)).as_posix()
        return f"./{name}" if name[0] in "=+-@" else name


def find(places: Sequence[str], ours: Sequence[Path]) -> Found:
    """Everything measurable in these folders, patterns and files, but for ``ours``, files and whole folders.

    In folders a file counts by its content, or by an ending that promises a photo, video or TRC file; one named
    itself always counts. Raises UnreadableFile for a place that holds nothing.
    """
    own = {path.resolve() for path in ours}
    files: dict[Path, Path] = {}
    others = 0
    for place in places:
        found = list(_in_place(place))
        if not found:
            raise UnreadableFile(f"{place}: there is no such file or folder; check how it is spelt.")
        for path, wanted in found:
            if own.intersection((path.resolve(), *path.resolve().parents)):
                continue
            if wanted:
                files.setdefault(path.resolve(), path)
            else:
                others += 1
    if not files:
        raise UnreadableFile(f"There is no photo, video or landmark file in {', '.join(places)}.")
    ordered = sorted(files.values())
    return Found(tuple(ordered), others, _root(places, ordered))


def _root(places: Sequence[str], files: Sequence[Path]) -> Path:
    """The one folder given, or else the folder all files have in common."""
    if len(places) == 1 and Path(places[0]).is_dir() and files != [Path(places[0])]:
        return Path(places[0])
    return Path(os.path.commonpath([file.resolve().parent for file in files]))


def _in_place(place: str) -> Iterator[tuple[Path, bool]]:
    """Files (or folders that are one recording) at a place, each with whether it is to be measured."""
    if Path(place).is_dir():
        yield from _in_folder(Path(place))
    elif Path(place).exists():
        yield Path(place), True
    else:
        for name in sorted(glob.glob(place, recursive=True)):
            if not Path(name).is_dir():
                yield Path(name), measurable(Path(name))


def _in_folder(folder: Path) -> Iterator[tuple[Path, bool]]:
    if _is_openpose(folder):
        yield folder, True
        return
    for where, folders, names in os.walk(folder):
        here = Path(where)
        recordings = [name for name in folders if not name.startswith(".") and _is_openpose(here / name)]
        yield from ((here / name, True) for name in recordings)
        folders[:] = [name for name in folders if not name.startswith(".") and name not in recordings]
        yield from ((here / name, measurable(here / name)) for name in names)


def _is_openpose(folder: Path) -> bool:
    """Whether the folder's JSON files are the frames of one recording."""
    first = next(_json_files(folder), None)
    return first is not None and _is_openpose_head(_head(first))


def _json_files(folder: Path) -> Iterator[Path]:
    try:
        entries: Iterable[Path] = sorted(folder.glob("*.json"))
    except OSError:
        return iter(())
    return iter(entries)


def measurable(path: Path) -> bool:
    """Whether a file holds a photo, a video or landmarks, by its content; or should, by its ending."""
    from kneeline.pixels.sniff import sniff

    if path.name.startswith("."):
        return False
    if path.suffix.lower() in _ENDINGS:
        return True
    head = _head(path)
    if _LANDMARKS.search(head) or _is_openpose_head(head) or head.startswith(b"PathFileType"):
        return True
    try:
        sniff(path)
    except UnreadableFile:
        return False
    return True


def _is_openpose_head(head: bytes) -> bool:
    return head.lstrip()[:1] == b"{" and bool(_OPENPOSE.search(head)) and b'"schema"' not in head


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD_BYTES)
    except OSError:
        return b""
