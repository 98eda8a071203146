"""Draws each exercise's two key postures into the package, for lists and for paper; only those whose sources changed.

python scripts/build_figures.py
"""

import hashlib
import json
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import kneeline
from kneeline.catalogue import catalogue
from kneeline.report import printed_figure

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
    wanted = [each for each in exercises if drawn_from.get(each) != sources[each] or not _drawn(each)]
    for stale in {*FIGURES.glob("*.svg"), *FIGURES.glob("*.print.json")}:
        if stale.name.partition(".")[0] not in sources:
            stale.unlink()
    if not wanted:
        return
    print(f"Drawing the figure of {len(wanted)} exercises ...")
    with ProcessPoolExecutor(WORKERS) as workers:
        list(workers.map(_draw, wanted))
    BUILT.write_text(json.dumps(sources, indent=1) + "\n", encoding="utf-8")


def _draw(exercise: str) -> None:
    kneeline.demo(exercise, _picture(exercise), keys=True)
    _for_print(exercise).write_text(printed_figure.printable(_picture(exercise).read_bytes()), encoding="ascii")


def _drawn(exercise: str) -> bool:
    return _picture(exercise).exists() and _for_print(exercise).exists()


def _picture(exercise: str) -> Path:
    return FIGURES / f"{exercise}.svg"


def _for_print(exercise: str) -> Path:
    return FIGURES / f"{exercise}.print.json"


def _sources_of(exercise: str) -> list[Path]:
    """Everything its picture follows from."""
    content = PACKAGE / "catalogue"
    own = [content / folder / f"{exercise}.toml" for folder in ("motions", "exercises")]
    return [
        *own,
        *sorted(PACKAGE.glob("body/*.py")),
        *sorted(PACKAGE.glob("body/*.toml")),
        Path(printed_figure.__file__),
    ]


def _digest(files: Iterable[Path]) -> str:
    every = hashlib.sha256()
    for file in files:
        every.update(file.read_bytes())
    return every.hexdigest()[:16]


if __name__ == "__main__":
    main()
