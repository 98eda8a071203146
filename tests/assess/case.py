"""The written cases: small TOML files with answers and measured values, and what has to come of them.

A measured value is a line such as "knee_in_change left bottom 17 ± 5": name, side, moment, number, half-width of 95 %.
Its repeat error is 0.6 of that. Each of [[variants]] is a table of further answers that has to give the same result.
"""

import datetime
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kneeline.assess import Answers, answers_from, assess
from kneeline.core.findings import Findings
from kneeline.core.measurement import Conditions, Measurement, Person, PoseSummary, Value, View
from kneeline.core.recording import Source

FOLDER = Path(__file__).parent / "cases"
ON = datetime.date(2026, 11, 22)
REPEAT_SHARE = 0.6
UNITS = {"intermalleolar_gap": "cm", "knee_gap": "cm", "stance_width": "ratio", "weight_bearing_lunge_distance": "cm"}


@dataclass(frozen=True)
class Case:
    """One file: ``title`` says what it is about, ``expect`` what has to come of it, for each of its variants."""

    name: str
    data: Mapping[str, Any]

    @property
    def expect(self) -> Mapping[str, Any]:
        """What has to come of it."""
        expected: Mapping[str, Any] = self.data["expect"]
        return expected

    def answers(self) -> list[Answers]:
        """The answers of each variant."""
        plain = {key: self.data.get(key, {}) for key in ("person", "answers", "wishes")}
        variants = self.data.get("variants", [{}])
        return [answers_from({**plain, "answers": {**plain["answers"], **each}}, self.name, ON) for each in variants]

    def measurements(self) -> list[Measurement]:
        """The measured values as measurements, each a recording of its own."""
        return [measured(each, f"{index}") for index, each in enumerate(self.data.get("measured", []))]

    def findings(self) -> list[Findings]:
        """What assess says of each variant."""
        return [assess(self.measurements(), answers, ON, "0.1.0") for answers in self.answers()]


def cases() -> list[Case]:
    """All cases, by name."""
    return [Case(path.stem, tomllib.loads(path.read_text(encoding="utf-8"))) for path in sorted(FOLDER.glob("*.toml"))]


def measured(data: Mapping[str, Any], recording: str) -> Measurement:
    """A measurement of one recording from its short form."""
    name = data.get("recording", recording)
    conditions = {key: data[key] for key in ("effort", "heels", "feet", "brace", "band") if key in data}
    return Measurement(
        version="0.1.0",
        source=Source(f"{name}.mp4", "video", f"sha of {name}", 240, 30.0, 8.0, 720, 1280),
        pose=PoseSummary("blazepose-heavy", 240, 100, 100),
        view=View("front", 1.0, True),
        task=data["task"],
        task_given=False,
        person=Person(170.0),
        conditions=Conditions(**conditions),
        measures=tuple(value_of(line) for line in data["values"]),
        repetitions=(),
    )


def value_of(line: str) -> Value:
    """ "fppa left standing 6 ± 3", or "fppa left standing none turned_away" for one that could not be seen."""
    name, side, at, number, *rest = line.split()
    unit = UNITS.get(name, "deg")
    if number == "none":
        return Value(name, side, at, None, None, None, 0, unit, why_missing=rest[0])  # type: ignore[arg-type]
    error = float(rest[1])
    return Value(name, side, at, float(number), error, REPEAT_SHARE * error, 3, unit)  # type: ignore[arg-type]
