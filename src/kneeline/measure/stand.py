"""Standing, from a photo or a still clip."""

from kneeline.core.language import N_
from kneeline.measure.movement import MovementTest

STAND = MovementTest(
    task="stand",
    words=N_("standing still"),
    frontal=True,
    legs="both",
    repeated=False,
    per_leg={
        "fppa": ("standing",),
        "hip_knee_ankle_angle": ("standing",),
        "hip_adduction": ("standing",),
        "knee_over_toe_offset": ("standing",),
        "foot_progression_angle": ("standing",),
    },
    per_person={
        "knee_gap": ("standing",),
        "intermalleolar_gap": ("standing",),
        "knee_ankle_separation_ratio": ("standing",),
        "stance_width": ("standing",),
        "trunk_lean": ("standing",),
        "pelvic_drop": ("standing",),
        "pelvis_shift": ("standing",),
    },
    differences=("fppa", "hip_knee_ankle_angle", "foot_progression_angle"),
)
