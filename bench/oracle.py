"""Where the landmarks that mediapipe itself finds on the photos of standing people are kept, and which are missing.

    python -m bench.oracle [--cache FOLDER] [--model heavy|full|lite]

prints a line for each photo not yet looked at: the pose model, the photo, the file its landmarks belong in. mediapipe
lives in an environment of its own: ``scripts/oracle standing`` reads these lines and fills the files.
"""

import argparse
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.recordings import Store, add_arguments
from bench.truth import Item, data_folder, items
from kneeline.core.recording import Floats
from kneeline.pose.joints import to_joints

VERSION = "1.2.2"
"""Of mediapipe, as scripts/oracle installs it."""


@dataclass(frozen=True)
class Oracle(Store):
    """mediapipe's own answers beside a store's recordings."""

    def raw(self, item: Item) -> Floats:
        """Joints (1, J, 2) px as mediapipe gives them; NaN where it found nobody. FileNotFoundError where not run."""
        with np.load(self.kept_at(item)) as data:
            landmarks: Floats = data["xy"]
        return to_joints(landmarks)[None]

    def kept_at(self, item: Item) -> Path:
        """The file of one photo's landmarks, keyed by the picture's bytes, the model and mediapipe's version."""
        key = "-".join((hashlib.sha256(item.path.read_bytes()).hexdigest(), self.model, VERSION))
        return self.folder / f"{item.name}-oracle-{hashlib.sha256(key.encode()).hexdigest()[:16]}.npz"

    def missing(self, found: Sequence[Item]) -> list[Item]:
        """Photos of standing people that mediapipe has not looked at."""
        return [item for item in found if item.task == "stand" and not self.kept_at(item).exists()]


def main() -> None:
    """Print what is missing, tabs between model, photo and file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    chosen = parser.parse_args()
    oracle, found = Oracle(chosen.cache, chosen.model), items(data_folder())
    wanted = [item for item in found if item.task == "stand"] if chosen.fresh else oracle.missing(found)
    for item in wanted:
        print(oracle.model, item.path.resolve(), oracle.kept_at(item).resolve(), sep="\t")


if __name__ == "__main__":
    main()
