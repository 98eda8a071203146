"""Renders further clips with truth, one repetition each, for calibrating and testing on more bodies.

    KNEELINE_SYNTH=… SYNTH_ASSETS=… SYNTH_SERIES=2 SYNTH_OUT=FOLDER python -m training.clips [s2:0,4,9 s3:0,4 s5:0]

Twelve squats, six single-leg squats and four step-downs of the renderer's own scenarios, by other bodies than those of
any other series; or only those named, as SCENARIO:NUMBERS (the ones shown here are those whose knees do not go in).
All bodies of an even series are ``fit``, of an odd one ``check``, so that each kind of movement is in both; the
renderer itself splits by number, which keeps some kinds, and cameras held by hand, from one of the two.
The benches read them beside the measuring data where KNEELINE_RENDERED names the folder.
"""

import json
import os
import sys
from pathlib import Path

SECONDS = 4.1
"""Standing, one repetition, standing."""

SCENARIOS = {"s2": 12, "s3": 6, "s5": 4}
"""How many clips of squats, single-leg squats and step-downs the renderer has."""


def wanted(named: list[str]) -> list[tuple[str, int]]:
    """Scenario and number of each clip to render; all where none is named."""
    if not named:
        return [(scenario, index) for scenario, count in SCENARIOS.items() for index in range(count)]
    pairs = (each.split(":") for each in named)
    return [(scenario, int(number)) for scenario, numbers in pairs for number in numbers.split(",")]


def main() -> None:
    """Render the clips; the index is written after each, so a run that is cut short leaves what it made."""
    sys.path.insert(0, os.environ["KNEELINE_SYNTH"])
    import gen  # type: ignore[import-not-found]
    import scen  # type: ignore[import-not-found]

    split = "check" if int(os.environ["SYNTH_SERIES"]) % 2 else "fit"
    folder = Path(os.environ["SYNTH_OUT"])
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for scenario, index in wanted(sys.argv[1:]):
        planned, options = scen.video(scenario, index, dry=True)
        where, name, person, state, motion, _, _, chance, _, *rest = planned
        rows.append(gen.save_video(where, name, person, state, motion, SECONDS, 1, chance, split, *rest, **options))
        (folder / "index.json").write_text(json.dumps({"items": gen.clean(rows)}), encoding="utf-8")


if __name__ == "__main__":
    main()
