"""Stepping down from a step; only the leg that stays on the step is measured."""

from kneeline.core.language import N_
from kneeline.measure.movement import MovementTest
from kneeline.measure.single_leg_squat import PER_PERSON
from kneeline.measure.squat import PER_LEG

STEP_DOWN = MovementTest(
    task="step-down",
    words=N_("step down"),
    frontal=True,
    legs="stance",
    repeated=True,
    per_leg=PER_LEG,
    per_person=PER_PERSON,
)
