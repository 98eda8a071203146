"""Renders squats that two cameras see at once, 16° to the person's left and 15° to their right.

    KNEELINE_SYNTH=… SYNTH_ASSETS=… SYNTH_SERIES=3 SYNTH_OUT=FOLDER python -m training.pairs

The same body, clothes and movement in both clips of a pair; `bench.agreement` reads them where KNEELINE_PAIRS names the
folder.
"""

import math
import os
import sys
from functools import partial
from pathlib import Path

from training.clips import SECONDS

CAMERAS_DEG = {"left": 16.0, "right": -15.0}
SQUATS = (1, 3, 5, 7)


def main() -> None:
    """Render every squat once a camera."""
    sys.path.insert(0, os.environ["KNEELINE_SYNTH"])
    import gen
    import scen

    Path(os.environ["SYNTH_OUT"]).mkdir(parents=True, exist_ok=True)
    ordinary = gen.camera
    for index in SQUATS:
        for side, azimuth in CAMERAS_DEG.items():
            gen.camera = partial(ordinary, azim=math.radians(azimuth))
            (where, name, person, state, motion, _, _, *rest), options = scen.video("s2", index, dry=True)
            gen.save_video(where, f"{name}_{side}", person, state, motion, SECONDS, 1, *rest, **options)


if __name__ == "__main__":
    main()
