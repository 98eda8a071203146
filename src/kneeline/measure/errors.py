"""How wrong each value can be: half-widths of 95 %, read from a table that was calibrated against known truth."""

import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import numpy as np
import rtoml

from kneeline.core.measurement import Task, ValidatedOn
from kneeline.core.recording import Floats, Recording
from kneeline.measure.view import YAW_WIDENED

Kind = Literal["picture", "mocap", "landmarks"]
"""What made the landmarks: our pose model and our leg network on a picture, motion capture, or others: somebody else's
landmarks, and those of a pose model alone."""

WIDEN_PER_YAW = 0.06
"""Share by which the error of an image measure grows with each degree of yaw beyond 10 (our choice)."""

WIDEN_UNREFINED = 1.75
"""Factor on every error of what a pose model alone read on a picture, as in a browser without the leg network: the rows
of ``landmarks`` as they stand held 75 % of the angles at the knee on 40 rendered photos, and 70 % of how far knees were
bent in 20 repetitions (docs/browser.md)."""

STILL = ("standing", "still")
"""Moments of somebody who doesn't move."""

LIGHTER = ("blazepose-full", "blazepose-lite")
"""How the names of estimators begin that are lighter than the one the errors were calibrated with."""

WIDEN_LIGHTER = 1.15
"""Factor on every error of a video that one of them read: as they stand the errors held 90 to 93 % of how far knees
bent and moved in, and of onsets, in 156 repetitions read by the full model (docs/accuracy.md; lite was not checked)."""

WIDEN_ONE_LOOK = 1.2
"""Factor on every error of somebody who stays still in a video: the rows were made from photos, at which the leg
network looks three times. Read with one look, as each frame of a video is, 92 % of the standing FPPA of 200 rendered
photos lay inside, and 1.2 times as wide 95 % (our choice; a video's mean over many frames may err less)."""

WIDEN_FOR = {
    "toes_cut_off": 1.2,
    "far_away": 1.4,
    "from_behind": 1.8,
    "too_dark": 1.5,
    "blurred": 1.5,
    "soft": 1.1,
    "grainy": 1.55,
    "compressed": 1.25,
    "few_frames": 1.3,
    "loose_clothing": 1.5,
}
"""Factor on every error for what the view suffers from (our choice; checked on the hard set, docs/accuracy.md)."""


@dataclass(frozen=True)
class ErrorLine:
    """One row of the table: half-widths of 95 % at given bends of the knee, deg; between them along straight lines.

    ``doubled_at``: the size of the value, in its unit, at which they are twice what they are at 0.
    """

    bends: tuple[float, ...]
    half_widths: tuple[float, ...]
    doubled_at: float
    repeat_share: float
    difference_share: float
    validated_on: ValidatedOn

    def half_width(self, bend: Floats | float, value: Floats | float = 0.0) -> Floats:
        """Half-width at a bend, deg, and value (any shape); where the bend is unknown, the largest."""
        widths = np.where(np.isfinite(bend), np.interp(bend, self.bends, self.half_widths), max(self.half_widths))
        grown: Floats = widths * (1 + np.abs(value) / self.doubled_at)
        return grown


@dataclass(frozen=True)
class ErrorModel:
    """The errors of one recording: its kind of landmarks, and how much its view widens them; ``still_factor``: those of
    somebody who stays still, ``yaw_factor``: those of image measures.

    ``unproven``: nothing of this movement was held against truth from pictures, so no value claims to be validated.
    """

    kind: Kind
    factor: float
    still_factor: float
    yaw_factor: float
    unproven: bool

    def line(self, measure: str, moment: str) -> ErrorLine | None:
        """The table's row for a measure at a moment (``standing``, ``bottom``, ``repetition``, ``frame`` …)."""
        table = _table()
        for key in ((self.kind, measure, moment), (self.kind, measure, "any")):
            if key in table:
                return table[key]
        return None

    def half_width(self, measure: str, moment: str, bend: Floats | float = 0.0, value: Floats | float = 0.0) -> Floats:
        """Half-width of 95 % of a measure at a moment, bend and value, widened for the view; NaN if none is known."""
        line = self.line(measure, moment)
        if line is None:
            return np.full(np.shape(bend), np.nan)
        yaw = self.yaw_factor if measure in ("fppa", "hip_adduction", "knee_over_toe_offset") else 1.0
        still = self.still_factor if moment in STILL else 1.0
        widened: Floats = line.half_width(bend, value) * self.factor * still * yaw
        return widened


def widened_by(yaw: float) -> float:
    """Factor on the error of an image measure for a camera that stands aside by ``yaw``, deg."""
    return 1 + WIDEN_PER_YAW * max(0.0, abs(yaw) - YAW_WIDENED)


def error_model(recording: Recording, task: Task | None, yaw: float, problem_codes: set[str]) -> ErrorModel:
    """The error model for a recording of this movement, seen at this yaw with these problems."""
    kinds: dict[str, Kind] = {"mocap": "mocap", "landmarks": "landmarks"}
    on_picture: Kind = "picture" if recording.refined else "landmarks"
    factor = float(np.prod([WIDEN_FOR[code] for code in sorted(problem_codes & set(WIDEN_FOR))]))
    kind = kinds.get(recording.source.kind, on_picture)
    if recording.source.kind in ("photo", "video") and not recording.refined:
        factor *= WIDEN_UNREFINED
    if recording.source.kind == "video" and recording.estimator.startswith(LIGHTER):
        factor *= WIDEN_LIGHTER
    one_look = recording.source.kind == "video" and recording.refined
    return ErrorModel(
        kind,
        factor,
        still_factor=WIDEN_ONE_LOOK if one_look else 1.0,
        yaw_factor=widened_by(yaw),
        unproven=kind == "picture" and task == "landing",
    )


@cache
def _table() -> dict[tuple[str, str, str], ErrorLine]:
    data = rtoml.loads(files("kneeline.measure").joinpath("errors.toml").read_text(encoding="utf-8"))
    rows: list[dict[str, Any]] = data["error"]
    return {
        (kind, row["measure"], moment): ErrorLine(
            tuple(row.get("bends", (0.0,))),
            tuple(row["half_widths"]),
            row.get("doubled_at", math.inf),
            row["repeat_share"],
            row["difference_share"],
            row["validated_on"],
        )
        for row in rows
        for kind in row["kinds"]
        for moment in row["moments"]
    }
