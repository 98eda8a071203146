"""For a knee that caves only when bent: the bend to work at, from the measured onset (the article's own rule)."""

from dataclasses import replace

from kneeline.catalogue.schema import Exercise
from kneeline.core.findings import Findings
from kneeline.programme.load import Load

AT_ONSET = ("banded-chair-squat", "step-up", "single-leg-hinge")
EITHER_SIDE_DEG = 10.0
HOLD_S = 3.0
"""Held at that bend for three seconds, the least of the article's other holds (our choice)."""


def onset_of(findings: Findings) -> float | None:
    """Knee flexion, deg, from which a knee caves in: the smaller of both legs' where both were measured."""
    bent = [sign.from_flexion for sign in findings.seen("only_when_bent") if sign.from_flexion is not None]
    return min(bent, default=None)


def onset_range(exercise: Exercise, findings: Findings) -> tuple[float, float] | None:
    """Range of knee flexion, deg, to work in: the onset ± 10 (our choice), or None where it does not apply."""
    onset = onset_of(findings)
    if onset is None or exercise.id not in AT_ONSET:
        return None
    return max(onset - EITHER_SIDE_DEG, 0.0), onset + EITHER_SIDE_DEG


def held_at_onset(exercise: Exercise, load: Load, findings: Findings) -> Load:
    """The load with a hold at the onset's bend, where the exercise is done there and has no hold of its own."""
    if onset_range(exercise, findings) is None or load.reps is None or load.hold_s is not None:
        return load
    return replace(load, hold_s=HOLD_S)
