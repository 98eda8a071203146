"""The lunge seen from the side: how far the shank of the front leg comes forward with the heel down."""

from kneeline.core.language import N_
from kneeline.measure.movement import MovementTest

LUNGE = MovementTest(
    task="lunge",
    words=N_("lunge"),
    frontal=False,
    legs="front",
    repeated=False,
    per_leg={
        "shank_angle": ("still",),
        "knee_flexion": ("still",),
        "hip_flexion": ("still",),
        "heel_rise": ("still",),
        "weight_bearing_lunge_distance": ("still",),
    },
    per_person={"trunk_flexion": ("still",)},
)
