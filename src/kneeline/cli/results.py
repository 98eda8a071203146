"""What became of each file of a batch, and the JSON that keeps it."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kneeline.cli.inputs import Found
from kneeline.cli.options import Settings, gave_a_value, measured, why_no_value
from kneeline.cli.status import Status, sentence_of
from kneeline.cli.table import Row, rows_of
from kneeline.core.errors import UnreadableFile, UnwritableFile
from kneeline.core.output import whole_file

if TYPE_CHECKING:
    from kneeline.core.measurement import Measurement

Json = dict[str, Any]

WORDS = {Status.MEASURED: "measured", Status.NO_VALUE: "no_value", Status.FAILED: "failed"}

_PLAIN_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._ -]{0,119}")


@dataclass(frozen=True)
class Outcome:
    """What became of one file: its measurement as a JSON object, where it opened, or the reason for no value."""

    status: Status
    reason: str | None = None
    measurement: Json | None = None


def measure_one(path: Path, settings: Settings, threads: int) -> Outcome:
    """Measure one file, whatever happens; run in a process of its own."""
    try:
        _, measurement = measured(path, settings, threads=threads)
    except Exception as error:
        return Outcome(Status.FAILED, sentence_of(path, error))
    return _outcome(measurement)


def _outcome(measurement: "Measurement") -> Outcome:
    from kneeline.core.wire import measurement_to_dict

    content = measurement_to_dict(measurement)
    if gave_a_value(measurement):
        return Outcome(Status.MEASURED, None, content)
    return Outcome(Status.NO_VALUE, why_no_value(measurement), content)


@dataclass(frozen=True)
class Results:
    """The JSON files of a batch, one for each file that opened, in ``folder``."""

    found: Found
    settings: Settings
    folder: Path

    def make_folder(self) -> None:
        """Raises UnwritableFile where the folder can't be made."""
        try:
            self.folder.mkdir(exist_ok=True)
        except OSError as error:
            raise UnwritableFile(f"The folder {self.folder} can't be made: {error.strerror or error}.") from error

    def path(self, file: Path) -> Path:
        """A file's JSON, named after it; where its name holds more than plain letters, also by a hash of its path."""
        name = self.found.name(file)
        if _PLAIN_NAME.fullmatch(name):
            return self.folder / f"{name}.json"
        letters = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.")[-80:]
        digest = hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:12]
        return self.folder / f"{letters}-{digest}.json"

    def kept(self, file: Path) -> Outcome | None:
        """What an earlier run found in the very same content with the same settings and version, else None."""
        from kneeline import __version__
        from kneeline.core.wire import measurement_from_dict

        content = self._read(file)
        if content is None or content.get("batch") != self._origin(file):
            return None
        try:
            measurement = measurement_from_dict(content)
        except UnreadableFile:
            return None
        if measurement.version != __version__ or measurement.source.sha256 != _sha256(file):
            return None
        return replace(_outcome(measurement), measurement=None)

    def keep(self, file: Path, outcome: Outcome) -> Outcome:
        """Write what a file gave, or take away what an earlier run wrote; the outcome without its measurement."""
        path = self.path(file)
        if outcome.measurement is None:
            path.unlink(missing_ok=True)
            return outcome
        content = {**outcome.measurement, "batch": self._origin(file)}
        with whole_file(path) as temporary:
            temporary.write_text(json.dumps(content, indent=2) + "\n", encoding="ascii")
        return replace(outcome, measurement=None)

    def rows(self, file: Path, outcome: Outcome) -> Iterator[Row]:
        """The rows of a file in the table."""
        measurement = self._read(file)
        return rows_of(
            {
                "file": self.found.name(file),
                "status": WORDS[outcome.status],
                "reason": outcome.reason,
                "json": None if measurement is None else self.path(file).name,
            },
            measurement,
        )

    def _read(self, file: Path) -> Json | None:
        """The JSON of a file; None where there is none, or one that is damaged."""
        try:
            content = json.loads(self.path(file).read_bytes())
        except (OSError, ValueError):
            return None
        return content if isinstance(content, dict) else None

    def _origin(self, file: Path) -> Json:
        """How a result came about: a file with the same origin is not measured again."""
        settings = {**asdict(self.settings), "condition": list(self.settings.condition)}
        return {"file": self.found.name(file), "settings": settings}


def _sha256(file: Path) -> str | None:
    """The content's digest; None for a folder or a file that can't be read."""
    try:
        with file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError:
        return None
