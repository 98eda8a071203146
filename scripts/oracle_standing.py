"""The body of ``scripts/oracle standing``: runs in the environment that has mediapipe, knows nothing of kneeline.

Reads lines of ``bench/oracle.py``: the pose model, a photo, the file its landmarks belong in. Writes there ``xy``
(33, 2) px, NaN where mediapipe finds nobody.
"""

import sys
import tempfile
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scripts.oracle_landmarks import found, landmarker, mend_metadata_writer, read

LANDMARKS = 33
Job = tuple[str, Path, Path]


def jobs(lines: Iterable[str]) -> list[Job]:
    """Model, photo and file of each line."""
    cells = [line.rstrip("\n").split("\t") for line in lines]
    return [(model, Path(photo), Path(kept)) for model, photo, kept in cells]


def points(pose: dict[str, list[list[float]]] | None) -> NDArray[np.float64]:
    """(33, 2) px of a pose; NaN of nobody."""
    return np.full((LANDMARKS, 2), np.nan) if pose is None else np.array(pose["xy"], dtype=np.float64)


def keep(path: Path, xy: NDArray[np.float64]) -> None:
    """Write one file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".part.npz")
    np.savez_compressed(temporary, xy=xy)
    temporary.replace(path)


def main() -> None:
    """Look at every photo that was asked for."""
    mend_metadata_writer()
    done = 0
    with tempfile.TemporaryDirectory() as folder:
        for model, wanted in groupby(jobs(sys.stdin), key=lambda job: job[0]):
            with landmarker(model, Path(folder)) as pipeline:
                for _, photo, kept in wanted:
                    keep(kept, points(found(pipeline, read(photo))))
                    done += 1
    print(f"mediapipe looked at {done} photos.", file=sys.stderr)


if __name__ == "__main__":
    main()
