"""The figure that shows a self-test."""

from dataclasses import dataclass

from kneeline.catalogue import catalogue
from kneeline.web.guide.content import Figure, figure

POSTURES = {
    "footprint": "normal-standing",
    "foot-posture": "normal-standing",
    "foot-tracing": "normal-standing",
    "leg-length-pelvis": "pelvic-clock",
}
"""Tests without a motion of their own: the one whose first posture is how they begin."""


@dataclass(frozen=True)
class TestFigure:
    """A motion, and whether it moves or only shows how the test begins."""

    shown: Figure
    moves: bool


def figure_of_test(test: str) -> TestFigure | None:
    """The figure of a self-test, or None where there is none."""
    motion = test if test in catalogue().motions else POSTURES.get(test)
    return TestFigure(figure(motion), motion == test) if motion is not None else None
