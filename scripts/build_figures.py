"""Draws each exercise's two key postures into the package, for paper and lists; only those whose sources changed.

python scripts/build_figures.py
"""

import hashlib
import json
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import kneeline
from kneeline.catalogue import catalogue

PACKAGE = Path(kneeline.__file__).parent
FIGURES = PACKAGE / "report" / "assets" / "figures"
BUILT = FIGURES / "built.json"
WORKERS = 2


def main() -> None:
    """Draw what is missing or out of date; a picture without an exercise goes."""
    FIGURES.mkdir(parents=True, exist_ok=True)
    drawn_from = json.loads(BUILT.read_text(encoding="utf-8")) if BUILT.exists() else {}
    exercises = [each for each in catalogue().exercises if each in catalogue().motions]
    sources = {each: _digest(_sources_of(each)) for each in exercises}
    wanted = [each for each in exercises if drawn_from.get(each) != sources[each] or not _picture(each).exists()]
    for stale in FIGURES.glob("*.svg"):
        if stale.stem not in sources:
            stale.unlink()
    if not wanted:
        return
    print(f"Drawing the figure of {len(wanted)} exercises ...")
    with ProcessPoolExecutor(WORKERS) as workers:
        list(workers.map(_draw, wanted))
    BUILT.write_text(json.dumps(sources, indent=1) + "\n", encoding="utf-8")


def _draw(exercise: str) -> None:
    kneeline.demo(exercise, _picture(exercise), keys=True)


def _picture(exercise: str) -> Path:
    return FIGURES / f"{exercise}.svg"


def _sources_of(exercise: str) -> list[Path]:
    """Everything its picture follows from."""
    content = PACKAGE / "catalogue"
    own = [content / folder / f"{exercise}.toml" for folder in ("motions", "exercises")]
    return [*own, *sorted(PACKAGE.glob("body/*.py")), *sorted(PACKAGE.glob("body/*.toml"))]


def _digest(files: Iterable[Path]) -> str:
    every = hashlib.sha256()
    for file in files:
        every.update(file.read_bytes())
    return every.hexdigest()[:16]


if __name__ == "__main__":
    main()
