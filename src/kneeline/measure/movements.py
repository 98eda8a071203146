"""All movement tests by their task. A new one is added here."""

from kneeline.core.measurement import Task
from kneeline.measure.landing import LANDING
from kneeline.measure.lunge import LUNGE
from kneeline.measure.movement import MovementTest
from kneeline.measure.single_leg_squat import SINGLE_LEG_SQUAT
from kneeline.measure.squat import SQUAT
from kneeline.measure.stand import STAND
from kneeline.measure.step_down import STEP_DOWN

MOVEMENTS: dict[Task, MovementTest] = {
    test.task: test for test in (STAND, SQUAT, SINGLE_LEG_SQUAT, STEP_DOWN, LANDING, LUNGE)
}
