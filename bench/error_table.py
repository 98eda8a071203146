"""The rows of src/kneeline/measure/errors.toml; those rendered people tell nothing about: motion capture, landmarks of
other programs."""

import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kneeline.core.measurement import ValidatedOn
from kneeline.measure.errors import Kind

OTHER_LANDMARKS = 1.4
"""Somebody else's pose model was taken to err this much more than ours (our choice, nothing was checked)."""

MOCAP: dict[str, tuple[float, ValidatedOn]] = {
    "knee_flexion": (8.5, "real"),  # RMSE up to 4.2 deg against reference angles of the laboratory recordings
    "fppa": (5.5, "none"),  # two ways to place joint centres from one set of markers differ by 2 to 5.5 deg
    "hip_knee_ankle_angle": (5.5, "none"),
    "knee_in_angle": (12.0, "none"),
    "knee_in_change": (8.0, "none"),
    "valgus_onset_flexion": (15.0, "none"),
    "hip_adduction": (5.0, "none"),
    "knee_over_toe_offset": (10.0, "none"),
    "foot_progression_angle": (8.0, "none"),
    "knee_gap": (3.0, "none"),
    "intermalleolar_gap": (3.0, "none"),
    "knee_ankle_separation_ratio": (0.15, "none"),  # the same two ways differ by 0.05 to 0.09
    "stance_width": (0.15, "none"),
    "trunk_lean": (4.0, "none"),
    "pelvic_drop": (4.0, "none"),
    "pelvis_shift": (8.0, "none"),
    "shank_angle": (5.0, "none"),
    "hip_flexion": (12.0, "none"),
    "heel_rise": (6.0, "none"),
    "weight_bearing_lunge_distance": (3.0, "none"),
    "trunk_flexion": (6.0, "none"),
}
"""Half-widths for motion capture, by measure, and what they were held against. Joint centres from skin markers are
the error there; where nothing was compared they are our choice."""

MOCAP_SHARE = 0.5


@dataclass(frozen=True)
class Line:
    """One row of the table."""

    measure: str
    kind: Kind
    moments: tuple[str, ...]
    bends: tuple[float, ...]
    half_widths: tuple[float, ...]
    repeat_share: float
    validated_on: ValidatedOn
    difference_share: float = 1.0
    doubled_at: float = math.inf

    def as_toml(self) -> str:
        """The row as it stands in the file."""
        quoted = ", ".join(f'"{moment}"' for moment in self.moments)
        doubled = f"doubled_at = {self.doubled_at:.3g}\n" if math.isfinite(self.doubled_at) else ""
        bends = f"bends = [{_listed(self.bends)}]\n" if len(self.bends) > 1 else ""
        return (
            f'[[error]]\nmeasure = "{self.measure}"\nkinds = ["{self.kind}"]\nmoments = [{quoted}]\n{bends}'
            f"half_widths = [{_listed(self.half_widths)}]\n{doubled}repeat_share = {self.repeat_share:.2f}\n"
            f"difference_share = {self.difference_share:.2f}\n"
            f'validated_on = "{self.validated_on}"\n'
        )


def lines_of(table: Path, kind: Kind) -> list[Line]:
    """The rows of a written table for one kind of landmarks."""
    rows = tomllib.loads(table.read_text(encoding="utf-8"))["error"]
    return [
        Line(
            row["measure"],
            kind,
            tuple(row["moments"]),
            tuple(row.get("bends", (0.0,))),
            tuple(row["half_widths"]),
            row["repeat_share"],
            row["validated_on"],
            row["difference_share"],
            row.get("doubled_at", math.inf),
        )
        for row in rows
        if row["kinds"] == [kind]
    ]


def calibrated_lines(table: Path) -> list[Line]:
    """The rows of a written table that rest on errors seen in pictures."""
    return [line for line in lines_of(table, "picture") if line.moments != ("any",)]


def with_fallbacks(lines: Sequence[Line]) -> list[Line]:
    """The rows, and for each measure one for any other moment: its widest, held against nothing."""
    widest: dict[str, Line] = {}
    for line in lines:
        if line.measure not in widest or max(line.half_widths) > max(widest[line.measure].half_widths):
            widest[line.measure] = line
    return [*lines, *(replace(line, moments=("any",), validated_on="none") for line in widest.values())]


def others_landmarks(lines: Sequence[Line], before: Sequence[Line]) -> list[Line]:
    """The rows for landmarks of somebody else's pose model: as they were ``before``, since theirs got no better as our
    leg network did; for what had none, ``OTHER_LANDMARKS`` times ours."""
    theirs = {(line.measure, line.moments): line for line in before}
    return [
        theirs.get((line.measure, line.moments))
        or replace(
            line,
            kind="landmarks",
            half_widths=tuple(OTHER_LANDMARKS * width for width in line.half_widths),
            validated_on="none",
        )
        for line in lines
    ]


def mocap() -> list[Line]:
    """The rows for motion capture."""
    return [
        Line(measure, "mocap", ("any",), (0.0,), (width,), MOCAP_SHARE, validated)
        for measure, (width, validated) in MOCAP.items()
    ]


def written(lines: Sequence[Line], command: str) -> str:
    """The whole file; ``command`` wrote it."""
    head = (
        f"# Written by `{command}` (see there how). Don't edit by hand.\n#\n"
        "# half_widths: 95 % of errors lie within ± this, in the measure's unit, at each of bends (knee flexion, deg;\n"
        "# along straight lines between them). doubled_at: the size of a value at which they are twice what they are\n"
        "# at 0. repeat_share: the part of it that a second check can differ by.\n"
        "# difference_share: how much of both legs' errors, added in squares, their difference has.\n"
        "# validated_on: rendered people, real recordings, or nothing.\n"
    )
    return "\n".join([head, *(line.as_toml() for line in lines)])


def _listed(numbers: Sequence[float]) -> str:
    return ", ".join(f"{each:.3g}" for each in numbers)
