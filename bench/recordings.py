"""What kneeline reads from every rendered picture and video, kept so that the other benches take seconds.

    python -m bench.recordings [--cache FOLDER] [--model heavy|full|lite] [--fresh]

Two processes; a file each. The cache is keyed by the picture's bytes, the model, kneeline's version and the code that
turns pictures into landmarks. Where a change to the measures moves where it pays to look, say ``--fresh``.
"""

import argparse
import ast
import hashlib
import json
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, fields
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Literal

import numpy as np

import kneeline
from bench.raw import raw_landmarks
from bench.truth import Item, data_folder, items
from kneeline import ModelName
from kneeline.core.output import whole_file
from kneeline.core.recording import Floats, Recording, Source

Way = Literal["product", "every_frame", "raw"]
"""``product``: as ``kneeline.read`` looks; ``every_frame``: as it looks when told to look at all; ``raw``: the pose
model as it comes."""

WORKERS = 2
_PIXELS = (
    "pixels/network.py",
    "pixels/photo.py",
    "pixels/plumb.py",
    "pixels/sniff.py",
    "pixels/video.py",
    "pixels/warp.py",
)
_CODE: dict[Way, tuple[str, ...]] = {
    "product": ("pose/*.py", "pose/*.onnx", *_PIXELS),
    "every_frame": ("pose/*.py", "pose/*.onnx", *_PIXELS),
    "raw": ("pose/blazepose.py", "pose/detector.py", "pose/roi.py", "pixels/video.py", "pixels/warp.py"),
}
_LOOKS = ("measure/looks.py",)


@dataclass(frozen=True)
class Store:
    """Recordings of rendered files by one model in a cache folder."""

    folder: Path
    model: ModelName

    def recording(self, item: Item, every_frame: bool = False) -> Recording:
        """What ``kneeline.read`` gives. On a photo there is no other frame to look at."""
        return _read(self._kept(item, "every_frame" if every_frame and item.moving else "product"))

    def raw(self, item: Item) -> Floats:
        """Joints (T, J, 2) px as the pose model gives them."""
        with np.load(self._kept(item, "raw")) as data:
            joints: Floats = data["xy"]
            return joints

    def holds(self, item: Item, way: Way) -> bool:
        """True where nothing would have to be looked at."""
        return self._path(item, way).exists()

    def keep(self, item: Item, way: Way) -> None:
        """Look at the file and keep what was seen."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with whole_file(self._path(item, way)) as temporary:
            if way == "raw":
                np.savez_compressed(temporary, xy=raw_landmarks(item.path, self.model))
            else:
                every_frame = way == "every_frame"
                _write(temporary, kneeline.read(item.path, model=self.model, every_frame=every_frame, threads=1))

    def _kept(self, item: Item, way: Way) -> Path:
        if not self.holds(item, way):
            self.keep(item, way)
        return self._path(item, way)

    def _path(self, item: Item, way: Way) -> Path:
        key = "-".join((_digest(item.path), self.model, kneeline.__version__, _code_digest(way, item.moving)))
        return self.folder / f"{item.name}-{way}-{hashlib.sha256(key.encode()).hexdigest()[:16]}.npz"


def default_cache() -> Path:
    """A folder under the system's folder for temporary files."""
    return Path(tempfile.gettempdir()) / "kneeline-bench"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options every bench on recordings shares."""
    parser.add_argument("--cache", type=Path, default=default_cache(), help="where recordings are kept")
    parser.add_argument("--model", choices=("heavy", "full", "lite"), default="heavy", help="pose model")
    parser.add_argument("--fresh", action="store_true", help="look again at what is in the cache")


def prepare(store: Store, found: Sequence[Item], ways: Sequence[Way], fresh: bool) -> None:
    """Look at what is not in the cache yet (or at all, if ``fresh``), in two processes; says how far it is."""
    wanted = [(item, way) for way in ways for item in found if item.moving or way != "every_frame"]
    missing = [job for job in wanted if fresh or not store.holds(*job)]
    if not missing:
        return
    spawned = get_context("spawn")  # a fork of a process whose OpenCV has run threads waits for ever
    with ProcessPoolExecutor(WORKERS, mp_context=spawned) as workers:
        jobs = [workers.submit(store.keep, item, way) for item, way in missing]
        for done, job in enumerate(jobs, start=1):
            job.result()
            print(f"\rlooking at {done} of {len(jobs)}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def _write(path: Path, recording: Recording) -> None:
    """Every field: arrays as they are, the rest as one JSON text beside them."""
    every = {field.name: getattr(recording, field.name) for field in fields(recording)}
    arrays = {name: value for name, value in every.items() if isinstance(value, np.ndarray)}
    rest = {name: value for name, value in asdict(recording).items() if name not in arrays}
    np.savez_compressed(path, allow_pickle=False, rest=np.array(json.dumps(rest)), **arrays)


def _read(path: Path) -> Recording:
    with np.load(path) as data:
        rest = json.loads(str(data["rest"]))
        arrays = {name: data[name] for name in data.files if name != "rest"}
    rest |= {"source": Source(**rest["source"]), "history": tuple(rest["history"])}
    return Recording(**arrays, **rest)


@cache
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@cache
def _code_digest(way: Way, moving: bool) -> str:
    """Of the modules that decide what is seen and, in a video, where it is looked at."""
    package = Path(kneeline.__file__).parent
    patterns = (*_CODE[way], *(_LOOKS if moving and way != "raw" else ()))
    sources = sorted(file for pattern in patterns for file in package.glob(pattern))
    return hashlib.sha256("".join(map(_content, sources)).encode()).hexdigest()


def _content(file: Path) -> str:
    """A module without what changes nothing, or the digest of any other file."""
    return _bare(file.read_text(encoding="utf-8")) if file.suffix == ".py" else _digest(file)


def _bare(source: str) -> str:
    """Python source without what changes nothing that it does: comments, docstrings, layout."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    return ast.unparse(tree)


def main() -> None:
    """Look at everything, every way."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    chosen = parser.parse_args()
    found = items(data_folder())
    prepare(Store(chosen.cache, chosen.model), found, ("product", "raw", "every_frame"), chosen.fresh)
    print(f"{len(found)} files in {chosen.cache}")


if __name__ == "__main__":
    main()
