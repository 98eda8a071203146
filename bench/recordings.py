"""What kneeline reads from every rendered picture and video, kept so that the other benches take seconds.

    python -m bench.recordings [--cache FOLDER] [--model heavy|full|lite] [--fresh]

Two processes; a landmark file each. The cache is keyed by the picture's bytes, the model, kneeline's version and the
code that turns pictures into landmarks, so a stale one is never used.
"""

import argparse
import hashlib
import json
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

import kneeline
from bench.truth import Item, data_folder, items
from kneeline import ModelName
from kneeline.core.recording import Recording, Source
from kneeline.formats.landmark_json import read_landmark_json, write_landmarks
from kneeline.pose.look import Looker, read_photo_recording
from kneeline.pose.repair import repaired

Way = Literal["product", "raw"]
"""``product``: as ``kneeline.read`` looks. ``raw``: every frame, landmarks as the model gives them, none repaired."""

WORKERS = 2
_CODE = ("pose/*.py", "pixels/*.py", "measure/looks.py")


@dataclass(frozen=True)
class Store:
    """Recordings of rendered files by one model in a cache folder."""

    folder: Path
    model: ModelName

    def load(self, item: Item, way: Way) -> Recording:
        """The recording as it was read; reads it first where it is not in the cache yet."""
        kept = self._path(item, way)
        if not kept.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            write_landmarks(kept, _read(item.path, self.model, way))
        source = json.loads(kept.read_text(encoding="utf-8"))["source"]
        recording = read_landmark_json(kept)
        return replace(recording, source=Source(**source), history=recording.history[:-1])

    def holds(self, item: Item, way: Way) -> bool:
        """True where nothing would have to be read."""
        return self._path(item, way).exists()

    def every_frame(self, item: Item) -> Recording:
        """What ``kneeline.read(…, every_frame=True)`` gives."""
        return repaired(self.load(item, "raw"))

    def forget(self, item: Item, way: Way) -> None:
        """Take a recording out of the cache."""
        self._path(item, way).unlink(missing_ok=True)

    def _path(self, item: Item, way: Way) -> Path:
        key = "-".join((_digest(item.path), self.model, kneeline.__version__, _code_digest(), way))
        return self.folder / f"{item.name}-{hashlib.sha256(key.encode()).hexdigest()[:16]}.json"


def default_cache() -> Path:
    """A folder under the system's folder for temporary files."""
    return Path(tempfile.gettempdir()) / "kneeline-bench"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options every bench on recordings shares."""
    parser.add_argument("--cache", type=Path, default=default_cache(), help="where recordings are kept")
    parser.add_argument("--model", choices=("heavy", "full", "lite"), default="heavy", help="pose model")


def prepare(store: Store, wanted: Sequence[tuple[Item, Way]]) -> None:
    """Fill the cache in two processes; says on stderr how far it is."""
    missing = [job for job in wanted if not store.holds(*job)]
    if not missing:
        return
    with ProcessPoolExecutor(WORKERS) as workers:
        jobs = [workers.submit(store.load, item, way) for item, way in missing]
        for done, job in enumerate(jobs, start=1):
            job.result()
            print(f"\rreading {done} of {len(jobs)}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def both_ways(found: Sequence[Item]) -> list[tuple[Item, Way]]:
    """Everything as the product looks, then videos as the raw model sees them, too (on a photo the two are one)."""
    ways: list[tuple[Item, Way]] = [(item, "product") for item in found]
    return ways + [(item, "raw") for item in found if item.moving]


def _read(path: Path, model: ModelName, way: Way) -> Recording:
    if way == "product":
        return kneeline.read(path, model=model)
    if path.suffix == ".jpg":
        return read_photo_recording(path, model)
    with Looker(path, model) as looker:
        return looker.look(range(len(looker.recording().time_s)))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@cache
def _code_digest() -> str:
    """Of the modules that decide what is looked at and what is seen there."""
    package = Path(kneeline.__file__).parent
    sources = sorted(file for pattern in _CODE for file in package.glob(pattern))
    return hashlib.sha256(b"".join(file.read_bytes() for file in sources)).hexdigest()


def main() -> None:
    """Read everything, both ways."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    parser.add_argument("--fresh", action="store_true", help="read again what is in the cache")
    chosen = parser.parse_args()
    store = Store(chosen.cache, chosen.model)
    wanted = both_ways(items(data_folder()))
    if chosen.fresh:
        for job in wanted:
            store.forget(*job)
    prepare(store, wanted)
    print(f"{len(wanted)} recordings in {chosen.cache}")


if __name__ == "__main__":
    main()
