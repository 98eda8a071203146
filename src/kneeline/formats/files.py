"""Reading whole files with a limit, and the Source they are."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kneeline.core.errors import UnreadableFile
from kneeline.core.recording import Floats, Source, SourceKind

MAX_BYTES = 100_000_000


@dataclass(frozen=True)
class Content:
    """The bytes of a file (or of a folder's files, one after the other) and their sha256."""

    name: str
    data: bytes
    sha256: str

    @property
    def text(self) -> str:
        return self.data.decode("utf-8-sig", errors="replace")


def read_content(path: Path, limit: int = MAX_BYTES) -> Content:
    """Everything in the file. Raises UnreadableFile where it cannot be opened, is empty or larger than the limit."""
    try:
        size = path.stat().st_size
        if size > limit:
            raise UnreadableFile(
                f"{path.name} is too large for a landmark file ({size / 1e6:.0f} MB, at most {limit / 1e6:.0f} MB)."
            )
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{path.name} could not be opened: {error.strerror or error}.") from error
    if not data.strip():
        raise UnreadableFile(f"{path.name} is empty.")
    return Content(path.name, data, hashlib.sha256(data).hexdigest())


def json_files(folder: Path) -> list[Path]:
    """The .json files in a folder, unordered. Raises UnreadableFile where the folder cannot be opened."""
    try:
        return [file for file in folder.iterdir() if file.suffix.lower() == ".json"]
    except OSError as error:
        raise UnreadableFile(f"{folder.name} could not be opened: {error.strerror or error}.") from error


def source_of(
    content: Content, kind: SourceKind, time_s: Floats, size: tuple[int, int], fps: float | None = None
) -> Source:
    """The Source of landmarks at these times; ``fps`` where the file states it, else by the median step."""
    rate = fps if fps is not None else median_rate(time_s)
    span = float(time_s[-1] - time_s[0])
    return Source(
        file=content.name,
        kind=kind,
        sha256=content.sha256,
        frames=len(time_s),
        fps=rate,
        duration_s=span + 1 / rate if rate else span,
        width=size[0],
        height=size[1],
    )


def median_rate(time_s: Floats) -> float | None:
    """Frames a second by the median step of rising times; None for a single frame."""
    return float(1 / np.median(np.diff(time_s))) if len(time_s) > 1 else None


def joined(name: str, contents: Sequence[Content]) -> Content:
    """Several files as one."""
    data = b"".join(content.data for content in contents)
    return Content(name, data, hashlib.sha256(data).hexdigest())
