"""The squat on one leg; only the leg that stands is measured."""

from kneeline.core.language import N_
from kneeline.core.measurement import At
from kneeline.measure.movement import MovementTest
from kneeline.measure.squat import PER_LEG

PER_PERSON: dict[str, tuple[At, ...]] = {"trunk_lean": ("bottom",), "pelvic_drop": ("bottom",)}

SINGLE_LEG_SQUAT = MovementTest(
    task="single-leg-squat",
    words=N_("squat on one leg"),
    frontal=True,
    legs="stance",
    repeated=True,
    per_leg=PER_LEG,
    per_person=PER_PERSON,
)
