"""Recordings from and to files: our own landmark JSON, TRC, OpenPose JSON folders, and the per-frame CSV."""

from pathlib import Path

from kneeline.core.errors import BadArgument, UnreadableFile
from kneeline.core.recording import Recording
from kneeline.formats.csv import write_csv
from kneeline.formats.files import json_files
from kneeline.formats.landmark_json import landmarks_from_dict, landmarks_to_dict, read_landmark_json, write_landmarks
from kneeline.formats.openpose import read_openpose
from kneeline.formats.trc import MAGIC, read_trc, write_trc

__all__ = [
    "landmarks_from_dict",
    "landmarks_to_dict",
    "looks_like_landmarks",
    "read_landmarks",
    "write_csv",
    "write_landmarks",
    "write_trc",
]

_SNIFFED = 4096


def looks_like_landmarks(path: Path) -> bool:
    """True for a TRC or JSON file (by its content or its name) and for a folder that holds JSON files.

    Raises UnreadableFile where the path cannot be opened.
    """
    if path.is_dir():
        return bool(json_files(path))
    return path.suffix.lower() in (".trc", ".json") or _kind(path) != "other"


def read_landmarks(path: Path, person: int = 1) -> Recording:
    """The recording in a TRC file, a kneeline.landmarks/1 file, or a folder (or file) of OpenPose JSON.

    person N picks the Nth most prominent person where a format can hold several.
    Raises UnreadableFile with one sentence on what is wrong, BadArgument where there is no such person.
    """
    kind = _kind(path)
    if kind == "openpose":
        return read_openpose(path, person)
    if person != 1:
        raise BadArgument(f"{path.name} holds one person, so there is no person {person}.")
    if kind == "json":
        return read_landmark_json(path)
    if kind == "trc" or path.suffix.lower() == ".trc":
        return read_trc(path)
    raise UnreadableFile(f"{path.name} is neither TRC nor JSON, so it holds no landmarks kneeline can read.")


def _kind(path: Path) -> str:
    """What the beginning of the file says it is: trc, json, openpose or other."""
    if path.is_dir():
        return "openpose"
    try:
        with path.open("rb") as file:
            start = file.read(_SNIFFED).removeprefix(b"\xef\xbb\xbf").lstrip()
    except OSError as error:
        raise UnreadableFile(f"{path.name} could not be opened: {error.strerror or error}.") from error
    if start.startswith(MAGIC.encode()):
        return "trc"
    if start[:1] in (b"{", b"["):
        return "openpose" if b'"people"' in start and b'"schema"' not in start else "json"
    return "json" if path.suffix.lower() == ".json" else "other"
