"""What kneeline reads from every rendered picture and video, kept so that the other benches take seconds.

    python -m bench.recordings [--cache FOLDER] [--model heavy|full|lite] [--fresh]

Two processes; a landmark file each, of every frame. The cache is keyed by the picture's bytes, the model, kneeline's
version and the code that turns pictures into landmarks, so a stale one is never used. What ``kneeline.read`` would have
looked at in a video is played back from it: a frame's landmarks are the same whichever other frames are looked at.
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

import numpy as np

import kneeline
from bench.truth import Item, data_folder, items
from kneeline import ModelName
from kneeline.core.recording import Bools, Floats, Recording, Source
from kneeline.formats.landmark_json import read_landmark_json, write_landmarks
from kneeline.measure import next_looks
from kneeline.pose.look import Looker, read_photo_recording
from kneeline.pose.repair import repaired

WORKERS = 2
_CODE = ("pose/*.py", "pixels/*.py")


@dataclass(frozen=True)
class Store:
    """Recordings of rendered files by one model in a cache folder."""

    folder: Path
    model: ModelName

    def as_product(self, item: Item) -> Recording:
        """What ``kneeline.read`` gives."""
        kept = self._load(item)
        return _played_back(kept) if item.moving else kept

    def every_frame(self, item: Item) -> Recording:
        """What ``kneeline.read(…, every_frame=True)`` gives."""
        return repaired(self.raw(item)) if item.moving else self.raw(item)

    def raw(self, item: Item) -> Recording:
        """Every frame as the model sees it, nothing repaired."""
        kept = self._load(item)
        return replace(kept, looked=np.ones_like(kept.looked))

    def holds(self, item: Item) -> bool:
        """True where nothing would have to be read."""
        return self._path(item).exists()

    def keep(self, item: Item) -> None:
        """Look at the file and keep what was seen; ``looked`` says which frames the first round looks at."""
        self.folder.mkdir(parents=True, exist_ok=True)
        write_landmarks(self._path(item), _seen(item, self.model))

    def _load(self, item: Item) -> Recording:
        if not self.holds(item):
            self.keep(item)
        source = json.loads(self._path(item).read_text(encoding="utf-8"))["source"]
        recording = read_landmark_json(self._path(item))
        return replace(recording, source=Source(**source), history=recording.history[:-1])

    def _path(self, item: Item) -> Path:
        key = "-".join((_digest(item.path), self.model, kneeline.__version__, _code_digest()))
        return self.folder / f"{item.name}-{hashlib.sha256(key.encode()).hexdigest()[:16]}.json"


def default_cache() -> Path:
    """A folder under the system's folder for temporary files."""
    return Path(tempfile.gettempdir()) / "kneeline-bench"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options every bench on recordings shares."""
    parser.add_argument("--cache", type=Path, default=default_cache(), help="where recordings are kept")
    parser.add_argument("--model", choices=("heavy", "full", "lite"), default="heavy", help="pose model")


def prepare(store: Store, wanted: Sequence[Item]) -> None:
    """Look at what is not in the cache yet, in two processes; says on stderr how far it is."""
    if not wanted:
        return
    with ProcessPoolExecutor(WORKERS) as workers:
        jobs = [workers.submit(store.keep, item) for item in wanted]
        for done, job in enumerate(jobs, start=1):
            job.result()
            print(f"\rreading {done} of {len(jobs)}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def missing(store: Store, found: Sequence[Item]) -> list[Item]:
    """Those that have to be looked at first."""
    return [item for item in found if not store.holds(item)]


def _seen(item: Item, model: ModelName) -> Recording:
    if not item.moving:
        return read_photo_recording(item.path, model)
    with Looker(item.path, model, threads=1) as looker:
        first = looker.recording()
        return replace(looker.look(range(len(first.time_s))), looked=first.looked)


def _played_back(kept: Recording) -> Recording:
    """The rounds of ``kneeline.read`` on landmarks that are known already."""
    looked = kept.looked.copy()
    for _ in range(kneeline._MOST_ROUNDS):
        times = next_looks(_only(kept, looked))
        if len(times) == 0:
            break
        looked[np.searchsorted(kept.time_s, times)] = True
    return repaired(_only(kept, looked))


def _only(kept: Recording, looked: Bools) -> Recording:
    """The recording as if nobody had looked at the other frames."""

    def known(values: Floats) -> Floats:
        return np.where(looked.reshape(-1, *[1] * (values.ndim - 1)), values, np.nan)

    return replace(
        kept,
        looked=looked,
        xy=known(kept.xy),
        visibility=np.where(looked[:, None], kept.visibility, 0.0),
        people=np.where(looked, kept.people, 0),
        person_box=known(kept.person_box),
        light=known(kept.light),
        sharpness=known(kept.sharpness),
        model_xyz=None if kept.model_xyz is None else known(kept.model_xyz),
    )


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@cache
def _code_digest() -> str:
    """Of the modules that decide what is looked at and what is seen there."""
    package = Path(kneeline.__file__).parent
    sources = sorted(file for pattern in _CODE for file in package.glob(pattern))
    return hashlib.sha256(b"".join(file.read_bytes() for file in sources)).hexdigest()


def main() -> None:
    """Look at everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    parser.add_argument("--fresh", action="store_true", help="look again at what is in the cache")
    chosen = parser.parse_args()
    store = Store(chosen.cache, chosen.model)
    found = items(data_folder())
    prepare(store, found if chosen.fresh else missing(store, found))
    print(f"{len(found)} recordings in {chosen.cache}")


if __name__ == "__main__":
    main()
